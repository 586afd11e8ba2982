"""Finds the record that a base has already of a publication."""

import re

from claimgrade.drafting.cleaning import slug
from claimgrade.identifiers import Doi, Pmid, Registration
from claimgrade.knowledge_base import KnowledgeBase
from claimgrade.records import Study

_WORD = re.compile(r"[^\W_]+")


def record_of(identifier: Doi | Pmid | Registration, base: KnowledgeBase) -> Study | None:
    """The study that has an identifier."""
    return next(
        (study for study in base.studies.values() if identifier in (study.doi, study.pmid, study.registered)), None
    )


def same_publication(study: Study, base: KnowledgeBase) -> tuple[Study, str] | None:
    """A study that is the same publication, and what shows it, in words.

    That is an identifier, or title, first author and year as far as both name them: in print and online a year apart,
    and whatever the signs and capitals of the title.
    """
    for what, identifier in (("DOI", study.doi), ("PMID", study.pmid), ("registration", study.registered)):
        if identifier and (known := record_of(identifier, base)):
            return known, f"{what} {identifier.value}"
    mine = _words(study)
    alike = (known for known in base.studies.values() if mine and _words(known) == mine and _may_be(study, known))
    return next(((known, "the same title, author and year") for known in alike), None)


def _words(study: Study) -> list[str]:
    """Words of the title; none where it was supplied by whoever wrote the record, and so stands in brackets."""
    if study.citation.title.startswith("["):
        return []
    return _WORD.findall(study.citation.title.casefold())


def _may_be(one: Study, other: Study) -> bool:
    """Whether first authors and years are no reason to take them for two; registrations are, where they differ."""
    names = [slug(c.author[0].family or c.author[0].literal or "") for c in (one.citation, other.citation) if c.author]
    years = [c.issued[0] for c in (one.citation, other.citation) if c.issued]
    numbers = {study.registered for study in (one, other) if study.registered}
    return len(set(names)) < 2 and (not years or max(years) - min(years) <= 1) and len(numbers) < 2
