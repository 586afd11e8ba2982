"""From start to certainty: adoption, agreement, changes, ceilings and overrides."""

from typing import Any

import pytest

from claimgrade.grading import Graded, Step
from claimgrade.grading.certainty import participants
from claimgrade.records import Study
from claimgrade.records.vocabularies import Certainty
from toy_records import assessed, change, claim, entry, grade, study


def graded(kind: str, *studies: Study, bearing: str = "supports", of_entry: Any = None, **of_grade: Any) -> Graded:
    """The grade of a claim whose basis is all of the studies."""
    entries = [entry(one.id, bearing, **(of_entry or {})) for one in studies]
    found = assessed(claim(kind, *entries, grade=grade(*(one.id for one in studies), **of_grade)), *studies)
    assert found.graded is not None
    return found.graded


def review(**published: str) -> Study:
    """A Cochrane-like toy review that published certainties for outcomes."""
    certainties = [
        {"outcome": outcome.replace("_", " "), "system": "GRADE", "certainty": certainty}
        for outcome, certainty in published.items()
    ]
    return study(design="systematic-review", published_certainty=certainties, risk_of_bias=None, participants=None)


SOURCES = {"design": "drug-label", "place": "Toyland"}  # moderate for a mechanism


def test_start_is_the_lowest_of_the_basis() -> None:
    """One weak study in the basis lowers the start, and the step names it."""
    found = graded("efficacy", study("one"), study("two", design="case-series"))
    assert found.steps[0] == Step("start", Certainty.VERY_LOW, "Two 2020: Studies without a comparison group.")


def test_only_counted_studies_of_the_basis_matter() -> None:
    """A study that does not count, or that the basis does not name, moves nothing."""
    weak = study("weak", design="case-report")
    pulled = study("pulled", design="case-report", status={"retraction": {"date": None, "notice": "A toy notice."}})
    subject = claim("efficacy", entry(), entry("weak"), entry("pulled"), grade=grade("one", "pulled"))
    found = assessed(subject, study(), weak, pulled)
    assert found.certainty is Certainty.HIGH
    assert [standing.study.id for standing in found.basis] == ["one"]


@pytest.mark.parametrize("level", ["high", "moderate", "low", "very-low"])
def test_adopted_certainty_is_the_start(level: str) -> None:
    """What the authors published for the outcome is the start; facts that they have weighed set no ceiling."""
    found = graded("efficacy", review(toy_pain=level), adopts="one")
    named = level.replace("-", " ")
    step = Step("start", Certainty(level), f"One 2020 published {named} certainty (GRADE) for this outcome.")
    assert (found.steps, found.faults) == ((step,), ())
    assert (found.certainty, found.ceiling.certainty) == (level, "high")


@pytest.mark.parametrize(
    ("published", "outcome", "start"),
    [
        ({"toy_pain": "low", "toy_sleep": "high"}, None, "low"),
        ({"toy_pain": "low", "toy_sleep": "high"}, " Toy SLEEP ", "high"),
        ({"Toy_Pain": "low"}, "toy pain", "low"),
    ],
)
def test_adopted_outcome(published: dict[str, str], outcome: str | None, start: str) -> None:
    """The certainty is that of the outcome which the entry names, else of the question's."""
    found = graded("efficacy", review(**published), of_entry={"outcome": outcome}, adopts="one")
    assert (found.start, found.faults) == (start, ())


OWN_WORDS = [{"outcome": "toy pain", "system": "own words", "certainty": "high"}]


@pytest.mark.parametrize(
    ("reviewed", "outcome", "adopts"),
    [
        (review(toy_sleep="high"), None, "one"),
        (review(toy_pain="high"), "toy sleep", "one"),
        (review(), None, "one"),
        (review(toy_pain="high"), None, "two"),
        (study(published_certainty=OWN_WORDS, participants=50), None, "one"),
    ],
)
def test_certainty_that_nobody_published_is_not_adopted(reviewed: Study, outcome: str | None, adopts: str) -> None:
    """Where there is nothing to adopt the grade starts from design, all ceilings hold, and the fault is told."""
    found = graded("efficacy", reviewed, of_entry={"outcome": outcome, "rests_on": "randomised"}, adopts=adopts)
    assert found.faults == (
        f"it adopts the certainty of '{adopts}', but that is not a counted study of the basis with a published GRADE "
        "certainty for the outcome that its evidence entry names",
    )
    assert found.start is Certainty.HIGH
    assert found.ceiling.certainty is found.certainty
    assert found.certainty is (Certainty.LOW if reviewed.participants else Certainty.MODERATE)


