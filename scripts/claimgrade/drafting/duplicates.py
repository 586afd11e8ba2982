"""Finds the record that a base has already of a publication."""

from claimgrade.identifiers import Doi, Pmid, Registration
from claimgrade.knowledge_base import KnowledgeBase
from claimgrade.records import Study


def record_of(identifier: Doi | Pmid | Registration, base: KnowledgeBase) -> Study | None:
    """The study that has an identifier."""
    return next(
        (study for study in base.studies.values() if identifier in (study.doi, study.pmid, study.registered)), None
    )


def same_publication(study: Study, base: KnowledgeBase) -> tuple[Study, str] | None:
    """A study that shares with this one what only one publication has, and what that is, in words."""
    first = base.first_with_key()
    for what, value in study.same_publication_keys:
        if found := first.get((what, value)):
            return base.studies[found], f"{what} {value}" if what.isupper() else f"the same {what}"
    if study.registered and (found_study := record_of(study.registered, base)):
        return found_study, f"registration {study.registered.value}"
    return None
