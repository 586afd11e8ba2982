"""A passage is not in the snapshot of its article.

## What it checks

Where a snapshot is at hand (--snapshots or CLAIMGRADE_SNAPSHOTS), a span of the article begins with start, ends with
end, has at most 900 characters and the digest under sha256. This rule tells when no such span exists and at most one
has those ends; where several have them, passage-ambiguous does.

## Why it matters

A reader must be able to see where the article says what the claim takes from it.

## Bad

```yaml
passage: {start: Ask a docter, end: you take toyaline., sha256: 85d0ea14b3f2d8d5079c8a57079e81ccf9918284409488d962bf7e0cae5cea4d}
```

## Good

```yaml
passage: {start: Ask a doctor, end: you take toyaline., sha256: 85d0ea14b3f2d8d5079c8a57079e81ccf9918284409488d962bf7e0cae5cea4d}
```

## How to fix

Run claimgrade anchor with the article's id and the words of the passage, and paste what it prints.
"""  # noqa: E501, digests are long

from collections.abc import Iterator

from claimgrade.articles.located import Use
from claimgrade.articles.passages import MAX_CHARACTERS, normalise
from claimgrade.finding import Problem, Severity
from claimgrade.records import Article, Claim
from claimgrade.rules.rule import Rule, View


def check(record: Claim | Article, view: View) -> Iterator[Problem]:
    """Passages without a span, whose ends fit at most once."""
    for use, match in view.located.of_record(record):
        if not match.spans and match.candidates <= 1:
            yield Problem(
                f"the passage is not in the article '{use.article}': {_why(use, view, match.candidates)}",
                f"Run 'claimgrade anchor {use.article} PHRASE' and paste what it prints.",
                use.pointer,
            )


def _why(use: Use, view: View, candidates: int) -> str:
    if candidates:
        return "its words are, but the text from start to end has another digest"
    text = view.located.snapshots.texts[use.article].normalised
    for end, words in (("start", use.passage.start), ("end", use.passage.end)):
        if normalise(words) not in text:
            return f"{end} '{words}' does not stand there"
    return f"end does not follow start within {MAX_CHARACTERS} characters"


RULE = Rule("passage-not-found", Severity.ERROR, __doc__, Claim | Article, check)
