"""A passage is not where its record says that it stands.

## What it checks

Where the snapshot that an article's record names is at hand (--snapshots or CLAIMGRADE_SNAPSHOTS) and holds the passage,
position is the number of characters before its first span: characters of the normalised text, as for the digest. A
snapshot with another digest is left to article-changed, and a passage without a position to passage-unplaced.

## Why it matters

The site lists the claims of an article in the order of these positions. It never sees the article itself.

## Bad

```yaml
passage: {start: Read, end: here., sha256: cde716de36673c1856a93599725b8ae38154a0c905fad0625f0014b6faad7ec2, position: 4}
```

## Good

```yaml
passage: {start: Read, end: here., sha256: cde716de36673c1856a93599725b8ae38154a0c905fad0625f0014b6faad7ec2, position: 104}
```

## How to fix

Run claimgrade check --fix with the same snapshots.
"""  # noqa: E501, digests are long

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Article, Claim
from claimgrade.rules.rule import Rule, View


def check(record: Claim | Article, view: View) -> Iterator[Problem]:
    """Passages that were found, with a position where they do not first start."""
    for use, first in view.located.first_starts(record):
        recorded = use.passage.position
        if recorded is not None and recorded != first:
            yield Problem(
                f"position {recorded} is not where the passage starts in the article '{use.article}': that is {first}",
                f"Write 'position: {first}', or run 'claimgrade check --fix' with the same snapshots.",
                f"{use.pointer}/position",
                right=first,
            )


RULE = Rule("passage-misplaced", Severity.WARNING, __doc__, Claim | Article, check)
