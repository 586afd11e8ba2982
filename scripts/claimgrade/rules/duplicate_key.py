"""A mapping names the same key twice.

## What it checks

No mapping of a record holds a key twice.

## Why it matters

Most YAML readers keep the last value and drop the first without a word, so a curator and the site would read
different records.

## Bad

```yaml
kind: efficacy
kind: safety
```

## Good

```yaml
kind: efficacy
```

## How to fix

Keep the value that is meant, remove the other.
"""

from claimgrade.finding import Severity
from claimgrade.records import Record
from claimgrade.rules.rule import Rule

RULE: Rule[Record] = Rule("duplicate-key", Severity.ERROR, __doc__)
