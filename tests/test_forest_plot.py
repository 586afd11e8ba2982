"""Forest plots: what is drawn together, what is not, and where."""

import math
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from claimgrade.grading import Standing
from claimgrade.pages.claim_pages import outcome_of
from claimgrade.pages.forest_measure import LARGEST, Null, null_of
from claimgrade.pages.forest_plot import WIDTH, Plot, forest_plots
from claimgrade.pages.forest_scale import Interval, scale_for
from claimgrade.records.study import Outcome
from claimgrade.records.vocabularies import Kind
from conftest import TESTS
from toy_records import assessed, claim, entry, study

CASES = sorted((TESTS / "cases" / "forest-plot").glob("*.yaml"))
FIGURES = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**400), 10**400)
SMALL = st.floats(-LARGEST, LARGEST)
RATIOS = st.floats(0, LARGEST, exclude_min=True)


def entries_of(kind: str, items: list[dict[str, Any]]) -> list[tuple[Standing, Outcome | None]]:
    """Evidence entries of a toy claim, each with a study of its own."""
    studies, evidence = [], []
    for i, item in enumerate(items):
        outcome = item["outcome"]
        name = f"study{i}"
        studies.append(study(name, design=item.get("design", "rct"), outcomes=[outcome] if outcome else []))
        named = outcome["name"] if outcome else None
        evidence.append(entry(name, item["bearing"], differs=item.get("differs", []), outcome=named))
    found = assessed(claim(kind, *evidence), *studies)
    return [(standing, outcome_of(standing)) for standing in found.standings]


def told(plot: Plot) -> dict[str, Any]:
    """A plot as the case files tell it."""
    rows = [
        f"{'pooled' if m.pooled else 'single'} {'counts' if m.standing.counts else 'hollow'}: {m.figures}"
        for m in plot.marks
    ]
    return {"measure": plot.measure, "sides": list(plot.sides) if plot.sides else None, "rows": rows}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_is_drawn(path: Path) -> None:
    """Figures of one measure, unit and better side share a plot; the rest is named with why it is not drawn."""
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    plots, missing = forest_plots(entries_of(case["kind"], case["entries"]), Kind(case["kind"]))
    assert [told(plot) for plot in plots] == case["plots"]
    assert {reason: len(standings) for reason, standings in missing} == case["missing"]


@pytest.mark.parametrize(
    ("measure", "null"),
    [
        ("RR", Null.RATIO),
        ("adjusted OR", Null.RATIO),
        ("weighted subdistribution HR", Null.RATIO),
        ("Hazard ratio", Null.RATIO),
        ("Cohen d", Null.DIFFERENCE),
        ("Hodges-Lehmann difference", Null.DIFFERENCE),
        ("ARR", None),
        ("more or less", None),
        ("percentage", None),
        ("mean, range over studies", None),
        (None, None),
    ],
)
def test_null_of_a_measure(measure: str | None, null: Null | None) -> None:
    """Ratios have their null at 1, differences at 0; other figures and ranges have none."""
    assert null_of(measure) is null


def in_box(plot: Plot) -> None:
    """Every mark and tick is a finite place inside the view box, in order from left to right."""
    for mark in plot.marks:
        places = [mark.left, *([] if mark.x is None else [mark.x]), mark.right]
        assert all(math.isfinite(place) and 0 <= place <= WIDTH for place in places)
        assert places == sorted(places)
        assert 0 < mark.top < mark.y < plot.axis_y < plot.height
    places = [x for x, _ in plot.ticks]
    assert places == sorted(places)
    assert 0 <= plot.null_x <= WIDTH
    assert all(0 <= place <= WIDTH for place in places)
    assert len(plot.ticks) <= 8


@given(
    st.lists(
        st.tuples(st.sampled_from(["SMD", "RR", "mean difference"]), st.lists(FIGURES, min_size=3, max_size=3)),
        min_size=1,
        max_size=6,
    )
)
def test_no_figure_leaves_the_box(rows: list[tuple[str, list[float]]]) -> None:
    """Whatever the figures are, each is drawn inside the view box or named as not drawn."""
    items = [
        {
            "bearing": "supports",
            "outcome": dict(zip(("low", "value", "high"), sorted(figures), strict=True))
            | {"name": f"o{i}", "measure": m},
        }
        for i, (m, figures) in enumerate(rows)
    ]
    plots, missing = forest_plots(entries_of("efficacy", items), Kind.EFFICACY)
    assert sum(len(plot.marks) for plot in plots) + sum(len(standings) for _, standings in missing) == len(rows)
    for plot in plots:
        in_box(plot)


@given(st.sampled_from(Null), st.data())
def test_scale_keeps_order(null: Null, data: st.DataObject) -> None:
    """A greater figure never lies further left, and every estimate, the null and the ticks are on the axis."""
    figures = SMALL if null is Null.DIFFERENCE else RATIOS
    triples = data.draw(st.lists(st.lists(figures, min_size=3, max_size=3).map(sorted), min_size=1, max_size=8))
    scale = scale_for([Interval(value, low, high) for low, value, high in triples], null)
    every = sorted({figure for triple in triples for figure in triple})
    assert all(scale.place(a) <= scale.place(b) for a, b in pairwise(every))
    for figure in [null.figure, *(value for _, value, _ in triples), *scale.ticks]:
        assert not scale.is_left_of(figure)
        assert not scale.is_right_of(figure)
        assert 0 <= scale.place(figure) <= 1
    assert scale.ticks
    assert all(a < b for a, b in pairwise(scale.ticks))


def test_a_very_wide_interval_is_cut() -> None:
    """One imprecise study does not press the others together: its interval ends in an arrowhead."""
    narrow = [Interval(0.9, 0.8, 1.0), Interval(0.95, 0.85, 1.05), Interval(1.0, 0.9, 1.1)]
    scale = scale_for([*narrow, Interval(1.1, 0.01, 200)], Null.RATIO)
    assert scale.is_left_of(0.01)
    assert scale.is_right_of(200)
    assert not any(scale.is_left_of(i.low) or scale.is_right_of(i.high) for i in narrow)


def test_ticks_are_round() -> None:
    """Ticks are figures that a reader would choose, with the null among them."""
    assert scale_for([Interval(-0.18, -0.48, 0.11)], Null.DIFFERENCE).ticks == (-0.4, -0.2, 0.0)
    assert scale_for([Interval(1.05, 0.99, 1.11)], Null.RATIO).ticks == (1.0, 1.05, 1.1)
    assert scale_for([Interval(15, 0.97, 231.84)], Null.RATIO).ticks == (1.0, 3.0, 10.0, 30.0, 100.0)
    assert scale_for([Interval(0, 0, 0)], Null.DIFFERENCE).ticks == (-1.0, -0.5, 0.0, 0.5, 1.0)


def test_long_texts_are_cut() -> None:
    """A long name ends in an ellipsis, and figures that leave it no room stand in the table only."""
    figures = {"value": -123456789.5, "low": -223456789.5, "high": -1.23456e-05}
    items = [{"bearing": "supports", "outcome": {"name": "x" * 200, "measure": "mean difference", **figures}}]
    (plot,), _ = forest_plots(entries_of("efficacy", items), Kind.EFFICACY)
    assert plot.marks[0].figures == ""
    assert len(plot.marks[0].detail) == 56
    assert plot.marks[0].detail.endswith("…")
