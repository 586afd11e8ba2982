"""From answers to outcomes: the most severe notice that stands, two services against each other, and silence."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from claimgrade.citations.answer import Absent, Answer, Found, Identifier, Notice, NoticeKind, Paper, Service
from claimgrade.citations.answer import Unreachable as Silent
from claimgrade.citations.entry import Agreement, Entry, Field, Judged, Outcome, askable, digest_of, worst
from claimgrade.citations.names import who_says
from claimgrade.citations.outcome import MAX_FOUND, Decided, decide
from claimgrade.citations.standing import standing
from claimgrade.identifiers import Doi, Pmid, Registration
from claimgrade.records import Study
from conftest import TESTS
from test_citations_comparison import paper, stated

DAY = "2026-01-15"
DOI, PMID, NCT = Doi("10.5555/toy"), Pmid("11"), Registration("NCT00000001")
RETRACTION = Notice(NoticeKind.RETRACTION, "2025-06-01", "10.5555/notice", "publisher")
STANDINGS = yaml.safe_load((TESTS / "cases" / "citations" / "standing.yaml").read_text())
MATCHES = dict.fromkeys(Field, Agreement.MATCH)


def record(**changes: Any) -> Study:
    """A study with a DOI, a PMID and a registration."""
    return replace(stated(PMID="11", **changes), registration="NCT00000001")


def at_crossref(doi: str | None = "10.5555/TOY", notices: Sequence[Notice] = (), **changes: Any) -> Found:
    """Crossref's answer."""
    return Found(Service.CROSSREF, DOI, _paper(doi, notices, changes))


def at_pubmed(doi: str | None = "10.5555/toy", notices: Sequence[Notice] = (), **changes: Any) -> Found:
    """PubMed's answer."""
    return Found(Service.PUBMED, PMID, _paper(doi, notices, changes))


def _paper(doi: str | None, notices: Sequence[Notice], changes: dict[str, Any]) -> Paper:
    made = paper(**changes)
    return replace(made, citation=replace(made.citation, doi=doi), notices=tuple(notices))


REGISTERED = Found(Service.CLINICALTRIALS, NCT, paper(titles=("As registered",), author=None, years=(), journals=()))
GOOD: tuple[Answer, ...] = (at_crossref(), at_pubmed(), REGISTERED)


def decided(*answers: Answer, study: Study | None = None, stored: Entry | None = None) -> Decided:
    """What becomes of a study."""
    return decide(study or record(), answers, stored, DAY)


def of(identifier: Identifier, found: Decided) -> Judged:
    """What the entry holds of an identifier."""
    assert found.entry
    return next(answer for answer in found.entry.answers if answer.identifier == identifier)


@pytest.mark.parametrize("case", STANDINGS, ids=lambda case: str(case["notices"]))
def test_standing(case: dict[str, Any]) -> None:
    """The most severe notice that no reinstatement of that day or later lifts."""
    notices = [Notice(NoticeKind(kind), date and str(date), None, None) for kind, date in case["notices"]]
    assert standing(notices).value == case["standing"]


@given(st.permutations([Notice(kind, f"20{i:02}", None, None) for i, kind in enumerate(NoticeKind)]))
def test_order_of_notices_is_of_no_account(notices: list[Notice]) -> None:
    """Services give them in any order."""
    assert standing(notices) is standing(sorted(notices, key=lambda notice: notice.date or ""))


