"""A source that an article names was neither traced nor looked for.

## What it checks

Where an article names or links a source, the appearance says which study it is (traced_to) or which search looked
for it (search).

## Why it matters

That a named study cannot be found is a finding about the article. It may be stated only where somebody looked.

## Bad

```yaml
cited: {as: Smith et al. 2018, traced_to: null}
```

## Good

```yaml
cited: {as: Smith et al. 2018, traced_to: null, search: fibromyalgia-baclofen}
```

## How to fix

Name the study under traced_to, or the search that looked for it under search.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Claim
from claimgrade.rules.rule import Rule, View


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """Cited sources without trace and search."""
    for i, appearance in enumerate(claim.appearances):
        cited = appearance.cited
        if cited and not cited.traced_to and not cited.search:
            yield Problem(
                f"'{cited.as_}' is not traced, and no search is named that looked for it",
                "Name the study under 'traced_to', or the search under 'search'.",
                f"/appearances/{i}/cited",
            )


RULE = Rule("cited-study-untraced", Severity.ERROR, __doc__, Claim, check)
