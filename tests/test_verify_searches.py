"""claimgrade verify --searches: recorded searches of PubMed are repeated, and what is new is told."""

import json
from pathlib import Path

import pytest

from bibliographic_faults import Fault
from claimgrade.layout import Layout
from claimgrade.loading import load
from claimgrade.news import repeatable
from verifying import Claimgrade, edit, lock_of, serving, toy_works, verify

SLEEP = "claims/searches/toy-sleep.yaml"


def found(*pmids: int, count: int | None = None, **more: object) -> dict[str, object]:
    """An esearchresult."""
    number = len(pmids) if count is None else count
    return {"count": str(number), "retmax": "1000", "retstart": "0", "idlist": [str(pmid) for pmid in pmids], **more}


@pytest.fixture
def searched(toy: Path) -> Path:
    """The toy base with one search of PubMed, and others that PubMed cannot repeat."""
    (toy / SLEEP).write_text(
        "id: toy-sleep\nquestion: Does toyaline help sleep?\nsources:\n"
        "  - {name: PubMed, kind: database, query: toyaline AND sleep, date: 2025-06-01, results: 7, relevant: 1}\n"
        "  - {name: MEDLINE (Ovid), kind: database, query: exp toyaline/, date: 2025-06-01, results: 7, relevant: 1}\n"
        "  - {name: MEDLINE, kind: database, query: null, date: 2025-06-01, results: 7, relevant: 1}\n"
        "  - {name: Toybase, kind: database, query: toyaline, date: 2025-06-01, results: 7, relevant: 1}\n"
        "  - {name: PubMed pages, kind: web, query: toyaline, date: 2025-06-01, results: 7, relevant: 1}\n"
        "outcome: found\nexpires: 2099-01-01\n"
    )
    return toy


def test_new_hits_are_told(searched: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch) -> None:
    """The query as it is recorded, from the recorded day; a finding at the query with count and first PMIDs."""
    with serving(monkeypatch, toy_works(searched).values()) as server:
        server.search = found(*range(101, 113), count=1200)
        ran = verify(claimgrade, searched, "--searches", "--format", "json")
    (asked,) = [form for path, form in server.requests if path == "/esearch.fcgi"]
    assert (asked["term"], asked["mindate"]) == ("toyaline AND sleep", "2025/06/01")
    report = json.loads(ran.out)
    (finding,) = report["findings"]
    assert finding.pop("fingerprint")
    assert (ran.code, finding) == (
        0,
        {
            "rule": "search-has-news",
            "severity": "info",
            "message": "PubMed has 1200 new records for this query since 2025-06-01: "
            "101, 102, 103, 104, 105, 106, 107, 108, 109, 110 and 1190 more",
            "help": "Look through them, add what bears on a claim, and record the new day and numbers.",
            "file": SLEEP,
            "line": 4,
            "column": 43,
            "pointer": "/sources/0/query",
            "record": "toy-sleep",
        },
    )
    assert report["searches"] == [
        {
            "search": "toy-sleep",
            "source": 0,
            "query": "toyaline AND sleep",
            "since": "2025-06-01",
            "count": 1200,
            "pmids": [str(pmid) for pmid in range(101, 113)],
            "remarks": [],
            "why_not": None,
        }
    ]


def test_news_as_text(searched: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch) -> None:
    """One finding in full, what PubMed did not understand, and a line of counts."""
    with serving(monkeypatch, toy_works(searched).values()) as server:
        server.search = found(101, errorlist={"phrasesnotfound": ["toyalin\x1b"], "fieldsnotfound": []})
        ran = verify(claimgrade, searched, "--searches", "--fail-on", "info")
    assert ran.code == 1
    assert "info[search-has-news] PubMed has 1 new record for this query since 2025-06-01: 101\n" in ran.out
    assert "The search toy-sleep: PubMed remarks: not found: toyalin\n" in ran.out
    assert "Repeated 1 search: 1 new record.\n" in ran.out


def test_no_news(searched: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch) -> None:
    """No finding; and without the option nothing is searched."""
    with serving(monkeypatch, toy_works(searched).values()) as server:
        server.search = found()
        ran = verify(claimgrade, searched, "--searches")
        assert (ran.code, "Repeated 1 search: 0 new records.\n" in ran.out) == (0, True)
        server.requests.clear()
        assert "Repeated" not in verify(claimgrade, searched).out
    assert [path for path, _ in server.requests if path == "/esearch.fcgi"] == []


def test_a_search_that_cannot_be_repeated(
    searched: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It could not be checked: told, exit code 3, and no finding; citations are kept all the same."""
    with serving(monkeypatch, toy_works(searched).values()) as server:
        server.always("/esearch", Fault.ERROR)
        ran = verify(claimgrade, searched, "--searches", "--update")
    assert ran.code == 3
    assert "Could not repeat the search toy-sleep: " in ran.out
    assert "search-has-news" not in ran.out
    assert "2026-01-15" in lock_of(searched)


def test_a_waived_search(searched: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch) -> None:
    """A waiver holds news back, and check does not call it unused: only the network could tell."""
    path = searched / SLEEP
    path.write_text(path.read_text() + "waivers: [{rule: search-has-news, reason: Toys., until: 2099-01-01}]\n")
    with serving(monkeypatch, toy_works(searched).values()) as server:
        server.search = found(101)
        report = json.loads(verify(claimgrade, searched, "--searches", "--format", "json").out)
    assert (report["findings"], report["searches"][0]["count"]) == ([], 1)
    assert claimgrade("check", "--root", searched, "--fail-on", "warning").code == 0


@pytest.mark.parametrize(("day", "since"), [("2025", "2025-01-01"), ("2025-06", "2025-06-01")])
def test_days_that_are_not_whole(searched: Path, day: str, since: str) -> None:
    """From the first day that may be meant: better one record twice than one not at all."""
    edit(searched, SLEEP, "query: toyaline AND sleep, date: 2025-06-01", f"query: toyaline AND sleep, date: '{day}'")
    assert [item.since.isoformat() for item in repeatable(load(Layout.at(searched)).base)] == [since]
