"""From certainty to words: verdicts, plain sentences, documented absence and what an article overstates."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from claimgrade.grading import Assessment, Verdict
from claimgrade.grading.verdict import is_overstated, verdict_of
from claimgrade.records import Search
from claimgrade.records.vocabularies import Certainty, Direction, Kind, Size, Stance, Wording
from toy_records import STATEMENT, appearance, assessed, change, claim, entry, grade, search, study

CASES = Path(__file__).parent / "cases" / "grading"
VERDICTS = yaml.safe_load((CASES / "verdicts.yaml").read_text(encoding="utf-8"))
SENTENCES = yaml.safe_load((CASES / "sentences.yaml").read_text(encoding="utf-8"))
OVERSTATED = yaml.safe_load((CASES / "overstated.yaml").read_text(encoding="utf-8"))
GRADE_KINDS = ("efficacy", "safety")
# Changes that bring a start of high down to a certainty.
DOWN = {
    "high": [],
    "moderate": [change("imprecision", -1)],
    "low": [change("imprecision", -2)],
    "very-low": [change("imprecision", -2), change("indirectness", -1)],
}


def test_every_verdict_cell_has_a_case() -> None:
    """The table of verdicts names every direction and certainty, and nothing else."""
    assert {name: set(row) for name, row in VERDICTS.items()} == {d.value: {*map(str, Certainty)} for d in Direction}


@pytest.mark.parametrize(
    ("direction", "certainty", "verdict"),
    [(direction, certainty, verdict) for direction, row in VERDICTS.items() for certainty, verdict in row.items()],
)
def test_verdict(direction: str, certainty: str, verdict: str) -> None:
    """Each direction and certainty gives the verdict of its cell."""
    assert verdict_of(Direction(direction), Certainty(certainty)) == verdict


def at(kind: str, direction: str, certainty: str, **changes: Any) -> Assessment:
    """A claim whose grade comes to a certainty, whatever its kind."""
    facts: dict[str, Any] = {"design": "systematic-review"} if kind != "regulatory" else {"design": "guideline"}
    evidence = entry(rests_on="randomised")
    of_grade = grade(
        direction=direction, changes=DOWN[certainty], override="A toy reason.", size=changes.pop("size", None)
    )
    found = assessed(claim(kind, evidence, grade=of_grade, **changes), study(place="Toyland", **facts))
    assert found.certainty == certainty
    return found


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize(
    "case", SENTENCES, ids=lambda case: f"{case['direction']}-{case.get('size')}-{case['certainty']}"
)
def test_plain_sentence(kind: str, case: dict[str, str]) -> None:
    """The statement stands first and whole, then the one sentence of its cell."""
    found = at(kind, case["direction"], case["certainty"], size=case.get("size"))
    assert found.plain == f"{STATEMENT} {case['grade' if kind in GRADE_KINDS else 'sourcing']}"
    assert found.verdict == VERDICTS[case["direction"]][case["certainty"]]


def test_every_sentence_has_a_case() -> None:
    """Each direction and certainty has a sentence."""
    assert {(case["direction"], case["certainty"]) for case in SENTENCES} == {
        (d, c) for d in Direction for c in Certainty
    }


@pytest.mark.parametrize(
    ("statement", "first"),
    [
        ("GABA acts in toys.", "GABA acts in toys."),
        ("toyamine (5 mg) helps", "toyamine (5 mg) helps."),
        ("Does toyamine help?", "Does toyamine help?"),
        ("Studies disagree on toys.", "Studies disagree on toys."),
    ],
)
def test_no_word_of_a_statement_is_changed(statement: str, first: str) -> None:
    """The statement keeps its case and its words; at most a full stop is added."""
    assert at("mechanism", "supports", "high", statement=statement).plain == f"{first} The sources show this."


def absent(kind: str, *searches: Search, evidence: Any = ()) -> Assessment:
    """A claim for which nothing counts, with its searches."""
    subject = claim(kind, *evidence, searches=[one.id for one in searches])
    return assessed(subject, *searches, study(), study("review-2020", design="systematic-review"))


def source(name: str, kind: str, query: str | None = "toyamine", date: str | None = "2026-01-02") -> dict[str, Any]:
    """One place that was searched."""
    return {"name": name, "kind": kind, "query": query, "date": date}


@pytest.mark.parametrize("kind", list(Kind))
def test_nobody_has_looked(kind: str) -> None:
    """Without counted evidence and search a claim is unsourced, and says so."""
    found = absent(kind)
    sought = "evidence" if kind in GRADE_KINDS else "sources"
    assert found.verdict is Verdict.UNSOURCED
    assert found.plain == f"{STATEMENT} Nobody has looked for {sought} on this yet."
    assert (found.search_strength, found.graded, found.certainty) == (None, None, None)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize(
    ("sources", "words"),
    [
        ([source("Toybase", "database")], "Toybase"),
        ([source("Toybase", "database"), source("Toy Registry", "registry")], "Toybase, Toy Registry"),
        ([source("toys.example", "web")], "toys.example (web pages only)"),
        ([source("toys.example", "web"), source("more.example", "web")], "toys.example, more.example (web pages only)"),
        ([source("toys.example", "web"), source("Toybase", "database")], "toys.example, Toybase"),
        ([source("Toybase", "database"), source("Toybase", "database", "toy*")], "Toybase"),
        ([source("review-2020", "review", None, "2019-12")], "the review Review-2020 2020"),
        ([source("a-lost-review", "review", None, "2019-12")], "a-lost-review"),
        ([source("Toybase", "database"), source("Unsaid", "database", None)], "Toybase"),
    ],
)
def test_looked_for_and_not_found(kind: str, sources: list[dict[str, Any]], words: str) -> None:
    """A documented search makes an absence a result; the sentence names where it was looked for."""
    found = absent(kind, search("a-search", *sources), evidence=[entry(bearing="background")])
    sought = "study" if kind in GRADE_KINDS else "source"
    safety = " That is not proof of safety." if kind == "safety" else ""
    assert found.verdict is Verdict.NO_EVIDENCE_FOUND
    assert found.plain == f"{STATEMENT} No {sought} was found that tests this; looked for in {words}.{safety}"


@pytest.mark.parametrize(
    ("undocumented", "verdict"),
    [
        (source("Toybase", "database", None), "unsourced"),
        (source("Toybase", "database", "toyamine", None), "unsourced"),
        (source("toys.example", "web", None, None), "unsourced"),
        (source("review-2020", "review", "toyamine", None), "unsourced"),
        (source("review-2020", "review", None, "2019-12"), "no-evidence-found"),
    ],
)
def test_search_without_words_or_date_is_none(undocumented: dict[str, Any], verdict: str) -> None:
    """A search that does not say what was asked when documents nothing; a review's words stand in the review."""
    assert absent("efficacy", search("a-search", undocumented)).verdict == verdict


