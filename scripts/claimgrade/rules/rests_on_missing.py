"""It is not said what a review, guideline or label rests on.

## What it checks

Evidence from a review, guideline or label that counts says under rests_on what the document rests on for this
outcome. Kinds diagnosis, regulatory and research do not need it.

## Why it matters

The start of a grade depends on it: a review of trials is not a review of opinions.

## Bad

```yaml
evidence:
  - {study: agabio-2023, bearing: no-effect}
```

## Good

```yaml
evidence:
  - {study: agabio-2023, bearing: no-effect, rests_on: randomised}
```

## How to fix

Write randomised, non-randomised, uncontrolled, warning, statement or none.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Claim
from claimgrade.records.vocabularies import Design
from claimgrade.rules.rule import Rule, View

_DOCUMENTS = {
    Design.SYSTEMATIC_REVIEW,
    Design.META_ANALYSIS,
    Design.NARRATIVE_REVIEW,
    Design.GUIDELINE,
    Design.DRUG_LABEL,
}


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """Counted documents without rests_on."""
    assessment = view.assessments.get(claim.id)
    if assessment is None or not view.policy.tables[claim.kind].uses_rests_on:
        return
    for i, standing in enumerate(assessment.standings):
        if standing.counts and standing.study.design in _DOCUMENTS and standing.entry.rests_on is None:
            yield Problem(
                f"it is not said what the {standing.study.design} '{standing.study.id}' rests on",
                "Add 'rests_on': randomised, non-randomised, uncontrolled, warning, statement or none.",
                f"/evidence/{i}/rests_on",
                near=f"/evidence/{i}/study",
            )


RULE = Rule("rests-on-missing", Severity.ERROR, __doc__, Claim, check)
