"""What holds of every grade, whatever the records say."""

import random
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimgrade.grading import Assessment, Verdict
from claimgrade.records import Claim, Search, Study
from claimgrade.records.claim import Change
from claimgrade.records.vocabularies import (
    Bearing,
    Certainty,
    Clear,
    Design,
    Difference,
    Direction,
    Domain,
    Judgement,
    Kind,
    Report,
    RestsOn,
    Size,
    SourceKind,
    Stance,
    Wording,
)
from toy_records import appearance, assessed, claim, entry, search, study

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # however slow the machine is
IDS = ("one", "two", "three", "four")
OUTCOMES = (None, "toy pain", "toy sleep")
NOTICE = {"date": "2021-05", "notice": "A toy notice."}
CLEAR = Clear.NONE.value
DOWN = [domain for domain in Domain if domain.value not in ("large-effect", "dose-response", "confounding")]
DOWNGRADES = st.builds(Change, st.sampled_from(DOWN), st.sampled_from([-1, -2]), st.sampled_from(["A.", "B."]))


def any_of(vocabulary: Any) -> st.SearchStrategy[Any]:
    """Any value of a vocabulary."""
    return st.sampled_from([value.value for value in vocabulary])


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A value or null."""
    return st.none() | strategy


@st.composite
def studies(draw: st.DrawFn, study_id: str) -> Study:
    """A study of any design and standing."""
    people = maybe(st.sampled_from([0, 40, 99, 100, 250, 399, 400, 5000]))
    outcomes = [{"name": name, "participants": draw(people)} for name in OUTCOMES if name and draw(st.booleans())]
    certainties = [
        {
            "outcome": name,
            "system": draw(st.sampled_from(["GRADE", "grade", "own"])),
            "certainty": draw(any_of(Certainty)),
        }
        for name in OUTCOMES
        if name and draw(st.booleans())
    ]
    standing = st.sampled_from([None, CLEAR, NOTICE]) if draw(st.booleans()) else st.just(None)
    return study(
        study_id,
        design=draw(any_of(Design)),
        preprint=draw(maybe(st.booleans())),
        place=draw(maybe(st.sampled_from(["Toyland", "Elsewhere"]))),
        comparator=draw(maybe(st.sampled_from(["placebo", "none"]))),
        participants=draw(people),
        outcomes=outcomes,
        published_certainty=certainties,
        risk_of_bias=draw(maybe(st.fixed_dictionaries({"judgement": maybe(any_of(Judgement))}))),
        includes=draw(st.lists(st.sampled_from([*IDS, "lost"]), max_size=2, unique=True)),
        same_as=draw(st.lists(st.sampled_from([*IDS, "lost"]), max_size=1)),
        status={"retraction": draw(standing), "superseded-by": draw(standing)},
    )


@st.composite
def entries(draw: st.DrawFn) -> dict[str, Any]:
    """An entry of evidence with any words."""
    return entry(
        draw(st.sampled_from(IDS)),
        draw(any_of(Bearing)),
        differs=draw(st.lists(any_of(Difference), max_size=2, unique=True)) if draw(st.booleans()) else [],
        rests_on=draw(maybe(any_of(RestsOn))),
        outcome=draw(st.sampled_from(OUTCOMES)),
    )


CHANGES = st.fixed_dictionaries(
    {"domain": any_of(Domain), "levels": st.sampled_from([-2, -1, 1, 2]), "reason": st.sampled_from(["A.", "B."])}
)
GRADES = st.fixed_dictionaries(
    {
        "basis": st.lists(st.sampled_from(IDS), min_size=1, max_size=4),
        "adopts": maybe(st.sampled_from(IDS)),
        "direction": any_of(Direction),
        "size": maybe(any_of(Size)),
        "certainty": any_of(Certainty),
        "changes": st.lists(CHANGES, max_size=4),
        "override": maybe(st.just("A toy reason.")),
    }
)
APPEARANCES = st.builds(appearance, any_of(Wording), any_of(Stance), maybe(any_of(Report)))
SOURCES = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Toybase", *IDS]),
        "kind": any_of(SourceKind),
        "query": maybe(st.just("toyamine")),
        "date": maybe(st.just("2026-01-02")),
    }
)
STUDIES = st.tuples(*map(studies, IDS))
SEARCHES = st.lists(SOURCES, min_size=1, max_size=3).map(lambda sources: search("a-search", *sources))


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """A claim of any kind with any evidence and, mostly, a grade."""
    return claim(
        draw(any_of(Kind)),
        *draw(st.lists(entries(), max_size=5)),
        grade=draw(GRADES) if draw(st.integers(0, 9)) else None,
        appearances=draw(st.lists(APPEARANCES, max_size=3)),
        searches=draw(st.sampled_from([[], ["a-search"], ["a-lost-search"]])),
    )


def outcome_of(found: Assessment) -> tuple[Any, ...]:
    """What a reader sees of an assessment."""
    return (found.verdict, found.certainty, found.plain, found.overstated)


@UNHURRIED
@given(claims(), STUDIES, SEARCHES)
def test_every_combination_is_assessed(subject: Claim, known: tuple[Study, ...], sought: Search) -> None:
    """Any combination of vocabulary values gives an assessment that agrees with itself."""
    found = assessed(subject, *known, sought)
    assert len(found.standings) == len(subject.evidence)
    assert len(found.overstated) == len(subject.appearances)
    assert (found.verdict is None) == (found.plain is None)
    assert (found.verdict is None) == (found.graded is None and bool(found.counted))
    assert found.plain is None or found.plain.startswith(subject.statement)
    assert {standing.study.id for standing in found.basis} <= {standing.study.id for standing in found.counted}
    absent = found.verdict in (Verdict.NO_EVIDENCE_FOUND, Verdict.UNSOURCED)
    assert absent == (not found.counted)


@UNHURRIED
@given(claims(), STUDIES)
def test_certainty_is_within_bounds_and_below_its_ceiling(subject: Claim, known: tuple[Study, ...]) -> None:
    """Certainty is one of four, the last step says it, and only an override lets it pass the ceiling."""
    graded = assessed(subject, *known).graded
    if graded is None or subject.grade is None:
        return
    assert graded.certainty in tuple(Certainty)
    assert graded.steps[-1].certainty is graded.certainty
    assert graded.certainty.rank <= graded.total.rank
    if not subject.grade.override:
        assert graded.certainty.rank <= graded.ceiling.certainty.rank
    assert bool(graded.ceiling.reasons) == (graded.ceiling.certainty is not Certainty.HIGH)


@UNHURRIED
@given(claims(), STUDIES, DOWNGRADES)
def test_a_downgrade_never_raises(subject: Claim, known: tuple[Study, ...], more: Change) -> None:
    """One more reason to rate down never leads to a higher certainty."""
    if subject.grade is None:
        return
    lower = replace(subject, grade=replace(subject.grade, changes=(*subject.grade.changes, more)))
    before, after = assessed(subject, *known).graded, assessed(lower, *known).graded
    assert (before is None) == (after is None)
    if before and after:
        assert after.total.rank <= before.total.rank
        assert after.certainty.rank <= before.certainty.rank


@UNHURRIED
@given(claims(), STUDIES, SEARCHES, studies("added"), entries(), st.sampled_from(["retraction", "superseded-by"]))
def test_a_retracted_or_superseded_study_adds_nothing(
    subject: Claim, known: tuple[Study, ...], sought: Search, fallen: Study, word: dict[str, Any], notice: str
) -> None:
    """Such a study never counts, and changes nothing when it is added to evidence and basis."""
    gone = study("added", design=fallen.design.value, participants=fallen.participants, status={notice: NOTICE})
    [added] = claim(subject.kind.value, word | {"study": "added"}).evidence
    more = replace(
        subject,
        evidence=(*subject.evidence, added),
        grade=subject.grade and replace(subject.grade, basis=(*subject.grade.basis, "added")),
    )
    before, after = assessed(subject, *known, sought), assessed(more, *known, sought, gone)
    assert after.standings[-1].counts is False
    assert (after.graded, after.basis) == (before.graded, before.basis)
    assert outcome_of(after) == outcome_of(before)


@UNHURRIED
@given(claims(), STUDIES, SEARCHES, studies("added"), st.lists(entries(), min_size=1, max_size=3))
def test_background_moves_nothing(
    subject: Claim, known: tuple[Study, ...], sought: Search, other: Study, words: list[dict[str, Any]]
) -> None:
    """Background entries, of new studies or of those of the basis, move neither verdict nor certainty."""
    of_new = {**words[0], "study": "added"}
    added = claim(subject.kind.value, *(w | {"bearing": "background"} for w in [*words, of_new])).evidence
    more = replace(subject, evidence=(*added, *subject.evidence))
    before, after = assessed(subject, *known, sought), assessed(more, *known, other, sought)
    assert after.graded == before.graded
    assert outcome_of(after) == outcome_of(before)


@UNHURRIED
@given(claims(), STUDIES, SEARCHES, st.randoms(use_true_random=False))
def test_order_never_matters(subject: Claim, known: tuple[Study, ...], sought: Search, dice: random.Random) -> None:
    """Evidence, basis and changes may stand in any order: only the order of the standings follows the record."""

    def shuffled(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(dice.sample(items, len(items)))

    other = replace(
        subject,
        evidence=shuffled(subject.evidence),
        grade=subject.grade
        and replace(subject.grade, basis=shuffled(subject.grade.basis), changes=shuffled(subject.grade.changes)),
    )
    before, after = assessed(subject, *known, sought), assessed(other, *known, sought)
    assert sorted(map(repr, after.standings)) == sorted(map(repr, before.standings))
    assert replace(after, standings=()) == replace(before, standings=())
