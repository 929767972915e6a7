"""The accuracy gate: no figure may fall below what has already been reached.

python benchmarks/gate.py                          compare with floors.json; exit 1 if a figure is below its floor
python benchmarks/gate.py --update                 raise the floors to the present figures
python benchmarks/gate.py --update --allow-lower   also lower them, for a reason that the commit tells

Floors belong to a gold, known by its sha256: after a change of the gold they must be measured again with --update.
``minima`` are promises and never move.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from pathlib import Path
from typing import Final

import wenming_nlp as wm

ROOT: Final = Path(__file__).parents[1]
FLOORS: Final = ROOT / "benchmarks" / "floors.json"
CORPORA: Final = (
    "corpora/sample",
    "corpora/check",
    "corpora/more",
    "corpora/fresh",
    "corpora/recent",
    "corpora/latest",
)


def fingerprint(folder: Path) -> str:
    """Return the sha256 over names and contents of a folder's pages and gold."""
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("*.json"), *folder.glob("*.txt")]):
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def measure(folder: Path) -> dict[str, float]:
    """Analyse the pages of a folder; return F1 or accuracy of each field against the gold beside them."""
    figures = wm.evaluate(folder, wm.analyze(wm.read(folder))).figures
    return {name: figure.get("f1", figure.get("accuracy", 0.0)) for name, figure in sorted(figures.items())}


def below(figures: dict[str, float], floors: dict[str, float]) -> dict[str, float]:
    """Return the floors that are not reached; a figure that is gone reaches nothing.

    Floors are figures rounded down to three digits, so what a float loses in adding up does not count.
    """
    return {name: floor for name, floor in floors.items() if figures.get(name, 0.0) < floor - 1e-9}


def raised(figures: dict[str, float]) -> dict[str, float]:
    """Return figures as floors: rounded down to three digits."""
    return {name: math.floor(value * 1000 + 1e-6) / 1000 for name, value in figures.items()}


def main(arguments: list[str] | None = None) -> int:
    """Run the gate; return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="write floors.json")
    parser.add_argument("--allow-lower", action="store_true", help="with --update: let floors fall")
    options = parser.parse_args(arguments)
    if options.allow_lower and not options.update:
        parser.error("--allow-lower needs --update")

    book = json.loads(FLOORS.read_text(encoding="utf-8"))
    faults: list[str] = []
    for name in CORPORA:
        entry, gold = book[name], fingerprint(ROOT / name)
        figures = measure(ROOT / name)
        fallen = below(figures, entry["floors"])
        broken = below(figures, entry["minima"])
        print(f"\n{name}\n{'field':28}{'figure':>8}{'floor':>8}{'minimum':>9}")
        for field, value in figures.items():
            floor, minimum = entry["floors"].get(field), entry["minima"].get(field)
            mark = " !" if field in fallen or field in broken else ""
            print(f"{field:28}{value:8.4f}{_shown(floor):>8}{_shown(minimum):>9}{mark}")
        faults += [f"{name}: {field} {figures.get(field, 0):.4f} misses the minimum {m}" for field, m in broken.items()]
        if not options.allow_lower:
            faults += [f"{name}: {field} {figures.get(field, 0):.4f} is below {f}" for field, f in fallen.items()]
        if options.update:
            entry["floors"], entry["gold_sha256"] = raised(figures), gold
        elif entry["gold_sha256"] != gold:
            faults.append(f"{name}: the gold is not the one of the floors; measure again with --update")

    print()
    if faults:
        print("\n".join(faults), file=sys.stderr)
        return 1
    if options.update:
        FLOORS.write_text(json.dumps(book, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        print(f"{FLOORS.name} written")
    else:
        print("every figure holds")
    return 0


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    sys.exit(main())
