"""The direction of a grade is not that of its basis.

## What it checks

The direction is the bearing of an entry of the basis; mixed needs entries that differ.

## Why it matters

The verdict follows the direction. It must be what the evidence says.

## Bad

```yaml
evidence:
  - {study: x-2020, bearing: no-effect}
grade: {basis: [x-2020], direction: supports, certainty: low}
```

## Good

```yaml
grade: {basis: [x-2020], direction: no-effect, certainty: low}
```

## How to fix

Correct the direction, or the bearing of the entry.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Claim
from claimgrade.rules.rule import Rule, View


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """Directions that no entry of the basis has."""
    assessment = view.assessments.get(claim.id)
    if assessment is None or claim.grade is None or not assessment.basis:
        return
    bearings = {standing.entry.bearing.value for standing in assessment.basis}
    allowed = bearings | ({"mixed"} if len(bearings) > 1 else set())
    if claim.grade.direction.value not in allowed:
        says = " and ".join(sorted(bearings))
        yield Problem(
            f"the direction is {claim.grade.direction}, but the basis says {says}",
            f"Write one of: {', '.join(sorted(allowed))}; or correct the bearing.",
            "/grade/direction",
        )


RULE = Rule("direction-contradicts-evidence", Severity.ERROR, __doc__, Claim, check)
