"""Cut Chinese text into words. The only module that imports jieba or rjieba.

Which listed words win
----------------------
*Firm* words stand whole wherever they occur, whatever any frequency says: every word the caller lists in
`Tokenizer.words`, and the packaged lexicon's terms of four or more characters. They are found first, by one
Aho-Corasick pass, and only the gaps between them are left to the engine. Where firm words overlap,

1. the leftmost wins, and of those that begin together the longest;
2. a caller's word beats a packaged term, unless the packaged term covers it wholly.

*Weighed* words are those of the caller's dictionary files and the short packaged terms. They never fall apart
into their own parts, but a word of the engine's dictionary that overlaps their edge can win: 创城 is whole in
创城工作 and does not break 独创城市. That is why they are given to the engine with a frequency just high enough.
"""

from __future__ import annotations

import logging
import re
import sys
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from itertools import accumulate, compress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Protocol

from wenming_nlp.errors import InputError
from wenming_nlp.text.borrowed import copy_package
from wenming_nlp.text.firm import FirmWords
from wenming_nlp.text.lexicon import Entry, category_of, load_lexicon, make_entry, read_dictionary
from wenming_nlp.text.tags import corrections
from wenming_nlp.text.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["ENGINES", "Tokenizer"]

Engine = Literal["rjieba", "jieba"]
ENGINES: Final[tuple[Engine, ...]] = ("rjieba", "jieba")

# Stands for a firm word while the gaps are cut. A noncharacter: both engines make it a word of its own,
# and one that stands in the text is cut as _STAND_IN, its neighbour, would be.
_PLACE_HOLDER = "\uffff"
_STAND_IN = "\ufffe"
_SPACE = re.compile(r"\s")
_SURROGATE = re.compile("[\ud800-\udfff]")
_FIRM_LENGTH = 4
# What a packaged term that the dictionary lacks weighs, of 60 million: enough to stand against single
# characters (创城|市民), little enough to yield to common words that cross its edge (蹲点|位, 镇|街道).
_WEIGHT = 200


@dataclass(frozen=True, slots=True, init=False)
class Tokenizer:
    """Split Chinese text into words. Equal fields give equal tokens, in any process.

    A value: it pickles, hashes and compares by content; the engine behind it is built on first use and
    cached per process, so a worker that receives a tokenizer cuts exactly as its parent does.

    Parameters
    ----------
    words : iterable of str or (word, frequency[, tag])
        Words that stay whole wherever they occur, unless a longer listed word covers them. No frequency
        is needed; one that is given (as in jieba's triples) is checked, and changes nothing.
    engine : {"rjieba", "jieba"}, default "rjieba"
        The Rust engine, or jieba itself as the reference, some 15 times slower. Both cut alike but for
        runs of ASCII: rjieba keeps 2017-04-21 and www.people.com.cn whole.
    hmm : bool, default True
        Let the engine guess words that no list has.
    dictionaries : sequence of Path
        Files in jieba's format, ``word [frequency] [tag]`` a line, read once, now: later changes of a file
        change no tokenizer. Their words are weighed, not firm (see the module).
    lexicon : bool, default True
        Use the packaged lexicon of the campaign's terms.

    Attributes
    ----------
    words : tuple of (str, str or None)
        The caller's words with their tags, sorted.
    entries : tuple of Entry
        What the dictionary files hold.
    fingerprint : str
        Digest of everything that decides the cuts on our side; equality and hash are its.

    Raises
    ------
    InputError
        If a word is empty, holds a line break, or has a frequency below 1 or an unknown tag; if the engine is unknown.
    LexiconError
        If a line of a dictionary is wrong; the message names file and line.

    Examples
    --------
    >>> tok = Tokenizer(words=["迎国检"])
    >>> tok("全区创建全国文明城市迎国检工作")
    ['全区', '创建全国文明城市', '迎国检', '工作']
    >>> tok == Tokenizer(words=[("迎国检", 10)]), tok == Tokenizer()
    (True, False)
    """

    words: tuple[tuple[str, str | None], ...] = field(compare=False)
    engine: Engine = field(compare=False)
    hmm: bool = field(compare=False)
    dictionaries: tuple[Path, ...] = field(compare=False)
    lexicon: bool = field(compare=False)
    entries: tuple[Entry, ...] = field(compare=False, repr=False)
    fingerprint: str = field(repr=False)

    def __init__(
        self,
        words: Iterable[str | Sequence[Any]] = (),
        engine: Engine = "rjieba",
        *,
        hmm: bool = True,
        dictionaries: Iterable[Path | str] = (),
        lexicon: bool = True,
    ) -> None:
        if isinstance(words, str):
            raise InputError(f"words: expected several words, such as [{words!r}], got one str")
        if engine not in ENGINES:
            raise InputError(f"engine: expected one of {', '.join(ENGINES)}, got {engine!r}")
        entries = [make_entry(item, where=f"words[{index}]") for index, item in enumerate(words)]
        listed = tuple(sorted({entry.word: entry.tag for entry in entries}.items()))
        paths = tuple(map(Path, (dictionaries,) if isinstance(dictionaries, (str, Path)) else dictionaries))
        weighed = {entry.word: entry for path in paths for entry in read_dictionary(path)}
        read = tuple(weighed[word] for word in sorted(weighed))
        content = repr((listed, engine, bool(hmm), [tuple(e) for e in read], bool(lexicon)))
        for name, value in (
            ("words", listed),
            ("engine", engine),
            ("hmm", bool(hmm)),
            ("dictionaries", paths),
            ("lexicon", bool(lexicon)),
            ("entries", read),
            ("fingerprint", sha256(content.encode("utf-8", "surrogatepass")).hexdigest()),
        ):
            object.__setattr__(self, name, value)

    def __call__(self, text: str) -> list[str]:
        """Return the words of a text, without those that are only white space."""
        return list(self.tokens(text).words)

    def tokens(self, text: str) -> Tokens:
        """Return the words of a text as columns, with offsets and parts of speech.

        Parameters
        ----------
        text : str
            Any string, lone surrogates and control characters included.

        Returns
        -------
        Tokens
            ``text[start:end] == word`` for each; between words there is only white space.

        Raises
        ------
        InputError
            If `text` is no str.
        """
        if not isinstance(text, str):
            raise InputError(f"text: expected str, got {type(text).__name__}")
        return _plan(self).cut(text)


