"""The recorded certainty is not what start, changes and ceiling come to.

## What it checks

The certainty of a grade is its start plus the sum of its changes, within very-low and high, or the ceiling where
that is lower. Each domain is named once and by the levels it allows; rating up starts from low and goes with no
downgrade; a mixed direction goes with a change for inconsistency; an adopted certainty was published.

## Why it matters

A certainty that its own steps do not lead to cannot be audited.

## Bad

```yaml
grade:
  basis: [x-2020]
  direction: supports
  certainty: high
  changes: [{domain: imprecision, levels: -1, reason: 120 people.}]
```

## Good

```yaml
grade:
  basis: [x-2020]
  direction: supports
  certainty: moderate
  changes: [{domain: imprecision, levels: -1, reason: 120 people.}]
```

## How to fix

Run claimgrade show with the claim's id: it prints each step. Correct the certainty, or add or remove a change with
its reason.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Claim
from claimgrade.rules.rule import Rule, View


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """Steps of a grade that do not add up."""
    assessment = view.assessments.get(claim.id)
    if assessment is None or assessment.graded is None or claim.grade is None:
        return
    if claim.grade.adopts and claim.grade.adopts not in view.base.studies:
        return  # another rule says so; nothing can be added up
    table = view.policy.tables[claim.kind]
    if any(table.lacks_rests_on(standing.entry, standing.study) for standing in assessment.basis):
        return  # likewise
    graded = assessment.graded
    for fault in graded.faults:
        yield Problem(
            f"the grade does not add up: {fault}", "Correct the changes, the direction or 'adopts'.", "/grade"
        )
    if claim.grade.certainty not in (graded.total, graded.certainty):
        start = next(step.certainty for step in reversed(graded.steps) if step.name in ("start", "agreement"))
        sum_of = sum(change.levels for change in claim.grade.changes)
        yield Problem(
            f"the certainty is given as {claim.grade.certainty}, but start ({start}) and changes ({sum_of:+d}) "
            f"come to {graded.total}"
            + (f", capped at {graded.certainty}" if graded.certainty is not graded.total else ""),
            f"Write 'certainty: {graded.certainty}', or correct the changes.",
            "/grade/certainty",
        )


RULE = Rule("grade-arithmetic", Severity.ERROR, __doc__, Claim, check)
