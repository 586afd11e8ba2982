"""What the four services say about papers, asked together at a server that speaks their formats."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

import bibliographic_server
from bibliographic_faults import Fault
from bibliographic_formats import Update, Work
from bibliographic_server import BibliographicServer, Limit, serve
from citations_time import FakeTime, opened
from claimgrade.citations.answer import (
    Absent,
    Answer,
    Found,
    Identifier,
    Notice,
    NoticeKind,
    Paper,
    Service,
    Unreachable,
)
from claimgrade.identifiers import Doi, Pmid, Registration

ODD = "10.1002/1531-8257(200011)15:6<1242::aid-mds1028>3.0.co;2-z"
TRIAL = Work(
    doi="10.5555/Trial",
    pmid="11",
    pmcid="PMC11",
    title="<i>Toyaline</i> &amp; pain",
    subtitle="A trial",
    original_title="Toyalin und Schmerz",
    authors=(("Kite", "Ada"), "Toy Study Group"),
)
WORKS = [
    TRIAL,
    Work(doi=ODD, pmid="12"),
    Work(doi="10.5555/comma,1"),
    Work(
        doi="10.5555/data", agency="datacite", title="Toy data", subtitle="All of it", original_title="Spielzeugdaten"
    ),
    Work(pmid="13", title="A toy book", is_book=True, publication_types=("Review",)),
    Work(nct="NCT00000001", nct_aliases=("NCT00000009",), title="A toy trial"),
]


@pytest.fixture
def server() -> Iterator[BibliographicServer]:
    """A server with the works above."""
    with serve(WORKS) as running:
        yield running


def answers(server: BibliographicServer, *identifiers: Identifier) -> dict[Identifier, Answer]:
    """The answers by identifier; one each."""
    told = list(opened(server.environment).look_up(identifiers))
    assert len(told) == len({answer.identifier for answer in told})
    return {answer.identifier: answer for answer in told}


def paper(work: Work, identifier: Identifier) -> Paper:
    """What a service has under an identifier of one work."""
    with serve([work]) as server:
        (answer,) = opened(server.environment).look_up([identifier])
    assert isinstance(answer, Found)
    return answer.paper


def notices(work: Work, identifier: Identifier) -> list[tuple[str, str | None, str | None, str | None]]:
    """Kind, date, notice and who says so, of the notices on a work."""
    return [(n.kind.value, n.date, n.notice, n.said_by) for n in paper(work, identifier).notices]


def test_each_identifier_has_one_answer(server: BibliographicServer) -> None:
    """Each is asked once at its service, whatever its case and however often it is given; other registers are not."""
    trial, odd, comma, data = Doi("10.5555/trial"), Doi(ODD), Doi("10.5555/comma,1"), Doi("10.5555/data")
    nowhere, also = Doi("10.5555/nowhere"), Doi("10.5555/no,where")
    told = answers(
        server,
        *(trial, trial, odd, comma, data, nowhere, also),
        *(Pmid("11"), Pmid("13"), Pmid("99"), Pmid("11")),
        *(Registration("NCT00000009"), Registration("NCT00000002"), Registration("ISRCTN00000000")),
    )
    assert {identifier.value: (type(answer), answer.service.value) for identifier, answer in told.items()} == {
        "10.5555/trial": (Found, "crossref"),
        ODD: (Found, "crossref"),
        "10.5555/comma,1": (Found, "crossref"),
        "10.5555/data": (Found, "datacite"),
        "10.5555/nowhere": (Absent, "datacite"),
        "10.5555/no,where": (Absent, "datacite"),
        "11": (Found, "pubmed"),
        "13": (Found, "pubmed"),
        "99": (Absent, "pubmed"),
        "NCT00000009": (Found, "clinicaltrials"),
        "NCT00000002": (Absent, "clinicaltrials"),
    }
    lists = [asked["filter"] for path, asked in server.requests if path == "/works"]
    assert lists == ["doi:10.5555/trial,doi:10.5555/data,doi:10.5555/nowhere"]


@pytest.mark.parametrize("identifier", [Doi("10.5555/trial"), Pmid("11")])
def test_paper(server: BibliographicServer, identifier: Identifier) -> None:
    """A paper has its citation in CSL names, and all forms of title, year and journal."""
    found = answers(server, identifier)[identifier]
    assert isinstance(found, Found)
    told, cited = found.paper, found.paper.citation
    assert (cited.type, cited.title, cited.issued) == ("article-journal", "Toyaline & pain: A trial", (2019, 5))
    assert [(author.family, author.given, author.literal) for author in cited.author or ()] == [
        ("Kite", "Ada", None),
        (None, None, "Toy Study Group"),
    ]
    assert (cited.container_title, cited.volume, cited.issue, cited.page) == ("Journal of Toys", "3", "2", "14-20")
    assert {"Toyaline & pain: A trial", "Toyalin und Schmerz"} <= set(told.titles)
    assert told.years == (2018, 2019)
    assert told.journals == ("Journal of Toys", "J Toys")
    assert (cited.doi, cited.pmid, cited.pmcid) == (
        ("10.5555/Trial", None, None) if isinstance(identifier, Doi) else ("10.5555/Trial", "11", "PMC11")
    )
    assert ("Randomized Controlled Trial" in told.types) is isinstance(identifier, Pmid)
    assert told.notices == ()


def test_data_set_book_and_registration(server: BibliographicServer) -> None:
    """DataCite's, a book of PubMed's and a registration become papers of their kinds; a newer version is no notice."""
    told = answers(server, Doi("10.5555/data"), Pmid("13"), Registration("NCT00000001"))
    data, book, trial = (answer.paper for answer in told.values() if isinstance(answer, Found))
    by_type = {found.citation.type: found for found in (data, book, trial)}
    assert by_type["dataset"].titles == (
        "Toy data",
        "Spielzeugdaten",
        "Toy data: All of it",
        "Spielzeugdaten: All of it",
    )
    assert by_type["dataset"].notices == ()
    assert (by_type["book"].titles, by_type["book"].citation.publisher) == (("A toy book",), "Toy Press")
    assert by_type["webpage"].titles == ("A toy trial: as registered", "A toy trial")


RETRACTED = Update("retraction", "10.5555/notice", (2020, 1, 2), ref_type="RetractionIn", pmid="77")
SAID = ("retraction", "2020-01-02")
IN_PLACE = Update("retraction", "10.5555/TRIAL", (2020, 3))
BACK = Update("reinstatement", "10.5555/back", (2021,))
WATCH = Update("retration", "10.5555/notice", (2020, 1, 2), source="retraction-watch")
CONCERN = Update("expression_of_concern", "10.5555/eoc", (2019, 2, 3), ref_type="ExpressionOfConcernIn", pmid="78")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"updates": (RETRACTED,)}, [(*SAID, "10.5555/notice", "publisher")]),
        (
            {"updates": (RETRACTED, WATCH)},
            [(*SAID, "10.5555/notice", "publisher"), (*SAID, "10.5555/notice", "retraction-watch")],
        ),
        ({"own_updates": (IN_PLACE,)}, [("retraction", "2020-03", "10.5555/trial", "publisher")]),
        ({"own_updates": (RETRACTED,)}, []),
        (
            {"updates": (BACK, RETRACTED)},
            [(*SAID, "10.5555/notice", "publisher"), ("reinstatement", "2021", "10.5555/back", "publisher")],
        ),
        ({"updates": (CONCERN,)}, [("expression-of-concern", "2019-02-03", "10.5555/eoc", "publisher")]),
        ({"updates": (Update("new_version", "10.5555/v2"),)}, []),
        ({"title": "RETRACTED: A trial"}, [("retraction", None, None, "title")]),
        ({"title": "RETRACTED: A trial", "updates": (RETRACTED,)}, [(*SAID, "10.5555/notice", "publisher")]),
        ({"title": "Retraction: A trial", "own_updates": (RETRACTED,)}, []),
    ],
)
def test_notices_of_crossref(change: dict[str, object], told: list[tuple[str, ...]]) -> None:
    """`updated-by` speaks of the paper, `update-to` only where it names the paper itself, the title where none does."""
    assert notices(replace(TRIAL, **change), Doi("10.5555/trial")) == told  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"updates": (RETRACTED,)}, [(*SAID, "77", "pubmed")]),
        (
            {"updates": (RETRACTED,), "publication_types": ("Journal Article", "Retracted Publication")},
            [(*SAID, "77", "pubmed")],
        ),
        ({"publication_types": ("Retracted Publication",)}, [("retraction", None, None, "pubmed")]),
        ({"updates": (CONCERN,)}, [("expression-of-concern", "2019-02-03", "78", "pubmed")]),
        (
            {"updates": (Update(ref_type="ErratumIn", doi="10.5555/e"),)},
            [("correction", "2020-01-02", "10.5555/e", "pubmed")],
        ),
        (
            {"updates": (Update(ref_type="PartialRetractionIn"),)},
            [("partial-retraction", "2020-01-02", None, "pubmed")],
        ),
        ({"updates": (Update(ref_type="CorrectedandRepublishedIn"),)}, [("correction", "2020-01-02", None, "pubmed")]),
        ({"updates": (Update(ref_type="RetractedandRepublishedIn"),)}, [(*SAID, None, "pubmed")]),
        *(
            ({"updates": (Update(ref_type=kind),)}, [])
            for kind in ("RetractionOf", "ErratumFor", "UpdateIn", "CommentIn")
        ),
    ],
)
def test_notices_of_pubmed(change: dict[str, object], told: list[tuple[str, ...]]) -> None:
    """What was said of a paper is a notice; what the paper says of others is none."""
    assert notices(replace(TRIAL, **change), Pmid("11")) == told  # type: ignore[arg-type]


def test_withdrawal_at_datacite() -> None:
    """DataCite's date of withdrawal is a notice."""
    work = Work(doi="10.5555/data", agency="datacite", updates=(Update("withdrawal", date=(2022, 4, 5)),))
    found = paper(work, Doi("10.5555/data"))
    assert found.notices == (Notice(NoticeKind.WITHDRAWAL, "2022-04-05", None, "publisher"),)


