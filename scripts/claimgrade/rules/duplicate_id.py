"""Two records have the same id.

## What it checks

Ids are unique over claims, studies, articles and searches.

## Why it matters

A link to an id must lead to one record.

## Bad

```yaml
# claims/studies/rose-2018.yaml and claims/searches/rose-2018.yaml
```

## Good

```yaml
# claims/studies/rose-2018.yaml and claims/searches/rose-2018-search.yaml
```

## How to fix

Give one of the two another id; if it was published, name the old one under formerly.
"""

from claimgrade.finding import Severity
from claimgrade.records import Record
from claimgrade.rules.rule import Rule

RULE: Rule[Record] = Rule("duplicate-id", Severity.ERROR, __doc__)
