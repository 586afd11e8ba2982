"""The highest certainty that stored facts allow, and what lifts it."""

from typing import Any

import pytest

from claimgrade.grading import Ceiling, Graded, Step
from claimgrade.records import Study
from claimgrade.records.vocabularies import Certainty
from toy_records import assessed, change, claim, entry, grade, study

FEW = "Fewer than 100 people were studied."
SOME = "Fewer than 400 people were studied, or their number was not seen."
UNJUDGED = "Risk of bias was not judged for every study of the basis."
PREPRINT = "The basis holds a preprint."
MIXED = "The studies of the basis point different ways."
INDIRECT = "Every study of the basis differs from the question."
RETRACTED = "The basis pools a study that was retracted."
PULLED = study("pulled", status={"retraction": {"date": "2021", "notice": "A toy notice."}})
SOUND = study("sound")


def graded(kind: str, subject: Study, *, differs: Any = (), rests_on: str | None = None, **of_grade: Any) -> Graded:
    """The grade of a claim that rests on one study."""
    evidence = entry(differs=list(differs), rests_on=rests_on)
    found = assessed(claim(kind, evidence, grade=grade(**of_grade)), subject, PULLED, SOUND)
    assert found.graded is not None
    return found.graded


@pytest.mark.parametrize("kind", ["efficacy", "safety"])
@pytest.mark.parametrize(
    ("facts", "certainty", "reasons"),
    [
        ({}, "high", []),
        ({"participants": 0}, "low", [FEW]),
        ({"participants": 99}, "low", [FEW]),
        ({"participants": 100}, "moderate", [SOME]),
        ({"participants": 399}, "moderate", [SOME]),
        ({"participants": 400}, "high", []),
        ({"participants": None}, "moderate", [SOME]),
        ({"risk_of_bias": None}, "moderate", [UNJUDGED]),
        ({"risk_of_bias": {"judgement": None}}, "moderate", [UNJUDGED]),
        ({"risk_of_bias": {"judgement": "high"}}, "high", []),
        ({"preprint": True}, "moderate", [PREPRINT]),
        ({"preprint": None}, "high", []),
        ({"preprint": True, "participants": 399, "risk_of_bias": None}, "moderate", [SOME, UNJUDGED, PREPRINT]),
        ({"preprint": True, "participants": 99}, "low", [FEW]),
    ],
)
def test_ceilings_of_grade(kind: str, facts: dict[str, Any], certainty: str, reasons: list[str]) -> None:
    """Few people, no judged risk of bias and preprints cap efficacy and safety, each with its sentence."""
    found = graded(kind, study(**facts))
    assert found.ceiling == Ceiling(Certainty(certainty), tuple(reasons))
    assert (found.total, found.certainty) == ("high", certainty)
    capped = [Step("ceiling", Certainty(certainty), " ".join(reasons))] if reasons else []
    assert list(found.steps[1:]) == capped


@pytest.mark.parametrize(
    "kind", ["epidemiology", "mechanism", "pharmacokinetics", "diagnosis", "regulatory", "research"]
)
def test_sourcing_has_no_ceilings_of_grade(kind: str) -> None:
    """Numbers of people and risk of bias do not cap what is only sourced, and mixed sources need no change."""
    facts: dict[str, Any] = {"participants": 5, "risk_of_bias": None, "preprint": True}
    found = graded(kind, study(**facts), direction="mixed")
    assert (found.ceiling, found.faults) == (Ceiling(Certainty.HIGH, ()), ())


@pytest.mark.parametrize("kind", ["safety", "research"])
def test_indirect_basis_is_low_at_most(kind: str) -> None:
    """A basis of which every study differs from the question is low at most; one direct study is enough."""
    found = graded(kind, study(), differs=["dose"])
    assert (found.ceiling, found.certainty) == (Ceiling(Certainty.LOW, (INDIRECT,)), "low")
    subject = claim(kind, entry(differs=["dose"]), entry("sound"), grade=grade("one", "sound"))
    both = assessed(subject, study(), SOUND).graded
    assert both is not None
    assert both.ceiling == Ceiling(Certainty.HIGH, ())


@pytest.mark.parametrize("kind", ["efficacy", "epidemiology"])
@pytest.mark.parametrize(("pooled", "capped"), [(["pulled"], True), (["sound"], False), (["lost"], False)])
def test_pool_with_a_retracted_study_is_low_at_most(kind: str, pooled: list[str], capped: bool) -> None:  # noqa: FBT001, a row
    """A review that pools a retracted study is low at most; a pooled study without record says nothing."""
    found = graded(kind, study(design="meta-analysis", includes=pooled), rests_on="randomised")
    assert found.ceiling == (Ceiling(Certainty.LOW, (RETRACTED,)) if capped else Ceiling(Certainty.HIGH, ()))


def test_all_reasons_of_the_lowest_ceiling_are_told() -> None:
    """Where several facts cap at one level all of them are told; those of a higher level are not."""
    found = graded("safety", study(participants=20, preprint=True, includes=["pulled"]), differs=["dose"])
    assert found.ceiling == Ceiling(Certainty.LOW, (INDIRECT, RETRACTED, FEW))


def test_mixed_basis_needs_an_inconsistency_change() -> None:
    """A mixed basis is low at most in GRADE, and says why by a change."""
    without = graded("efficacy", study(), direction="mixed")
    fault = "the direction is mixed, but no change in the domain inconsistency says so"
    assert (without.ceiling, without.faults) == (Ceiling(Certainty.LOW, (MIXED,)), (fault,))
    explained = graded("efficacy", study(), direction="mixed", changes=[change("inconsistency", -1)])
    assert (explained.total, explained.certainty, explained.faults) == ("moderate", "low", ())


PUBLISHED: dict[str, Any] = {"published_certainty": [{"outcome": "toy pain", "system": "GRADE", "certainty": "high"}]}


@pytest.mark.parametrize(
    ("facts", "differs", "direction", "ceiling"),
    [
        ({"participants": 20}, [], "supports", Ceiling(Certainty.HIGH, ())),
        ({"risk_of_bias": None}, [], "supports", Ceiling(Certainty.HIGH, ())),
        ({"preprint": True}, [], "supports", Ceiling(Certainty.HIGH, ())),
        ({}, [], "mixed", Ceiling(Certainty.HIGH, ())),
        ({}, ["population"], "supports", Ceiling(Certainty.LOW, (INDIRECT,))),
        ({"includes": ["pulled"]}, [], "supports", Ceiling(Certainty.LOW, (RETRACTED,))),
    ],
)
def test_ceilings_of_an_adopted_certainty(facts: Any, differs: list[str], direction: str, ceiling: Ceiling) -> None:
    """What the authors weighed themselves caps nothing and needs no change; indirectness and retraction still do."""
    reviewed = study(design="systematic-review", **PUBLISHED, **facts)
    found = graded("efficacy", reviewed, differs=differs, direction=direction, adopts="one")
    assert (found.ceiling, found.faults) == (ceiling, ())


def test_override_lifts_the_ceiling() -> None:
    """A reason to override leaves the certainty above the ceiling, as a step of its own."""
    found = graded("efficacy", study(participants=20), override="All or none.")
    assert found.steps[1:] == (Step("override", Certainty.HIGH, "All or none."),)
    assert (found.total, found.certainty, found.ceiling.certainty) == ("high", "high", "low")


def test_override_raises_nothing_by_itself() -> None:
    """An override below the ceiling is no step and changes nothing."""
    found = graded("efficacy", study(design="case-series"), override="All or none.")
    assert (found.certainty, len(found.steps)) == ("very-low", 1)
