"""The words of a passage fit several places of its article, and its digest fits none of them.

## What it checks

Where a snapshot is at hand (--snapshots or CLAIMGRADE_SNAPSHOTS) and no span has the digest under sha256, not more than
one span begins with start and ends with end.

## Why it matters

When an article changes, words that fit several places no longer tell which one was meant.

## Bad

```yaml
passage: {start: It, end: toyaline., sha256: 0000000000000000000000000000000000000000000000000000000000000000}
```

## Good

```yaml
passage: {start: It improves, end: "sleep, too.", sha256: be7112e8432bdb8830b8bed758c3ae44d80e191e7ec5065b9236796a1f4a1dcd}
```

## How to fix

Run claimgrade anchor with the article's id and the words of the passage, and paste what it prints.
"""  # noqa: E501, digests are long

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Article, Claim
from claimgrade.rules.rule import Rule, View


def check(record: Claim | Article, view: View) -> Iterator[Problem]:
    """Passages without a span, whose ends fit more than once."""
    for use, match in view.located.of_record(record):
        if not match.spans and match.candidates > 1:
            yield Problem(
                f"{match.candidates} spans of the article '{use.article}' start and end like the passage, "
                "but none has its digest",
                f"Run 'claimgrade anchor {use.article} PHRASE' with the words meant, and paste what it prints.",
                use.pointer,
            )


RULE = Rule("passage-ambiguous", Severity.ERROR, __doc__, Claim | Article, check)
