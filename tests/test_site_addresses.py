"""Addresses of site and repository, what pages say of themselves to others, and the pages of former ids."""

import re
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from claimgrade.finding import ClaimgradeError
from claimgrade.layout import Layout
from claimgrade.pages import Origin, document, render_pages
from claimgrade.pages.page import Page
from claimgrade.pages.repository import Repository
from claimgrade.site_addresses import addresses
from claimgrade.site_content import content_of
from conftest import TODAY, Ran
from test_configuration import configure
from test_site import ENVIRONMENT, build, mkdocs, with_site

PAIN = Path("claims", "toy-effects", "toyaline-reduces-pain.yaml")
ADDRESSES = 'site-url = "https://toy.example/claims"\nrepo-url = "https://github.com/toy/claims"\n'


class Head(HTMLParser):
    """Meta and link elements of a page: name, property, http-equiv or rel, with content or href."""

    def __init__(self, path: Path) -> None:
        """Read a built page."""
        super().__init__()
        self.found: dict[str, str] = {}
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        values = {name: value or "" for name, value in attrs}
        if tag in ("meta", "link"):
            key = next((values[name] for name in ("name", "property", "http-equiv", "rel") if name in values), "")
            self.found[key] = values.get("content") or values.get("href") or ""


def commit(root: Path) -> str:
    """Make a git repository of a folder, with one commit of a fixed day; its hash."""
    git = ["git", "-C", str(root), "-c", "user.name=Toy", "-c", "user.email=toy@example.org"]
    env = {**ENVIRONMENT, "GIT_COMMITTER_DATE": "2025-06-01T12:00:00Z", "GIT_AUTHOR_DATE": "2025-06-01T12:00:00Z"}
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "Toy"]):
        subprocess.run([*git, *arguments], check=True, env=env)
    return subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()


