"""A baseline holds a finding that is no longer there.

## What it checks

With --baseline, every entry of the baseline has its finding. Entries of rules that could not look at everything,
for want of snapshots, are left alone.

## Why it matters

What was mended must leave the baseline. Otherwise the same defect could come back, and the baseline would hide it.

## Bad

```yaml
# baseline.json holds unused-study for claims/studies/fern-2010.yaml, which a claim has named since
```

## Good

```yaml
# baseline.json was written again after that
```

## How to fix

Write the baseline again with --write-baseline, and look at what changed in it: lines should only go.
"""

from claimgrade.finding import Severity
from claimgrade.records import Record
from claimgrade.rules.rule import Rule

RULE: Rule[Record] = Rule("baseline-outdated", Severity.ERROR, __doc__)
