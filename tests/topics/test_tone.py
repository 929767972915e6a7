"""Tone, on request."""

from __future__ import annotations

import subprocess
import sys

from wenming_nlp.topics.tone import tone


def test_praise_sounds_better_than_complaint():
    good, bad = tone("质量很好,非常满意,大家都喜欢"), tone("质量太差,非常失望,再也不买了")
    assert 0.0 <= bad < 0.3
    assert 0.7 < good <= 1.0


def test_nothing_is_neutral():
    assert tone("") == tone("\n \n") == 0.5


def test_snownlp_is_imported_only_when_asked():
    code = "import sys, wenming_nlp.topics.tone; assert 'snownlp' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