@pytest.mark.parametrize(
    ("one", "two", "bearings", "direction", "names"),
    [
        ({}, {}, ("supports", "supports"), "supports", "One 2020 and Two 2020"),
        ({}, {}, ("opposite", "opposite"), "opposite", "One 2020 and Two 2020"),
        ({"same_as": ["two"]}, {}, ("supports", "supports"), "supports", None),
        ({}, {"includes": ["one"]}, ("supports", "supports"), "supports", None),
        ({"same_as": ["x"]}, {"same_as": ["x"]}, ("supports", "supports"), "supports", None),
        ({}, {}, ("supports", "opposite"), "supports", None),
        ({}, {}, ("supports", "supports"), "mixed", None),
    ],
)
def test_agreement(one: Any, two: Any, bearings: tuple[str, str], direction: str, names: str | None) -> None:
    """Two sources that agree and are not linked start a sourcing kind one level higher."""
    studies = study("one", **SOURCES, **one), study("two", **SOURCES, **two)
    entries = (entry("one", bearings[0]), entry("two", bearings[1]))
    subject = claim("mechanism", *entries, grade=grade("one", "two", direction=direction))
    found = assessed(subject, *studies).graded
    assert found is not None
    agreement = [step for step in found.steps if step.name == "agreement"]
    assert agreement == ([Step("agreement", Certainty.HIGH, f"Independent sources agree: {names}.")] if names else [])
    assert found.start is (Certainty.HIGH if names else Certainty.MODERATE)


@pytest.mark.parametrize("kind", ["efficacy", "safety"])
def test_no_agreement_in_grade(kind: str) -> None:
    """GRADE knows no bonus for two studies that agree."""
    found = graded(kind, study("one", design="cohort"), study("two", design="cohort"))
    assert found.start is Certainty.LOW


def test_agreement_does_not_pass_high() -> None:
    """Two sources of high start stay there."""
    found = graded("research", study("one"), study("two"))
    assert [step.name for step in found.steps] == ["start"]
    assert found.certainty is Certainty.HIGH


COHORT = study(design="cohort")


@pytest.mark.parametrize(
    ("of", "changes", "certainty", "faults"),
    [
        (study(), [], "high", []),
        (study(), [change("imprecision", -1)], "moderate", []),
        (study(), [change("imprecision", -2)], "low", []),
        (study(), [change("imprecision", -2), change("inconsistency", -1)], "very-low", []),
        (study(), [change("imprecision", -2), change("inconsistency", -2), change("indirectness", -2)], "very-low", []),
        (COHORT, [change("large-effect", 1)], "moderate", []),
        (COHORT, [change("large-effect", 2)], "high", []),
        (COHORT, [change("large-effect", 2), change("dose-response", 1), change("confounding", 1)], "high", []),
        (
            study(),
            [change("publication-bias", -2)],
            "high",
            ["the domain publication-bias may change by -1, not -2"],
        ),
        (
            study(),
            [change("publication-bias", -2), change("publication-bias", -1)],
            "moderate",
            ["the domain publication-bias may change by -1, not -2"],
        ),
        (
            COHORT,
            [change("dose-response", 2)],
            "low",
            ["the domain dose-response may change by +1, not +2"],
        ),
        (
            study(),
            [change("imprecision", -1), change("imprecision", -2)],
            "low",
            ["the domain imprecision is named twice"],
        ),
        (
            study(),
            [change("large-effect", 1)],
            "high",
            ["large-effect can rate up only from low and with no downgrade"],
        ),
        (
            COHORT,
            [change("confounding", 1), change("imprecision", -1)],
            "very-low",
            ["confounding can rate up only from low and with no downgrade"],
        ),
        (
            study(design="case-series"),
            [change("dose-response", 1)],
            "very-low",
            ["dose-response can rate up only from low and with no downgrade"],
        ),
    ],
)
def test_changes(of: Study, changes: list[dict[str, Any]], certainty: str, faults: list[str]) -> None:
    """Changes are added up within the bounds; those that the policy does not allow are refused and told."""
    found = graded("efficacy", of, changes=changes)
    assert (found.total, found.certainty, list(found.faults)) == (certainty, certainty, faults)
    assert len([step for step in found.steps if step.name == "refused"]) == len(faults)
    assert len(found.steps) == 1 + len(changes)


