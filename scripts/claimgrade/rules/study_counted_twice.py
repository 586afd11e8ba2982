"""A grade counts the same people twice.

## What it checks

The basis names no study twice, no two studies that share trial, text or version, no trial beside a review that
pools it, and no two reviews that pool the same trial.

## Why it matters

One trial told three times looks like three trials.

## Bad

```yaml
grade: {basis: [agabio-2023, garbutt-2010], direction: supports, certainty: high}  # the review pools the trial
```

## Good

```yaml
grade: {basis: [agabio-2023], direction: supports, certainty: high}
```

## How to fix

Keep the review, or the newer version, in the basis; the other stays in the evidence.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.grading.counting import are_linked
from claimgrade.records import Claim
from claimgrade.rules.rule import Rule, View


def check(claim: Claim, view: View) -> Iterator[Problem]:
    """Pairs of the basis that are not independent."""
    basis = claim.grade.basis if claim.grade else ()
    for i, later in enumerate(basis):
        for earlier in basis[:i]:
            why = _shared(earlier, later, view)
            if why:
                yield Problem(
                    f"the basis counts twice: {why}", "Keep one of the two in the basis.", f"/grade/basis/{i}"
                )


def _shared(earlier: str, later: str, view: View) -> str | None:
    if earlier == later:
        return f"'{later}' is named two times"
    one, other = view.base.studies.get(earlier), view.base.studies.get(later)
    if one is None or other is None:
        return None
    if other.id in one.includes or one.id in other.includes:
        pool, pooled = (one, other) if other.id in one.includes else (other, one)
        return f"'{pool.id}' pools '{pooled.id}'"
    if are_linked(one, other):
        return f"'{one.id}' and '{other.id}' share trial, text or version"
    both = sorted(set(one.includes) & set(other.includes))
    return f"'{one.id}' and '{other.id}' both pool '{both[0]}'" if both else None


RULE = Rule("study-counted-twice", Severity.ERROR, __doc__, Claim, check)
