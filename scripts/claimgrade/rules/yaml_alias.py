"""A file uses an anchor, an alias or a tag.

## What it checks

Records are plain data: no anchors (&), no aliases (*), no tags (!).

## Why it matters

Aliases can blow a small file up to gigabytes, tags can make a reader run code, and neither survives the way through
other tools.

## Bad

```yaml
low: &n 3
high: *n
```

## Good

```yaml
low: 3
high: 3
```

## How to fix

Write each value out. Text that begins with &, * or ! goes in quotes.
"""

from claimgrade.finding import Severity
from claimgrade.records import Record
from claimgrade.rules.rule import Rule

RULE: Rule[Record] = Rule("yaml-alias", Severity.ERROR, __doc__)
