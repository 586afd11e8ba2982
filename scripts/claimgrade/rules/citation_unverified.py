"""A study was never looked up at the bibliographic services.

## What it checks

Every study with a DOI, a PMID or a registration at ClinicalTrials.gov has an entry in claims/verify.lock.json.

## Why it matters

An identifier that nobody looked up can be invented, belong to another paper, or to one that was retracted long ago.

## Bad

```yaml
# claims/studies/fern-2010.yaml has a DOI, and claims/verify.lock.json has no entry fern-2010
```

## Good

```yaml
# claims/verify.lock.json has an entry fern-2010
```

## How to fix

Run claimgrade verify --update where there is a network, and commit the lock.
"""

from collections.abc import Iterator

from claimgrade.citations.entry import askable
from claimgrade.citations.names import called, listed
from claimgrade.finding import Problem, Severity
from claimgrade.records import Study
from claimgrade.rules.rule import Rule, View


def check(study: Study, view: View) -> Iterator[Problem]:
    """Studies without an entry that could have one."""
    identifiers = askable(study)
    if identifiers and study.id not in view.lock.studies:
        yield Problem(
            f"'{study.id}' was never looked up: {listed([called(identifier) for identifier in identifiers])}",
            "Run 'claimgrade verify --update' where there is a network.",
            "/citation",
        )


RULE = Rule("citation-unverified", Severity.INFO, __doc__, Study, check)
