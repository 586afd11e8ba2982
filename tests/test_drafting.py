"""Drafts of study records: what is guessed, what is taken from which answer, and that every one is a valid record."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from claimgrade.citations.answer import Found, Notice, NoticeKind, Paper, Service
from claimgrade.citations.papers import paper
from claimgrade.drafting.cleaning import clean, slug
from claimgrade.drafting.design import guess
from claimgrade.drafting.duplicates import same_publication
from claimgrade.drafting.naming import proposed_id
from claimgrade.drafting.record import draft, study_of
from claimgrade.drafting.status import status_of
from claimgrade.drafting.text import remarks_on, text_of
from claimgrade.finding import ClaimgradeError
from claimgrade.identifiers import Doi, Pmid, Registration
from claimgrade.knowledge_base import KnowledgeBase
from claimgrade.records import Vocabulary
from claimgrade.records.citation import Citation, Name
from claimgrade.schema_check import is_valid
from claimgrade.yaml_source import MAX_BYTES, YamlSource, read
from conftest import TODAY
from toy_records import study

DESIGNS = yaml.safe_load((Path(__file__).parent / "cases/drafting/designs.yaml").read_text(encoding="utf-8"))
DOI, PMID = Doi("10.5555/toy"), Pmid("7")


def crossref(*notices: Notice, **cited: Any) -> Found:
    """What Crossref has."""
    return Found(Service.CROSSREF, DOI, paper(titles=["A toy"], notices=notices, type="article-journal", **cited))


def pubmed(*notices: Notice, **cited: Any) -> Found:
    """What PubMed has."""
    return Found(Service.PUBMED, PMID, paper(titles=["A toy"], notices=notices, type="article-journal", **cited))


def notice(kind: str, day: str | None = "2020-01-02", doi: str | None = "10.5555/notice") -> Notice:
    """A notice that the publisher told."""
    return Notice(NoticeKind(kind), day, doi, "publisher")


@pytest.mark.parametrize("case", DESIGNS, ids=lambda case: f"{case['types']} {case['title']}")
def test_design_is_guessed(case: dict[str, Any]) -> None:
    """Types go before the title, and a guess is made only where one of them says something."""
    assert guess(case["types"], case["title"]) == case["design"]


@pytest.mark.parametrize(
    ("family", "year", "taken", "study_id"),
    [
        ("Kite", 2019, (), "kite-2019"),
        ("Kite", 2019, ("kite-2019",), "kite-2019b"),
        ("Kite", 2019, ("kite-2019", "kite-2019b"), "kite-2019c"),
        ("Häuser", 2009, (), "hauser-2009"),
        ("van Tulder", 2003, (), "van-tulder-2003"),
        ("O\N{RIGHT SINGLE QUOTATION MARK}Neil", 2003, (), "oneil-2003"),
        ("Straße & Søn", 2003, (), "strasse-son-2003"),
        ("../../etc/passwd", 2003, (), "etc-passwd-2003"),
        ("王", 2003, (), "10-5555-toy-2003"),
        (None, None, (), "10-5555-toy-nd"),
        ("x" * 200, 2003, (), "x" * 60 + "-2003"),
    ],
)
def test_id_is_proposed(family: str | None, year: int | None, taken: tuple[str, ...], study_id: str) -> None:
    """First author and year, as plain ASCII, with a letter where it is taken."""
    authors = [Name(family, None, None, None, None)] if family else []
    made = study_of(draft([crossref(author=authors, issued=(year,) if year else None)], TODAY))
    assert proposed_id(made, DOI, taken) == study_id


def test_ids_run_out() -> None:
    """After z somebody has to choose."""
    taken = {"one-2020", *(f"one-2020{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")}
    with pytest.raises(ClaimgradeError, match="the ids 'one-2020' to 'one-2020z' are all taken; choose one with --id"):
        proposed_id(study(), PMID, taken)


def test_registration_is_its_own_id() -> None:
    """As a trial has no author."""
    assert proposed_id(study(), Registration("NCT01234567"), ()) == "nct01234567"


@pytest.mark.parametrize(
    ("notices", "retraction"),
    [
        ((), "none"),
        ([notice("correction")], "none"),
        ([notice("retraction")], {"date": "2020-01-02", "notice": "10.5555/notice"}),
        ([notice("retraction", "2020")], {"date": "2020", "notice": "10.5555/notice"}),
        ([notice("retraction", "2020-02-31")], {"date": None, "notice": "10.5555/notice"}),
        ([notice("retraction", "soon")], {"date": None, "notice": "10.5555/notice"}),
        ([notice("withdrawal")], {"date": "2020-01-02", "notice": "10.5555/notice (withdrawal)"}),
        (
            [notice("retraction", None, None)],
            {"date": None, "notice": "retraction, of which only publisher tells"},
        ),
        (
            [notice("partial-retraction"), notice("retraction", None, "10.5555/whole")],
            {"date": None, "notice": "10.5555/whole"},
        ),
        ([notice("retraction"), notice("reinstatement", "2021-01-01")], "none"),
        ([notice("retraction"), notice("reinstatement", "2020-01")], "none"),
        (
            [notice("retraction"), notice("reinstatement", "2019-12-31")],
            {"date": "2020-01-02", "notice": "10.5555/notice"},
        ),
        (
            [notice("retraction", None), notice("reinstatement", "2021")],
            {"date": None, "notice": "10.5555/notice"},
        ),
    ],
)
def test_retraction(notices: list[Notice], retraction: dict[str, Any] | str) -> None:
    """The gravest notice in force with its day, as far as it is one; none only after an answer that would tell."""
    status = status_of([crossref(*notices)])
    assert status
    assert status["retraction"] == retraction
    assert status["superseded-by"] is None


def test_who_does_not_watch_says_nothing() -> None:
    """A register of trials and DataCite hold no notices: how the publication stands was never checked."""
    registered = Found(Service.CLINICALTRIALS, Registration("NCT01234567"), paper(titles=["A toy"], type="webpage"))
    assert status_of([registered]) is None
    assert draft([registered], TODAY).fields["status"] is None


def test_one_that_says_so_is_enough() -> None:
    """What only one of two services knows is recorded."""
    status = status_of([crossref(), pubmed(notice("expression-of-concern"))])
    assert status
    assert status["expression-of-concern"] == {"date": "2020-01-02", "notice": "10.5555/notice"}
    assert (status["retraction"], status["correction"]) == ("none", "none")


def test_second_answer_fills_gaps() -> None:
    """What two services say is the first one's; each page is said to have confirmed what it gave."""
    first = crossref(doi="10.5555/TOY", volume="3", issued=(2019,), years=[2018], journals=["Journal of Toys"])
    second = pubmed(pmid="7", volume="4", page="1-2", issued=(2018, 12), journals=["J Toys", "Journal of Toys"])
    fields = draft([first, second], TODAY).fields
    cited = fields["citation"]
    assert (cited["DOI"], cited["PMID"], cited["volume"], cited["page"]) == ("10.5555/toy", "7", "3", "1-2")
    assert [seen["fields"] for seen in fields["seen"]] == [
        ["title", "container-title", "issued", "volume", "DOI", "status"],
        ["title", "container-title", "page", "PMID", "status"],
    ]


