"""Which figures of a study a forest plot can show: effects of a known kind, with an interval that holds together."""

import re
from enum import Enum

from claimgrade.records.study import Outcome

LARGEST = 1e9  # figures beyond it, and ratios below its inverse, are not drawn

# What `measure` names. Abbreviations count in their own case only: "or" is no odds ratio, "ARR" no adjusted risk ratio.
_RATIO = re.compile(
    r"\b(?:a?RR|a?OR|[as]?HR|IRR)\b|(?i:\b(?:risk|odds|hazards?|rate|prevalence|incidence) ratio\b|\brelative risk\b)"
)
_DIFFERENCE = re.compile(
    r"\b[SW]?MD\b|(?i:\bdifference\b|\bcohen'?s? d\b|\bhedges'?s? g\b|\beffect size\b)"
    r"|(?i:\bregression coefficient\b|\bcorrelation\b)"
)
_NOT_AN_INTERVAL = re.compile(r"\brange\b|\blog\b|\bratio of\b", re.IGNORECASE)

_NAMES = {
    "RR": "Risk ratio (RR)",
    "OR": "Odds ratio (OR)",
    "HR": "Hazard ratio (HR)",
    "MD": "Mean difference (MD)",
    "SMD": "Standardised mean difference (SMD)",
}


class Null(Enum):
    """No effect: 1 for ratios, which are drawn on a logarithmic axis, 0 for differences."""

    RATIO = 1
    DIFFERENCE = 0

    @property
    def figure(self) -> float:
        """The figure that stands for no effect."""
        return float(self.value)


def null_of(measure: str | None) -> Null | None:
    """Where a measure has its null; None where it compares nothing (a percentage, a mean) or gives a range."""
    if not measure or _NOT_AN_INTERVAL.search(measure):
        return None
    if _RATIO.search(measure):
        return Null.RATIO
    return Null.DIFFERENCE if _DIFFERENCE.search(measure) else None


def name_of(measure: str, unit: str | None) -> str:
    """A measure with its unit, its abbreviation written out where it is one of the usual ones."""
    name = _NAMES.get(measure, f"{measure[:1].upper()}{measure[1:]}")
    return f"{name}, {unit}" if unit else name


def why_not_drawn(outcome: Outcome | None) -> str | None:
    """Why an outcome's figures are not drawn, in words that follow "not drawn: "; None where they are."""
    if outcome is None:
        return "no figure is recorded"
    null = null_of(outcome.measure)
    if outcome.low is None or outcome.high is None:
        return "no interval is recorded"
    if null is None:
        return "its measure compares nothing, or gives no interval"
    figures = [figure for figure in (outcome.low, outcome.value, outcome.high) if figure is not None]
    if figures != sorted(figures):
        return "its figures do not fit together as recorded"
    if any(abs(figure) > LARGEST for figure in figures):
        return "its figures are too large to draw"
    if null is Null.RATIO and (outcome.low < 0 or outcome.high <= 0 or outcome.value == 0):
        return "a ratio of zero or less cannot be drawn"
    return None
