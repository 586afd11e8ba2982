"""No study that is called direct speaks of the claim's outcome and population.

## What it checks

Where evidence on benefit or harm counts and has nothing under differs, at least one of these studies shares a word with
the outcome or the population of the question.

## Why it matters

A study of something else that is called direct makes a claim look tested.

## Bad

```yaml
question: {population: adults with neck pain, outcome: pain, intervention: oral baclofen}
evidence:
  - {study: spasticity-2001, bearing: supports, differs: []}
```

## Good

```yaml
evidence:
  - {study: spasticity-2001, bearing: background, differs: [condition]}
```

## How to fix

Say under differs in what the study differs, or complete its population and outcomes.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.grading import System
from claimgrade.records import Claim
from claimgrade.rules.effects import shares_a_word
from claimgrade.rules.rule import Rule, View


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """Claims whose outcome and population no direct study names."""
    assessment = view.assessments.get(claim.id)
    if assessment is None or assessment.system is not System.GRADE:
        return
    direct = [standing.study for standing in assessment.counted if standing.is_direct]
    asked = f"{claim.question.outcome} {claim.question.population}"
    if direct and not any(shares_a_word(asked, study) for study in direct):
        names = ", ".join(dict.fromkeys(study.id for study in direct))
        yield Problem(
            f"no direct study ({names}) speaks of '{claim.question.outcome}' or '{claim.question.population}'",
            "Say under 'differs' in what they differ, or complete the studies.",
            "/question/outcome",
        )


RULE = Rule("claim-unlike-evidence", Severity.INFO, __doc__, Claim, check)