@pytest.mark.parametrize(
    ("name", "number", "kept"), [("Kite", 3, 3), ("Kite", 1000, 300), ("\N{GRINNING FACE}" * 500, 300, 83)]
)
def test_authors_fit(name: str, number: int, kept: int) -> None:
    """As many authors as a record holds, in a file that check reads; how many were left out is told."""
    authors = [Name(name, name, None, None, None) for _ in range(number)]
    made = draft([crossref(author=authors)], TODAY)
    assert len(made.fields["citation"]["author"]) == kept
    assert len(text_of(made, "a-toy", ["Crossref"]).encode()) < MAX_BYTES
    told = [f"{number - kept} authors more than a record holds were left out"] if number > kept else []
    assert [remark for remark in remarks_on(made) if "authors" in remark] == told


TEXT = st.text(st.characters(exclude_categories=[]), max_size=60) | st.sampled_from(
    ["\u202eevil", "a: b # c", "- x", "{a: [", "'", '"', "null", "no", "\x07\n---\n", "!!python/x", "&a *a", "x" * 3000]
)
MAYBE = st.none() | TEXT
NUMBERS = st.none() | st.tuples(st.integers(0, 10**9), st.integers(0, 99), st.integers(0, 99))
CITATIONS = st.builds(
    Citation,
    type=st.sampled_from(["article-journal", "posted-content", "song", "book"]),
    title=TEXT,
    author=st.none() | st.lists(st.builds(Name, MAYBE, MAYBE, MAYBE, MAYBE, MAYBE), max_size=3).map(tuple),
    container_title=MAYBE,
    issued=NUMBERS | st.just(()) | st.just((2020, 2)),
    **dict.fromkeys(("volume", "issue", "page", "edition", "doi", "pmid", "pmcid", "isbn", "url", "publisher"), MAYBE),
)
NOTICES = st.builds(Notice, st.sampled_from(NoticeKind), MAYBE | st.just("2020-05"), MAYBE, MAYBE)
PAPERS = st.builds(
    Paper,
    CITATIONS,
    st.lists(TEXT, max_size=2).map(tuple),
    st.lists(st.integers(), max_size=2).map(tuple),
    st.lists(TEXT, max_size=2).map(tuple),
    st.lists(TEXT | st.just("Practice Guideline") | st.just("Review"), max_size=3).map(tuple),
    st.lists(NOTICES, max_size=3).map(tuple),
)


