"""A grade rests on a study that a newer version has replaced.

## What it checks

No study of the basis holds a notice under superseded-by.

## Why it matters

The newer version has seen more evidence; the older one counts it a second time or contradicts it.

## Bad

```yaml
grade: {basis: [minozzi-2018], direction: no-effect, certainty: low}
```

## Good

```yaml
grade: {basis: [agabio-2023], direction: no-effect, certainty: moderate}
```

## How to fix

Rest the grade on the newer version.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Claim
from claimgrade.rules.basis import superseded
from claimgrade.rules.rule import Rule, View


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """A grade rests on a study that a newer version has replaced."""
    for i, study_id, reason in superseded(claim, view):
        yield Problem(
            f"the grade rests on '{study_id}', but {reason}",
            "Take it out of the basis and judge anew.",
            f"/grade/basis/{i}",
        )


RULE = Rule("superseded-study-counted", Severity.ERROR, __doc__, Claim, check)
