"""Tables to files that people read: charts, highlighted text and one page that holds it all."""

from __future__ import annotations

from wenming_nlp.report.highlight import Highlighted, highlight, highlight_article
from wenming_nlp.report.page import report

__all__ = ["Highlighted", "highlight", "highlight_article", "report"]