def test_verified() -> None:
    """Everything that is stated agrees; of a registration nothing is compared."""
    found = decided(*GOOD)
    assert found == Decided(
        Outcome.VERIFIED,
        Entry(
            Outcome.VERIFIED,
            DAY,
            digest_of(record()),
            (
                Judged(Service.CROSSREF, DOI, Outcome.VERIFIED, MATCHES),
                Judged(Service.PUBMED, PMID, Outcome.VERIFIED, MATCHES),
                Judged(Service.CLINICALTRIALS, NCT, Outcome.VERIFIED),
            ),
        ),
        (),
    )


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ((at_crossref(notices=[RETRACTION]), at_pubmed(), REGISTERED), "retracted"),
        ((at_crossref(), at_pubmed(notices=[RETRACTION]), REGISTERED), "retracted"),
        ((at_crossref(years=(1999,), notices=[RETRACTION]), at_pubmed(), REGISTERED), "retracted"),
        ((at_crossref(years=(1999,)), at_pubmed(doi="10.5555/other"), REGISTERED), "mismatch"),
        ((at_crossref(), at_pubmed(doi="10.5555/other"), REGISTERED), "disagreement"),
        ((Absent(Service.DATACITE, DOI), at_pubmed(doi="10.5555/other"), REGISTERED), "disagreement"),
        ((Absent(Service.DATACITE, DOI), at_pubmed(), REGISTERED), "absent"),
        ((at_crossref(), at_pubmed(), Absent(Service.CLINICALTRIALS, NCT)), "absent"),
        ((at_crossref(doi="10.5555/main"), at_pubmed(doi="10.5555/main"), REGISTERED), "verified"),
        ((at_crossref(), at_pubmed(doi=None), REGISTERED), "verified"),
        ((at_crossref(), at_pubmed(doi="nonsense"), REGISTERED), "verified"),
    ],
)
def test_outcome_of_a_study(answers: tuple[Answer, ...], outcome: str) -> None:
    """The most severe of its answers; a DOI that Crossref has as an alias is the same paper."""
    found = decided(*answers)
    assert (found.outcome.value, found.unreachable) == (outcome, ())
    assert found.entry
    assert found.entry.outcome is found.outcome is worst(answer.outcome for answer in found.entry.answers)


def test_what_differs_is_kept() -> None:
    """The service's values of fields that differ, and nothing longer than it needs to be."""
    found = decided(at_crossref(titles=("x" * 9999,), years=(1, 2)), *GOOD[1:])
    assert of(DOI, found).found == {"title": "x" * MAX_FOUND, "year": "1, 2"}
    assert of(PMID, decided(at_crossref(), at_pubmed(doi="10.5555/Other"), REGISTERED)).found == {
        "doi": "10.5555/other"
    }


def test_two_names_of_one_journal() -> None:
    """The record's name at one service is enough, for a paper of the same title; at none it is a mismatch."""
    renamed = at_pubmed(journals=("Toys",))
    found = decided(at_crossref(), renamed, REGISTERED)
    assert found.outcome is Outcome.VERIFIED
    assert (of(PMID, found).fields, of(PMID, found).found) == (
        MATCHES | {Field.JOURNAL: Agreement.NOT_COMPARED},
        {},
    )
    late = decided(at_crossref(), at_pubmed(journals=("Toys",), years=(1999,), notices=[RETRACTION]), REGISTERED)
    assert (of(PMID, late).outcome, of(PMID, late).found) == (Outcome.RETRACTED, {"year": "1999"})
    assert decided(at_crossref(journals=("Toys",)), renamed, REGISTERED).outcome is Outcome.MISMATCH
    other = decided(at_crossref(), at_pubmed(journals=("Toys",), titles=("Another",)), REGISTERED)
    assert of(PMID, other).found == {"title": "Another", "journal": "Toys"}


def test_papers_of_two_titles() -> None:
    """Without a DOI at PubMed the titles have to agree, also where the record's own is not the paper's."""
    study = record(title="[A toy trial; title supplied, not seen]")
    one, other = ("Un essai de jouets",), ("A survey of games",)
    found = decided(at_crossref(titles=one), at_pubmed(doi=None, titles=other), REGISTERED, study=study)
    assert (found.outcome, of(PMID, found).found) == (Outcome.DISAGREEMENT, {"title": "A survey of games"})
    same = decided(at_crossref(titles=one), at_pubmed(doi=None, titles=one), REGISTERED, study=study)
    assert same.outcome is Outcome.VERIFIED


def test_who_says_so() -> None:
    """Both services are named, with the notice of the one and the silence of the other."""
    found = decided(at_crossref(notices=[RETRACTION]), at_pubmed(), REGISTERED)
    assert found.entry
    assert who_says(found.entry.answers, Outcome.RETRACTED) == (
        "Crossref has a retraction of 2025-06-01 (10.5555/notice, told by publisher); PubMed has none"
    )


def test_dates_that_are_none_are_not_kept() -> None:
    """The lock holds only what it can be read with again; a date that is none lifts nothing."""
    odd = Notice(NoticeKind.REINSTATEMENT, "Spring 2026", "n" * 9999, None)
    found = decided(at_crossref(notices=[RETRACTION, odd]), *GOOD[1:])
    assert found.outcome is Outcome.RETRACTED
    assert of(DOI, found).notices == (RETRACTION, Notice(odd.kind, None, "n" * MAX_FOUND, None))


