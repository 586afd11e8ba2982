"""Titles, authors, years and journals of records and of services: which are the same."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from claimgrade.citations.answer import Paper
from claimgrade.citations.comparison import compare
from claimgrade.citations.entry import Agreement, Field
from claimgrade.citations.folding import words
from claimgrade.citations.journal_comparison import same_journal
from claimgrade.citations.title_comparison import same_but_for_subtitle, same_title
from claimgrade.records import Study
from claimgrade.records.citation import Citation, Name
from conftest import TESTS
from toy_records import study

CASES = TESTS / "cases" / "citations"
TEXTS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs", "S"]), max_size=60)
WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=9), min_size=1, max_size=9).map(" ".join)


def cases(name: str) -> Any:
    """The cases of a file."""
    return yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))


def author(told: Any) -> Name:
    """A name from a case: a family name, or {group: name}."""
    if isinstance(told, dict):
        return Name(None, None, None, None, told["group"])
    return Name(told, None, None, None, None)


def paper(**changes: Any) -> Paper:
    """What a service has that is the record of `stated`, with what a case wants to be different."""
    mine = stated().citation
    given_ = {"titles": (mine.title,), "years": (2020,), "journals": ("Journal of Toys",), "author": mine.author}
    values = given_ | changes
    citation = Citation.from_mapping({"type": "article-journal", "title": ""})
    fields = {name: getattr(citation, name) for name in Citation.__slots__}
    whole = Citation(**fields | {"author": values.pop("author")})
    return Paper(whole, types=(), notices=(), **values)


def stated(**changes: Any) -> Study:
    """A record that states everything."""
    told = {
        "type": "article-journal",
        "title": "A toy trial of toyaline for toy pain",
        "author": [{"family": "Kite", "given": "A"}],
        "container-title": "Journal of Toys",
        "issued": {"date-parts": [[2020]]},
        "DOI": "10.5555/toy",
    }
    return study(citation=told | changes)


def agreements(record: Study, found: Paper) -> dict[str, str]:
    """The agreement of each field."""
    return {compared.field.value: compared.agreement.value for compared in compare(record, found)}


@pytest.mark.parametrize("case", cases("same_titles"), ids=lambda case: case["why"])
def test_titles(case: dict[str, Any]) -> None:
    """Titles of one paper are the same, titles of two are not, with and without a subtitle."""
    assert same_title(case["stated"], case["found"]) is (case["same"] is True)
    if case["same"] is not True:
        assert same_but_for_subtitle(case["stated"], case["found"]) is (case["same"] == "but for the subtitle")


@pytest.mark.parametrize("case", cases("same_titles"), ids=lambda case: case["why"])
def test_titles_of_papers(case: dict[str, Any]) -> None:
    """A missing subtitle is no mismatch where the author agrees; with another author it is one."""
    record = stated(title=case["stated"], author=[{"family": "Kite"}], issued=None)
    same = compare(record, paper(titles=tuple(case["found"]), journals=()))[0]
    assert same.agreement is (Agreement.MATCH if case["same"] else Agreement.MISMATCH)
    other = compare(record, paper(titles=tuple(case["found"]), author=(author("Grove"),)))[0]
    assert other.agreement is (Agreement.MATCH if case["same"] is True else Agreement.MISMATCH)


@pytest.mark.parametrize("pair", cases("same_journals")["same"], ids=" = ".join)
def test_names_of_one_journal(pair: tuple[str, str]) -> None:
    """In full, abbreviated, with place or subtitle: one journal, whichever side has which name."""
    assert same_journal(*pair)
    assert same_journal(*reversed(pair))


@pytest.mark.parametrize("pair", cases("same_journals")["other"], ids=" - ".join)
def test_names_of_two_journals(pair: tuple[str, str]) -> None:
    """Names that look alike, of two journals."""
    assert not same_journal(*pair)
    assert not same_journal(*reversed(pair))


@pytest.mark.parametrize("case", cases("same_authors"), ids=lambda case: f"{case['stated']} {case['found']}")
def test_first_authors(case: dict[str, Any]) -> None:
    """Family names in all their spellings; groups with groups."""
    told = case["stated"]
    names = None if told is None else [{"literal": told["group"]} if isinstance(told, dict) else {"family": told}]
    found = paper(author=tuple(author(name) for name in case["found"]))
    assert agreements(stated(author=names), found)["author"] == case["agreement"]


@pytest.mark.parametrize(
    ("year", "years", "agreement"),
    [
        (2020, (2020,), "match"),
        (2020, (2019,), "match"),
        (2020, (2015, 2021), "match"),
        (2020, (2018,), "mismatch"),
        (2020, (2022, 2025), "mismatch"),
        (2020, (), "not-compared"),
        (None, (2020,), "not-compared"),
    ],
)
def test_years(year: int | None, years: tuple[int, ...], agreement: str) -> None:
    """One year apart is near enough, for what comes online first."""
    record = stated(issued={"date-parts": [[year]]} if year else None)
    assert agreements(record, paper(years=years))["year"] == agreement


def test_both_values_are_kept() -> None:
    """Each field is told with what the record states and what the service has."""
    found = paper(titles=("Another", "Yet another"), years=(1999, 2001), journals=("Annals", "Ann"), author=None)
    assert [(c.field, c.agreement, c.stated, c.found) for c in compare(stated(), found)] == [
        (Field.TITLE, Agreement.MISMATCH, "A toy trial of toyaline for toy pain", "Another"),
        (Field.AUTHOR, Agreement.NOT_COMPARED, "Kite", None),
        (Field.YEAR, Agreement.MISMATCH, "2020", "1999, 2001"),
        (Field.JOURNAL, Agreement.MISMATCH, "Journal of Toys", "Annals"),
    ]


@pytest.mark.parametrize(
    ("changes", "found", "agreement"),
    [
        ({}, {}, "not-compared"),
        ({}, {"journals": ()}, "not-compared"),
        ({}, {"journals": (), "years": ()}, "mismatch"),
        ({}, {"years": (1999,)}, "mismatch"),
        ({"author": None, "issued": None}, {}, "mismatch"),
        ({}, {"titles": ()}, "mismatch"),
    ],
)
def test_supplied_titles(changes: dict[str, Any], found: dict[str, Any], agreement: str) -> None:
    """A curator's own words in brackets are no title, but then two other fields have to speak for the paper."""
    record = stated(title="[Toys against pain; title supplied, not seen]", **changes)
    assert agreements(record, paper(**{"titles": ("Une étude de jouets",)} | found))["title"] == agreement


def test_a_paper_without_title_is_no_match() -> None:
    """What has no title cannot be told apart from anything."""
    assert agreements(stated(), paper(titles=()))["title"] == "mismatch"


@given(TEXTS)
def test_every_title_is_its_own(text: str) -> None:
    """A title with a word in it is the same as itself, in italics, and with a full stop."""
    if words(text):
        for form in (text, f"<i>{text}</i>", f" {text}."):
            assert same_title(text, [form])


@given(TEXTS, TEXTS)
def test_comparison_has_no_sides(one: str, other: str) -> None:
    """Whole titles, and journals, are the same either way round."""
    assert same_title(one, [other]) == same_title(other, [one])
    assert same_journal(one, other) == same_journal(other, one)


@given(WORDS, WORDS)
def test_other_words_are_another_title(one: str, other: str) -> None:
    """Titles without a common word are never the same, unless they differ by a slip of the pen."""
    if not set(words(one)) & set(words(other)) and "".join(words(one)) != "".join(words(other)):
        long = [word for word in words(one) if len(word) >= 5]
        assert long or not same_title(one, [other])
