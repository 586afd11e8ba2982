"""An article cites a study, but the record does not say whether it reports it faithfully.

## What it checks

Where a cited source is traced, or has candidates, report says whether the article tells what that study found.

## Why it matters

Whether an article is faithful to its own source is what a fact-checker wants to know first.

## Bad

```yaml
cited: {as: a study in Addiction, traced_to: null, candidates: [rose-2018], report: null, search: alcohol-baclofen}
```

## Good

```yaml
cited: {as: a study in Addiction, traced_to: null, candidates: [rose-2018], report: distorted, search: alcohol-baclofen}
```

## How to fix

Compare the passage with the findings of the study and write faithful or distorted.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Claim
from claimgrade.rules.rule import Rule, View


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """Traced or likely sources without a report."""
    for i, appearance in enumerate(claim.appearances):
        cited = appearance.cited
        if cited and cited.report is None and (cited.traced_to or cited.candidates):
            study = cited.traced_to or cited.candidates[0]
            yield Problem(
                f"the record does not say whether the article reports '{study}' faithfully",
                "Write 'report: faithful' or 'report: distorted'.",
                f"/appearances/{i}/cited/report",
                near=f"/appearances/{i}/cited",
            )


RULE = Rule("candidate-unreported", Severity.WARNING, __doc__, Claim, check)
