"""Checks of arguments."""

from __future__ import annotations

import pytest

from wenming_nlp.errors import InputError
from wenming_nlp.terms.checks import check_choice, check_whole


@pytest.mark.parametrize("value", [0, True, 1.0, "3", None])
def test_what_is_no_whole_number_above_nought(value):
    with pytest.raises(InputError, match="n: expected a whole number of 1 or more, got "):
        check_whole("n", value)


def test_what_is():
    assert check_whole("n", 0, least=0) == 0
    assert check_choice("by", "year", ["year", "month"]) == "year"


@pytest.mark.parametrize(("value", "hint"), [("yaer", " Did you mean 'year'?"), (7, ""), (None, "")])
def test_what_is_no_choice(value, hint):
    with pytest.raises(InputError) as error:
        check_choice("by", value, ["year", "month"])
    assert str(error.value) == f"by: expected one of year, month, got {value!r}.{hint}"
