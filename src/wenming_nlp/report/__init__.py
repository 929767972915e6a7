"""Tables to files that people read: charts, highlighted text and one page that holds it all."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from wenming_nlp.report.highlight import Highlighted, highlight, highlight_article
from wenming_nlp.report.page import report

__all__ = ["Highlighted", "highlight", "highlight_article", "report"]


class _Layer(ModuleType):
    """The layer itself, callable: once imported, it hides the function that the package offers as ``report``."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return report(*arguments, **options)


sys.modules[__name__].__class__ = _Layer
