"""A record does not say where in its article a passage stands, though that is known.

## What it checks

Where the snapshot that an article's record names is at hand (--snapshots or CLAIMGRADE_SNAPSHOTS) and holds the passage,
the passage has a position. Without the snapshot nobody can know it, and it may be left out.

## Why it matters

The site lists the claims of an article in the order of these positions. Claims without one come last, by topic.

## Bad

```yaml
passage: {start: Read, end: here., sha256: cde716de36673c1856a93599725b8ae38154a0c905fad0625f0014b6faad7ec2}
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
    """Passages that were found and have no position."""
    for use, first in view.located.first_starts(record):
        if use.passage.position is None:
            yield Problem(
                f"the passage has no position; it starts at {first} in the article '{use.article}'",
                f"Write 'position: {first}', or run 'claimgrade check --fix' with the same snapshots.",
                f"{use.pointer}/position",
                use.pointer,
                right=first,
            )


RULE = Rule("passage-unplaced", Severity.INFO, __doc__, Claim | Article, check)
