"""A file is larger than 256 KiB.

## What it checks

No record file is larger than 256 KiB.

## Why it matters

A record is read by people; one of that size is a mistake or an attack, and would slow every check down.

## Bad

```yaml
# a file with 300,000 characters of notes
```

## Good

```yaml
# a file with a summary of three sentences
```

## How to fix

Shorten the texts, or split the record.
"""

from claimgrade.finding import Severity
from claimgrade.records import Record
from claimgrade.rules.rule import Rule

RULE: Rule[Record] = Rule("file-too-large", Severity.ERROR, __doc__)
