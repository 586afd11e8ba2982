"""A search looked in no database, registry or review.

## What it checks

At least one source of a search is a bibliographic database, a trial registry, or a published review.

## Why it matters

A look at web pages finds what is popular, not all there is; the site says "web pages only" where this is so.

## Bad

```yaml
sources:
  - name: stored web pages
    kind: web
```

## Good

```yaml
sources:
  - name: PubMed
    kind: database
```

## How to fix

Repeat the search in a database or registry, or name a review that looked.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Search
from claimgrade.records.vocabularies import SourceKind
from claimgrade.rules.rule import Rule, View

_SUFFICIENT = {SourceKind.DATABASE, SourceKind.REGISTRY, SourceKind.REVIEW}


def check(search: Search, view: View) -> Iterator[Problem]:
    """Searches of web pages alone."""
    if not any(source.kind in _SUFFICIENT for source in search.sources):
        yield Problem(
            f"the search '{search.id}' looked in no database, registry or review",
            "Repeat it in a database such as PubMed, or name a review that looked.",
            "/sources",
        )


RULE = Rule("search-without-database", Severity.INFO, __doc__, Search, check)
