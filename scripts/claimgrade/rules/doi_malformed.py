"""A DOI is not well formed.

## What it checks

The DOI of a study is a DOI (10., four or more digits, a slash, a suffix). An address of it or a prefix such as
"doi:" is understood.

## Why it matters

A malformed identifier leads nowhere, and cannot be checked with the services that know the right one.

## Bad

```yaml
citation: {DOI: '10.1002'}
```

## Good

```yaml
citation: {DOI: '10.1002/14651858.cd012557.pub3'}
```

## How to fix

Copy it again from the page where it was seen, or write null.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Study
from claimgrade.rules.rule import Rule, View


def check(study: Study, view: View) -> Iterator[Problem]:
    """DOIs that do not parse."""
    if study.citation.doi and study.doi is None:
        yield Problem(
            f"'{study.citation.doi}' is not a DOI (10., four or more digits, a slash, a suffix)",
            "Copy it again from the page where it was seen, or write null.",
            "/citation/DOI",
        )


RULE = Rule("doi-malformed", Severity.ERROR, __doc__, Study, check)
