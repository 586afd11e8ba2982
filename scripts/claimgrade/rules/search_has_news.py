"""A literature search finds more in PubMed than when it was made.

## What it checks

claimgrade verify --searches repeats every search of PubMed or MEDLINE whose query and day are recorded, and asks for
what has been added since that day. check never finds this: it needs the network.

## Why it matters

"No study was found" is true on one day. A new trial may answer the question, long before the search expires.

## Bad

```yaml
sources:
  - {name: PubMed, kind: database, query: baclofen AND hiccups, date: 2024-01-10, results: 41, relevant: 2} # 3 more
```

## Good

```yaml
sources:
  - {name: PubMed, kind: database, query: baclofen AND hiccups, date: 2026-11-21, results: 44, relevant: 2}
```

## How to fix

Look through the new records; most have nothing to do with the question. Add what bears on a claim, then write the new
day and the new numbers into the search.
"""

from claimgrade.finding import Severity
from claimgrade.records import Record
from claimgrade.rules.rule import Rule

RULE: Rule[Record] = Rule("search-has-news", Severity.INFO, __doc__)
