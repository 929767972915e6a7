"""Across articles: persons, their offices in time, organs, and the network, as functions of the tables."""

from __future__ import annotations

from wenming_nlp.records.registry.careers import people, tenures
from wenming_nlp.records.registry.identity import identify
from wenming_nlp.records.registry.network import ties
from wenming_nlp.records.registry.organisations import organs

__all__ = ["identify", "organs", "people", "tenures", "ties"]