def test_an_answer_about_another_is_none(server: BibliographicServer) -> None:
    """A service that answers about another identifier than the one asked for has not answered."""
    server.by_doi["10.5555/copy"] = server.by_doi["10.5555/data"]
    server.by_nct["NCT00000003"] = server.by_nct["NCT00000001"]
    told = answers(server, Doi("10.5555/copy"), Registration("NCT00000003"))
    assert {answer.identifier.value: answer.why for answer in told.values() if isinstance(answer, Unreachable)} == {
        "10.5555/copy": "it answered about another DOI",
        "NCT00000003": "it answered about another number",
    }


def test_datacite_is_needed_to_call_a_doi_absent(server: BibliographicServer) -> None:
    """A DOI that Crossref lacks and DataCite cannot be asked about could not be checked."""
    server.always("/dois", Fault.PAGE)
    (answer,) = answers(server, Doi("10.5555/nowhere")).values()
    assert answer == Unreachable(Service.DATACITE, Doi("10.5555/nowhere"), "it answered with a page instead of data")


def test_a_refused_list_is_asked_singly(server: BibliographicServer) -> None:
    """Where Crossref refuses a list, the DOIs of it are asked one by one."""
    server.misbehave("/works", Fault.REFUSED)
    told = answers(server, Doi("10.5555/trial"), Doi("10.5555/data"))
    assert {type(answer) for answer in told.values()} == {Found}


