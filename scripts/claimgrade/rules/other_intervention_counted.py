"""A grade rests on a study of another intervention, route, condition or place.

## What it checks

No study of the basis differs in the intervention; for efficacy, nor in route or condition; for regulatory claims,
nor in place.

## Why it matters

A trial of another drug does not show what this one does. GRADE would rate such evidence down; here it does not
count at all.

## Bad

```yaml
evidence:
  - {study: russell-2011, bearing: supports, differs: [intervention]}
grade: {basis: [russell-2011], direction: supports, certainty: low}
```

## Good

```yaml
evidence:
  - {study: russell-2011, bearing: background, differs: [intervention]}
grade: null
```

## How to fix

Take the study out of the basis; if nothing is left that counts, remove the grade and document the search.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Claim
from claimgrade.rules.basis import other_question
from claimgrade.rules.rule import Rule, View


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """A grade rests on a study of another intervention, route, condition or place."""
    for i, study_id, reason in other_question(claim, view):
        yield Problem(
            f"the grade rests on '{study_id}', but {reason}",
            "Take it out of the basis and judge anew.",
            f"/grade/basis/{i}",
        )


RULE = Rule("other-intervention-counted", Severity.ERROR, __doc__, Claim, check)
