"""A claim lies in a folder that is not a topic.

## What it checks

The folder of every claim is listed under topics in claims/vocabulary.yaml.

## Why it matters

A topic has a title and a page; a claim in a misspelt folder would be found by nobody.

## Bad

```yaml
# claims/fibromialgia/baclofen-pain.yaml
```

## Good

```yaml
# claims/fibromyalgia/baclofen-pain.yaml
```

## How to fix

Move the file, or list the topic in claims/vocabulary.yaml.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from claimgrade.finding import Problem, Severity
from claimgrade.records import Claim
from claimgrade.rules.rule import Rule, View


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """The folder of a claim."""
    known = [topic.id for topic in view.base.vocabulary.topics]
    if view.base.vocabulary.is_known and claim.topic not in known:
        near = get_close_matches(claim.topic, known, 1)
        mend = f"Did you mean '{near[0]}'?" if near else "List it under topics in claims/vocabulary.yaml."
        yield Problem(f"the folder '{claim.topic}' is not a topic of claims/vocabulary.yaml", mend)


RULE = Rule("unknown-topic", Severity.ERROR, __doc__, Claim, check)