class _Cutter(Protocol):
    """An engine: words of a text with their tags."""

    def cut(self, text: str) -> list[tuple[str, str]]:
        """Return (word, tag) pairs which together make up the text."""


class _Plan(NamedTuple):
    """Everything that one tokenizer needs for cutting."""

    cutter: _Cutter
    ours: FirmWords
    packaged: FirmWords
    tags: dict[str, str]

    def cut(self, text: str) -> Tokens:
        """Return the tokens of a text."""
        if not text:
            return Tokens(text, (), (), ())
        clean = _clean(text)
        firm = self._firm(clean)
        pairs = self.cutter.cut(_hold_places(clean, firm))
        words, given = zip(*pairs, strict=True)
        # Only what is listed gets another tag than the engine's; both maps run in C.
        pos: list[str] = list(map(self.tags.get, words, given))
        lengths = list(map(len, words))
        at = -1
        for start, end, tag in firm:
            at = words.index(_PLACE_HOLDER, at + 1)
            lengths[at] = end - start
            pos[at] = tag
        ends = tuple(accumulate(lengths))
        starts = (0, *ends[:-1])
        if _SPACE.search(clean):
            black = [not word.isspace() for word in words]
            starts, ends = tuple(compress(starts, black)), tuple(compress(ends, black))
            pos = list(compress(pos, black))
        return Tokens(text, starts, ends, tuple(pos))

    def _firm(self, text: str) -> list[tuple[int, int, str]]:
        """Return the spans and tags of the firm words."""
        theirs = self.packaged.find(text)
        ours = self.ours.find(text)
        if not ours or not theirs:
            return ours or theirs
        starts = [span[0] for span in ours]
        kept, covered = [], set[int]()
        for start, end, tag in theirs:
            first = bisect_left(starts, start)
            first -= first > 0 and ours[first - 1][1] > start
            touched = range(first, bisect_left(starts, end))
            if all(
                start <= ours[i][0] and ours[i][1] <= end and end - start > ours[i][1] - ours[i][0] for i in touched
            ):
                kept.append((start, end, tag))
                covered.update(touched)
        return sorted([*kept, *(span for i, span in enumerate(ours) if i not in covered)])


class _Rjieba(NamedTuple):
    """The Rust engine."""

    engine: Any
    hmm: bool

    def cut(self, text: str) -> list[tuple[str, str]]:
        """Return (word, tag) pairs which together make up the text."""
        pairs: list[tuple[str, str]] = self.engine.tag(text, self.hmm)
        return pairs


class _Jieba(NamedTuple):
    """Jieba itself; tags come from its dictionary, as rjieba's do, not from its slow tagger."""

    engine: Any
    hmm: bool
    tags: dict[str, str]

    def cut(self, text: str) -> list[tuple[str, str]]:
        """Return (word, tag) pairs which together make up the text."""
        tags = self.tags
        return [(word, tags.get(word) or _guess(word)) for word in self.engine.cut(text, HMM=self.hmm)]


