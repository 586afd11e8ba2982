"""The axis of a forest plot: from figures to places, with ticks; pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from claimgrade.pages.forest_measure import LARGEST, Null

_ROOM = 2.0  # an end may lie this many median half-widths beyond the outermost estimate before it becomes an arrowhead
_MOST_TICKS = 6
_LEAST_SPAN = 1e-9


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate (None: not seen) with the ends of its interval, in the unit of its measure; low <= value <= high."""

    value: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from `low` to `high` (in transformed units: logarithms where the null is 1) with ticks in plain units."""

    null: Null
    low: float
    high: float
    ticks: tuple[float, ...]

    def place(self, figure: float) -> float:
        """Where a figure lies: 0 at the left end of the axis, 1 at the right; beyond the ends, the end."""
        share = (_transformed(figure, self.null) - self.low) / (self.high - self.low)
        return max(0.0, min(1.0, share))

    def is_left_of(self, figure: float) -> bool:
        """Whether a figure lies beyond the left end."""
        return _transformed(figure, self.null) < self.low

    def is_right_of(self, figure: float) -> bool:
        """Whether a figure lies beyond the right end."""
        return _transformed(figure, self.null) > self.high


def scale_for(intervals: Sequence[Interval], null: Null) -> Scale:
    """An axis that shows the null and every estimate, and the intervals unless they are far wider than the others."""
    spans = [
        (
            _transformed(i.low, null),
            _transformed(i.high, null),
            None if i.value is None else _transformed(i.value, null),
        )
        for i in intervals
    ]
    middle = _transformed(null.figure, null)
    centres = [middle, *(_centre(low, high, value) for low, high, value in spans)]
    room = _ROOM * median((high - low) / 2 for low, high, _ in spans)
    room = max(room, max(centres) - min(centres))
    low = min(middle, *(max(low, min(centres) - room) for low, _, _ in spans))
    high = max(middle, *(min(high, max(centres) + room) for _, high, _ in spans))
    low, high = min(low, *centres), max(high, *centres)
    margin = 0.04 * (high - low)
    if high - low < _LEAST_SPAN:
        margin = 1.0
    low, high = low - margin, high + margin
    return Scale(null, low, high, _ticks(low, high, null))


def _centre(low: float, high: float, value: float | None) -> float:
    return value if value is not None else (low + high) / 2


def _transformed(figure: float, null: Null) -> float:
    """A ratio's logarithm, held within what can be drawn; another figure as it is."""
    if null is Null.DIFFERENCE:
        return figure
    return math.log(max(1 / LARGEST, min(LARGEST, figure)))


def _ticks(low: float, high: float, null: Null) -> tuple[float, ...]:
    if null is Null.DIFFERENCE:
        return _even(low, high)
    span = (high - low) / math.log(10)
    if span < 1:
        even = _even(math.exp(low), math.exp(high))
        return even if 1.0 in even or not low <= 0 <= high else tuple(sorted((*even, 1.0)))
    decades = range(math.floor(low / math.log(10)), math.ceil(high / math.log(10)) + 1)
    for steps in ((1, 2, 5), (1, 3), (1,)):
        ticks = [float(f"{step}e{decade}") for decade in decades for step in steps]
        inside = [tick for tick in ticks if low <= math.log(tick) <= high]
        if len(inside) <= _MOST_TICKS:
            return tuple(inside)
    every = math.ceil(len(inside) / _MOST_TICKS)
    return tuple(tick for tick in inside if round(math.log10(tick)) % every == 0)


def _even(low: float, high: float) -> tuple[float, ...]:
    """Round figures with even steps of 1, 2 or 5 times a power of ten, at most seven; zero is among them if inside."""
    rough = (high - low) / _MOST_TICKS
    power = math.floor(math.log10(rough))
    step = next(step for step in (float(f"{m}e{power}") for m in (1, 2, 5, 10)) if step >= rough)
    first, last = math.ceil(low / step), math.floor(high / step)
    return tuple(float(f"{index * step:.12g}") for index in range(first, last + 1))
