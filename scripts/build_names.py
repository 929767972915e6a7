"""Build resources/names.tsv: how typical each character is of a person's name, from jieba's dictionary.

    python scripts/build_names.py

jieba's dictionary (MIT, Copyright 2013 Sun Junyi) lists some 60,000 names of persons; the log-odds of a
character as surname, as first or last of two given characters, or as the only one, against running text;
and, from the 6,000 words tagged as transliterated names, of a character that writes a foreign name.
"""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import jieba

RESOURCES = Path(__file__).parent.parent / "src" / "wenming_nlp" / "resources"
SMOOTHING = 0.5


def main() -> None:
    """Count, take log-odds, write."""
    lines = (RESOURCES / "surnames.tsv").read_text(encoding="utf-8").splitlines()
    single = {line.split("\t")[0] for line in lines if line.endswith("\tsingle")}
    dictionary = Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8")
    running: Counter[str] = Counter()
    places: dict[str, Counter[str]] = {key: Counter() for key in ("surname", "first", "last", "only", "foreign")}
    for line in dictionary.splitlines():
        word, frequency, tag = line.split()
        for char in word:
            running[char] += int(frequency)
        if tag == "nrt":
            places["foreign"].update(word)
        if not tag.startswith("nr") or word[0] not in single:
            continue
        if len(word) == 3:
            for key, char in zip(("surname", "first", "last"), word, strict=True):
                places[key][char] += 1
        elif len(word) == 2:
            places["only"][word[1]] += 1
            places["surname"][word[0]] += 1
    total = sum(running.values())
    rows = []
    for char in sorted(set().union(*places.values()) | single):
        background = (running[char] + 1) / (total + len(running))
        odds = []
        for counts in places.values():
            share = (counts[char] + SMOOTHING) / (sum(counts.values()) + SMOOTHING * 3000)
            odds.append(f"{math.log(share / background):.2f}")
        rows.append("\t".join((char, *odds)))
    header = "# char\tsurname\tfirst\tlast\tonly\tforeign\n# natural-log odds against running text; from jieba's dict.txt (MIT)\n"
    (RESOURCES / "names.tsv").write_text(header + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(rows)} characters")


if __name__ == "__main__":
    main()
