"""What the site gives away: files that equal the command's, tables that are safe to open, and the fields of records."""

import csv
import html
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from claimgrade.layout import SCHEMAS, Layout
from claimgrade.pages import Content, Page, render_pages
from claimgrade.pages.csv_tables import cell
from claimgrade.pages.schema_pages import sections
from claimgrade.schema_check import schema
from claimgrade.site_about import about_of
from claimgrade.site_content import content_of
from conftest import TESTS, TODAY, Ran
from hostile_base import poison

GOLDEN = TESTS / "golden"
TABLES = ("claims", "evidence", "appearances", "studies")
CITATION = "title: Toys\nversion: 2.0\nlicense: CC0-1.0\nauthors: [{family-names: Maker, given-names: T.}]\n"


@pytest.fixture
def content(toy: Path) -> Content:
    """The toy base with a file that says how to cite it."""
    (toy / "CITATION.cff").write_text(CITATION)
    return content_of(Layout.at(toy), TODAY)


def pages_of(content: Content) -> dict[str, Page]:
    """Pages and files by uri."""
    return {page.uri: page for page in render_pages(content)}


def rows(text: str) -> list[dict[str, str]]:
    """Lines of a table by column."""
    return list(csv.DictReader(io.StringIO(text), strict=True))


def test_json_is_that_of_the_command(toy: Path, content: Content, claimgrade: Callable[..., Ran]) -> None:
    """The download has the bytes that `claimgrade export json` writes."""
    assert (
        pages_of(content)["data/claimgrade.json"].text == claimgrade("export", "json", "--root", toy, "--out", "-").out
    )


def test_schemas_are_those_of_the_package(content: Content) -> None:
    """Each schema is given away byte for byte."""
    pages = pages_of(content)
    for name in SCHEMAS:
        file = TESTS.parent / "schema" / f"{name}.schema.json"
        assert pages[f"data/schema/{name}.schema.json"].text == file.read_text(encoding="utf-8")


def test_tables_hold_the_base(content: Content) -> None:
    """One line a claim, entry, appearance and study, with what was derived."""
    pages, base = pages_of(content), content.base
    tables = {name: rows(pages[f"data/{name}.csv"].text) for name in TABLES}
    assert [row["id"] for row in tables["claims"]] == list(base.claims)
    assert [row["id"] for row in tables["studies"]] == list(base.studies)
    assert len(tables["evidence"]) == sum(len(claim.evidence) for claim in base.claims.values())
    assert len(tables["appearances"]) == sum(len(claim.appearances) for claim in base.claims.values())
    pain = next(row for row in tables["claims"] if row["id"] == "toyaline-reduces-pain")
    assert (pain["verdict"], pain["certainty"], pain["basis"]) == ("supported", "moderate", "bell-2020")
    assert tables["appearances"][0].keys() >= {"claim", "article", "overstated"}
    assert [row["retracted"] for row in tables["studies"] if row["id"] == "grove-2012"] == ["true"]
    assert [row["direct"] for row in tables["evidence"] if row["claim"] == "toyaline-reduces-pain"] == ["true", "true"]


def test_tables_of_an_ungraded_claim(content: Content) -> None:
    """A claim that nobody could judge has empty cells, and the base no fewer lines."""
    pages = pages_of(replace(content, assessments={}))
    assert {row["verdict"] for row in rows(pages["data/claims.csv"].text)} == {""}
    assert {row["counts"] for row in rows(pages["data/evidence.csv"].text)} == {""}
    assert {row["overstated"] for row in rows(pages["data/appearances.csv"].text)} == {""}


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "true"),
        (-0.5, "-0.5"),
        (3, "3"),
        (("a", "b"), "a; b"),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-toy", "'-toy"),
        ("@toy", "'@toy"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        (("=1", "b"), "'=1; b"),
        ("toy = 1", "toy = 1"),
    ],
)
def test_cells(value: object, shown: str) -> None:
    """Texts that a spreadsheet would take for formulas begin with an apostrophe; numbers stay numbers."""
    assert cell(value) == shown


@given(st.text(), st.text())
def test_no_text_is_a_formula(one: str, other: str) -> None:
    """Whatever a record says, no cell begins like a formula."""
    for value in (one, [one, other]):
        assert not re.match(r"[=+\-@\t\r\n＝＋－＠]", cell(value))


def test_a_hostile_base_gives_readable_files(toy: Path) -> None:
    """However hostile the texts, tables and JSON can be read back."""
    assert poison(toy) > 100
    pages = pages_of(content_of(Layout.at(toy), TODAY))
    assert len(json.loads(pages["data/claimgrade.json"].text)["claims"]) == 8
    for name in TABLES:
        assert all(None not in row and None not in row.values() for row in rows(pages[f"data/{name}.csv"].text))
    for uri in ("data.md", "queue.md", "changelog.md", "grading.md", *(f"schema/{name}.md" for name in SCHEMAS)):
        assert "<script" not in pages[uri].text


def test_golden_data_page(content: Content) -> None:
    """Downloads, licence, how to cite, and the schemas."""
    text = re.sub(r"[\d.]+&nbsp;.B", "SIZE", pages_of(content)["data.md"].text)
    assert text == (GOLDEN / "data.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["", "- 1", "title: [", "title: {a: 1}\nauthors: {}\nlicense: [1, {}, '']\n"])
def test_a_garbled_citation_is_left_out(toy: Path, text: str) -> None:
    """What cannot be read as a citation file says nothing, and stops nothing."""
    (toy / "CITATION.cff").write_text(text)
    about = about_of(Layout.at(toy))
    assert (about.title, about.version, about.authors, about.changelog) == (None, None, (), None)


def test_a_change_log_elsewhere_is_left_out(toy: Path, tmp_path: Path) -> None:
    """A link that leads out of the repository is not followed."""
    (tmp_path / "secret.md").write_text("secret")
    (toy / "CHANGELOG.md").symlink_to(tmp_path / "secret.md")
    assert about_of(Layout.at(toy)).changelog is None


def test_golden_schema_page(content: Content) -> None:
    """The fields of a search: what each may hold, whether it must, what it is, an example; and of what is inside it."""
    text = pages_of(content)["schema/search.md"].text
    assert text == (GOLDEN / "schema_search.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_field_is_told(content: Content, kind: str) -> None:
    """Each field of each mapping has an anchor of its own and a description, and every link leads to a section."""
    made = sections(schema(kind))
    anchors = [field.anchor for section in made for field in section.fields]
    assert len(set(anchors)) == len(anchors)
    assert all(field.holds and field.description for section in made for field in section.fields)
    named = {section.name.lower() for section in made if section.name}
    links = re.findall(r'href="#([^"]+)"', "".join(str(field.holds) for section in made for field in section.fields))
    assert set(links) <= named
    whole = yaml.safe_load((TESTS.parent / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8"))
    assert [field.name for field in made[0].fields] == list(whole["properties"])
    text = html.unescape(pages_of(content)[f"schema/{kind}.md"].text)
    assert all(f"\n## {section.name}\n" in text for section in made if section.name)
