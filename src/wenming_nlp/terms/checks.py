"""Checks of arguments, each with one form of message: where, what was expected, what was found."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from wenming_nlp.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["check_choice", "check_whole"]


def check_whole(name: str, value: object, *, least: int = 1) -> int:
    """Return a whole number that is not too small.

    Raises
    ------
    InputError
        If it is something else.

    Examples
    --------
    >>> check_whole("min_n", 3)
    3
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise InputError(f"{name}: expected a whole number of {least} or more, got {value!r}")
    return value


def check_choice(name: str, value: object, allowed: Iterable[str]) -> str:
    """Return one of some words.

    Raises
    ------
    InputError
        If it is none of them, with the nearest one.

    Examples
    --------
    >>> check_choice("sort", "left", ("position", "left", "right"))
    'left'
    """
    choices = list(allowed)
    if not isinstance(value, str) or value not in choices:
        near = difflib.get_close_matches(str(value), choices, 1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise InputError(f"{name}: expected one of {', '.join(choices)}, got {value!r}.{hint}")
    return value