def silent(identifier: Identifier) -> Silent:
    """No answer."""
    return Silent(Service.CROSSREF, identifier, "no connection")


STORED = decided(at_crossref(notices=[RETRACTION]), *GOOD[1:]).entry


@pytest.mark.parametrize("stored", [None, STORED])
@pytest.mark.parametrize(
    "answers",
    [
        (),
        GOOD[:2],
        (silent(DOI), silent(PMID), silent(NCT)),
        (silent(DOI), *GOOD[1:]),
        (*GOOD[:2], silent(NCT)),
        (at_crossref(notices=[Notice(NoticeKind.CORRECTION, None, None, None)]), silent(PMID), REGISTERED),
    ],
)
def test_nothing_good_comes_of_silence(answers: tuple[Answer, ...], stored: Entry | None) -> None:
    """While a service is silent a study is unchecked, and what is stored stays."""
    found = decided(*answers, stored=stored)
    assert (found.outcome, found.entry) == (Outcome.UNCHECKED, stored)
    assert found.unreachable == tuple(answer for answer in answers if isinstance(answer, Silent))


@pytest.mark.parametrize(
    "bad", [at_crossref(notices=[RETRACTION]), at_crossref(years=(1999,)), Absent(Service.DATACITE, DOI)]
)
def test_bad_news_needs_one_voice(bad: Answer) -> None:
    """What one service says stands, whatever the others would have said."""
    found = decided(bad, silent(PMID), REGISTERED)
    assert found.entry
    assert found.outcome.is_bad
    assert [answer.identifier for answer in found.entry.answers] == [DOI, NCT]


def test_earlier_answers_stay_beside() -> None:
    """What could not be asked again keeps its answer, for the same record."""
    before = decided(at_crossref(), at_pubmed(notices=[RETRACTION]), REGISTERED).entry
    found = decided(at_crossref(years=(1999,)), silent(PMID), REGISTERED, stored=before)
    assert (found.outcome, of(DOI, found).outcome) == (Outcome.RETRACTED, Outcome.MISMATCH)
    other = replace(before, digest="0" * 64) if before else None
    assert decided(at_crossref(years=(1999,)), silent(PMID), REGISTERED, stored=other).outcome is Outcome.MISMATCH


@given(st.lists(st.sampled_from([*GOOD, silent(DOI), silent(PMID), silent(NCT)]), unique_by=lambda a: a.identifier))
def test_an_outage_is_never_stored(answers: list[Answer]) -> None:
    """Whoever is silent, an entry is made of answers only, and a good one of all of them."""
    entry = decided(*answers).entry
    assert (entry is not None) == (not any(isinstance(answer, Silent) for answer in answers) and len(answers) == 3)
    assert entry is None or {answer.identifier for answer in entry.answers} == set(askable(record()))


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"title": "Another"}, False),
        ({"author": [{"family": "Grove"}]}, False),
        ({"issued": {"date-parts": [[2021]]}}, False),
        ({"container-title": None}, False),
        ({"DOI": "10.5555/other"}, False),
        ({"PMID": None}, False),
        ({"author": [{"family": "Kite", "given": "Ada"}, {"family": "Grove"}]}, True),
        ({"issued": {"date-parts": [[2020, 5]]}, "volume": "3", "page": "1"}, True),
        ({"DOI": "https://doi.org/10.5555/TOY"}, True),
    ],
)
def test_digest(change: dict[str, Any], *, same: bool) -> None:
    """It changes with what is asked and compared, and with nothing else."""
    changed = replace(stated(**{"PMID": "11"} | change), registration="NCT00000001")
    assert (digest_of(changed) == digest_of(record())) is same
    assert digest_of(replace(record(), registration="ISRCTN12345678")) != digest_of(record())


def test_canonical_form_of_the_digest() -> None:
    """The form that is documented, written out."""
    form = (
        '{"author":"Kite","doi":"10.5555/toy","journal":"Journal of Toys","pmid":"11","registration":"NCT00000001",'
        '"title":"Ein Spielzeug für Übungen","year":2020}'
    )
    assert digest_of(record(title="Ein Spielzeug für Übungen")) == sha256(form.encode()).hexdigest()
