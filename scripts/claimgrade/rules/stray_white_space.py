"""A text begins or ends with white space.

## What it checks

No text of one line begins or ends with a space or another white character. Block texts, which end with a line break,
and texts that hold nothing else are left alone.

## Why it matters

It is invisible, and still makes two texts different that should be the same: names of outcomes are compared, and
titles are searched for.

## Bad

```yaml
title: 'Baclofen for alcohol use disorder '
```

## Good

```yaml
title: Baclofen for alcohol use disorder
```

## How to fix

Run claimgrade check --fix.
"""

from claimgrade.finding import Severity
from claimgrade.records import Record
from claimgrade.rules.rule import Rule

RULE: Rule[Record] = Rule("stray-white-space", Severity.WARNING, __doc__)