def test_full_records_are_needed(server: BibliographicServer) -> None:
    """Without the record that tells the notices a PMID is not found: it could not be checked."""
    server.always("/efetch.fcgi", Fault.ERROR)
    told = answers(server, Pmid("11"), Pmid("99"))
    assert {type(answer) for answer in told.values()} == {Unreachable}


@pytest.mark.parametrize(
    ("maker", "why"),
    [
        ("pubmed_set", "it left this PMID out of its full records"),
        ("pubmed_summary", "its answer is not as documented"),
    ],
)
def test_what_pubmed_leaves_out_was_not_checked(
    server: BibliographicServer, monkeypatch: pytest.MonkeyPatch, maker: str, why: str
) -> None:
    """A PMID that an answer of PubMed's passes over is neither found nor absent."""
    nothing = {"pubmed_set": "<PubmedArticleSet></PubmedArticleSet>", "pubmed_summary": []}
    monkeypatch.setattr(bibliographic_server, maker, lambda _: nothing[maker])
    (answer,) = answers(server, Pmid("11")).values()
    assert answer == Unreachable(Service.PUBMED, Pmid("11"), why)


@pytest.mark.parametrize(
    "doi",
    [
        "10.5555/..",
        "10.5555/../../../etc",
        "10.5555/?rows=0",
        "10.5555/#x",
        "10.5555/%2e%2e%2fx",
        "10.5555/a//b",
        "10.5555/%00",
    ],
)
def test_a_doi_stays_below_the_address(server: BibliographicServer, doi: str) -> None:
    """Whatever a DOI holds, it is one part of the path and nothing else."""
    (answer,) = answers(server, Doi(doi)).values()
    assert answer == Absent(Service.DATACITE, Doi(doi))
    assert [path.count("/") for path, _ in server.requests] == [2, 2]
    assert [asked for _, asked in server.requests] == [{}, {}]


def test_limits_are_kept() -> None:
    """What Crossref announces is kept, although more threads are there, and the first request is careful."""
    works = [Work(doi=f"10.5555/{i},x") for i in range(30)]
    limits = {"/works/": Limit(25, 1, 2), "/works": Limit(5, 1)}
    time = FakeTime()
    with serve(works, limits=limits, clock=time.clock) as server:
        told = list(opened(server.environment, time).look_up(Doi(work.doi or "") for work in works))
        assert {type(answer) for answer in told} == {Found}
        assert (server.broken_limits, len(server.requests)) == ([], 30)


def test_a_broken_limit_is_noticed() -> None:
    """The server would tell of a limit that is not kept."""
    works = [Work(doi=f"10.5555/{i},x") for i in range(4)]
    with serve(works, limits={"/works/": Limit(3, 1)}, clock=lambda: 0.0) as server:
        list(opened(server.environment).look_up(Doi(work.doi or "") for work in works))
        assert server.broken_limits[-1].startswith("4 requests within 1 s at /works/10.5555%2F")
