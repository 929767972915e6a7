"""``python -m wenming_nlp`` is the command ``wenming``."""

from wenming_nlp.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
