"""Measures of association, against published figures and a named implementation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_nlp.terms.association import dice, log_dice, pmi, t_score

# Church and Hanks 1990, table of associations with "doctor" in 15 million words of AP 1987, cut off to one digit:
# I(x, y), f(x, y), f(x), f(y).
DOCTOR = [
    (11.3, 12, 111, 621),
    (11.3, 8, 1105, 44),
    (10.7, 30, 1105, 241),
    (9.4, 8, 1105, 154),
    (9.0, 6, 275, 621),
    (8.9, 11, 1105, 317),
    (8.7, 25, 621, 1407),
]
# What BigramAssocMeasures of NLTK 3.10.4 printed for (n, (n_node, n_term), words): pmi, student_t, dice.
NLTK = [
    ((30, (1105, 241), 15_000_000), 10.722629770032455, 5.473984213814408, 0.04457652303120357),
    ((12, (111, 621), 15_000_000), 11.350556341083262, 3.462775037424238, 0.03278688524590164),
    ((8, (15_828, 4_675), 14_307_668), 0.6293432116236843, 0.9999319894802036, 0.0007803736038628494),
    ((20, (42, 20), 14_307_668), 18.377967788479985, 4.472122827094311, 0.6451612903225806),
]


@pytest.mark.parametrize(("stated", "together", "first", "second"), DOCTOR)
def test_pmi_of_the_paper(stated, together, first, second):
    assert pmi(together, first * second / 15e6) == pytest.approx(stated, abs=0.1)


@pytest.mark.parametrize(("counts", "information", "t", "coefficient"), NLTK)
def test_the_same_as_nltk(counts, information, t, coefficient):
    n, (first, second), words = counts
    expected = first * second / words
    assert pmi(n, expected) == pytest.approx(information, rel=1e-12)
    assert t_score(n, expected) == pytest.approx(t, rel=1e-9)
    assert dice(n, first, second) == pytest.approx(coefficient, rel=1e-12)


def test_t_of_the_textbook():
    """Manning and Schütze 1999, 5.3.1: "new companies" 0.999932, and table 5.6: "Ayatollah Ruhollah" 4.4721."""
    assert t_score(8, 15_828 * 4_675 / 14_307_668) == pytest.approx(0.999932, abs=5e-7)
    assert t_score(20, 42 * 20 / 14_307_668) == pytest.approx(4.4721, abs=5e-5)


def test_log_dice_has_the_features_that_the_paper_promises():
    """Rychlý 2008, section 3: at most 14; 0 is one in 16,000; one point is twice, seven points a hundred times as often."""
    assert log_dice(7, 7, 7) == 14
    assert log_dice(1, 2**14, 2**14) == 0
    assert log_dice(20, 500, 300) - log_dice(10, 500, 300) == pytest.approx(1)
    assert 2 ** (log_dice(128, 500, 300) - log_dice(1, 500, 300)) == pytest.approx(128)


@given(st.integers(1, 10**4), st.integers(0, 10**6), st.integers(0, 10**6))
def test_log_dice_is_symmetric_and_never_above_its_most(n, more, others):
    assert log_dice(n, n + more, n + others) == log_dice(n, n + others, n + more)
    assert log_dice(n, n + more, n + others) <= 14
    assert np.log2(dice(n, n + more, n + others)) + 14 == pytest.approx(float(log_dice(n, n + more, n + others)))
