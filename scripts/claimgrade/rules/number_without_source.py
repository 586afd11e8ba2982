"""A number in a summary is in no linked study.

## What it checks

Every number in a summary stands in a study or search that the claim links, also rounded, or as a share of 100 where
the study gives one of 1,000. Words for numbers, years of a decade and the 100 of "7 of 100" are left alone.

## Why it matters

A summary is what most readers read. A number that slipped in from elsewhere is worse than none.

## Bad

```yaml
summary: In 40 trials pain fell by 17 points.  # no linked study has 17
```

## Good

```yaml
summary: In 40 trials pain fell.
```

## How to fix

Correct the number, or link the study that has it.
"""

import re
from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Claim
from claimgrade.rules.effects import numbers_of, told_by
from claimgrade.rules.rule import Rule, View

_NUMBER = re.compile(r"(?<![\w.,])[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?![\w.,]*[a-z0-9])")
_WHOLE = re.compile(r"\b(?:of|in|per)\s+(?:100|1,?000|10,?000|100,?000)\b")


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """Numbers of a summary that nothing linked has."""
    if claim.id not in view.assessments:
        return
    stated = dict.fromkeys(_NUMBER.findall(_WHOLE.sub(" ", claim.summary)))
    if not stated:
        return
    studies = [told_by(view.base.studies[entry.study]) for entry in claim.evidence]
    searches = [view.base.searches[search] for search in claim.searches]
    known = numbers_of(*studies, *searches, claim.quantity, claim.question, claim.statement, claim.evidence)
    for found in stated:
        value = float(found.replace(",", ""))
        if value not in known:
            yield Problem(
                f"the summary says {found}, which stands in no study or search that the claim links",
                "Correct the number, or link the study that has it.",
                "/summary",
            )


RULE = Rule("number-without-source", Severity.WARNING, __doc__, Claim, check)
