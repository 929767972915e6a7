"""A headless Chromium that opens reports from disk."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from wenming_nlp.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver import Chrome

CASES = Path(__file__).parents[1] / "cases" / "report_tables.json"
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--window-size=1300,900"),
)


def _find(*names: str) -> str | None:
    return next((path for path in map(shutil.which, names) if path), None)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """One browser for all tests, with logs of its console and its requests."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    from selenium.webdriver.chrome.service import Service

    program = os.environ.get("CHROMIUM") or _find("chromium", "chromium-browser", "google-chrome", "chrome")
    driver = _find("chromedriver", "chromium-driver")
    if program is None or driver is None:
        pytest.skip("no Chromium with its driver on this machine: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = webdriver.Chrome(options=options, service=Service(driver))
    yield chrome
    chrome.quit()


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a report of five invented articles, one of them hostile."""
    pytest.importorskip("vl_convert", reason="wenming-nlp[report] is not installed")
    from wenming_nlp.report import report

    columns = json.loads(CASES.read_text("utf-8"))
    tables = {name: schema.conform(columns.get(name, {})) for name, schema in TABLES.items()}
    return report(SimpleNamespace(**tables), tmp_path_factory.mktemp("page") / "report.html").as_uri()
