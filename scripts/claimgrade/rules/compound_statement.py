"""A claim has more than one outcome.

## What it checks

The outcome of the question names one outcome: no "and" and no semicolon joins two. What stands in brackets is
left out.

## Why it matters

Evidence on one outcome says nothing of the other, so a claim with two can have no honest verdict.

## Bad

```yaml
question: {population: adults, intervention: oral baclofen, comparator: placebo, outcome: pain and sleep}
```

## Good

```yaml
question: {population: adults, intervention: oral baclofen, comparator: placebo, outcome: pain}
```

## How to fix

Write a claim for each outcome. Where the words name one thing (nausea and vomiting as one scale), waive the rule.
"""

import re
from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Claim
from claimgrade.rules.rule import Rule, View

_JOINT = re.compile(r"\band\b|;", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^)]*\)")


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """Outcomes that join two things."""
    if found := _JOINT.search(_BRACKETS.sub("", claim.question.outcome)):
        yield Problem(
            f"the outcome '{claim.question.outcome}' names more than one thing: '{found[0]}'",
            "Write a claim for each outcome.",
            "/question/outcome",
        )


RULE = Rule("compound-statement", Severity.WARNING, __doc__, Claim, check)
