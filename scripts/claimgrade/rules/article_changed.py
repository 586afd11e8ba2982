"""The snapshot of an article is not the one that its record was written for.

## What it checks

Where a snapshot is at hand (--snapshots or CLAIMGRADE_SNAPSHOTS), the SHA-256 of the file is the one in the record.

## Why it matters

A changed article may say something else. Its passages are still looked for, so that those that moved are seen.

## Bad

```yaml
snapshot: {file: toy-myths.txt, sha256: 0000000000000000000000000000000000000000000000000000000000000000}
```

## Good

```yaml
snapshot: {file: toy-myths.txt, sha256: 67a8a03a26d516b318c0282887fe68b3e0e44d7ae39b8a962d7cc4cf6f01b37f}
```

## How to fix

Bring back the right file. If the article did change, read it again, mend its passages, then write the new digest.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Article
from claimgrade.rules.rule import Rule, View


def check(article: Article, view: View) -> Iterator[Problem]:
    """Snapshots with another digest."""
    found = view.located.snapshots.changed.get(article.id)
    if found and article.snapshot:
        yield Problem(
            f"the snapshot {article.snapshot.file} has the SHA-256 {found}, not the one in the record",
            "Bring back the right file; or read the changed article again, then write its new digest.",
            "/snapshot/sha256",
        )


RULE = Rule("article-changed", Severity.ERROR, __doc__, Article, check)
