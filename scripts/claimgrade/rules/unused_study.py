"""No record refers to a study.

## What it checks

Every study is evidence of a claim, or a source that an article may mean, or part of a review, or another version of
a study, or stands behind a search.

## Why it matters

A study that bears on nothing is either forgotten evidence or clutter.

## Bad

```yaml
# claims/studies/x-2020.yaml, which no claim names
```

## Good

```yaml
evidence:
  - study: x-2020
    bearing: background
```

## How to fix

Add it to the evidence of the claims that it bears on, as background if it does not test them, or delete it.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Study
from claimgrade.rules.rule import Rule, View


def check(study: Study, view: View) -> Iterator[Problem]:
    """Whether anything refers to a study."""
    if view.base.is_whole and study.id not in view.referred_studies:
        yield Problem(
            f"no claim, search or other study refers to '{study.id}'",
            "Add it to the evidence of the claims that it bears on, or delete it.",
            "/id",
        )


RULE = Rule("unused-study", Severity.WARNING, __doc__, Study, check)
