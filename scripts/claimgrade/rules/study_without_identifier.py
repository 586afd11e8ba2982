"""A study has no identifier and no address.

## What it checks

Every study has a DOI, PMID, PMCID, ISBN, registration number or address of its own.

## Why it matters

A reader must be able to find the study. One that only we have seen is nearly as bad as one that nobody has.

## Bad

```yaml
citation: {type: article-journal, title: A trial, DOI: null, PMID: null}
```

## Good

```yaml
citation: {type: article-journal, title: A trial, DOI: 10.1000/xyz}
```

## How to fix

Look the identifier up and note the page where it was seen; leave it null while nobody has.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Study
from claimgrade.rules.rule import Rule, View


def check(study: Study, view: View) -> Iterator[Problem]:
    """Studies that cannot be looked up."""
    cited = study.citation
    if not any((cited.doi, cited.pmid, cited.pmcid, cited.isbn, cited.url, study.registration)):
        yield Problem(
            f"the study '{study.id}' has no DOI, PMID, PMCID, ISBN, registration number or address",
            "Look it up and add the identifier with the page where you saw it.",
            "/citation",
        )


RULE = Rule("study-without-identifier", Severity.WARNING, __doc__, Study, check)
