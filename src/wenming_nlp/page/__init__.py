"""Pages to articles: charset, markup, furniture."""

from __future__ import annotations

from wenming_nlp.page.decode import decode_page
from wenming_nlp.page.inspection import Block, Inspection, inspect
from wenming_nlp.page.read import read_page, read_record
from wenming_nlp.page.wrapped import unwrap_page

__all__ = ["Block", "Inspection", "decode_page", "inspect", "read_page", "read_record", "unwrap_page"]
