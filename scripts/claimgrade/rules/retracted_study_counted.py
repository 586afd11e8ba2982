"""A grade rests on a retracted study.

## What it checks

No study of the basis holds a retraction notice.

## Why it matters

What was withdrawn is not evidence. It stays in the record, with its notice, so that readers see it.

## Bad

```yaml
# claims/studies/x-2015.yaml has status.retraction
grade: {basis: [x-2015], direction: supports, certainty: low}
```

## Good

```yaml
grade: {basis: [y-2019], direction: supports, certainty: low}
```

## How to fix

Take the study out of the basis and judge anew.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Claim
from claimgrade.rules.basis import retracted
from claimgrade.rules.rule import Rule, View


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """A grade rests on a retracted study."""
    for i, study_id, reason in retracted(claim, view):
        yield Problem(
            f"the grade rests on '{study_id}', but {reason}",
            "Take it out of the basis and judge anew.",
            f"/grade/basis/{i}",
        )


RULE = Rule("retracted-study-counted", Severity.ERROR, __doc__, Claim, check)
