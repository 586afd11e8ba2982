"""Every kind of page under axe-core, and by keyboard alone, in a real Chromium."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from chromium import KINDS, RESULTS_SETTLE, SCREENS

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = (390, "light")
FOCUSED = """() => {
  const { tagName, ariaLabel, id, href, textContent } = document.activeElement;
  return href ? `link ${textContent.trim()}` : `${tagName} ${ariaLabel ?? id}`;
}"""
HIDDEN_FOCUS = """() => {
  const element = document.activeElement;
  if (element === document.body) return "";
  const label = element.matches(".md-option") ? element.nextElementSibling : element;
  const { outlineStyle, visibility } = getComputedStyle(label);
  const { right, bottom, left, top, width } = label.getBoundingClientRect();
  const isOnScreen = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight && width > 0;
  const isShown = visibility === "visible" && (outlineStyle !== "none" || element.matches("input"));
  return isOnScreen && isShown ? null : element.outerHTML.slice(0, 120);
}"""


def violations(page: Page) -> list[str]:
    """What axe finds on a page, as rule and element, with why."""
    options = {"runOnly": TAGS, "rules": {"target-size": {"enabled": True}}}  # WCAG 2.2 AA, but off in axe by default
    found: list[dict[str, Any]] = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {node['target']}: {node['failureSummary']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("tab", SCREENS, indirect=True)
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(tab: Page, toy_address: str, kind: str) -> None:
    """No kind of page has anything that axe-core holds against it, however wide the screen and whatever its colours."""
    tab.goto(toy_address + KINDS[kind])
    assert violations(tab) == []


@pytest.mark.parametrize("tab", SCREENS, indirect=True)
def test_axe_finds_nothing_in_search_and_menu(tab: Page, toy_address: str) -> None:
    """Nor has the open search, nor the open menu."""
    tab.emulate_media(reduced_motion="reduce")
    tab.goto(toy_address)
    tab.keyboard.press("/")
    tab.keyboard.type("toyaline")
    tab.locator(".md-search-result__item").first.wait_for()
    assert violations(tab) == []
    tab.keyboard.press("Escape")
    menu = tab.locator("button[for=__drawer]")
    if menu.is_visible():
        menu.click()
        tab.locator(".md-sidebar--primary a:visible").first.wait_for()
        assert violations(tab) == []


@pytest.mark.parametrize("tab", [PHONE, (1280, "dark")], indirect=True)
@pytest.mark.parametrize("kind", ["home", "claim", "study", "by hand, with code", "not found"])
def test_focus_goes_through_and_is_seen(tab: Page, toy_address: str, kind: str) -> None:
    """The Tab key comes back to the page's beginning, and all that has the focus on its way is seen to have it."""
    tab.emulate_media(reduced_motion="reduce")
    tab.goto(toy_address + KINDS[kind])
    seen: list[str | None] = []
    while "" not in seen and len(seen) < 400:
        tab.keyboard.press("Tab")
        seen.append(tab.evaluate(HIDDEN_FOCUS))
    assert [element for element in seen if element] == []
    assert 5 < len(seen) < 400


def test_skip_link_comes_first(tab: Page, toy_address: str) -> None:
    """The first Tab offers to skip to the content, and what comes after that is in it."""
    tab.goto(toy_address + KINDS["claim"])
    tab.keyboard.press("Tab")
    assert tab.evaluate(FOCUSED) == "link Skip to content"
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.closest('main article') !== null")


@pytest.mark.parametrize("tab", [PHONE], indirect=True)
@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_menu_by_keyboard(tab: Page, toy_address: str, key: str) -> None:
    """The menu opens by key with the focus in it, closes by Escape with the focus back, and when the focus leaves."""
    tab.emulate_media(reduced_motion="reduce")
    tab.goto(toy_address + KINDS["claim"])
    menu = tab.get_by_role("button", name="Menu")
    menu.focus()
    tab.keyboard.press(key)
    assert menu.get_attribute("aria-expanded") == "true"
    assert tab.evaluate(FOCUSED) == "link Home"
    tab.keyboard.press("Escape")
    assert menu.get_attribute("aria-expanded") == "false"
    assert tab.evaluate(FOCUSED) == "BUTTON Menu"
    tab.keyboard.press(key)
    while tab.evaluate("document.activeElement.closest('.md-sidebar--primary') !== null"):
        tab.keyboard.press("Tab")
    assert menu.get_attribute("aria-expanded") == "false"


