"""Traditional to simplified Chinese, character by character, with snownlp's table."""

from __future__ import annotations

from functools import lru_cache

from wenming_nlp.text.borrowed import load_part

__all__ = ["to_simplified"]

# The table's slips: characters that are simplified as they stand.
_KEPT = frozenset("余著覆幺藉阪")
# It sends 余 to the rare 馀; and these it lacks or sends elsewhere.
_MENDED = {"餘": "余", "後": "后", "裏": "里", "裡": "里", "於": "于", "麽": "么", "麼": "么"}


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    """Return snownlp's conversions of single characters.

    Its phrases are left out: 印表機 to 打印机 changes wording, and some change the length.
    """
    phrases = load_part("snownlp", "normal.zh").zh2hans
    table = {ord(old): new for old, new in phrases.items() if len(old) == len(new) == 1 and old not in _KEPT}
    return table | {ord(old): new for old, new in _MENDED.items()}


def to_simplified(text: str) -> str:
    """Return text in simplified characters, of the same length, so that offsets hold.

    Characters with two simplified forms take the commoner one (乾 becomes 干, also in 乾隆),
    著 stays for 著作 and 著名; wording is not adapted (軟體 becomes 软体, not 软件).

    Examples
    --------
    >>> to_simplified("創建全國文明城市")
    '创建全国文明城市'
    """
    return text.translate(_table())
