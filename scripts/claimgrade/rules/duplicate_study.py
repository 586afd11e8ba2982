"""Two records describe the same publication.

## What it checks

No two studies have the same DOI, PMID or PMCID, or the same title, first author and year.

## Why it matters

One study under two ids is counted twice, and what is mended in one record stays wrong in the other.

## Bad

```yaml
# claims/studies/rose-2018.yaml and claims/studies/rose-jones-2018.yaml, both with the same DOI
```

## Good

```yaml
# claims/studies/rose-2018.yaml alone
```

## How to fix

Keep one record, move the references to it, and name the other id under formerly. Versions of a review have
identifiers of their own and are linked by same_as.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Study
from claimgrade.rules.rule import Rule, View


def check(study: Study, view: View) -> Iterator[Problem]:
    """Studies that share an identifier, or title, author and year, with one of a lower id."""
    for key in study.same_publication_keys:
        first = view.first_with_key.get(key, study.id)
        if first != study.id:
            what, value = key
            yield Problem(
                f"'{study.id}' and '{first}' have the same {what}: {value}",
                "Keep one record, move the references to it, and name the other id under 'formerly'.",
                "/id",
            )
            return


RULE = Rule("duplicate-study", Severity.ERROR, __doc__, Study, check)
