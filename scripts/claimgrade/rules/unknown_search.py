"""A record names a search that is not in the base.

## What it checks

Every search id of a claim or of a cited source has a file in claims/searches/.

## Why it matters

The search is what stands behind the words "no study was found".

## Bad

```yaml
searches: [fibromyalgia-baclofn]
```

## Good

```yaml
searches: [fibromyalgia-baclofen]
```

## How to fix

Correct the id (the nearest one is named), or document the search.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Claim
from claimgrade.rules.references import unknown
from claimgrade.rules.rule import Rule, View


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """Searches that a claim names."""
    named = [(f"/searches/{i}", search) for i, search in enumerate(claim.searches)]
    for i, appearance in enumerate(claim.appearances):
        if appearance.cited and appearance.cited.search:
            named.append((f"/appearances/{i}/cited/search", appearance.cited.search))
    yield from unknown("search", named, view.base)


RULE = Rule("unknown-search", Severity.ERROR, __doc__, Claim, check)
