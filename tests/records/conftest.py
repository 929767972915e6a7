"""Officials of a text, by name."""

from __future__ import annotations

import pytest

from wenming_nlp.records.officials import build_officials


@pytest.fixture
def held(read_text):
    """Return a function from a text to {name: [(post, org), …]}."""

    def run(text, **options):
        read = read_text(text, **options)
        rows: dict[str, list[tuple[str, str | None]]] = {}
        for row in build_officials(*read):
            rows.setdefault(row.name, []).append((row.post, row.org))
        return rows

    return run


@pytest.fixture
def roles(read_text):
    """Return a function from a text to {name: roles}."""

    def run(text):
        return {row.name: set(row.roles) for row in build_officials(*read_text(text))}

    return run
