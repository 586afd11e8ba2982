"""Taking a reference along in a real Chromium: with the button, with the keyboard, and without JavaScript."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from claimgrade.layout import Layout
from claimgrade.loading import load
from claimgrade.references.bibtex import bibtex

pytestmark = pytest.mark.browser


def test_copy_a_reference(browser: Browser, toy_address: str, toy: Path) -> None:
    """The button copies the entry, by keyboard too, or selects it; without JavaScript the entry is there."""
    expected = bibtex([load(Layout.at(toy)).base.studies["bell-2020"]])
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{toy_address}studies/bell-2020/")
    entry = page.locator("details.cg-copy").first
    assert not entry.locator("pre").is_visible()
    entry.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == expected
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed')); }")
    entry.get_by_role("button", name="Copy BibTeX").click()
    page.get_by_text("It is selected now").wait_for()
    assert page.evaluate("getSelection().toString()").strip() == expected.strip()
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{toy_address}studies/bell-2020/")
    plain.locator("details.cg-copy summary").first.click()
    assert plain.locator("details.cg-copy pre").first.inner_text() == expected.strip()
    context.close()
