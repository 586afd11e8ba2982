"""What counts towards a grade, where it starts, and which studies are one source."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from claimgrade.grading.counting import are_linked, linked_groups
from claimgrade.records.vocabularies import Design, Kind
from toy_records import assessed, claim, entry, grade, policy, study

CASES = Path(__file__).parent / "cases" / "grading"
DOCUMENTS = ("systematic-review", "meta-analysis", "narrative-review", "guideline", "drug-label")
TABLE = yaml.safe_load((CASES / "start.yaml").read_text(encoding="utf-8"))


def cells() -> list[tuple[str, str, str, str]]:
    """Kind, design, condition and start of every case."""
    return [
        (kind, design, condition, start)
        for group in TABLE
        for kind in group["kinds"]
        for start in ("high", "moderate", "low", "very-low")
        for row in group.get(start, ())
        for name, _, condition in [row.partition(" ")]
        for design in (DOCUMENTS if name == "documents" else (name,))
    ]


@pytest.mark.parametrize(("kind", "design", "condition", "start"), cells())
def test_start(kind: str, design: str, condition: str, start: str) -> None:
    """A single counted study starts where the table of the design says."""
    name, _, value = condition.partition("=")
    facts: dict[str, Any] = {"comparator": value or None} if name == "comparator" else {}
    rests_on = {"rests_on": value} if name == "rests_on" else {}
    place = {"place": "Toyland"} if design in ("guideline", "drug-label") else {}
    subject = claim(kind, entry(**rests_on), grade=grade())
    found = assessed(subject, study(design=design, **facts, **place))
    assert found.graded is not None
    assert (found.graded.start, found.standings[0].start) == (start, start)
    assert found.system == ("grade" if kind in ("efficacy", "safety") else "sourcing")


def test_every_kind_and_design_has_a_cell() -> None:
    """The cases leave out no kind and no design but the registry entry, which never counts."""
    named = {(kind, design) for kind, design, _, _ in cells()}
    assert named == {(kind, design) for kind in Kind for design in Design if design is not Design.REGISTRY_ENTRY}


NOTICE = {"date": "2021-05", "notice": "A toy notice."}
RETRACTED = {"status": {"retraction": NOTICE}}
SUPERSEDED = {"status": {"superseded-by": NOTICE}}
ABROAD = {"design": "drug-label", "place": "Elsewhere"}
KINDS = [kind.value for kind in Kind]
OTHERS = [kind.value for kind in Kind if kind is not Kind.EFFICACY]


def reasons() -> list[Any]:
    """Kind, changes of the entry, changes of the study, and why it does not count (None: it does)."""
    every: list[tuple[list[str], dict[str, Any], dict[str, Any], str | None]] = [
        (KINDS, {}, RETRACTED, "the study was retracted"),
        (KINDS, {}, SUPERSEDED, "a newer version has taken its place"),
        (KINDS, {"bearing": "background"}, {}, "it is background"),
        (KINDS, {}, {"design": "registry-entry"}, "a registry entry has no results"),
        (KINDS, {"rests_on": "none"}, {"design": "narrative-review"}, "it rests on nothing"),
        (KINDS, {"differs": ["intervention"]}, {}, "it tests another intervention"),
        (KINDS, {"differs": ["population", "intervention"]}, {}, "it tests another intervention"),
        (["efficacy"], {"differs": ["route"]}, {}, "it tests another route"),
        (["efficacy"], {"differs": ["condition"]}, {}, "it tests another condition"),
        (OTHERS, {"differs": ["route"]}, {}, None),
        (OTHERS, {"differs": ["condition"]}, {}, None),
        (KINDS, {"differs": ["class", "population", "dose", "comparator", "outcome", "species"]}, {}, None),
        (["regulatory"], {}, ABROAD, "it holds for another place (Elsewhere)"),
        (["regulatory"], {}, {"design": "drug-label", "place": " toyland "}, None),
        (["regulatory"], {}, {"place": None}, None),
        ([kind for kind in KINDS if kind != "regulatory"], {}, ABROAD, None),
        (KINDS, {}, {"status": {"retraction": "none", "superseded-by": "none", "correction": NOTICE}}, None),
        (KINDS, {}, {"status": {"expression-of-concern": NOTICE}}, None),
        (KINDS, {}, {"status": None}, None),
        (KINDS, {}, {"preprint": True}, None),
        (KINDS, {"bearing": "inconclusive"}, {}, None),
        (KINDS, {"bearing": "no-effect"}, {}, None),
        (KINDS, {"bearing": "opposite"}, {}, None),
    ]
    return [(kind, *rest) for kinds, *rest in every for kind in kinds]


@pytest.mark.parametrize(("kind", "of_entry", "of_study", "reason"), reasons())
def test_what_counts(kind: str, of_entry: dict[str, Any], of_study: dict[str, Any], reason: str | None) -> None:
    """An entry counts unless there is a reason against it; what does not count has no start."""
    [standing] = assessed(claim(kind, entry() | of_entry), study(**of_study)).standings
    assert standing.why_not == reason
    assert standing.counts == (reason is None)
    assert (standing.start is None) == (reason is not None)


@pytest.mark.parametrize(("differs", "is_direct"), [([], True), (["dose"], False), (["intervention"], False)])
def test_direct(differs: list[str], is_direct: bool) -> None:  # noqa: FBT001, a row of the table
    """An entry that differs in nothing is direct."""
    assert assessed(claim("safety", entry(differs=differs)), study()).standings[0].is_direct == is_direct


def test_counted_entries_keep_the_order_of_the_record() -> None:
    """`counted` holds the counted entries as the record lists them."""
    subject = claim("efficacy", entry("two"), entry("three", "background"), entry("one"))
    found = assessed(subject, study("one"), study("two"), study("three"))
    assert [standing.study.id for standing in found.counted] == ["two", "one"]


@pytest.mark.parametrize(
    ("one", "other", "linked"),
    [
        ({}, {}, False),
        ({"same_as": ["two"]}, {}, True),
        ({}, {"same_as": ["one"]}, True),
        ({"includes": ["two"]}, {}, True),
        ({}, {"includes": ["one"]}, True),
        ({"same_as": ["three"]}, {"same_as": ["three"]}, True),
        ({"same_as": ["three"]}, {"same_as": ["four"]}, False),
        ({"same_as": ["three"]}, {"includes": ["three"]}, False),
    ],
)
def test_links(one: dict[str, Any], other: dict[str, Any], linked: bool) -> None:  # noqa: FBT001, a row of the table
    """Two studies are linked where they share trial, text or version, or one pools the other."""
    first, second = study("one", **one), study("two", **other)
    assert are_linked(first, second) == are_linked(second, first) == linked
    assert are_linked(first, first)


def test_a_chain_of_links_is_one_group() -> None:
    """Studies that a third one joins are one source, in whatever order they come."""
    a, b, c = study("a", same_as=["b"]), study("b"), study("c", includes=["b"])
    for order in ([a, b, c], [a, c, b], [c, b, a]):
        assert len(linked_groups(order)) == 1
    assert len(linked_groups([a, c])) == 2


def test_reviews_that_pool_the_same_trial_are_one_group() -> None:
    """Two reviews that pool one trial do not speak independently."""
    assert len(linked_groups([study("a", includes=["x", "y"]), study("b", includes=["y", "z"])])) == 1


def test_a_kind_whose_start_depends_on_what_documents_rest_on() -> None:
    """Only kinds that ask what something is, not whether it works, do without `rests_on`."""
    assert {kind.value for kind in Kind if not policy().tables[kind].uses_rests_on} == {
        "diagnosis",
        "regulatory",
        "research",
    }
