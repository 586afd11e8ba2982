"""All evidence that counts for a claim on people comes from animals.

## What it checks

At least one study that counts for a claim of efficacy, safety, epidemiology or pharmacokinetics was done in people.

## Why it matters

Most of what helps animals does not help people. A reader will not look into the table of evidence to see that it
was mice.

## Bad

```yaml
kind: efficacy
evidence:
  - {study: mice-2010, bearing: supports, differs: [species]}
```

## Good

```yaml
kind: efficacy
evidence:
  - {study: mice-2010, bearing: background, differs: [species]}
searches: [x-in-people]
```

## How to fix

Look for studies in people. Where there are none, make the animal study background and document the search.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Claim
from claimgrade.records.vocabularies import Design, Kind
from claimgrade.rules.rule import Rule, View

_OF_PEOPLE = {Kind.EFFICACY, Kind.SAFETY, Kind.EPIDEMIOLOGY, Kind.PHARMACOKINETICS}


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """Claims on people that rest on animals."""
    assessment = view.assessments.get(claim.id)
    if assessment is None or claim.kind not in _OF_PEOPLE or not assessment.counted:
        return
    if all(standing.study.design is Design.ANIMAL for standing in assessment.counted):
        names = ", ".join(dict.fromkeys(standing.study.id for standing in assessment.counted))
        yield Problem(
            f"all evidence that counts comes from animals ({names})",
            "Look for studies in people; make the animal studies background where there are none.",
            "/evidence",
        )


RULE = Rule("animal-evidence-for-human-claim", Severity.WARNING, __doc__, Claim, check)
