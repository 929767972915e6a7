"""Build resources/idf.tsv: inverse document frequencies of general Chinese, from the table that jieba ships (MIT).

    python scripts/build_idf.py

jieba's idf.txt lists 268,000 words. Words of one character are never keywords, and the rarest words (idf above
`CEILING`, each seen in a document or two) say no more than "rare": both are left out, and a word that is not listed
counts as rare. Values are rounded to 0.1, words of one value stand in one line, so that loading is one split a line.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import jieba

SOURCE = Path(jieba.__file__).parent / "analyse" / "idf.txt"
TARGET = Path(__file__).parent.parent / "src" / "wenming_nlp" / "resources" / "idf.tsv"
CEILING = 12.5


def main() -> None:
    """Write the table."""
    groups: dict[float, list[str]] = defaultdict(list)
    for line in SOURCE.read_text(encoding="utf-8").splitlines():
        word, value = line.rsplit(" ", 1)
        # Han only: the rest of the list is names in Latin letters and damaged characters.
        if len(word) >= 2 and float(value) <= CEILING and all("\u4e00" <= char <= "\u9fff" for char in word):
            groups[round(float(value), 1)].append(word)
    lines = [f"# idf<TAB>words. Derived from jieba {jieba.__version__} analyse/idf.txt (MIT) by scripts/build_idf.py"]
    lines += [f"{value:.1f}\t{' '.join(sorted(groups[value]))}" for value in sorted(groups)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {sum(map(len, groups.values()))} words, {TARGET.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
