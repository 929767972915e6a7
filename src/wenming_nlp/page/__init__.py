"""Pages to articles: charset, markup, furniture."""

from __future__ import annotations

from wenming_nlp.page.decode import decode_page
from wenming_nlp.page.inspection import Block, Inspection, inspect
from wenming_nlp.page.read import join_articles, read_page, read_record
from wenming_nlp.page.rules import SiteRule, SiteRules, load_rules
from wenming_nlp.page.wrapped import unwrap_page

__all__ = [
    "Block",
    "Inspection",
    "SiteRule",
    "SiteRules",
    "decode_page",
    "inspect",
    "join_articles",
    "load_rules",
    "read_page",
    "read_record",
    "unwrap_page",
]
