"""Write the current sha256 of every resource into MANIFEST.toml; names, sources and licences are kept by hand.

python scripts/update_manifest.py [--check]
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "src" / "wenming_nlp" / "resources"


def main() -> int:
    """Rewrite the checksums; with --check only say which differ."""
    path = FOLDER / "MANIFEST.toml"
    old = path.read_text(encoding="utf-8")
    listed = re.findall(r'^\["(.+?)"\]', old, re.MULTILINE)
    new = old
    lost = [name for name in listed if not (FOLDER / name).is_file()]
    if lost:
        print(f"listed but not there: {', '.join(lost)}")
    for name in sorted(set(listed) - set(lost)):
        digest = hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()
        section = re.compile(rf'(\["{re.escape(name)}"\][^\[]*?sha256 = ")[0-9a-f]*(")', re.DOTALL)
        new = section.sub(rf"\g<1>{digest}\g<2>", new)
    strays = {p.name for p in FOLDER.iterdir() if p.is_file() and p.suffix not in {".py", ".pyc"}}
    unlisted = sorted(strays - set(listed) - {"MANIFEST.toml"})
    if unlisted:
        print(f"not in MANIFEST.toml: {', '.join(unlisted)}")
    if "--check" in sys.argv:
        return int(new != old or bool(unlisted or lost))
    path.write_text(new, encoding="utf-8")
    return int(bool(unlisted or lost))


if __name__ == "__main__":
    sys.exit(main())
