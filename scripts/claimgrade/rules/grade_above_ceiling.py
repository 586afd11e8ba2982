"""The recorded certainty is above what stored facts allow.

## What it checks

The certainty is not above the ceiling (few people, no judged risk of bias, only indirect evidence, a retracted
study in a pool, a preprint, mixed directions), or the grade gives a reason under override.

## Why it matters

Judgement may go below the ceiling freely. Above it, a reader deserves the reason.

## Bad

```yaml
# 40 people were studied
grade: {basis: [x-2020], direction: supports, certainty: high}
```

## Good

```yaml
grade:
  basis: [x-2020]
  direction: supports
  certainty: low
  changes: [{domain: imprecision, levels: -2, reason: 40 people.}]
```

## How to fix

Add the change that the ceiling speaks of, or write the reason for going above it under override.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Claim
from claimgrade.rules.rule import Rule, View


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """Certainties above the ceiling."""
    assessment = view.assessments.get(claim.id)
    if assessment is None or assessment.graded is None or claim.grade is None or claim.grade.override:
        return
    ceiling = assessment.graded.ceiling
    if claim.grade.certainty.rank > ceiling.certainty.rank:
        yield Problem(
            f"the certainty {claim.grade.certainty} is above the ceiling {ceiling.certainty}: "
            + " ".join(ceiling.reasons),
            "Rate down in the domain that it speaks of, or give a reason under 'override'.",
            "/grade/certainty",
        )


RULE = Rule("grade-above-ceiling", Severity.ERROR, __doc__, Claim, check)
