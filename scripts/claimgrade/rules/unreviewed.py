"""A claim has not been reviewed independently.

## What it checks

The status of a claim is reviewed: somebody who did not write it has checked it, and is named.

## Why it matters

Two pairs of eyes find more than one. Readers are told on the page of the claim.

## Bad

```yaml
review: {status: draft}
```

## Good

```yaml
review: {status: reviewed, reviewers: [A. Librarian], last: 2026-11-22, due: 2027-11-22}
```

## How to fix

Ask somebody who did not write the record to check it, and to add their name.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Claim
from claimgrade.records.vocabularies import ReviewStatus
from claimgrade.rules.rule import Rule, View


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """Claims that nobody else has checked."""
    if claim.review.status is not ReviewStatus.REVIEWED:
        yield Problem(
            f"the claim '{claim.id}' has not been reviewed independently",
            "Ask somebody who did not write it to check it.",
            "/review/status",
        )


RULE = Rule("unreviewed", Severity.INFO, __doc__, Claim, check)
