"""A grade differs from the certainty that a review published, without a word.

## What it checks

Where a review that counts, and answers the claim's own question, published a GRADE certainty for the outcome that its
evidence entry names, the grade's certainty equals it, or the grade adopts it and says in its changes how the question
differs, or grade.note says why it differs. Only claims that are graded by GRADE are looked at.

## Why it matters

Whoever did the review has read every trial of it. To judge otherwise is allowed, but not in silence.

## Bad

```yaml
# cedar-2022 published moderate certainty (GRADE) for this outcome
grade: {basis: [cedar-2022], adopts: null, direction: no-effect, certainty: high, changes: []}
```

## Good

```yaml
grade: {basis: [cedar-2022], adopts: cedar-2022, direction: no-effect, certainty: moderate, changes: []}
```

## How to fix

Adopt the published certainty, or say in grade.note why it is not followed.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.grading import System
from claimgrade.grading.certainty import published
from claimgrade.records import Claim
from claimgrade.rules.rule import Rule, View


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """Reviews that count, are direct, and published another certainty."""
    assessment = view.assessments.get(claim.id)
    if assessment is None or assessment.certainty is None or claim.grade is None or claim.grade.note:
        return
    if assessment.system is not System.GRADE:
        return
    if claim.grade.adopts and claim.grade.adopts not in view.base.studies:
        return  # another rule says so
    for i, standing in enumerate(assessment.standings):
        if not standing.counts or not standing.is_direct or standing.study.id == claim.grade.adopts:
            continue
        theirs = published(standing.study, (standing,), claim.question.outcome)
        if theirs and theirs is not assessment.certainty:
            yield Problem(
                f"'{standing.study.id}' published {theirs} certainty for this outcome, but the grade comes to "
                f"{assessment.certainty} and does not say why",
                "Adopt the published certainty, or say in 'note' of the grade why it is not followed.",
                f"/evidence/{i}/study",
            )


RULE = Rule("differs-from-published-certainty", Severity.WARNING, __doc__, Claim, check)
