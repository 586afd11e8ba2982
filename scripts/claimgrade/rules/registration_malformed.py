"""A registration number is not that of a known register.

## What it checks

The registration number of a study has the form of a register that is known here: ClinicalTrials.gov, ISRCTN,
PROSPERO, EudraCT, ANZCTR, ChiCTR, CTRI, DRKS, IRCT, jRCT, NTR, UMIN.

## Why it matters

A number with a slip leads to another trial or to none.

## Bad

```yaml
registration: NCT0126665
```

## Good

```yaml
registration: NCT01266655
```

## How to fix

Copy it again from the page where it was seen, or write null. For a register that is not known here, waive the rule.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Study
from claimgrade.rules.rule import Rule, View


def check(study: Study, view: View) -> Iterator[Problem]:
    """Registration numbers that do not parse."""
    if study.registration and study.registered is None:
        yield Problem(
            f"'{study.registration}' is not a registration number of a register that is known here",
            "Copy it again, or write null; for another register, waive this rule.",
            "/registration",
        )


RULE = Rule("registration-malformed", Severity.WARNING, __doc__, Study, check)
