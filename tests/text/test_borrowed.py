from __future__ import annotations

import subprocess
import sys

import pytest

from wenming_nlp.errors import ResourceError
from wenming_nlp.text.borrowed import copy_package, load_part


def test_missing_package_is_named():
    with pytest.raises(ResourceError, match="no_such_package_here"):
        copy_package("no_such_package_here")
    with pytest.raises(ResourceError, match="no_such_package_here"):
        load_part("no_such_package_here", "part")


def test_snownlps_models_stay_unloaded():
    """Simplified characters and pinyin come without the models, and the public package can still be imported."""
    code = """
import sys
from wenming_nlp.text.pinyin import pinyin_key
from wenming_nlp.text.traditional import to_simplified
assert pinyin_key("文明") == "wen ming" and to_simplified("國") == "国"
assert "snownlp" not in sys.modules
assert not [name for name in sys.modules if name.endswith((".sentiment", ".seg", ".tag"))]
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
