"""A study is said to support a claim, but its interval includes no effect.

## What it checks

For claims of efficacy: where an entry with bearing supports names an outcome with an interval, the interval lies on one
side of no effect: 1 for ratios, 0 for differences.

## Why it matters

An interval that includes no effect is compatible with none. Most such entries are inconclusive.

## Bad

```yaml
evidence:
  - {study: x-2020, bearing: supports, outcome: pain}  # SMD -0.2 (-0.5 to 0.1)
```

## Good

```yaml
evidence:
  - {study: x-2020, bearing: inconclusive, outcome: pain}
```

## How to fix

Write inconclusive, or no-effect where the interval lies in the trivial band; or name the outcome that supports.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Claim
from claimgrade.records.vocabularies import Bearing, Kind
from claimgrade.rules.effects import named_outcome, no_effect
from claimgrade.rules.rule import Rule, View


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """Supporting entries whose interval includes no effect."""
    assessment = view.assessments.get(claim.id)
    if assessment is None or claim.kind is not Kind.EFFICACY:
        return
    for i, standing in enumerate(assessment.standings):
        outcome = named_outcome(standing.study, standing.entry)
        if standing.entry.bearing is not Bearing.SUPPORTS or outcome is None:
            continue
        null = no_effect(outcome.measure)
        if null is None or outcome.low is None or outcome.high is None:
            continue
        if outcome.low < null < outcome.high:
            yield Problem(
                f"'{standing.study.id}' is said to support the claim, but its interval for '{outcome.name}' "
                f"({outcome.low:g} to {outcome.high:g}) includes no effect ({null:g})",
                "Write inconclusive or no-effect, or name the outcome that supports.",
                f"/evidence/{i}/bearing",
            )


RULE = Rule("support-crosses-no-effect", Severity.WARNING, __doc__, Claim, check)
