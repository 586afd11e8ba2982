"""A bibliographic service has an expression of concern about a study, and the record does not.

## What it checks

No study whose entry in claims/verify.lock.json holds an expression of concern lacks a notice under
status.expression-of-concern, or under status.retraction.

## Why it matters

A journal that has doubts about a paper says so long before it retracts it. Readers should know while that lasts.

## Bad

```yaml
status: {expression-of-concern: none} # PubMed has an expression of concern of 2024-01
```

## Good

```yaml
status: {expression-of-concern: {date: 2024-01, notice: "https://doi.org/10.5555/concern"}}
```

## How to fix

Read the notice, write it under status.expression-of-concern, and look at the grades that rest on the study.
"""

from collections.abc import Iterator

from claimgrade.citations.entry import Outcome, askable
from claimgrade.citations.names import who_says
from claimgrade.finding import Problem, Severity
from claimgrade.records import Study
from claimgrade.records.study import Notice
from claimgrade.rules.rule import Rule, View


def check(study: Study, view: View) -> Iterator[Problem]:
    """Studies with a concern in the lock only, whatever else has changed in the record since."""
    entry = view.lock.studies.get(study.id)
    noted = study.retraction or (study.status and isinstance(study.status.expression_of_concern, Notice))
    if entry is None or noted:
        return
    answers = [answer for answer in entry.answers if answer.identifier in askable(study)]
    if Outcome.CONCERN in {answer.outcome for answer in answers}:
        yield Problem(
            f"there is an expression of concern about '{study.id}', and the record does not say so: "
            f"{who_says(answers, Outcome.CONCERN)}",
            "Read the notice and write it under 'status.expression-of-concern'.",
            "/status/expression-of-concern",
            "/status",
        )


RULE = Rule("citation-of-concern", Severity.WARNING, __doc__, Study, check)
