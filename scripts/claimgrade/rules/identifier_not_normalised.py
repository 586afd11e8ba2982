"""An identifier is not written in its plain form.

## What it checks

DOI, PMID and PMCID of a study stand as what they are: the DOI bare and in lower case, the PMID as digits, the PMCID as
PMC and digits. An address, a prefix such as "doi:" or capitals in a DOI are understood, but not left so. Addresses with
a query or fragment are not understood.

## Why it matters

Whoever searches the records for an identifier must find it, and other programs compare it letter by letter.

## Bad

```yaml
citation: {DOI: 'https://doi.org/10.1002/14651858.CD012557.pub3'}
```

## Good

```yaml
citation: {DOI: '10.1002/14651858.cd012557.pub3'}
```

## How to fix

Run claimgrade check --fix.
"""

from collections.abc import Iterator

from claimgrade.finding import Problem, Severity
from claimgrade.records import Study
from claimgrade.rules.rule import Rule, View


def check(study: Study, view: View) -> Iterator[Problem]:
    """Identifiers that parse and are written otherwise; white space around them is another rule's."""
    cited = study.citation
    for name, written, parsed in (
        ("DOI", cited.doi, study.doi),
        ("PMID", cited.pmid, study.pmid),
        ("PMCID", cited.pmcid, study.pmcid),
    ):
        if written and parsed and written.strip() != parsed.value:
            yield Problem(
                f"the {name} '{written}' is written as '{parsed.value}'",
                "Write it so, or run 'claimgrade check --fix'.",
                f"/citation/{name}",
            )


RULE = Rule("identifier-not-normalised", Severity.WARNING, __doc__, Study, check)
