"""An article has sentences that no record accounts for.

## What it checks

Where a snapshot is at hand (--snapshots or CLAIMGRADE_SNAPSHOTS), every sentence, list item, table row and heading is
in the passage of a claim or of a not_claims entry. A passage accounts for a sentence when it covers at least half of
its characters; that of a claim also when it lies wholly within it. There is one finding for an article, with the first
lines concerned. It is left out while a claim cannot be read or a passage of the article is not found, since these may
account for them.

## Why it matters

A reviewer who opens the article must find every statement in the base, or the reason why it is not.

## Bad

```yaml
not_claims: []
```

## Good

```yaml
not_claims:
  - passage: {start: Read more, end: toys here., sha256: cde716de36673c1856a93599725b8ae38154a0c905fad0625f0014b6faad7ec2}
    reason: navigation
```

## How to fix

Run claimgrade coverage with the article's id and --show. Record what states something as a claim, the rest under
not_claims with its reason.
"""  # noqa: E501, digests are long

from collections.abc import Iterator

from claimgrade.articles.coverage import Status, account
from claimgrade.finding import Problem, Severity
from claimgrade.records import Article
from claimgrade.rules.rule import Rule, View

_LINES = 5  # that are named


def check(article: Article, view: View) -> Iterator[Problem]:
    """Articles of which parts are unaccounted for."""
    if article.id not in view.located.snapshots.texts or view.base.unreadable.get("claim"):
        return
    if not all(view.located.matches[article.id, use.passage].spans for use in view.located.uses[article.id]):
        return
    accounts = list(account(article.id, view.located))
    lines = [str(found.part.line) for found in accounts if found.status is Status.UNACCOUNTED]
    if lines:
        named = list(dict.fromkeys(lines))
        more = " and more" if len(named) > _LINES else ""
        yield Problem(
            f"{len(lines)} of {len(accounts)} sentences are in no claim and in no not_claims entry: "
            f"line{'s' * (len(named) > 1)} {', '.join(named[:_LINES])}{more}",
            f"Run 'claimgrade coverage {article.id} --show'; record each as a claim or under not_claims.",
            "/not_claims",
        )


RULE = Rule("sentence-unaccounted", Severity.WARNING, __doc__, Article, check)
