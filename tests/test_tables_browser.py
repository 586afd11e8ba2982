"""The lists in a real Chromium: filters, sorting, addresses, the back button, the keyboard, and without JavaScript."""

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from chromium import serving
from conftest import TESTS
from hostile_base import poison
from test_site import build, with_site

pytestmark = pytest.mark.browser

PAIN = "Oral toyaline reduces pain in adults with toy syndrome."
FATIGUE = "Oral toyaline reduces fatigue in adults with toy syndrome."
MANY = 650  # claims of the long list: more than twice what is shown at once


def changed_site(root: Path, *, hostile: bool = False, copies: int = 0) -> Path:
    """The site of a copy of the toy base, with hostile texts, or with copies of one of its claims."""
    shutil.copytree(TESTS / "toy", root)
    shutil.copytree(TESTS.parent / "schema", root / "schema")
    if hostile:
        poison(root)
    claim = root / "claims" / "toy-effects" / "toyaline-reduces-pain.yaml"
    text = claim.read_text(encoding="utf-8")
    for number in range(copies):
        name = f"toyaline-reduces-pain-{number}"
        copy = text.replace("id: toyaline-reduces-pain", f"id: {name}").replace(
            "reduces pain in", f"reduces pain of kind {number} in"
        )
        (claim.parent / f"{name}.yaml").write_text(copy, encoding="utf-8")
    return build(with_site(root))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server on loopback that serves the sites hostile/ and long/."""
    top = tmp_path_factory.mktemp("served")
    for name, site in (
        ("hostile", changed_site(tmp_path_factory.mktemp("hostile") / "toy", hostile=True)),
        ("long", changed_site(tmp_path_factory.mktemp("long") / "toy", copies=MANY - 8)),
    ):
        shutil.move(site, top / name)
    with serving(top) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a desktop's size."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def claims(page: Page) -> list[str]:
    """The claims that the list shows, in its order."""
    return page.locator(".cg-list tbody th").all_inner_texts()


def says(page: Page, words: str) -> None:
    """Wait until the list says how many rows it shows."""
    expect(page.locator(".cg-count")).to_have_text(words)


def test_selects_filter_together(page: Page, toy_address: str) -> None:
    """Each select takes rows away; the address and the status say what is left; the form can be cleared."""
    page.goto(f"{toy_address}claims/")
    says(page, "8 claims.")
    page.get_by_label("Kind").select_option(label="Effects (5)")
    says(page, "5 of 8 claims.")
    page.get_by_label("Article").select_option("toy-myths")
    says(page, "1 of 8 claims.")
    assert claims(page) == [PAIN]
    assert page.url == f"{toy_address}claims/?kind=efficacy&article=toy-myths"
    page.get_by_label("Verdict").select_option("mixed")
    says(page, "None of 8 claims fits.")
    page.get_by_role("button", name="Clear filters").click()
    says(page, "8 claims.")
    assert page.url == f"{toy_address}claims/"


def test_words_filter_without_case_or_order(page: Page, toy_address: str) -> None:
    """All words have to be there, in any order and case; the address follows."""
    page.goto(f"{toy_address}claims/")
    page.get_by_label("Words").press_sequentially("PAIN reduces")
    says(page, "1 of 8 claims.")
    assert claims(page) == [PAIN]
    page.wait_for_url("**/claims/?text=PAIN+reduces")


def test_headers_sort(page: Page, toy_address: str) -> None:
    """A header sorts by what it heads, a second time the other way; what has no value comes last both times."""
    page.goto(f"{toy_address}claims/")
    head = page.get_by_role("columnheader", name="Certainty")
    expect(page.get_by_role("columnheader", name="Claim")).to_have_attribute("aria-sort", "ascending")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    column = page.locator(".cg-list tbody td[data-label=Certainty]")
    words = [text.split(maxsplit=1)[-1] for text in column.all_inner_texts()]
    assert words == ["high", "high", "moderate", "moderate", "moderate", "low", "very low", "grade"]
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    words = [text.split(maxsplit=1)[-1] for text in column.all_inner_texts()]
    assert words == ["very low", "low", "moderate", "moderate", "moderate", "high", "high", "grade"]
    assert page.url.endswith("?sort=-certainty")
    assert page.locator("[aria-sort]").count() == 1


def test_a_shared_address_gives_the_same_view(page: Page, toy_address: str) -> None:
    """An address holds words, filters and order; values that do not exist filter nothing."""
    page.goto(f"{toy_address}claims/?text=reduces&outcome=feeling&sort=-claim")
    says(page, "2 of 8 claims.")
    assert claims(page) == [PAIN, FATIGUE]
    expect(page.get_by_label("Words")).to_have_value("reduces")
    expect(page.get_by_label("Outcome")).to_have_value("feeling")
    page.goto(f"{toy_address}claims/?topic=%3Cscript%3E&nothing=1&sort=nothing")
    says(page, "8 claims.")


def test_back_and_forward(page: Page, toy_address: str) -> None:
    """Each choice is a step of history, a typed word is one step; back and forward bring rows and fields back."""
    page.goto(f"{toy_address}claims/")
    page.get_by_label("Kind").select_option("efficacy")
    page.get_by_label("Words").press_sequentially("pain", delay=150)
    says(page, "1 of 8 claims.")
    page.wait_for_url("**/claims/?kind=efficacy&text=pain")
    page.go_back()
    says(page, "5 of 8 claims.")
    expect(page.get_by_label("Words")).to_have_value("")
    page.go_back()
    says(page, "8 claims.")
    expect(page.get_by_label("Kind")).to_have_value("")
    page.go_forward()
    says(page, "5 of 8 claims.")
    expect(page.get_by_label("Kind")).to_have_value("efficacy")


def test_all_by_keyboard(page: Page, toy_address: str) -> None:
    """From the field through the selects and buttons to the headers and the first claim with Tab, Space and Enter."""
    page.goto(f"{toy_address}claims/")
    page.get_by_label("Words").focus()
    page.keyboard.type("syndrome")
    says(page, "7 of 8 claims.")
    page.keyboard.press("Enter")
    assert page.url.startswith(f"{toy_address}claims/")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    says(page, "5 of 8 claims.")
    for _ in range(9):  # five selects, two buttons, two headers
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("columnheader", name="Topic")).to_have_attribute("aria-sort", "ascending")
    focused = "document.activeElement.closest('th').dataset.sort"
    assert page.evaluate(focused) == "topic"
    for _ in range(5):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/toy-effects/**")


def test_long_lists_show_a_part(page: Page, served: str) -> None:
    """Of many rows the first three hundred are shown; a button shows more, and puts the focus on the first new one."""
    page.goto(f"{served}long/claims/")
    says(page, f"{MANY} claims; the first 300 are shown.")
    assert len(claims(page)) == 300
    more = page.get_by_role("button", name="more of")
    more.click()
    says(page, f"{MANY} claims; the first 600 are shown.")
    assert page.evaluate("[...document.querySelectorAll('tbody a')].indexOf(document.activeElement)") == 300
    more.click()
    says(page, f"{MANY} claims.")
    expect(more).to_be_hidden()
    assert len(set(claims(page))) == len(claims(page)) == MANY
    page.goto(f"{served}long/claims/?text=kind+641")
    says(page, f"1 of {MANY} claims.")


def test_what_is_filtered_can_be_saved(page: Page, toy_address: str, tmp_path: Path) -> None:
    """The CSV holds the rows that fit, with words instead of signs and the address of each claim."""
    page.goto(f"{toy_address}claims/?outcome=feeling")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as CSV").click()
    target = tmp_path / download.value.suggested_filename
    download.value.save_as(target)
    assert target.name == "claims.csv"
    with target.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    address = f"{toy_address}claims/toy-effects/"
    assert lines == [
        ["Claim", "Topic", "Kind", "Verdict", "Certainty", "Articles", "Address"],
        [
            FATIGUE,
            "Effects of toyaline",
            "Effects",
            "Very uncertain",
            "very low",
            "1",
            f"{address}toyaline-reduces-fatigue/",
        ],
        [PAIN, "Effects of toyaline", "Effects", "Supported", "moderate", "2", f"{address}toyaline-reduces-pain/"],
    ]


def test_the_map_leads_to_the_claims_it_counts(page: Page, toy_address: str) -> None:
    """Every number of the map leads to a list that shows as many claims."""
    page.goto(f"{toy_address}")
    links = page.locator(".cg-map td > a")
    told = [(link.get_attribute("href"), int(link.inner_text().split()[0])) for link in links.all()]
    assert len(told) == 10
    for address, count in told:
        page.goto(f"{toy_address}{address}")
        expect(page.locator(".cg-count")).to_contain_text("claims.")
        assert len(claims(page)) == count, address


def test_home_search_opens_the_site_search(page: Page, toy_address: str) -> None:
    """Words typed on the home page are searched in the site, by keyboard alone."""
    page.goto(f"{toy_address}")
    page.get_by_label("A medicine, condition, article or study").focus()
    page.keyboard.type("itching")
    page.keyboard.press("Enter")
    page.locator(".md-search-result__item").first.wait_for()
    assert "itching" in page.locator(".md-search-result__list").inner_text()


def test_without_javascript(browser: Browser, served: str, toy_address: str) -> None:
    """Every claim is in a plain table without controls that do nothing; links of the map lead to the topic's claims."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{served}long/claims/?kind=efficacy")
    assert len(claims(page)) == MANY
    expect(page.get_by_label("Words")).to_be_hidden()
    page.goto(f"{toy_address}")
    expect(page.get_by_label("A medicine, condition, article or study")).to_be_hidden()
    expect(page.locator("article noscript p")).to_be_visible()
    page.locator(".cg-map td > a").first.click()
    assert page.locator("h1").inner_text().startswith("Effects of toyaline")
    assert len(claims(page)) == 5
    context.close()


