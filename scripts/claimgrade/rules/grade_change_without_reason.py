"""A certainty was raised with nothing new behind it.

## What it checks

It compares two revisions, so claimgrade diff tells it and claimgrade check never does. Where the certainty of a claim
is higher than before, at least one of these is new: counted evidence, a study of the basis, the source under adopts, a
change or its reason, the override, the note, or what the record of a study of the basis says (design, numbers, risk of
bias, status). A change that is only taken away is nothing new. Where the grading policy changed as well, nothing is
found: the policy is the reason.

## Why it matters

A grade that rises on its own is how wishes get into a base. Whoever reviews a pull request must see why.

## Bad

```yaml
# before: changes: [{domain: imprecision, levels: -1, reason: Wide interval.}]
grade: {basis: [agabio-2023], direction: supports, certainty: high, changes: []}
```

## Good

```yaml
grade:
  basis: [agabio-2023]
  direction: supports
  certainty: high
  changes: []
  note: The interval that was read as wide is that of a subgroup; the whole sample has a narrow one.
```

## How to fix

Link the evidence that is new, or say under note why the earlier grade was too low.
"""

from claimgrade.finding import Severity
from claimgrade.records import Claim
from claimgrade.rules.rule import Rule

RULE: Rule[Claim] = Rule("grade-change-without-reason", Severity.WARNING, __doc__)
