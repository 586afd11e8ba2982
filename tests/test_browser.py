"""The site in a real Chromium: hostile records, widths, and what it asks of the network."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from chromium import serving
from conftest import TESTS
from hostile_base import poison
from test_site import build, pages_of, with_site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a base whose every text is hostile."""
    root = tmp_path_factory.mktemp("hostile") / "toy"
    shutil.copytree(TESTS / "toy", root)
    shutil.copytree(TESTS.parent / "schema", root / "schema")
    poison(root)
    return build(with_site(root))


@pytest.fixture(scope="module")
def address(hostile_site: Path) -> Iterator[str]:
    """Address of a server on loopback that serves the hostile site."""
    with serving(hostile_site) as address:
        yield address


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_hold(browser: Browser, address: str, hostile_site: Path, width: int, scheme: str) -> None:
    """No page runs what a record says, is wider than the screen, asks another host for anything, or logs an error."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    asked: list[str] = []
    logged: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: logged.append(message.text))
    page.on("dialog", lambda dialog: logged.append(dialog.message))
    for path in pages_of(hostile_site):
        if path.startswith("rules/") or path == "404.html":
            continue
        page.goto(address + path)
        assert page.evaluate("window.pwned") is None, path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert [url for url in asked if not url.startswith(address)] == []
    assert logged == []
    context.close()


def search(page: Page, words: str) -> str:
    """Search the site for words; the text of the results."""
    page.locator("input[name=query]").click()
    page.locator("input[name=query]").press_sequentially(words)
    page.locator(".md-search-result__item").first.wait_for()
    return page.locator(".md-search-result__list").inner_text()


def test_search_finds_and_escapes(browser: Browser, address: str) -> None:
    """The search finds a page by its text, and shows hostile text as text."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    assert "toy" in search(page, "toy")
    assert page.evaluate("window.pwned") is None
    assert page.locator(".md-search-result__list img, .md-search-result__list script").count() == 0
    page.close()
