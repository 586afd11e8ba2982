"""The review of a claim is overdue.

## What it checks

The day of the run is not after review.due. Where that is null and review.last is not, the review is due so
many days after review.last as the configuration gives the claim's topic under review-period; without a period it is
never due.

## Why it matters

Evidence moves on. A reader must be able to see when somebody last looked.

## Bad

```yaml
review: {status: curated, last: 2019-01-01, due: 2020-01-01}
```

## Good

```yaml
review: {status: curated, last: 2026-11-22, due: 2027-11-22}
```

## How to fix

Read the claim again against its sources, search for what is new, and set last and due.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Claim
from claimgrade.rules.rule import Rule, View


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """Claims past the day on which a review is due."""
    due = claim.review_due(view.review_periods)
    if due and due < view.today.isoformat():
        yield Problem(
            f"the review of '{claim.id}' was due on {due}",
            "Read the claim again against its sources and set 'last' and 'due'.",
            "/review/due",
            near="/review/last",
        )


RULE = Rule("review-overdue", Severity.WARNING, __doc__, Claim, check)
