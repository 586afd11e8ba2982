"""A waiver is past its date.

## What it checks

The day of the run is not after the day under until.

## Why it matters

An exception is for a time. Past it, the finding is shown again.

## Bad

```yaml
waivers:
  - {rule: unused-study, reason: kept for later, until: 2020-01-01}
```

## Good

```yaml
waivers:
  - {rule: unused-study, reason: kept for later, until: 2027-01-01}
```

## How to fix

Mend the defect, or set a new date with a reason that still holds.
"""

from claimgrade.finding import Severity
from claimgrade.records import Record
from claimgrade.rules.rule import Rule

RULE: Rule[Record] = Rule("waiver-expired", Severity.WARNING, __doc__)
