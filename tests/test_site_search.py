"""What the site's search holds, and what it finds through its real box."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from claimgrade.layout import Layout
from claimgrade.pages import render_pages
from claimgrade.site_content import content_of
from conftest import TODAY

CLAIM = "claims/toy-effects/toyaline-reduces-pain/"


@pytest.fixture(scope="module")
def index(toy_site: Path) -> list[dict[str, str]]:
    """Entries of the index: location, title, text."""
    entries: list[dict[str, str]] = json.loads((toy_site / "search" / "search_index.json").read_bytes())["docs"]
    return entries


def test_the_index_holds_no_boilerplate(index: list[dict[str, str]]) -> None:
    """What stands on many pages is not in the index: provenance, names of columns and terms, other records."""
    text = " ".join(entry["text"] for entry in index if not entry["location"].startswith(("command", "method")))
    assert "made from the record" not in text
    assert not re.search(r"Studies that bear on|Articles that make|Comparator\b|data-label|<t[dhr]", text)
    statement = "Oral toyaline reduces pain in adults with toy syndrome."
    assert [entry["location"] for entry in index if statement in entry["title"] + entry["text"]] == [CLAIM]


def test_every_record_is_in_the_index(toy: Path, index: list[dict[str, str]]) -> None:
    """Each page that is made from a record is found by its heading."""
    pages = [page for page in render_pages(content_of(Layout.at(toy), TODAY)) if page.source]
    found = {entry["location"] for entry in index}
    assert {page.uri.removesuffix(".md") + "/" for page in pages} <= found


@pytest.mark.browser
@pytest.mark.parametrize(
    "words",
    ["toyaline pain", "toy syndrome", "Toyaline: the toy miracle", "Three myths", "Bell 2020", "alder"],
    ids=["drug", "condition", "article", "another article", "study", "study, other case"],
)
def test_a_claim_is_found(tab: Page, toy_address: str, words: str) -> None:
    """A claim is found by drug, condition, and the names of its articles and studies."""
    tab.goto(toy_address)
    tab.keyboard.press("/")
    tab.keyboard.type(words)
    tab.locator(f".md-search-result__item a[href*='{CLAIM}']").first.wait_for(state="attached")
