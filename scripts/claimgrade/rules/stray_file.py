"""A file below claims/ is not read because no record can be there.

## What it checks

Below claims/ stand vocabulary.yaml and folders of files named <id>.yaml; anything else is not read.

## Why it matters

A record saved as .yml, or one folder too deep, would silently be missing from the base.

## Bad

```yaml
# claims/fibromyalgia/baclofen-pain.yml
```

## Good

```yaml
# claims/fibromyalgia/baclofen-pain.yaml
```

## How to fix

Rename or move the file, or delete it.
"""

from claimgrade.finding import Severity
from claimgrade.records import Record
from claimgrade.rules.rule import Rule

RULE: Rule[Record] = Rule("stray-file", Severity.WARNING, __doc__)
