"""Everything this library raises.

::

    WenmingError
    ├── InputError (ValueError)      an argument or a file is not what was expected
    │   ├── SchemaError              a table lacks a column or holds a value outside its set
    │   ├── ConfigError              an unknown or wrong setting
    │   ├── LexiconError             a line of a user's word list is wrong
    │   └── PageError                a page cannot be read as text
    ├── ResourceError (RuntimeError) a packaged data file is missing or damaged
    └── MissingExtraError (ImportError) an optional part is not installed

A message says where, what was expected and what stood there.
"""

from __future__ import annotations


class WenmingError(Exception):
    """Root of all errors raised on purpose by this library."""


class InputError(WenmingError, ValueError):
    """An argument or an input file is not what was expected."""


class SchemaError(InputError):
    """A table lacks a column, has one too many, or holds a value outside a closed set."""


class ConfigError(InputError):
    """A setting is unknown or has a wrong value."""


class LexiconError(InputError):
    """A line of a word list is not in its documented form."""


class PageError(InputError):
    """A page cannot be read as text."""


class ResourceError(WenmingError, RuntimeError):
    """A packaged data file is missing or damaged."""


class MissingExtraError(WenmingError, ImportError):
    """An optional dependency is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs an optional part: pip install 'wenming-nlp[{extra}]'")