def test_steps_tell_every_change() -> None:
    """Each change is a step with its level and reason, in the order of the domains."""
    changes = [change("imprecision", -1, "Few people."), change("risk-of-bias", -1, "Not blinded.")]
    assert graded("efficacy", study(), changes=changes).steps[1:] == (
        Step("change", Certainty.MODERATE, "risk-of-bias -1: Not blinded."),
        Step("change", Certainty.LOW, "imprecision -1: Few people."),
    )


def test_order_of_changes_of_one_domain() -> None:
    """Of two equal changes of one domain the same one is refused, whichever the record names first."""
    changes = [change("imprecision", -1, "A."), change("imprecision", -1, "B.")]
    one, other = (graded("efficacy", study(), changes=order) for order in (changes, changes[::-1]))
    assert one == other
    assert [step.name for step in one.steps] == ["start", "change", "refused"]


def test_order_of_entries_of_one_study() -> None:
    """Where a study has two entries of one outcome, the grade does not depend on which comes first."""
    label = study(design="drug-label", place="Toyland")
    entries = entry(rests_on="statement", outcome="toy pain"), entry(rests_on="uncontrolled", outcome="toy pain")
    one, other = (
        assessed(claim("efficacy", *order, grade=grade()), label).graded for order in (entries, entries[::-1])
    )
    assert one == other
    assert one is not None
    assert one.steps[0].reason == "One 2020: A statement without data of its own."


def test_a_refused_change_is_a_step() -> None:
    """A change that is not applied says so, with the certainty as it was."""
    assert graded("efficacy", study(), changes=[change("confounding", 1)]).steps[1] == Step(
        "refused",
        Certainty.HIGH,
        "confounding +1 is not applied: confounding can rate up only from low and with no downgrade.",
    )


def arm(name: str, people: int | None) -> dict[str, Any]:
    """An outcome with its number of people."""
    return {"name": name, "participants": people}


@pytest.mark.parametrize(
    ("studies", "outcome", "people"),
    [
        ([study(participants=50)], None, 50),
        ([study(participants=None)], None, None),
        ([study(participants=50, outcomes=[arm("toy pain", 40)])], "Toy pain", 40),
        ([study(participants=50, outcomes=[arm("toy pain", 40)])], None, 50),
        ([study(participants=50, outcomes=[arm("toy pain", None)])], "toy pain", 50),
        ([study(participants=50, outcomes=[arm("toy sleep", 40)])], "toy pain", 50),
        ([study("one", participants=50), study("two", participants=60)], None, 110),
        ([study("one", participants=50), study("two", participants=None)], None, None),
        ([study("one", participants=50, same_as=["two"]), study("two", participants=60)], None, 60),
        ([study("one", participants=50, same_as=["two"]), study("two", participants=None)], None, 50),
        ([study("one", participants=50, same_as=["x"]), study("two", participants=60, same_as=["x"])], None, 60),
        ([study("one", participants=50), study("two", participants=60, includes=["one"])], None, 60),
    ],
)
def test_participants(studies: list[Study], outcome: str | None, people: int | None) -> None:
    """People are those of the named outcome, else of the study, and nobody is counted twice."""
    entries = [entry(one.id, outcome=outcome) for one in studies]
    found = assessed(claim("efficacy", *entries, grade=grade(*(one.id for one in studies))), *studies)
    assert participants(found.basis) == people
