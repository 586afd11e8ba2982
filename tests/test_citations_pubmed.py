"""PubMed's XML from strangers, and its searches."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibliographic_faults import Fault
from bibliographic_formats import Work, pubmed_set
from bibliographic_server import serve
from citations_time import opened
from claimgrade.citations.answer import Found, Notice, NoticeKind
from claimgrade.citations.failure import MalformedError
from claimgrade.citations.pubmed import Hits, NotSearched
from claimgrade.citations.pubmed_xml import read_articles
from claimgrade.identifiers import Pmid

SET = "<PubmedArticleSet>{}</PubmedArticleSet>"
LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no XML",
        "<html></html>",
        "<PubmedArticleSet>",
        SET.format("<PubmedArticle><MedlineCitation><PMID>1</PMID></MedlineCitation></PubmedArticle>"),
        SET.format("<a>" * 200 + "</a>" * 200),
        f'<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]>' + SET.format("&l9;"),
        '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + SET.format("<a>&f;</a>"),
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x.dtd"> %p;]>' + SET.format(""),
        '<?xml version="1.0" encoding="zebra"?>' + SET.format(""),
    ],
)
def test_bad_xml(text: str) -> None:
    """What is no set of articles, declares entities or nests without end is refused."""
    with pytest.raises(MalformedError):
        read_articles(text.encode())


@given(st.binary(max_size=200))
def test_any_bytes(content: bytes) -> None:
    """No bytes bring another error."""
    with pytest.raises(MalformedError):
        read_articles(content)


def test_markup_and_references() -> None:
    """Text inside markup belongs to the title; identifiers of references are not the paper's."""
    work = Work(pmid="1", title="H<sub>2</sub>O in <i>toys</i> &amp; games", volume=None, issue=None, printed=None)
    found = read_articles(pubmed_set([work, Work(pmid="2", is_book=True)]).encode())
    assert found["2"] is None
    assert found["1"] is not None
    assert found["1"].titles == ("H2O in toys & games",)
    assert (found["1"].citation.doi, found["1"].citation.issued) == (None, (2018, 12, 30))


RESULT: dict[str, Any] = {"count": "2", "retmax": "1000", "retstart": "0", "idlist": ["12", "11"]}


def test_search() -> None:
    """A search asks for the records that PubMed made since a day, and tells count and PMIDs."""
    with serve([], search=RESULT) as server:
        services = opened(server.environment)
        assert services.search("toyaline[tiab]", date(2025, 3, 1)) == Hits(2, (Pmid("12"), Pmid("11")), ())
        services.search("toyaline")
    assert server.requests == [
        (
            "/esearch.fcgi",
            {
                "db": "pubmed",
                "retmode": "json",
                "tool": "claimgrade",
                "term": "toyaline[tiab]",
                "retmax": "1000",
                "datetype": "crdt",
                "mindate": "2025/03/01",
                "maxdate": "3000",
            },
        ),
        (
            "/esearch.fcgi",
            {"db": "pubmed", "retmode": "json", "tool": "claimgrade", "term": "toyaline", "retmax": "1000"},
        ),
    ]


def test_what_pubmed_did_not_understand() -> None:
    """Phrases and fields that PubMed did not find are told with the hits."""
    told = {
        "errorlist": {"phrasesnotfound": ["zebraline"], "fieldsnotfound": ["[tiabb]"]},
        "warninglist": {"phrasesignored": ["the"], "quotedphrasesnotfound": [], "outputmessages": ["No items found."]},
    }
    with serve([], search={**RESULT, "count": "0", "idlist": [], **told}) as server:
        assert opened(server.environment).search("zebraline") == Hits(
            0,
            (),
            ("not found: zebraline", "no such field: [tiabb]", "ignored: the", "PubMed says: No items found."),
        )


@pytest.mark.parametrize(
    ("result", "why"),
    [
        ({"ERROR": "Invalid query\x1b"}, "it said: Invalid query"),
        ({}, "its answer is not as documented"),
        ({**RESULT, "count": "many"}, "its answer is not as documented"),
        ({**RESULT, "idlist": ["x"]}, "its answer is not as documented"),
        ({"count": "3"}, "its answer is not as documented"),
    ],
)
def test_search_without_an_answer(result: dict[str, Any], why: str) -> None:
    """An error in the answer, or another shape, is no result of nothing."""
    with serve([], search=result) as server:
        assert opened(server.environment).search("toyaline") == NotSearched(why)


def test_search_in_an_outage() -> None:
    """A failing server is no result of nothing either."""
    with serve([], search=RESULT) as server:
        server.always("/esearch.fcgi", Fault.PAGE)
        assert opened(server.environment).search("x") == NotSearched("it answered with a page instead of data")


def test_a_book_can_be_retracted() -> None:
    """Where only the summary tells of a retraction, it is told."""
    work = Work(pmid="1", is_book=True, publication_types=("Review", "Retracted Publication"))
    with serve([work]) as server:
        (answer,) = opened(server.environment).look_up([Pmid("1")])
    assert isinstance(answer, Found)
    assert answer.paper.notices == (Notice(NoticeKind.RETRACTION, None, None, "pubmed"),)
