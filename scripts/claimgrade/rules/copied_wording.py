"""A record repeats an article's own words.

## What it checks

Where snapshots are at hand (--snapshots or CLAIMGRADE_SNAPSHOTS), no text of a record shares 12 or more consecutive
words with an article. Words are runs of letters a to z and digits, whatever their case and punctuation. Left out are
the title of an article, the description of a publication, and the words that locate a passage.

## Why it matters

The articles are other people's texts, and a statement in our own words shows that it was understood.

## Bad

```yaml
summary: A toy study in the Journal of Toys found that toyaline lifts the mood of adults with toy syndrome.
```

## Good

```yaml
summary: One toy trial measured mood; it was better with toyaline than with placebo.
```

## How to fix

Say it in your own words.
"""

from collections.abc import Iterator

from claimgrade.articles.own_texts import own_texts
from claimgrade.finding import Problem, Severity
from claimgrade.records import Article, Claim, Search, Study
from claimgrade.rules.rule import Rule, View

_SHOWN = 5  # words that name the place


def check(record: Claim | Study | Article | Search, view: View) -> Iterator[Problem]:
    """Texts that share a long run of words with an article, one finding each."""
    if not view.located.snapshots.texts:
        return
    for pointer, text in own_texts(record):
        copied = view.located.wording.longest_copied(text)
        if copied:
            yield Problem(
                f"{len(copied.words)} consecutive words are those of the article '{copied.article}', "
                f"from '{' '.join(copied.words[:_SHOWN])}'",
                "Say it in your own words.",
                pointer,
            )


RULE = Rule("copied-wording", Severity.ERROR, __doc__, Claim | Study | Article | Search, check)
