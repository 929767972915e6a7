"""New words and phrases: sequences of words that hold together and stand in many surroundings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from wenming_nlp.errors import InputError
from wenming_nlp.schema import PHRASES
from wenming_nlp.terms.ngrams import Sequences, Words, grow_sequences, words_of

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["find_phrases"]

# Tags that no phrase begins or ends with: particles, prepositions, conjunctions, pronouns, interjections, adverbs,
# measure words, places (上, 中).
_FUNCTION: Final = ("u", "p", "c", "r", "y", "e", "o", "d", "q", "f")
# Tags that none ends with besides: numerals and prefixes.
_OPEN: Final = ("m", "h")
# A numeral of one character can begin a formula (两个确立), 日 and 年, which have its tag, cannot.
_NUMERALS: Final = frozenset("一二两三四五六七八九十百千万双")
# Tags that a line may give a phrase: that of its last word, which is its head; any other counts as a noun.
_HEADS: Final = frozenset({"n", "nr", "ns", "nt", "nz", "v", "vn", "a", "an", "l", "i", "j"})


def find_phrases(
    tokens: pd.DataFrame,
    *,
    min_n: int = 10,
    min_articles: int = 3,
    min_cohesion: float = 4.0,
    min_entropy: float = 1.5,
    max_words: int = 5,
    max_chars: int = 12,
) -> pd.DataFrame:
    """Find the words and phrases that a corpus has and its lexicon lacks.

    Parameters
    ----------
    tokens : DataFrame conforming to `schema.TOKENS`
        In any order.
    min_n, min_articles : int, default 10 and 3
        Leave out what stands less often, or in fewer articles.
    min_cohesion : float, default 4.0
        How much more often its parts stand together than by chance, in bits.
    min_entropy : float, default 1.5
        How little what stands before and behind it can be foretold, in bits.
    max_words, max_chars : int, default 5 and 12
        How long a phrase is at most.

    Returns
    -------
    DataFrame conforming to `schema.PHRASES`
        By number of articles, falling. ``words`` is how the phrase has been cut so far. ``line`` is a line of a
        dictionary in jieba's format (word, frequency, tag): those that you accept, written to a file, are what
        ``dictionaries`` of `AnalysisConfig` and `Tokenizer` take.

    Raises
    ------
    SchemaError
        If ``tokens`` lacks a column.
    InputError
        If an argument is out of range.

    Notes
    -----
    ``cohesion`` is the pointwise mutual information of the two parts of a phrase, the least over all ways to part it
    (after Sproat and Shih 1990 and Silva and Lopes 1999). ``left_entropy`` and ``right_entropy`` are the entropies of
    the word before and behind (Jin and Tanaka-Ishii 2006, Unsupervised segmentation of Chinese text by use of
    branching entropy); an end of a stretch of words (punctuation, end of the sentence) differs from every other
    neighbour, as in the accessor variety of Feng and others 2004. No phrase begins or ends with a particle,
    preposition, conjunction, pronoun, adverb or measure word, begins with a verb of one character or ends with one or
    with such an adjective (落实好), and none is a noun with
    its verb; both ends are Chinese characters.

    Examples
    --------
    >>> import wenming_nlp as wm
    >>> texts = [f"{verb}红袖章队{noun}。" for verb in ("组织", "走访", "表扬") for noun in ("成员", "上街", "巡逻")]
    >>> tokens = wm.analyze([{"正文": text} for text in texts], tables=["tokens"]).tokens
    >>> find_phrases(tokens, min_n=9, min_cohesion=1)[["phrase", "n", "words", "line"]]
      phrase  n      words       line
    0   红袖章队  9  ['红袖章' '队']  红袖章队 9 n
    """
    _check(min_n, min_articles, max_words, max_chars, min_cohesion, min_entropy)
    words = words_of(tokens)
    lengths = np.array([len(term) for term in words.terms.tolist()], dtype=np.int64)
    begins, ends = _edges(words)
    noun, verb = _tagged(words, ("n",)), _tagged(words, ("v",))
    n_words = len(words.word)
    ends_at = np.concatenate([[0], np.cumsum(lengths[words.word])]) if n_words else np.zeros(1, dtype=np.int64)
    sizes: list[Sequences] = []
    rows: list[dict[str, Any]] = []
    for found in grow_sequences(words, max_words, min_n):
        sizes.append(found)
        if found.size == 1:
            continue
        last = found.first + found.size - 1
        good = (found.n_articles >= min_articles) & begins[found.first] & ends[last]
        # A noun and what it does (数据显示) is a sentence.
        good &= ~(noun[found.first] & verb[last])
        good &= ends_at[last + 1] - ends_at[found.first] <= max_chars
        cohesion = _cohesion(sizes, n_words)
        good &= cohesion >= min_cohesion
        left, right = _entropy(words, found, -1), _entropy(words, found, found.size)
        good &= (left >= min_entropy) & (right >= min_entropy)
        cut = words.terms[words.word[found.first[good][:, None] + np.arange(found.size)]]
        heads = words.tags[words.tag[last[good]]]
        columns = (found.n, found.n_articles, cohesion, left, right)
        for parts, head, values in zip(cut, heads, zip(*(c[good].tolist() for c in columns), strict=True), strict=True):
            phrase = "".join(parts)
            tag = head if head in _HEADS else "n"
            rows.append(
                {
                    "phrase": phrase,
                    **dict(zip(("n", "n_articles", "cohesion", "left_entropy", "right_entropy"), values, strict=True)),
                    "words": parts.tolist(),
                    "line": f"{phrase} {values[0]} {tag}",
                }
            )
    # The same phrase, cut in two ways, counts as cut most often.
    rows.sort(key=lambda row: (-row["n_articles"], -row["n"], row["phrase"], row["words"]))
    once: dict[str, dict[str, Any]] = {}
    for row in rows:
        once.setdefault(row["phrase"], row)
    table: dict[str, list[Any]] = {"rank": list(range(1, len(once) + 1))}
    table.update({name: [row[name] for row in once.values()] for name in PHRASES.columns if name != "rank"})
    return PHRASES.conform(table)


def _check(min_n: Any, min_articles: Any, max_words: Any, max_chars: Any, min_cohesion: Any, min_entropy: Any) -> None:
    whole = (
        ("min_n", min_n, 2),
        ("min_articles", min_articles, 1),
        ("max_words", max_words, 2),
        ("max_chars", max_chars, 2),
    )
    for name, value, least in whole:
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise InputError(f"{name}: expected a whole number of {least} or more, got {value!r}")
    for name, value in (("min_cohesion", min_cohesion), ("min_entropy", min_entropy)):
        if isinstance(value, bool) or not isinstance(value, int | float) or not value >= 0:
            raise InputError(f"{name}: expected a number of 0 or more, got {value!r}")


def _edges(words: Words) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which words a phrase can begin and end with."""
    terms = words.terms.tolist()
    han_first = np.array(["\u4e00" <= term[0] <= "\u9fff" for term in terms], dtype=bool)
    han_last = np.array(["\u4e00" <= term[-1] <= "\u9fff" for term in terms], dtype=bool)
    short = np.array([len(term) == 1 for term in terms], dtype=bool)[words.word]
    numeral = np.array([term in _NUMERALS for term in terms], dtype=bool)[words.word]
    verb = _tagged(words, ("v",))
    number = _tagged(words, ("m",))
    begins = ~_tagged(words, _FUNCTION) & ~(short & (verb | number & ~numeral))
    ends = ~_tagged(words, (*_FUNCTION, *_OPEN)) & ~(short & (verb | _tagged(words, ("a",))))
    return begins & han_first[words.word], ends & han_last[words.word]


