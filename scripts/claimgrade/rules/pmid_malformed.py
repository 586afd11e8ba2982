"""A PMID is not well formed.

## What it checks

The PMID of a study is a PubMed identifier (up to nine digits). An address of it or a prefix such as "pmid:" is
understood, and left to identifier-not-normalised.

## Why it matters

A malformed identifier leads nowhere, and cannot be checked with the services that know the right one.

## Bad

```yaml
citation: {PMID: 'PM39298168'}
```

## Good

```yaml
citation: {PMID: '39298168'}
```

## How to fix

Copy it again from the page where it was seen, or write null.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Study
from claimgrade.rules.rule import Rule, View


def check(study: Study, view: View) -> Iterator[Problem]:
    """PMIDs that do not parse."""
    if study.citation.pmid and study.pmid is None:
        yield Problem(
            f"'{study.citation.pmid}' is not a PubMed identifier (up to nine digits)",
            "Copy it again from the page where it was seen, or write null.",
            "/citation/PMID",
        )


RULE = Rule("pmid-malformed", Severity.ERROR, __doc__, Study, check)
