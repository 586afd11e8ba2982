"""A file cannot be read as one YAML document.

## What it checks

A record is one YAML document in UTF-8, a mapping with plain keys, nested at most 32 levels deep. Files that are
empty, hold two documents, or are not regular files are refused too.

## Why it matters

A file that cannot be read says nothing, and a parser that guesses says something that nobody wrote. The other files
are still checked.

## Bad

```yaml
statement: Oral baclofen: reduces pain.
```

## Good

```yaml
statement: "Oral baclofen: reduces pain."
```

## How to fix

Mend the line that is named, or the one before it: often a quote, a colon or an indent is missing. Put text that
holds a colon and a space in quotes.
"""

from claimgrade.finding import Severity
from claimgrade.records import Record
from claimgrade.rules.rule import Rule

RULE: Rule[Record] = Rule("yaml-syntax", Severity.ERROR, __doc__)