@pytest.mark.parametrize("tab", [PHONE, (1280, "light")], indirect=True)
def test_group_of_the_menu_by_keyboard(tab: Page, toy_address: str) -> None:
    """A group opens by key, and its pages are reached."""
    tab.goto(toy_address)
    if tab.get_by_role("button", name="Menu").is_visible():
        tab.get_by_role("button", name="Menu").click()
    group = tab.get_by_role("button", name="For curators")
    group.focus()
    tab.keyboard.press("Space")
    assert group.get_attribute("aria-expanded") == "true"
    tab.get_by_role("link", name="The command").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/command/")


@pytest.mark.parametrize("tab", [PHONE, (1280, "light")], indirect=True)
def test_search_by_keyboard(tab: Page, toy_address: str) -> None:
    """Search opens by key, its first result by arrow and Enter."""
    tab.goto(toy_address)
    button = tab.get_by_role("button", name="Search", exact=True)
    if button.is_visible():
        button.focus()
        tab.keyboard.press("Enter")
    else:
        tab.keyboard.press("/")
    tab.locator("input[name=query]:focus").wait_for()
    tab.keyboard.type("toyaline reduces pain")
    first = tab.locator(".md-search-result__item a").first
    first.wait_for()
    tab.evaluate(RESULTS_SETTLE)
    expect(first).to_have_attribute("href", re.compile("/toyaline-reduces-pain/"))
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/toyaline-reduces-pain/**")


def test_palette_by_keyboard(tab: Page, toy_address: str) -> None:
    """The colours change by key."""
    tab.goto(toy_address)
    tab.locator("input[name=__palette]:checked, input[name=__palette]").first.focus()
    before = tab.evaluate("document.body.dataset.mdColorMedia")
    tab.keyboard.press("ArrowDown")
    tab.wait_for_function("before => document.body.dataset.mdColorMedia !== before", arg=before)


def test_pages_name_their_language_and_title(tab: Page, toy_address: str) -> None:
    """Each page says that it is English, has one main heading, and a title of its own that ends with the site's."""
    titles = {}
    for kind, path in KINDS.items():
        tab.goto(toy_address + path)
        titles[kind] = tab.title()
        assert tab.evaluate("document.documentElement.lang") == "en"
        assert tab.locator("h1").count() == 1
    assert titles["home"] == "claimgrade"
    assert all(title.endswith("claimgrade") for title in titles.values())
    assert len(set(titles.values())) == len(titles)


def test_nothing_moves_for_who_wants_no_motion(tab: Page, toy_address: str) -> None:
    """With reduced motion no element has a transition or an animation."""
    tab.emulate_media(reduced_motion="reduce")
    tab.goto(toy_address + KINDS["claim"])
    moving = """[...document.querySelectorAll("*")].filter((element) => {
      const { transitionDuration, animationName } = getComputedStyle(element);
      return parseFloat(transitionDuration) > 0 || animationName !== "none";
    }).length"""
    assert tab.evaluate(moving) == 0


def test_verdicts_without_colours(browser: Browser, toy_address: str) -> None:
    """Where the system forces its colours, a verdict keeps its sign, its words and a frame."""
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(toy_address + KINDS["claim"])
    badge = page.locator(".cg-verdict").first
    assert badge.inner_text() == "▲ Supported"
    assert badge.evaluate("element => getComputedStyle(element).borderTopStyle") == "solid"
    context.close()


def test_menu_without_script(browser: Browser, toy_address: str) -> None:
    """Without JavaScript a phone shows the menu below the page; a link at the top leads to it."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(toy_address + KINDS["claim"])
    page.get_by_role("link", name="Menu", exact=True).click()
    link = page.locator(".md-sidebar--primary").get_by_role("link", name="Articles")
    assert link.is_visible()
    assert page.evaluate("scrollY") > 0
    page.evaluate("scrollTo(0, 0)")
    article, menu = page.locator("article").bounding_box(), link.bounding_box()
    assert article
    assert menu
    assert menu["y"] > article["y"] + article["height"]
    assert 0 <= menu["x"] < 390
    context.close()
