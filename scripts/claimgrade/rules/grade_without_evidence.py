"""A grade rests on something that does not count.

## What it checks

Every study of the basis is an entry of the evidence that counts. Retracted, superseded and other interventions have
rules of their own.

## Why it matters

A certainty without evidence behind it is an opinion.

## Bad

```yaml
evidence: []
grade: {basis: [agabio-2023], direction: supports, certainty: low}
```

## Good

```yaml
evidence: []
grade: null
```

## How to fix

Remove the grade, or name studies in its basis that are evidence and count.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Claim
from claimgrade.rules.basis import has_own_rule
from claimgrade.rules.rule import Rule, View


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """Studies of the basis that do not count for a reason without a rule of its own."""
    assessment = view.assessments.get(claim.id)
    if assessment is None or claim.grade is None:
        return
    if not assessment.counted:
        yield Problem(
            "there is a grade, but no evidence that counts", "Write 'grade: null', or link evidence.", "/grade"
        )
        return
    for i, study_id in enumerate(claim.grade.basis):
        reasons = [s.why_not for s in assessment.standings if s.study.id == study_id]
        if study_id in view.base.studies and not reasons:
            yield Problem(
                f"the grade rests on '{study_id}', which is not in the evidence",
                "Add it to the evidence, or take it out of the basis.",
                f"/grade/basis/{i}",
            )
        elif reasons and None not in reasons and not has_own_rule(claim, study_id, view):
            yield Problem(
                f"the grade rests on '{study_id}', which does not count: {reasons[0]}",
                "Take it out of the basis.",
                f"/grade/basis/{i}",
            )


RULE = Rule("grade-without-evidence", Severity.ERROR, __doc__, Claim, check)
