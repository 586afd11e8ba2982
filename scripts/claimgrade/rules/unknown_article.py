"""An appearance names an article that is not in the base.

## What it checks

Every article id in appearances has a file in claims/articles/.

## Why it matters

Without the article nobody can see where the claim was made.

## Bad

```yaml
appearances:
  - article: baclofen-nek-pain
```

## Good

```yaml
appearances:
  - article: baclofen-neck-pain
```

## How to fix

Correct the id (the nearest one is named), or add the article.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Claim
from claimgrade.rules.references import unknown
from claimgrade.rules.rule import Rule, View


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """Articles that a claim names."""
    named = [(f"/appearances/{i}/article", a.article) for i, a in enumerate(claim.appearances)]
    yield from unknown("article", named, view.base)


RULE = Rule("unknown-article", Severity.ERROR, __doc__, Claim, check)
