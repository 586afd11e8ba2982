"""Taking a reference along in a real Chromium: with the button, with the keyboard, and without JavaScript."""

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from claimgrade.layout import Layout
from claimgrade.loading import load
from claimgrade.references.bibtex import bibtex
from test_browser import FLAGS, QuietHandler, chromium_path
from test_site import build, with_site

pytestmark = pytest.mark.browser


@pytest.fixture
def browser() -> Iterator[Browser]:
    """Chromium of the system."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def address(toy: Path) -> Iterator[str]:
    """Address of a server on loopback that serves the site of the toy base."""
    handler = functools.partial(QuietHandler, directory=str(build(with_site(toy))))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_copy_a_reference(browser: Browser, address: str, toy: Path) -> None:
    """The button copies the whole entry, by keyboard too; without JavaScript the entry is there to be selected."""
    expected = bibtex([load(Layout.at(toy)).base.studies["bell-2020"]])
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}studies/bell-2020/")
    entry = page.locator("details.cg-copy").first
    assert not entry.locator("pre").is_visible()
    entry.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Copied to clipboard").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == expected.strip()
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{address}studies/bell-2020/")
    plain.locator("details.cg-copy summary").first.click()
    assert plain.locator("details.cg-copy pre").first.inner_text() == expected.strip()
    context.close()
