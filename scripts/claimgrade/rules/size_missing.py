"""A supported effect has no size.

## What it checks

A grade of an efficacy or safety claim whose direction is supports says how large the effect is, or that this is
unclear.

## Why it matters

Certainty says how sure we are, size how much it matters. A tiny sure effect is not what "highly effective"
promises.

## Bad

```yaml
grade: {basis: [x-2020], direction: supports, certainty: low, size: null}
```

## Good

```yaml
grade: {basis: [x-2020], direction: supports, certainty: low, size: small}
```

## How to fix

Write large, moderate, small or unclear.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.grading import System
from claimgrade.records import Claim
from claimgrade.records.vocabularies import Direction
from claimgrade.rules.rule import Rule, View


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """Supported effects without a size."""
    grade = claim.grade
    if (
        grade
        and grade.direction is Direction.SUPPORTS
        and grade.size is None
        and view.policy.tables[claim.kind].system is System.GRADE
    ):
        yield Problem(
            "the effect is supported, but its size is not given",
            "Write 'size': large, moderate, small or unclear.",
            "/grade/size",
            near="/grade",
        )


RULE = Rule("size-missing", Severity.WARNING, __doc__, Claim, check)
