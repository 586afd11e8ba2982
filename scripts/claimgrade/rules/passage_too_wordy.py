"""A record keeps more of an article's words than locating a passage takes.

## What it checks

Where a snapshot is at hand (--snapshots or CLAIMGRADE_SNAPSHOTS) and the passage has more than 8 words, start and end
together are not more than half of them.

## Why it matters

The articles are other people's texts. The base holds as few of their words as locate a passage.

## Bad

```yaml
passage: {start: A toy study in the Journal of Toys, end: the mood of adults with toy syndrome., sha256: 17ae30b8a1a6f8c39c5fc4a32d6d47ad42dd6d8ff94f1c1cb24ea6e9ee0c15e1}
```

## Good

```yaml
passage: {start: A toy study, end: toy syndrome., sha256: 17ae30b8a1a6f8c39c5fc4a32d6d47ad42dd6d8ff94f1c1cb24ea6e9ee0c15e1}
```

## How to fix

Cut words from the inner ends of start and end; the digest stays. claimgrade anchor takes as few as locate it.
"""  # noqa: E501, digests are long

from collections.abc import Iterator

from claimgrade.articles.passages import too_wordy
from claimgrade.finding import Problem, Severity
from claimgrade.records import Article, Claim
from claimgrade.rules.rule import Rule, View


def check(record: Claim | Article, view: View) -> Iterator[Problem]:
    """Passages that were found, and of which too much is kept."""
    for use, match in view.located.of_record(record):
        if not match.spans:
            continue
        first, last = match.spans[0]
        words = len(view.located.snapshots.texts[use.article].normalised[first:last].split())
        kept = len(use.passage.start.split()) + len(use.passage.end.split())
        if too_wordy(kept, words):
            yield Problem(
                f"start and end keep {kept} of the {words} words of the passage",
                "Cut words from their inner ends until at most half are kept; the digest stays.",
                use.pointer,
            )


RULE = Rule("passage-too-wordy", Severity.WARNING, __doc__, Claim | Article, check)
