"""A bibliographic service says that a study was retracted, and the record does not.

## What it checks

No study whose entry in claims/verify.lock.json holds a retraction, withdrawal or removal that no later reinstatement
lifts lacks a notice under status.retraction. One service that says so is enough.

## Why it matters

The answer of a service changes no grade. Until somebody writes the retraction into the record, claims go on resting on
a paper that its own journal has taken back.

## Bad

```yaml
status: {retraction: none} # Crossref has a retraction of 2023-05-04
```

## Good

```yaml
status: {retraction: {date: 2023-05-04, notice: "https://doi.org/10.5555/notice"}}
```

## How to fix

Read the notice. Write it under status.retraction, with its day: the study then no longer counts, and claimgrade impact
tells which claims that changes. Where only a part was taken back and nothing rests on it, waive this rule with the
reason.
"""

from collections.abc import Iterator

from claimgrade.citations.entry import Outcome, askable
from claimgrade.citations.names import who_says
from claimgrade.finding import Problem, Severity
from claimgrade.records import Study
from claimgrade.rules.rule import Rule, View


def check(study: Study, view: View) -> Iterator[Problem]:
    """Studies that are retracted in the lock only, whatever else has changed in the record since."""
    entry = view.lock.studies.get(study.id)
    if entry is None or study.retraction:
        return
    answers = [answer for answer in entry.answers if answer.identifier in askable(study)]
    if any(answer.outcome is Outcome.RETRACTED for answer in answers):
        yield Problem(
            f"'{study.id}' was retracted, and the record does not say so: {who_says(answers, Outcome.RETRACTED)}",
            "Read the notice and write it under 'status.retraction'; the study then counts in no grade.",
            "/status/retraction",
            "/status",
        )


RULE = Rule("citation-retracted", Severity.ERROR, __doc__, Study, check)
