"""An id is not the name of its file, or the name is not a plain id.

## What it checks

The id of a record is the stem of its file name; both are lower-case letters, digits and single hyphens, at most 80
characters.

## Why it matters

Ids are addresses: links, pages and exports find a record by them.

## Bad

```yaml
# claims/fibromyalgia/pain.yaml
id: baclofen-pain
```

## Good

```yaml
# claims/fibromyalgia/baclofen-pain.yaml
id: baclofen-pain
```

## How to fix

Rename the file, or write its name as the id.
"""

from claimgrade.finding import Severity
from claimgrade.records import Record
from claimgrade.rules.rule import Rule

RULE: Rule[Record] = Rule("id-mismatch", Severity.ERROR, __doc__)
