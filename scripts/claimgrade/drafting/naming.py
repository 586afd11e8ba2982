"""Proposes the id of a study: first author and year, with a letter where that is taken."""

from collections.abc import Container
from string import ascii_lowercase

from claimgrade.drafting.cleaning import slug
from claimgrade.finding import ClaimgradeError
from claimgrade.identifiers import Doi, Pmid, Registration
from claimgrade.records import Study

_NO_DATE = "nd"


def proposed_id(study: Study, asked: Doi | Pmid | Registration, taken: Container[str]) -> str:
    """As in "agabio-2023" or "agabio-2023b"; a registration is its number, and a name without Latin letters its DOI."""
    if isinstance(asked, Registration):
        stem = slug(asked.value)
    else:
        first = study.citation.author[0] if study.citation.author else None
        name = slug((first.family or first.literal if first else None) or "")
        name = name or slug(asked.value if isinstance(asked, Doi) else f"pmid-{asked.value}")
        stem = f"{name}-{study.citation.issued[0] if study.citation.issued else _NO_DATE}"
    names = (stem + letter for letter in ("", *ascii_lowercase[1:]))
    found: str | None = next((name for name in names if name not in taken), None)
    if found is None:
        raise ClaimgradeError(f"the ids '{stem}' to '{stem}z' are all taken; choose one with --id ID")
    return found