def _tagged(words: Words, starts: tuple[str, ...]) -> NDArray[np.bool_]:
    """Return which words have a tag that begins so; vn and vd are no verbs."""
    fits = [tag.startswith(starts) and tag not in ("vn", "vd") for tag in words.tags.tolist()]
    return np.array([*fits, False], dtype=bool)[words.tag]


def _cohesion(sizes: list[Sequences], n_words: int) -> NDArray[np.float64]:
    """Return the least mutual information of two parts, in bits, of each sequence of the last size."""
    whole = sizes[-1]
    least = np.full(len(whole.n), np.inf)
    for cut in range(1, whole.size):
        left, right = sizes[cut - 1], sizes[whole.size - cut - 1]
        # Every part of a frequent sequence is frequent, so it is among those of its size.
        n_left = left.n[left.kind[np.searchsorted(left.at, whole.first)]]
        n_right = right.n[right.kind[np.searchsorted(right.at, whole.first + cut)]]
        least = np.minimum(least, np.log2(whole.n * float(n_words) / (n_left * n_right.astype(np.float64))))
    return least


def _entropy(words: Words, found: Sequences, step: int) -> NDArray[np.float64]:
    """Return the entropy, in bits, of the word that stands a step from the beginning of each sequence."""
    n_words = len(words.word)
    beside = found.at + step
    inside = (beside >= 0) & (beside < n_words)
    inside &= words.stretch[np.clip(beside, 0, n_words - 1)] == words.stretch[found.at]
    n = found.n.astype(np.float64)
    # An end differs from every other neighbour: one occurrence, of probability 1 / n.
    ends = np.bincount(found.kind[~inside], minlength=len(n))
    key = found.kind[inside] * len(words.terms) + words.word[beside[inside]]
    kinds, counts = np.unique(key, return_counts=True)
    kind = kinds // max(len(words.terms), 1)
    bits = counts / n[kind] * np.log2(n[kind] / counts)
    return np.bincount(kind, bits, len(n)) + ends / n * np.log2(n)
