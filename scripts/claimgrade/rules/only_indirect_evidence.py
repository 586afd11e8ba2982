"""All evidence that counts differs from the claim's question.

## What it checks

At least one entry that counts has nothing under differs.

## Why it matters

Evidence on other people, doses or outcomes can mislead; readers are told, and certainty cannot be above low.

## Bad

```yaml
evidence:
  - {study: x-2020, bearing: supports, differs: [population]}
```

## Good

```yaml
evidence:
  - {study: y-2021, bearing: supports, differs: []}
```

## How to fix

Look for direct evidence. Where there is none, this finding is the honest state of things.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Claim
from claimgrade.rules.rule import Rule, View


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """Claims with counted evidence, all of it indirect."""
    assessment = view.assessments.get(claim.id)
    if assessment and assessment.counted and not any(standing.is_direct for standing in assessment.counted):
        yield Problem(
            f"all evidence that counts for '{claim.id}' is indirect",
            "Look for studies of the claim's own question.",
            "/evidence",
        )


RULE = Rule("only-indirect-evidence", Severity.INFO, __doc__, Claim, check)
