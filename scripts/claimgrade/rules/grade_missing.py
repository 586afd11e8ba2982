"""Evidence counts, but the claim has no grade.

## What it checks

A claim with evidence that counts has a grade.

## Why it matters

Without a grade the claim has no verdict, and a reader is left with a list of studies.

## Bad

```yaml
evidence:
  - {study: agabio-2023, bearing: no-effect, rests_on: randomised}
grade: null
```

## Good

```yaml
grade: {basis: [agabio-2023], adopts: agabio-2023, direction: no-effect, certainty: moderate}
```

## How to fix

Judge the evidence and write the grade; claimgrade show prints where it would start and what caps it.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Claim
from claimgrade.rules.rule import Rule, View


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """Claims with counted evidence and no grade."""
    assessment = view.assessments.get(claim.id)
    if assessment and assessment.counted and claim.grade is None:
        names = ", ".join(dict.fromkeys(standing.study.id for standing in assessment.counted))
        yield Problem(
            f"evidence counts ({names}), but there is no grade",
            "Write the grade: basis, direction and certainty.",
            "/grade",
            near="/evidence",
        )


RULE = Rule("grade-missing", Severity.ERROR, __doc__, Claim, check)
