"""Forest plots of a claim's evidence: what is drawn where; pure, from evidence entries to figures in a view box.

One plot for each measure, unit and side that is better: figures of different kinds never share an axis, and nothing is
pooled here. A review's own pooled figure is a diamond, a single study's a square; hollow marks do not count.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from claimgrade.grading import Standing
from claimgrade.pages.forest_measure import Null, name_of, null_of, why_not_drawn
from claimgrade.pages.forest_scale import Interval, Scale, scale_for
from claimgrade.pages.page import number
from claimgrade.records.study import Outcome
from claimgrade.records.vocabularies import Bearing, Better, Design, Kind

WIDTH = 360  # of the view box: what a phone shows, so that a unit is a pixel there
EDGE = 14  # left and right of the axis
_ROW = 58
_TOP, _FOOT = 8, 34  # above the first row; below the last, for ticks and directions
_DIRECTION_LINE = 18
_LETTERS = 52  # that fit side by side in the view box

# What the better side of an axis is called, by kind of claim; other kinds have no sides to favour.
_SIDES = {
    Kind.EFFICACY: ("favours the treatment", "favours the comparison"),
    Kind.SAFETY: ("favours the group studied", "favours the comparison"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A row: its texts, the baseline of the first of them, the height of its line, and where the interval lies.

    `x` is None where no estimate was seen. `cut_left` and `cut_right`: the interval goes on beyond the axis.
    """

    standing: Standing
    outcome: Outcome
    label: str
    figures: str
    detail: str
    top: float
    y: float
    left: float
    right: float
    x: float | None
    cut_left: bool
    cut_right: bool
    pooled: bool


@dataclass(frozen=True, slots=True)
class Plot:
    """One plot: `measure` with its unit, the view box, rows, ticks as (x, text), and what its sides mean, if known."""

    measure: str
    null: Null
    height: float
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[float, str], ...]
    null_x: float
    axis_y: float
    sides: tuple[str, str] | None

    @property
    def width(self) -> float:
        """Width of the view box."""
        return WIDTH

    @property
    def axis(self) -> tuple[float, float]:
        """Where the axis begins and ends."""
        return EDGE, WIDTH - EDGE

    @property
    def spoken(self) -> str:
        """The plot in words, for its description."""
        rows = (f"{m.standing.study.short_name}, {m.outcome.name}: {figures_of(m.outcome)}" for m in self.marks)
        sides = f" Left of it: {self.sides[0]}; right of it: {self.sides[1]}." if self.sides else ""
        return f"No effect is at {self.null.value}.{sides} {'; '.join(rows)}."


def forest_plots(
    entries: Sequence[tuple[Standing, Outcome | None]], kind: Kind
) -> tuple[tuple[Plot, ...], tuple[tuple[str, tuple[Standing, ...]], ...]]:
    """The plots of a claim's evidence in the order of its entries, and the entries that are in none, by reason.

    Background is left out without a word: its figures are no evidence on this claim.
    """
    groups: dict[tuple[str, str | None, tuple[str, str] | None], list[tuple[Standing, Outcome]]] = {}
    missing: dict[str, list[Standing]] = {}
    for standing, outcome in entries:
        if standing.entry.bearing is Bearing.BACKGROUND:
            continue
        reason = why_not_drawn(outcome)
        if outcome is None or outcome.measure is None or reason:
            missing.setdefault(reason or "no figure is recorded", []).append(standing)
            continue
        key = (" ".join(outcome.measure.split()), outcome.unit, _sides(standing, outcome, kind))
        groups.setdefault(key, []).append((standing, outcome))
    plots = tuple(_plot(measure, unit, sides, rows) for (measure, unit, sides), rows in groups.items())
    return plots, tuple((reason, tuple(left_out)) for reason, left_out in missing.items())


def _sides(standing: Standing, outcome: Outcome, kind: Kind) -> tuple[str, str] | None:
    """What left and right of the null mean; None where the record does not say, or where it may mean the reverse.

    Studies sign differences in either way. Where a claim of benefit has an interval clear of the null whose side does
    not go with what the study says of the statement, the sign may be turned, so no side is named.
    """
    names, null = _SIDES.get(kind), null_of(outcome.measure)
    if outcome.better is None or names is None or null is None or outcome.low is None or outcome.high is None:
        return None
    lower = outcome.high < null.figure
    if kind is Kind.EFFICACY and (lower or outcome.low > null.figure):
        is_better = lower == (outcome.better is Better.LOWER)
        if standing.entry.bearing is not (Bearing.SUPPORTS if is_better else Bearing.OPPOSITE):
            return None
    return names if outcome.better is Better.LOWER else names[::-1]


def _plot(measure: str, unit: str | None, sides: tuple[str, str] | None, rows: list[tuple[Standing, Outcome]]) -> Plot:
    null = null_of(measure) or Null.DIFFERENCE
    scale = scale_for([_interval(outcome) for _, outcome in rows], null)
    marks = tuple(_mark(i, standing, outcome, scale) for i, (standing, outcome) in enumerate(rows))
    axis_y = _TOP + _ROW * len(rows)
    height = axis_y + _FOOT + (_DIRECTION_LINE if sides else 0)
    ticks = tuple((_across(scale, tick), number(tick)) for tick in scale.ticks)
    return Plot(name_of(measure, unit), null, height, marks, ticks, _across(scale, null.figure), axis_y, sides)


def _mark(index: int, standing: Standing, outcome: Outcome, scale: Scale) -> Mark:
    interval, figures = _interval(outcome), figures_of(outcome)
    top = _TOP + _ROW * index
    room = _LETTERS - len(figures)
    if room < _LETTERS // 4:  # the table below has them
        figures, room = "", _LETTERS
    return Mark(
        standing,
        outcome,
        _short(standing.study.short_name, room),
        figures,
        _short(outcome.name, _LETTERS + 4),
        top + 14,
        top + 44,
        _across(scale, interval.low),
        _across(scale, interval.high),
        None if interval.value is None else _across(scale, interval.value),
        scale.is_left_of(interval.low),
        scale.is_right_of(interval.high),
        is_pooled(standing, outcome),
    )


def is_pooled(standing: Standing, outcome: Outcome) -> bool:
    """Whether a figure is a review's own pooled one, rather than that of a single study."""
    if outcome.studies is not None:
        return outcome.studies > 1
    return standing.study.design in (Design.SYSTEMATIC_REVIEW, Design.META_ANALYSIS)


def figures_of(outcome: Outcome) -> str:
    """Estimate and interval in words."""
    ends = f"{number(outcome.low)} to {number(outcome.high)}"
    return ends if outcome.value is None else f"{number(outcome.value)} ({ends})"


def _interval(outcome: Outcome) -> Interval:
    if outcome.low is None or outcome.high is None:
        raise ValueError(f"{outcome.name} has no interval")
    return Interval(outcome.value, outcome.low, outcome.high)


def _across(scale: Scale, figure: float) -> float:
    """Place of a figure in the view box, in tenths of its unit."""
    return round(EDGE + (WIDTH - 2 * EDGE) * scale.place(figure), 1)


def _short(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"
