"""The queue: what is in it, in which order, and how it is told."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgrade.due import MAX_WITHIN, Entry, Matter, Stakes, Weight, queue
from claimgrade.due_report import as_text
from claimgrade.grading import Verdict, assess_all
from claimgrade.layout import LOCK, Layout
from claimgrade.loading import load, load_policy
from claimgrade.records.vocabularies import Kind
from conftest import TESTS, TODAY, Ran

Claimgrade = Callable[..., Ran]
EDITS = {
    "toy-facts/toyaline-causes-drowsiness.yaml": ("due: 2099-01-01", "due: 2025-12-01"),
    "toy-facts/toy-syndrome-affects-one-in-ten.yaml": ("due: 2099-01-01", "due: 2020-01-01"),
    "toy-effects/toyaline-reduces-fatigue.yaml": ("due: 2099-01-01", "due: 2026-02-14"),
    "toy-effects/toyaline-reduces-pain.yaml": ("status: reviewed", "status: curated"),
    "searches/toy-itching.yaml": ("expires: 2099-01-01", "expires: 2026-01-14"),
    "searches/toy-smith.yaml": ("expires: 2099-01-01", "expires: 2026-01-15"),
}


@pytest.fixture
def neglected(toy: Path) -> Path:
    """The toy base with something due of every sort."""
    for path, (old, new) in EDITS.items():
        text = (toy / "claims" / path).read_text()
        assert old in text
        (toy / "claims" / path).write_text(text.replace(old, new))
    (toy / LOCK).unlink()
    return toy


def entries_of(root: Path, today: date = TODAY, within: int = 30) -> tuple[Entry, ...]:
    """The queue of the base at `root`."""
    layout = Layout.at(root)
    loaded = load(layout)
    return queue(loaded.base, assess_all(loaded.base, load_policy(layout)), today, within, lock=loaded.lock)


def test_queue_is_told_as_text(neglected: Path, claimgrade: Claimgrade) -> None:
    """One line a record with its reasons, the most harmful first; citations in one line; the counts."""
    ran = claimgrade("due", "--root", neglected, "--today", TODAY)
    assert ran == Ran(0, (TESTS / "golden" / "due.txt").read_text(), "")


def test_review_period_of_the_configuration(toy: Path, claimgrade: Claimgrade) -> None:
    """A claim without a day of its own falls due a period after its last review."""
    claim = toy / "claims" / "toy-effects" / "toyaline-reduces-pain.yaml"
    claim.write_text(claim.read_text().replace("due: 2099-01-01", "due: null"))
    (toy / "claimgrade.toml").write_text("[review-period]\ndefault = 30\n")
    told = claimgrade("due", "--root", toy, "--today", TODAY).out
    assert "toyaline-reduces-pain: review was due 2025-01-31 (efficacy, supported, 2 articles)" in told


def test_queue_is_told_as_json(neglected: Path, claimgrade: Claimgrade) -> None:
    """JSON has every entry, citations included, with what its place comes from."""
    report = json.loads(claimgrade("due", "--root", neglected, "--today", TODAY, "--format", "json").out)
    assert (report["version"], report["today"], report["within"]) == (1, "2026-01-15", 30)
    assert report["counts"] == {
        "review-overdue": 2,
        "search-expired": 1,
        "review-due-soon": 1,
        "search-expires-soon": 1,
        "unreviewed": 1,
        "citation-unverified": 10,
        "citation-overdue": 0,
        "citation-due-soon": 0,
    }
    assert len(report["entries"]) == 16
    assert report["entries"][0] == {
        "record": "toyaline-causes-drowsiness",
        "file": "claims/toy-facts/toyaline-causes-drowsiness.yaml",
        "matters": ["review-overdue"],
        "date": "2025-12-01",
        "stakes": 0,
        "claim": "toyaline-causes-drowsiness",
        "kind": "safety",
        "verdict": "supported",
        "overstated": 1,
        "articles": 1,
        "claims": ["toyaline-causes-drowsiness"],
        "reason": "safety, supported, overstated once, 1 article",
    }


@pytest.mark.parametrize(
    ("day", "within", "matters"),
    [
        ("2026-01-14", 0, []),
        ("2026-01-15", 0, [Matter.REVIEW_DUE_SOON]),
        ("2026-01-16", 0, [Matter.REVIEW_OVERDUE]),
        ("2026-01-05", 10, [Matter.REVIEW_DUE_SOON]),
        ("2026-01-04", 10, []),
    ],
)
def test_edges_of_the_period(toy: Path, day: str, within: int, matters: list[Matter]) -> None:
    """A review is overdue on the day after it is due, and soon-due on the last day of the period."""
    path = toy / "claims/toy-facts/toyaline-causes-drowsiness.yaml"
    path.write_text(path.read_text().replace("due: 2099-01-01", "due: 2026-01-15"))
    found = entries_of(toy, date.fromisoformat(day), within)
    dated = [entry for entry in found if entry.record == "toyaline-causes-drowsiness"]
    assert [matter for entry in dated for matter in entry.matters] == matters


def test_one_look_is_one_entry(neglected: Path) -> None:
    """A claim that is overdue and unreviewed stands in the queue once, with both."""
    path = neglected / "claims/toy-facts/toyaline-causes-drowsiness.yaml"
    path.write_text(path.read_text().replace("status: reviewed", "status: draft"))
    entry = entries_of(neglected)[0]
    assert (entry.record, entry.matters) == (
        "toyaline-causes-drowsiness",
        (Matter.REVIEW_OVERDUE, Matter.UNREVIEWED),
    )


def test_nothing_is_due(toy: Path, claimgrade: Claimgrade) -> None:
    """Where only citations are left, nothing else is told."""
    assert claimgrade("due", "--root", toy, "--today", TODAY).out == "Nothing is due within 30 days of 2026-01-15.\n"
    (toy / LOCK).unlink()
    assert claimgrade("due", "--root", toy, "--today", TODAY).out == (
        "10 citations never verified; 4 behind a firm verdict on benefit or harm; --format json lists all\n"
        "\nOn 2026-01-15, and within 30 days: 10 citation-unverified.\n"
    )
    assert as_text((), TODAY, 7) == "Nothing is due within 7 days of 2026-01-15.\n"


@pytest.mark.parametrize(
    ("day", "within", "told"),
    [
        ("2026-12-02", 29, "Nothing is due within 29 days of 2026-12-02.\n"),
        (
            "2026-12-02",
            30,
            "10 citations soon to be verified again; 4 behind a firm verdict on benefit or harm; "
            "--format json lists all\n\nOn 2026-12-02, and within 30 days: 10 citation-due-soon.\n",
        ),
        (
            "2027-01-02",
            0,
            "10 citations verified more than 365 days ago; 4 behind a firm verdict on benefit or harm; "
            "--format json lists all\n\nOn 2027-01-02, and within 0 days: 10 citation-overdue.\n",
        ),
    ],
)
def test_citations_are_due_again(toy: Path, claimgrade: Claimgrade, day: str, within: int, told: str) -> None:
    """A year after the day in the lock."""
    assert claimgrade("due", "--root", toy, "--today", day, "--within", str(within)).out == told


def test_a_record_that_changed_is_unverified(toy: Path) -> None:
    """What was verified is another record; a study that no service knows is never due."""
    path = toy / "claims/studies/fern-2010.yaml"
    path.write_text(path.read_text().replace("Twelve toy cases", "Thirteen toy cases"))
    assert [(entry.record, entry.matters) for entry in entries_of(toy)] == [
        ("fern-2010", (Matter.CITATION_UNVERIFIED,))
    ]
    path.write_text(path.read_text().replace("DOI: 10.5555/toy.6", "ISBN: toy-6"))
    assert entries_of(toy) == ()


def test_long_queue_is_cut_as_text() -> None:
    """Records with a day are all told; those without fill up to twenty lines, and the rest is counted."""
    weight = Weight(Stakes.OTHER, 0, 1, "x", Kind.RESEARCH, Verdict.SUPPORTED)
    undated = [Entry(f"u{i}", "u", (Matter.UNREVIEWED,), None, weight, (f"u{i}",)) for i in range(30)]
    dated = [Entry(f"d{i}", "d", (Matter.REVIEW_OVERDUE,), "2020-01-01", weight, (f"d{i}",)) for i in range(25)]
    lines = as_text([*undated, *dated[:3]], TODAY, 30).split("\n")
    assert [line.split(":")[0] for line in lines[:20]] == [*(f"u{i}" for i in range(17)), "d0", "d1", "d2"]
    assert lines[20] == "and 13 more, not reviewed independently; --format json lists all"
    assert sum(line.startswith("d") for line in as_text([*undated, *dated], TODAY, 30).split("\n")) == 25


WEIGHTS = st.builds(
    Weight,
    stakes=st.sampled_from(Stakes),
    overstated=st.integers(0, 2),
    articles=st.integers(0, 2),
    claim=st.sampled_from("ab"),
)
ENTRIES = st.builds(
    Entry,
    record=st.sampled_from("abc"),
    file=st.just("f"),
    matters=st.just((Matter.UNREVIEWED,)),
    day=st.none() | st.dates().map(date.isoformat),
    weight=WEIGHTS,
    claims=st.just(()),
)


@given(ENTRIES, ENTRIES)
def test_order_of_the_queue(one: Entry, other: Entry) -> None:
    """What is documented as the first differing key decides, and no other."""

    def keys(entry: Entry) -> list[tuple[str, float]]:
        day = date.fromisoformat(entry.day).toordinal() if entry.day else float("inf")
        weight = entry.weight
        return [("s", weight.stakes), ("o", -weight.overstated), ("a", -weight.articles), ("d", day)]

    differing = [(mine, its) for (_, mine), (_, its) in zip(keys(one), keys(other), strict=True) if mine != its]
    if differing:
        assert (one.order < other.order) == (differing[0][0] < differing[0][1])
    else:
        assert (one.order < other.order) == (one.record < other.record)


def test_far_days_do_no_harm(toy: Path) -> None:
    """The period may reach beyond the last day of the calendar."""
    assert len(entries_of(toy, date.max - timedelta(days=1), MAX_WITHIN)) == 10 + 3 + 8


@pytest.mark.parametrize("within", ["-1", "3651", "soon"])
def test_period_that_is_none(toy: Path, claimgrade: Claimgrade, within: str) -> None:
    """A period that is no number of days, or beyond ten years, is a wrong call."""
    ran = claimgrade("due", "--root", toy, "--within", within)
    assert (ran.code, ran.out) == (2, "")
    assert "Invalid value for '--within'" in ran.err


def test_records_that_cannot_be_read_are_named(toy: Path, claimgrade: Claimgrade) -> None:
    """The queue goes on without them, and says so."""
    (toy / "claims/studies/fern-2010.yaml").write_text("id: [")
    ran = claimgrade("due", "--root", toy)
    assert (ran.code, ran.err) == (0, "claimgrade: left out, because they cannot be read: fern-2010\n")
