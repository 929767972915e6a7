"""The chain that settles what the rules found."""

from itertools import pairwise, product

import numpy as np
import pytest

from wenming_nlp.entities import labeller_columns
from wenming_nlp.entities.labeller import NEVER, STATES, Labeller, load_labeller, relabel, spans
from wenming_nlp.entities.labeller_columns import BITS, TEMPLATES, rows, rows_in_parts
from wenming_nlp.entities.mentions import Mention
from wenming_nlp.entities.scan import scan_text
from wenming_nlp.text.segment import Tokenizer


@pytest.fixture(scope="module")
def scan():
    text = "播州区区长王海霞到龙坑街道检查，𠮷田村的张婶说好。"
    return scan_text(text, Tokenizer().tokens(text), [(0, 3)])


def small(rng, n_rows=40):
    moves = rng.normal(size=(len(STATES), len(STATES))).astype(np.float32)
    for at, state in enumerate(STATES):
        if state.startswith("I"):
            moves[[i for i in range(len(STATES)) if i not in {at, at - 1}], at] = NEVER
    return Labeller(rng.normal(size=(n_rows, len(STATES))).astype(np.float32), moves)


@pytest.mark.parametrize("seed", range(8))
def test_the_best_sequence_of_all_is_found(seed):
    rng = np.random.default_rng(seed)
    model, found = small(rng), rng.integers(0, 40, size=(3, 5), dtype=np.int32)
    scores = model.weights[found].sum(axis=0)

    def total(states):
        steps = zip((0, *states), (*states, 0), strict=True)
        return sum(scores[i, s] for i, s in enumerate(states)) + sum(model.moves[a, b] for a, b in steps)

    best = max(product(range(len(STATES)), repeat=5), key=total)
    assert tuple(model.states(found).tolist()) == best


def test_runs_of_open_characters_are_settled_each_by_itself():
    """Characters that are clearly outside part a text; what is found on one side does not depend on the other."""
    rng = np.random.default_rng(0)
    model, left, right = (small(rng), *(rng.integers(0, 39, size=(3, n), dtype=np.int32) for n in (6, 3)))
    model.weights[39] = [100.0, *[-100.0] * (len(STATES) - 1)]
    gap = np.full((3, 2), 39, dtype=np.int32)
    together = model.states(np.concatenate([left, gap, right], axis=1)).tolist()
    assert together == [*model.states(left).tolist(), 0, 0, *model.states(right).tolist()]


def test_no_name_goes_on_where_none_began():
    model = load_labeller()
    for at, state in enumerate(STATES):
        if state.startswith("I"):
            into = [i for i in range(len(STATES)) if model.moves[i, at] > NEVER / 2]
            assert into == [at - 1, at]


def test_spans_of_states():
    b, i = STATES.index("B-ORG"), STATES.index("I-ORG")
    assert list(spans([0, b, i, b, STATES.index("B-PLACE"), 0])) == [(1, 3, "ORG"), (3, 4, "ORG"), (4, 5, "PLACE")]
    assert list(spans([b, i])) == [(0, 2, "ORG")]
    assert list(spans([])) == []


def test_each_character_has_a_row_of_each_template(scan):
    found = rows(scan, [Mention(0, 3, "PLACE", "place.division")], local=True)
    assert found.shape == (len(TEMPLATES), len(scan.text))
    assert found.min() >= 0
    assert found.max() < 1 << BITS


def test_what_the_rules_found_counts(scan):
    without, other = rows(scan, [], local=True), rows(scan, [], local=False)
    assert (rows(scan, [Mention(5, 8, "PERSON", "ranked")], local=True) != without).any()
    assert (without != other).any()


def test_a_text_in_parts_is_read_as_a_whole(monkeypatch):
    text = "播州区区长王海霞到龙坑街道检查。\n" * 8
    scan = scan_text(text, Tokenizer().tokens(text), [])
    whole = rows(scan, [], local=True)
    monkeypatch.setattr(labeller_columns, "PART", 40)
    parts = list(rows_in_parts(scan, [], local=True))
    assert len(parts) > 2
    assert all(part.shape[1] <= 40 for part in parts)
    assert (np.concatenate(parts, axis=1) == whole).all()


def test_an_empty_text_has_nothing():
    empty = scan_text("", Tokenizer().tokens(""), [])
    assert relabel(empty, []) == []


def test_a_name_that_the_rules_have_keeps_its_rule(scan):
    ruled = [Mention(0, 3, "PLACE", "place.division"), Mention(5, 8, "PERSON", "after-post-unit", 0.9)]
    settled = relabel(scan, ruled)
    assert Mention(5, 8, "PERSON", "after-post-unit", 0.9) in settled
    assert {m.rule for m in settled if (m.start, m.end) not in {(0, 3), (5, 8)}} <= {"labeller"}


def test_a_users_own_and_other_labels_stay(scan):
    own, slogan = Mention(0, 8, "ORG", "custom-organs"), Mention(9, 13, "SLOGAN", "quoted")
    settled = relabel(scan, [own, slogan], [own])
    assert {own, slogan} <= set(settled)
    assert all(a.end <= b.start for a, b in pairwise(settled))
