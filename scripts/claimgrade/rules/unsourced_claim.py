"""A claim has neither evidence that counts nor a documented search.

## What it checks

Every claim has evidence that counts, or at least one search that says where, when and with what words somebody
looked.

## Why it matters

This is the rule that the base exists for. "No evidence found" is a result with a search behind it; "nobody looked"
is not.

## Bad

```yaml
evidence: []
searches: []
```

## Good

```yaml
evidence: []
searches: [fibromyalgia-baclofen]
```

## How to fix

Link the studies that bear on the claim, or document a search (date and query) and name it under searches.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.grading import Verdict
from claimgrade.records import Claim
from claimgrade.rules.rule import Rule, View


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """Claims whose verdict is unsourced."""
    assessment = view.assessments.get(claim.id)
    if assessment and assessment.verdict is Verdict.UNSOURCED:
        missing = "no evidence" if not claim.evidence else "no evidence that counts"
        looked = "no search" if not claim.searches else "no search with query and date"
        yield Problem(
            f"the claim '{claim.id}' has {missing} and {looked}",
            "Link a study that bears on it under 'evidence', or name a documented search under 'searches'.",
            "/evidence",
            near="/statement",
        )


RULE = Rule("unsourced-claim", Severity.ERROR, __doc__, Claim, check)