@lru_cache(maxsize=4)
def _plan(tokenizer: Tokenizer) -> _Plan:
    """Return what a tokenizer cuts with: a pure function of its value, built once per process."""
    terms = load_lexicon() if tokenizer.lexicon else ()
    tags = dict(corrections())
    tags.update((term.term, term.pos) for term in terms)
    tags.update((entry.word, entry.tag) for entry in tokenizer.entries if entry.tag)
    weighed = {term.term: (0, term.pos) for term in terms}
    weighed |= {
        entry.word: (entry.frequency or 1, entry.tag or tags.get(entry.word, "n")) for entry in tokenizer.entries
    }
    cutter = (_build_rjieba if tokenizer.engine == "rjieba" else _build_jieba)(weighed, hmm=tokenizer.hmm)
    ours = [(word, tag or tags.get(word) or _tag_of(cutter, word)) for word, tag in tokenizer.words]
    tags.update(ours)
    packaged = [(term.term, term.pos) for term in terms if len(term.term) >= _FIRM_LENGTH]
    return _Plan(cutter, FirmWords.build(ours, numerals=False), FirmWords.build(packaged, numerals=True), tags)


def _build_rjieba(weighed: dict[str, tuple[int, str]], *, hmm: bool) -> _Cutter:
    """Return a Rust engine of our own that knows the weighed words."""
    import rjieba  # noqa: PLC0415

    engine = rjieba.Jieba()
    for word, (frequency, tag) in weighed.items():
        least = frequency or (1 if engine.has_word(word) else _WEIGHT)
        engine.add_word(word, max(least, engine.suggest_freq(word)), tag)
    return _Rjieba(engine, hmm)


def _build_jieba(weighed: dict[str, tuple[int, str]], *, hmm: bool) -> _Cutter:
    """Return an engine of jieba's that knows the weighed words."""
    package, frequencies, total, tags = _reference()
    engine = package.Tokenizer()
    # What jieba's own initialize() does, without the marshal file that it shares through the temporary folder.
    engine.FREQ, engine.total, engine.initialized = dict(frequencies), total, True
    for word, (frequency, tag) in weighed.items():
        old = engine.FREQ.get(word, 0)
        engine.add_word(word, max(frequency or (1 if old else _WEIGHT), engine.suggest_freq(word)), tag)
        # jieba leaves the old frequency in the sum, and so would part from rjieba where two paths nearly tie.
        engine.total -= old
    return _Jieba(engine, hmm, {**{word: tag for word, (_, tag) in weighed.items()}, **tags})


@lru_cache(maxsize=1)
def _dictionary() -> Any:
    """Return an engine with nothing but the packaged dictionary."""
    import rjieba  # noqa: PLC0415

    return rjieba.Jieba()


@lru_cache(maxsize=1 << 15)  # the same few thousand words are asked for on every page
def is_word(word: str) -> bool:
    """Return whether jieba's dictionary or the campaign lexicon lists a word: any other, the segmenter has guessed.

    Examples
    --------
    >>> is_word("高兴"), is_word("平措")
    (True, False)
    """
    return bool(_dictionary().has_word(word)) or category_of(word) is not None


@lru_cache(maxsize=1)
def _reference() -> tuple[Any, dict[str, int], int, dict[str, str]]:
    """Return our copy of jieba, silenced, and its dictionary: frequencies with their sum, and tags."""
    package: Any = copy_package("jieba")
    for module in (package, sys.modules[f"{package.__name__}._compat"]):
        logger = vars(module)["default_logger"]
        logger.handlers.clear()
        logger.setLevel(logging.WARNING)
    dictionary = Path(package.__file__).with_name("dict.txt")
    with dictionary.open("rb") as file:
        frequencies, total = package.Tokenizer.gen_pfdict(file)
    tags = {word: tag for word, _, tag in map(str.split, dictionary.read_text(encoding="utf-8").splitlines())}
    return package, frequencies, total, tags


def _clean(text: str) -> str:
    """Return a text of the same length without what an engine cannot read or what has a meaning here."""
    if _PLACE_HOLDER in text:
        text = text.replace(_PLACE_HOLDER, _STAND_IN)
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub(_STAND_IN, text)
    return text


def _hold_places(text: str, firm: list[tuple[int, int, str]]) -> str:
    """Return the text with a place holder for every firm word."""
    if not firm:
        return text
    parts: list[str] = []
    position = 0
    for start, end, _ in firm:
        parts += (text[position:start], _PLACE_HOLDER)
        position = end
    parts.append(text[position:])
    return "".join(parts)


def _tag_of(cutter: _Cutter, word: str) -> str:
    """Return the tag that an engine's dictionary gives a word, or a guess."""
    pairs = cutter.cut(_clean(word))
    return pairs[0][1] if len(pairs) == 1 else _guess(word)


def _guess(word: str) -> str:
    """Return the tag of a word that no dictionary has."""
    if word.isascii():
        bare = word.strip(".%-+")
        return "m" if bare.replace(".", "").replace("-", "").isdigit() else "eng" if bare.isalnum() else "x"
    return "n" if len(word) > 1 and word.isalpha() else "x"
