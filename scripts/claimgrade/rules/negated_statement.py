"""A statement is negated.

## What it checks

Statements are positive; what an article denies is recorded as stance: denies.

## Why it matters

Bearing and verdict are towards the statement. With a negated one, "supports" would mean that nothing happens.

## Bad

```yaml
statement: Oral baclofen does not reduce pain.
```

## Good

```yaml
statement: Oral baclofen reduces pain.
```

## How to fix

Write the statement without not, never or no, and set the stance of the appearances.
"""

import re
from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Claim
from claimgrade.rules.rule import Rule, View

_NEGATION = re.compile(r"\b(not|never|cannot|neither|nor|no)\b|n['’]t\b", re.IGNORECASE)


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """Statements that hold a negation."""
    if found := _NEGATION.search(claim.statement):
        yield Problem(
            f"the statement is negated: '{found[0]}'",
            "Write it positively, and 'stance: denies' where an article denies it.",
            "/statement",
        )


RULE = Rule("negated-statement", Severity.ERROR, __doc__, Claim, check)