def test_origin(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the site stands comes from the configuration, what it is made from and on which day from git."""
    assert content_of(Layout.at(toy), TODAY).origin == Origin()
    configure(toy, ADDRESSES)
    made = commit(toy)
    origin = content_of(Layout.at(toy), TODAY).origin
    assert origin == Origin("https://toy.example/claims/", "https://github.com/toy/claims/", made, "2025-06-01")
    assert Repository(origin).file("claims/a b.yaml") == f"https://github.com/toy/claims/blob/{made}/claims/a%20b.yaml"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1768435200")
    assert content_of(Layout.at(toy), TODAY).origin.date == "2026-01-15"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(ClaimgradeError, match="SOURCE_DATE_EPOCH is 'yesterday', and not a number of seconds"):
        content_of(Layout.at(toy), TODAY)


def test_origin_of_other_services() -> None:
    """GitLab and Codeberg show files elsewhere; a base may be a folder of its repository."""
    gitlab = Origin(repository="https://gitlab.com/toy/", commit="c0ffee", folder="kb/")
    assert Repository(gitlab).file("claims/x.yaml") == "https://gitlab.com/toy/-/blob/c0ffee/kb/claims/x.yaml"
    codeberg = Origin(repository="https://codeberg.org/toy/", commit="c0ffee")
    assert Repository(codeberg).file("x") == "https://codeberg.org/toy/src/commit/c0ffee/x"
    elsewhere = Origin(repository="https://git.example/toy/", commit="c0ffee")
    assert Repository(elsewhere).file("x") == "https://git.example/toy/"
    nowhere = Repository(Origin(commit="c0ffee"))
    assert nowhere.file("x") == "https://claimgrade.example/repository/blob/c0ffee/x"


def test_addresses_for_builders() -> None:
    """Builders get both addresses, the repository's short name, and where a record is shown."""
    origin = Origin("https://toy.example/", "https://gitlab.com/toy/claims/", None, "2025-06-01", "kb/")
    assert addresses(origin, {"extra": {"generator": False}, "site_url": "https://toy.example"}) == {
        "site_url": "https://toy.example/",
        "repo_url": "https://gitlab.com/toy/claims/",
        "repo_name": "toy/claims",
        "edit_uri": "-/blob/HEAD/kb/",
        "extra": {"generator": False, "date": "2025-06-01", "feed": "feed.xml"},
    }
    assert addresses(Origin(), {}) == {"site_url": "https://claimgrade.example/", "extra": {"feed": "feed.xml"}}


@pytest.mark.parametrize("command", ["build", "pages"])
def test_another_address_is_refused(toy: Path, tmp_path: Path, claimgrade: Callable[..., Ran], command: str) -> None:
    """mkdocs.yml cannot say another address than the configuration."""
    configure(toy, ADDRESSES)
    with (with_site(toy) / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("site_url: https://other.example/\n")
    sentence = (
        "claimgrade: mkdocs.yml: site_url is https://other.example/, but site-url of the configuration is "
        "https://toy.example/claims/: set site-url in claimgrade.toml, and take site_url out of mkdocs.yml\n"
    )
    if command == "build":
        ran = mkdocs(toy, "build", "--quiet")
        assert ran.returncode == 1
        assert sentence in ran.stderr
    else:
        assert claimgrade("pages", "--root", toy, "--out", tmp_path / "out") == Ran(2, "", sentence)


def test_a_site_without_address_says_so(toy: Path) -> None:
    """A line tells of each placeholder, which is no warning that would break a strict build."""
    ran = mkdocs(with_site(toy), "build", "--strict")
    assert ran.returncode == 0
    assert [line for line in ran.stderr.splitlines() if "claimgrade:" in line] == [
        "INFO    -  claimgrade: the site has no address yet, its own links say https://claimgrade.example/: "
        "set site-url in claimgrade.toml",
        "INFO    -  claimgrade: the site names no repository yet, its links to records say "
        "https://claimgrade.example/repository/: set repo-url in claimgrade.toml",
    ]


@pytest.fixture
def addressed(toy: Path) -> Path:
    """The site of a toy base with addresses, in which one record of each kind had another id before."""
    configure(toy, ADDRESSES)
    for path, former in (
        (PAIN, "toyaline-eases-pain"),
        (Path("claims", "studies", "cedar-2022.yaml"), "cedar-2021"),
        (Path("claims", "articles", "toy-myths.yaml"), "toy-tales"),
        (Path("claims", "searches", "toy-sleep.yaml"), "toy-slumber"),
    ):
        text = (toy / path).read_text(encoding="utf-8")
        (toy / path).write_text(f"formerly: [{former}]\n{text}", encoding="utf-8")
    return build(with_site(toy))


def test_pages_tell_others_what_they_are(addressed: Path) -> None:
    """A page names itself, its address and what it says, for search engines and previews of links."""
    found = Head(addressed / PAIN.with_suffix("") / "index.html").found
    address = "https://toy.example/claims/claims/toy-effects/toyaline-reduces-pain/"
    says = "Oral toyaline reduces pain in adults with toy syndrome."
    assert found["canonical"] == found["og:url"] == address
    assert found["og:title"] == says
    assert found["og:type"] == "article"
    assert (
        found["description"]
        == found["og:description"]
        == (f"Supported: {says} This is probably true. The effect is moderate.")
    )
    html = (addressed / PAIN.with_suffix("") / "index.html").read_text(encoding="utf-8")
    assert 'href="https://github.com/toy/claims/blob/HEAD/claims/toy-effects/toyaline-reduces-pain.yaml"' in html
    assert 'data-md-component="source"' not in html


def test_every_made_page_has_a_description(addressed: Path) -> None:
    """No two pages that are made from records say the same of themselves."""
    pages = list(render_pages(content_of(Layout.at(addressed.parent.parent), TODAY)))
    made = [page for page in pages if page.uri.endswith(".md") and page.uri != "index.md"]
    told = [page.description for page in made if not page.moved_to]
    assert None not in told
    assert len(set(told)) == len(told)


@pytest.mark.parametrize(
    ("page", "feed"), [("", "feed.xml"), ("changelog", "../feed.xml"), ("rules/schema", "../../feed.xml")]
)
def test_pages_name_the_feed(addressed: Path, page: str, feed: str) -> None:
    """A feed reader finds the feed from any page, and the feed says where it is."""
    assert Head(addressed / page / "index.html").found["alternate"] == feed
    assert 'rel="self" type="application/atom+xml" href="https://toy.example/claims/feed.xml"' in (
        (addressed / "feed.xml").read_text(encoding="utf-8")
    )


def test_former_ids_lead_on(addressed: Path) -> None:
    """The address of a former id leads to the record without a script, and neither sitemap nor search has it."""
    now = {"claims/toy-effects/toyaline-eases-pain": "toyaline-reduces-pain", "studies/cedar-2021": "cedar-2022"}
    now |= {"articles/toy-tales": "toy-myths", "searches/toy-slumber": "toy-sleep"}
    sitemap = (addressed / "sitemap.xml").read_text(encoding="utf-8")
    index = (addressed / "search" / "search_index.json").read_text(encoding="utf-8")
    for former, name in now.items():
        found = Head(addressed / former / "index.html").found
        assert found["refresh"] == f"0; url=../{name}/"
        assert found["canonical"] == f"https://toy.example/claims/{former.rpartition('/')[0]}/{name}/"
        assert found["robots"] == "noindex"
        assert f'href="../{name}/"' in (addressed / former / "index.html").read_text(encoding="utf-8")
        assert f"{former}/" not in sitemap + index
        assert f"{former.rpartition('/')[0]}/{name}/" in sitemap


def test_sitemap_is_dated(addressed: Path) -> None:
    """Every page of the sitemap bears the day of the commit."""
    sitemap = (addressed / "sitemap.xml").read_text(encoding="utf-8")
    assert set(re.findall(r"<lastmod>(.*)</lastmod>", sitemap)) == {"2026-01-15"}
    assert sitemap.count("<lastmod>") == sitemap.count("<loc>https://toy.example/claims/") > 80


def test_taken_addresses_do_not_lead_on(toy: Path) -> None:
    """A former id that another record has now is that record's page."""
    text = (toy / PAIN).read_text(encoding="utf-8")
    (toy / PAIN).write_text(f"formerly: [toyaline-improves-sleep, x-y]\n{text}", encoding="utf-8")
    pages = list(render_pages(content_of(Layout.at(toy), TODAY)))
    assert len({page.uri for page in pages}) == len(pages)
    assert [page.uri for page in pages if page.moved_to] == ["claims/toy-effects/x-y.md"]


def test_front_matter_holds_any_text() -> None:
    """A description with every sign of YAML stays one text."""
    page = Page("x.md", "# X\n", source="claims/x.yaml", description="--- 'a': \"b\" # {{ c }}\n...\u2028\x07")
    assert document(page).splitlines()[:4] == [
        "---",
        "description: '--- ''a'': \"b\" # {{ c }} ... '",
        "source: 'claims/x.yaml'",
        "---",
    ]


def test_same_commit_same_bytes_elsewhere(toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clone in another folder gives the same site, byte for byte, dated by the commit alone."""
    monkeypatch.delitem(ENVIRONMENT, "SOURCE_DATE_EPOCH")
    (with_site(toy) / ".gitignore").write_text("build/\n", encoding="utf-8")
    commit(toy)
    clone = tmp_path / "elsewhere" / "a clone"
    subprocess.run(["git", "clone", "-q", str(toy), str(clone)], check=True)
    first, second = build(toy), build(clone)
    files = {path.relative_to(first): path.read_bytes() for path in first.rglob("*") if path.is_file()}
    assert {path.relative_to(second): path.read_bytes() for path in second.rglob("*") if path.is_file()} == files
    assert Path("sitemap.xml.gz") in files
    assert b"<lastmod>2025-06-01</lastmod>" in files[Path("sitemap.xml")]