def test_expired_search_still_documents_an_absence() -> None:
    """The verdict does not look at the clock: a search past its date is told by a rule, not by the verdict."""
    found = absent("efficacy", search("a-search", expires="1990-01-01"))
    assert found.verdict is Verdict.NO_EVIDENCE_FOUND


def test_evidence_that_counts_without_a_grade_has_no_verdict() -> None:
    """Counted but ungraded: no verdict and no sentence, search or not."""
    subject = claim("efficacy", entry(), searches=["a-search"], appearances=[appearance()])
    found = assessed(subject, study(), search())
    assert (found.verdict, found.plain, found.overstated) == (None, None, (None,))


def test_a_grade_that_rests_on_nothing_is_none() -> None:
    """A grade whose basis does not count gives no verdict of its own."""
    pulled = study(status={"retraction": {"date": "2021", "notice": "A toy notice."}})
    found = assessed(claim("efficacy", entry(), grade=grade(), searches=["a-search"]), pulled, search())
    assert (found.graded, found.verdict) == (None, Verdict.NO_EVIDENCE_FOUND)


@pytest.mark.parametrize(
    ("kinds", "strength"),
    [
        (["web", "review", "registry", "database"], "database"),
        (["web", "review", "registry"], "registry"),
        (["web", "review"], "review"),
        (["web"], "web"),
        ([], None),
    ],
)
def test_search_strength(kinds: list[str], strength: str | None) -> None:
    """The strength of a search is that of its strongest documented source, over all searches of the claim."""
    searches = [search(f"search-{kind}", source(f"{kind}-2020", kind)) for kind in kinds]
    assert (
        absent("efficacy", *searches, search("empty", source("Toybase", "database", None))).search_strength == strength
    )


@pytest.mark.parametrize("verdict", [None, *Verdict])
@pytest.mark.parametrize("case", OVERSTATED, ids=lambda case: "-".join(str(v) for k, v in case.items() if k != "fits"))
def test_overstated(case: dict[str, Any], verdict: Verdict | None) -> None:
    """An article overstates where its wording goes beyond the verdict; without a verdict nobody can tell."""
    said = claim(appearances=[appearance(case["wording"], case["stance"], case.get("report"))]).appearances[0]
    size = Size(case["size"]) if case.get("size") else None
    expected = None if verdict is None else case["fits"] != "all" and verdict.value not in case["fits"]
    assert is_overstated(said, verdict, size) is expected


def test_every_wording_and_stance_has_a_case() -> None:
    """The cases of overstatement name every wording with every stance."""
    assert {(case["wording"], case["stance"]) for case in OVERSTATED} == {(w, s) for w in Wording for s in Stance}


def test_reported_without_a_named_study_is_overstated() -> None:
    """What is reported of a study that the article does not name is not faithful."""
    assert is_overstated(claim(appearances=[appearance("reported")]).appearances[0], Verdict.SUPPORTED, None) is True


def test_overstated_goes_with_the_appearances() -> None:
    """One answer for each appearance, in their order."""
    said = [appearance("certain"), appearance("hedged"), appearance("certain", "denies")]
    assert at("efficacy", "no-effect", "moderate", appearances=said).overstated == (True, False, False)
