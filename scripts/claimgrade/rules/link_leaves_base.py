"""A file is a symbolic link that leads out of the repository.

## What it checks

The real place of every record file is inside the repository.

## Why it matters

A pull request could otherwise make the site publish any file of the machine that builds it.

## Bad

```yaml
# claims/studies/x.yaml -> /etc/passwd
```

## Good

```yaml
# claims/studies/x.yaml is a file
```

## How to fix

Replace the link by the file itself.
"""

from claimgrade.finding import Severity
from claimgrade.records import Record
from claimgrade.rules.rule import Rule

RULE: Rule[Record] = Rule("link-leaves-base", Severity.ERROR, __doc__)