@pytest.mark.parametrize("name", ["claims", "studies", "searches", "articles", "topics/toy-effects"])
@pytest.mark.parametrize("width", [1280, 390])
def test_hostile_rows_stay_text(browser: Browser, served: str, name: str, width: int) -> None:
    """Sorting, filtering and saving rows with hostile texts runs nothing, and no text is wider than the screen."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    logged: list[str] = []
    page.on("console", lambda message: logged.append(message.text))
    page.on("pageerror", lambda error: logged.append(str(error)))
    page.goto(f"{served}hostile/{name}/")
    rows = page.locator(".cg-list tbody tr").count()
    texts = sorted(page.locator(".cg-list tbody tr").all_text_contents())
    for button in page.locator(".cg-list thead button").all():
        button.click()
        assert sorted(page.locator(".cg-list tbody tr").all_text_contents()) == texts
    if name != "articles":
        with page.expect_download():
            page.get_by_role("button", name="Save as CSV").click()
        page.get_by_label("Words").fill("<script>")
        page.wait_for_url("**text=**")
        assert page.locator(".cg-list tbody tr").count() <= rows
    assert page.evaluate("window.pwned") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".cg-list :is(script, img, iframe)").count() == 0
    assert logged == []
    context.close()


@pytest.mark.parametrize("tab", [(390, "light"), (1280, "light")], indirect=True)
def test_nothing_jumps_while_a_list_loads(tab: Page, toy_address: str) -> None:
    """Fields that the script shows have their room before: the layout shifts under 0.1, which web.dev calls good."""
    shift = """() => new Promise((done) => {
      const whole = (entries) => entries.reduce((sum, { value }) => sum + value, 0);
      const observer = new PerformanceObserver((list) => done(whole(list.getEntries())));
      observer.observe({ type: "layout-shift", buffered: true });
      setTimeout(() => done(0), 500);
    })"""
    tab.goto(f"{toy_address}claims/")
    tab.locator(".cg-list--ready").wait_for()
    assert tab.evaluate(shift) < 0.1
