"""A record names a study that is not in the base.

## What it checks

Every study id in evidence, grades, citations, includes, same_as, superseded-by and searches of kind review has a
file in claims/studies/.

## Why it matters

A link that leads nowhere is a study that nobody can find: what this base exists to prevent.

## Bad

```yaml
evidence:
  - study: agabio-2032
    bearing: supports
```

## Good

```yaml
evidence:
  - study: agabio-2023
    bearing: supports
```

## How to fix

Correct the id (the nearest one is named), or add the study with the page where it was seen.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Claim, Record, Search, Study
from claimgrade.records.vocabularies import SourceKind
from claimgrade.rules.references import unknown
from claimgrade.rules.rule import Rule, View


def check(record: Record, view: View) -> Iterator[Problem]:
    """Studies that a record names."""
    yield from unknown("study", _named(record), view.base)


def _named(record: Record) -> Iterator[tuple[str, str]]:
    match record:
        case Claim():
            yield from _named_by_claim(record)
        case Study():
            yield from ((f"/includes/{i}", study) for i, study in enumerate(record.includes))
            yield from ((f"/same_as/{i}", study) for i, study in enumerate(record.same_as))
            if record.superseded and record.superseded.study:
                yield "/status/superseded-by/study", record.superseded.study
        case Search():
            yield from (
                (f"/sources/{i}/name", source.name)
                for i, source in enumerate(record.sources)
                if source.kind is SourceKind.REVIEW
            )


def _named_by_claim(claim: Claim) -> Iterator[tuple[str, str]]:
    yield from ((f"/evidence/{i}/study", entry.study) for i, entry in enumerate(claim.evidence))
    if claim.grade:
        yield from ((f"/grade/basis/{i}", study) for i, study in enumerate(claim.grade.basis))
        if claim.grade.adopts:
            yield "/grade/adopts", claim.grade.adopts
    for i, appearance in enumerate(claim.appearances):
        if appearance.cited:
            cited = f"/appearances/{i}/cited"
            if appearance.cited.traced_to:
                yield f"{cited}/traced_to", appearance.cited.traced_to
            yield from ((f"{cited}/candidates/{j}", study) for j, study in enumerate(appearance.cited.candidates))


RULE = Rule("unknown-study", Severity.ERROR, __doc__, Record, check)
