"""A search is past its date.

## What it checks

The day of the run is not after the day under expires.

## Why it matters

New studies appear. A statement that none was found holds only for a while.

## Bad

```yaml
expires: 2020-01-01
```

## Good

```yaml
expires: 2027-11-21
```

## How to fix

Search again, write the new date, query and hits, and set a new date under expires.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Search
from claimgrade.rules.rule import Rule, View


def check(search: Search, view: View) -> Iterator[Problem]:
    """Searches past their date."""
    if search.expires and search.expires < view.today.isoformat():
        yield Problem(
            f"the search '{search.id}' expired on {search.expires}",
            "Search again and write the new date, query and hits.",
            "/expires",
        )


RULE = Rule("search-expired", Severity.WARNING, __doc__, Search, check)
