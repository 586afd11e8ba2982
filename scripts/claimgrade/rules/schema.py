"""A record does not satisfy its JSON Schema.

## What it checks

Every record satisfies the schema of its kind in schema/: known fields only, allowed values, real dates, addresses
with a host name, lengths within limits.

## Why it matters

Everything after this step trusts the shape of a record. A misspelt field would otherwise be read as one that is
absent.

## Bad

```yaml
kind: effficacy
```

## Good

```yaml
kind: efficacy
```

## How to fix

The message names the field and the nearest allowed value. An editor that reads the first line of the file completes
the fields and marks what is wrong.
"""

from claimgrade.finding import Severity
from claimgrade.records import Record
from claimgrade.rules.rule import Rule

RULE: Rule[Record] = Rule("schema", Severity.ERROR, __doc__)
