"""A number of a study and its bearing on a stated quantity disagree.

## What it checks

Where a claim states a quantity and an entry names an outcome with a number in the same unit, numbers that overlap
the quantity go with supports, others with opposite. A frequency in words is compared with shares of people, by the
bands of the policy.

## Why it matters

Whether three to four hours holds is a matter of arithmetic.

## Bad

```yaml
quantity: {measure: half-life, low: 3, high: 4, unit: h}
evidence:
  - {study: x-2020, bearing: supports, outcome: half-life}  # 6.8 h
```

## Good

```yaml
evidence:
  - {study: x-2020, bearing: opposite, outcome: half-life}  # 6.8 h
```

## How to fix

Correct the bearing, or the number.
"""

import math
from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Claim, Study
from claimgrade.records.claim import Quantity
from claimgrade.records.study import Outcome
from claimgrade.records.vocabularies import Bearing
from claimgrade.rules.rule import Rule, View

_Range = tuple[float, float]


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """Entries whose outcome has a number that can be compared with the claim's quantity."""
    assessment = view.assessments.get(claim.id)
    if assessment is None or claim.quantity is None:
        return
    for i, standing in enumerate(assessment.standings):
        entry, outcome = standing.entry, _outcome(standing.study, standing.entry.outcome)
        if not standing.counts or outcome is None or entry.bearing is Bearing.INCONCLUSIVE:
            continue
        stated, measured = _ranges(claim.quantity, outcome, view)
        if stated is None or measured is None:
            continue
        fits = Bearing.SUPPORTS if stated[0] <= measured[1] and measured[0] <= stated[1] else Bearing.OPPOSITE
        if entry.bearing is not fits:
            numbers = f"{measured[0]:g} to {measured[1]:g}" if measured[0] != measured[1] else f"{measured[0]:g}"
            yield Problem(
                f"'{standing.study.id}' gives {numbers} {outcome.unit}, which would be {fits}, "
                f"but its bearing is {entry.bearing}",
                f"Write 'bearing: {fits}', or correct the number.",
                f"/evidence/{i}/bearing",
            )


def _outcome(study: Study, name: str | None) -> Outcome | None:
    wanted = (name or "").strip().casefold()
    return next((outcome for outcome in study.outcomes if outcome.name.strip().casefold() == wanted), None)


def _ranges(quantity: Quantity, outcome: Outcome, view: View) -> tuple[_Range | None, _Range | None]:
    """The stated and the measured range, in the unit of the outcome; None where they cannot be compared."""
    unit = (outcome.unit or "").strip().casefold()
    ends = [number for number in (outcome.low, outcome.value, outcome.high) if number is not None]
    if not ends:
        return None, None
    measured = (min(ends), max(ends))
    if quantity.word:
        low, high = view.policy.frequency[quantity.word]
        share = 100 if unit in ("%", "percent") else None
        # The band holds its lower end only; the outcome is a share of people.
        return ((low * share, math.nextafter(high * share, 0)) if share else None), measured
    if quantity.low is None or quantity.high is None or unit != (quantity.unit or "").strip().casefold():
        return None, None
    return (quantity.low, quantity.high), measured


RULE = Rule("quantity-contradicts-bearing", Severity.ERROR, __doc__, Claim, check)
