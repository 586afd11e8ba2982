"""The file with the answers of the bibliographic services cannot be read.

## What it checks

claims/verify.lock.json is a regular file with the JSON that claimgrade verify writes: known keys and words, no key
twice, outcomes that fit their answers.

## Why it matters

From a damaged file nothing may look verified: it counts as if no study had ever been looked up, retractions included.

## Bad

```yaml
# claims/verify.lock.json with the marks of a merge that was never finished
```

## Good

```yaml
# claims/verify.lock.json as claimgrade verify --update wrote it
```

## How to fix

Restore the file from git, or resolve the merge by keeping whole entries of one side; else delete it and run claimgrade
verify --update.
"""

from claimgrade.finding import Severity
from claimgrade.records import Record
from claimgrade.rules.rule import Rule

RULE: Rule[Record] = Rule("lock-malformed", Severity.ERROR, __doc__)
