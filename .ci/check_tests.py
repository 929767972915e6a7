"""Fail when a test run left out what it must hold: tests in a browser, examples of docstrings.

python .ci/check_tests.py JUNIT.xml
"""

from __future__ import annotations

import sys
from xml.etree import ElementTree as ET


def main(path: str) -> int:
    """Return 1 and say why if the run is not whole."""
    cases = list(ET.parse(path).iter("testcase"))
    names = [case.get("classname", "") for case in cases]
    skipped = [name for name, case in zip(names, cases, strict=True) if case.find("skipped") is not None]
    faults = []
    if not any("test_report" in name and "browser" in name for name in names):
        faults.append("no test ran in a browser")
    if any("browser" in name for name in skipped):
        faults.append("tests in a browser were skipped")
    if not any(name.startswith("src.wenming_nlp") for name in names):
        faults.append("no example of a docstring ran")
    print("\n".join(faults) or f"{len(cases)} tests, {len(skipped)} skipped; browser and docstrings among them")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