@given(st.lists(PAPERS, min_size=1, max_size=2), st.dates(date(1990, 1, 1)))
def test_every_draft_is_a_record(tmp_path_factory: pytest.TempPathFactory, papers: list[Paper], today: date) -> None:
    """Whatever services say, the text is YAML for exactly the draft, and lacks at most the design and a place."""
    answers = [Found(Service.CROSSREF, DOI, papers[0]), Found(Service.PUBMED, PMID, papers[-1])]
    made = draft(answers[: len(papers)], today)
    text = text_of(made, "a-toy", ["Crossref"])
    folder = tmp_path_factory.mktemp("drafts")
    (folder / "a-toy.yaml").write_text(text, encoding="utf-8")
    source = read(folder, "a-toy.yaml")
    assert isinstance(source, YamlSource)
    assert source.values == {"id": "a-toy", **made.fields}
    completed = {**source.values, "design": source.values["design"] or "cohort"}
    if "place" in completed:
        completed["place"] = "Toyland"
    assert is_valid("study", completed)
    assert all(line.isprintable() for line in text.split("\n"))


@given(TEXT, st.integers(1, 50))
def test_clean_text_is_one_line(text: str, limit: int) -> None:
    """It is no longer than it may be, and cleaning it again changes nothing."""
    cleaned = clean(text, limit)
    assert cleaned is None or (0 < len(cleaned) <= limit and cleaned == cleaned.strip())
    assert clean(cleaned, limit) == cleaned


@given(TEXT)
def test_slug_is_plain(text: str) -> None:
    """It is an id or empty."""
    made = slug(text)
    assert made == "" or is_valid("study", {"id": made, "citation": {"type": "book", "title": "x"}, "design": "cohort"})


@pytest.mark.parametrize(
    ("changes", "is_same"),
    [
        ({}, True),
        ({"author": None}, True),
        ({"issued": None}, True),
        ({"title": "A TOY trial \N{EN DASH} one."}, True),
        ({"title": "A toy trial, two"}, False),
        ({"author": [{"family": "Two"}]}, False),
        ({"issued": {"date-parts": [[2022]]}}, False),
    ],
)
def test_same_publication(changes: dict[str, Any], is_same: bool) -> None:  # noqa: FBT001 - a case
    """Title, first author and year as far as both name them."""
    mine = study("one")
    cited = {
        "type": "article-journal",
        "title": "A toy trial, one",
        "author": [{"family": "Oné"}],
        "issued": {"date-parts": [[2021]]},
    }
    base = KnowledgeBase.of([study("other", citation=cited | changes)], Vocabulary())
    assert (same_publication(mine, base) is not None) == is_same


def test_supplied_titles_are_no_titles() -> None:
    """Two records without a title of their own are not the same."""
    cited = {"type": "document", "title": "[No title is given]"}
    mine, other = study("one", citation=cited), study("two", citation=cited)
    assert same_publication(mine, KnowledgeBase.of([other], Vocabulary())) is None
