"""A schema of this repository differs from that of the installed claimgrade.

## What it checks

The copies in schema/ are equal to the schemas that travel with the installed claimgrade, which are the authority.

## Why it matters

An editor completes from the copies. Where they differ it offers what check refuses.

## Bad

```yaml
# schema/claim.schema.json of an older version
```

## Good

```yaml
# schema/claim.schema.json as installed
```

## How to fix

Copy the schemas from the installed claimgrade, or install the version that the repository was written for.
"""

from claimgrade.finding import Severity
from claimgrade.records import Record
from claimgrade.rules.rule import Rule

RULE: Rule[Record] = Rule("schema-outdated", Severity.WARNING, __doc__)
