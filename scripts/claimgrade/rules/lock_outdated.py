"""The lock holds an answer for a record that has changed since, or is gone.

## What it checks

Every entry of claims/verify.lock.json belongs to a study that exists, and what the record says of title, first author,
year, journal and identifiers is what was compared.

## Why it matters

An answer is for what the record said then. After a change nobody knows whether it still holds.

## Bad

```yaml
citation: {title: Baclofen for hiccups, DOI: 10.5555/2} # verified when the DOI was 10.5555/1
```

## Good

```yaml
citation: {title: Baclofen for hiccups, DOI: 10.5555/1} # verified with this DOI
```

## How to fix

Run claimgrade verify --update where there is a network; or leave it to the scheduled run.
"""

from claimgrade.finding import Severity
from claimgrade.records import Record
from claimgrade.rules.rule import Rule

RULE: Rule[Record] = Rule("lock-outdated", Severity.WARNING, __doc__)
