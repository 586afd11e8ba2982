"""The worked verdicts of the curating guide, as toys: each has a trap."""

from claimgrade.grading import Verdict
from toy_records import appearance, assessed, change, claim, entry, grade, search, study

REVIEW_SEARCH = search("review-search", {"name": "review", "kind": "review", "query": None, "date": "2023-12-04"})
WEB_SEARCH = search("web-search", {"name": "toys.example", "kind": "web", "query": "toyamine", "date": "2026-01-02"})


def test_other_drugs_are_no_evidence() -> None:
    """Studies of other drugs never count; a review that looked and found none makes the absence a result."""
    evidence = entry("one", "supports", differs=["intervention"]), entry("two", "background", differs=["intervention"])
    found = assessed(
        claim("efficacy", *evidence, searches=["review-search"]), study(), study("two"), study("review"), REVIEW_SEARCH
    )
    assert (found.verdict, found.search_strength) == (Verdict.NO_EVIDENCE_FOUND, "review")
    assert [standing.counts for standing in found.standings] == [False, False]


def test_adopted_contradiction_with_a_distorted_report() -> None:
    """A review has graded it: contradicted with moderate certainty; the named study says otherwise than reported."""
    published = [{"outcome": "toy pain", "system": "GRADE", "certainty": "moderate"}]
    reviewed = study("review", design="systematic-review", published_certainty=published, risk_of_bias=None)
    found = assessed(
        claim(
            "efficacy",
            entry("review", "no-effect", rests_on="randomised", outcome="toy pain"),
            entry("one", "supports"),
            grade=grade("review", direction="no-effect", adopts="review", certainty="moderate"),
            appearances=[appearance("reported", report="distorted")],
        ),
        reviewed,
        study(),
    )
    assert (found.verdict, found.certainty, found.overstated) == (Verdict.CONTRADICTED, "moderate", (True,))


def test_label_against_a_mechanism_is_sourcing() -> None:
    """A label's summary speaks against it: possibly contradicted, low, and not called GRADE."""
    label = study("label", design="drug-label", place="Toyland")
    mouse = study("mouse", design="animal")
    changes = [change("risk-of-bias", -1, "A summary.")]
    found = assessed(
        claim(
            "mechanism",
            entry("label", "opposite", rests_on="statement"),
            entry("mouse", "supports", differs=["intervention", "species"]),
            grade=grade("label", direction="opposite", certainty="low", changes=changes),
        ),
        label,
        mouse,
    )
    assert (found.verdict, found.certainty, found.system) == (Verdict.POSSIBLY_CONTRADICTED, "low", "sourcing")


def test_small_series_possibly_support() -> None:
    """A compared study of 30 and a series of 4: low at most; an implied wording does not overstate."""
    found = assessed(
        claim(
            "efficacy",
            entry("one"),
            grade=grade("one", certainty="low", size="unclear"),
            appearances=[appearance("implied")],
        ),
        study("one", design="cohort", participants=30),
    )
    assert (found.verdict, found.certainty, found.overstated) == (Verdict.POSSIBLY_SUPPORTED, "low", (False,))


def test_replaced_criteria_do_not_count() -> None:
    """Of two sets of criteria one is replaced; the current one contradicts."""
    old = study(
        "old", design="guideline", place="Toyland", status={"superseded-by": {"date": None, "notice": "Newer."}}
    )
    new = study("new", design="guideline", place="Toyland")
    found = assessed(
        claim("diagnosis", entry("old"), entry("new", "opposite"), grade=grade("old", "new", direction="opposite")),
        old,
        new,
    )
    assert (found.verdict, found.certainty) == (Verdict.CONTRADICTED, "high")
    assert found.standings[0].why_not == "a newer version has taken its place"


def test_another_condition_answers_another_question() -> None:
    """A trial in another condition is not counted for efficacy: no evidence found, on the web only, and said so."""
    said = [appearance("reported", report="distorted")]
    found = assessed(
        claim("efficacy", entry(differs=["condition"]), searches=["web-search"], appearances=said), study(), WEB_SEARCH
    )
    assert (found.verdict, found.search_strength, found.overstated) == (Verdict.NO_EVIDENCE_FOUND, "web", (True,))
    assert found.plain is not None
    assert found.plain.endswith("looked for in toys.example (web pages only).")


def test_rare_cannot_be_told_from_one_group_at_risk() -> None:
    """Certain words about a frequency that nobody measured in everybody are overstated."""
    changes = [change("indirectness", -2, "One group at risk."), change("imprecision", -1)]
    found = assessed(
        claim(
            "safety",
            entry(differs=["population"]),
            grade=grade(certainty="very-low", changes=changes),
            appearances=[appearance("certain")],
            quantity={"word": "rare"},
        ),
        study(),
    )
    assert (found.verdict, found.certainty, found.overstated) == (Verdict.VERY_UNCERTAIN, "very-low", (True,))
