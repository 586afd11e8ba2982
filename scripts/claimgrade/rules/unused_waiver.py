"""A waiver matches no finding.

## What it checks

Every waiver of a record holds back at least one finding of its rule.

## Why it matters

A waiver for a defect that is gone would hide the next one.

## Bad

```yaml
waivers:
  - {rule: unused-study, reason: kept for later, until: 2027-01-01}  # the study is in use
```

## Good

```yaml
waivers: []
```

## How to fix

Remove the waiver.
"""

from claimgrade.finding import Severity
from claimgrade.records import Record
from claimgrade.rules.rule import Rule

RULE: Rule[Record] = Rule("unused-waiver", Severity.WARNING, __doc__)
