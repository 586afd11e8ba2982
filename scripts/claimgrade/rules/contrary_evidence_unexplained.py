"""Evidence that counts and points elsewhere is left out of the basis without a word.

## What it checks

Counted evidence whose start is no lower than that of the basis, that points another way and that no review of the
basis pools, is in the basis or explained in grade.note.

## Why it matters

Leaving out what does not fit is the oldest way to make a claim look better than it is.

## Bad

```yaml
evidence:
  - {study: a-2020, bearing: supports}
  - {study: b-2021, bearing: no-effect}
grade: {basis: [a-2020], direction: supports, certainty: low}
```

## Good

```yaml
grade: {basis: [a-2020], direction: supports, certainty: low, note: b-2021 gave a quarter of the dose.}
```

## How to fix

Take it into the basis and call the direction mixed, or say in grade.note why it is left out.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Claim
from claimgrade.records.vocabularies import Direction
from claimgrade.rules.rule import Rule, View


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """Contrary evidence outside the basis."""
    assessment = view.assessments.get(claim.id)
    if assessment is None or claim.grade is None or not assessment.basis or claim.grade.note:
        return
    if claim.grade.direction is Direction.MIXED:
        return
    pooled = {study_id for standing in assessment.basis for study_id in standing.study.includes}
    lowest = min(standing.start.rank for standing in assessment.basis if standing.start)
    in_basis = {standing.study.id for standing in assessment.basis}
    for i, standing in enumerate(assessment.standings):
        points = standing.entry.bearing.value not in ("inconclusive", claim.grade.direction.value)
        left_out = standing.counts and standing.study.id not in in_basis | pooled
        if points and left_out and standing.start and standing.start.rank >= lowest:
            yield Problem(
                f"'{standing.study.id}' says {standing.entry.bearing} and is left out of the basis without a note",
                "Take it into the basis, or say in 'note' of the grade why not.",
                f"/evidence/{i}/study",
            )


RULE = Rule("contrary-evidence-unexplained", Severity.ERROR, __doc__, Claim, check)
