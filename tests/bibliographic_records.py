"""What the bibliographic services would have if every study record were right: works made from records."""

from collections.abc import Iterable, Iterator

from bibliographic_formats import Work
from claimgrade.citations.entry import askable
from claimgrade.records import Study
from claimgrade.records.citation import Name


def works_of(studies: Iterable[Study]) -> Iterator[Work]:
    """A work for each study that a service can be asked for; a trial that several studies name is registered once."""
    registered: set[str] = set()
    for study in studies:
        cited, number = study.citation, study.registered.value if study.registered else None
        if not askable(study):
            continue
        nct = number if number and number.startswith("NCT") and number not in registered else None
        registered.add(nct or "")
        issued = cited.issued or None
        yield Work(
            doi=cited.doi,
            pmid=cited.pmid,
            nct=nct,
            title=cited.title,
            authors=tuple(_author(name) for name in cited.author or ()),
            journal=cited.container_title,
            short_journal=None,
            printed=issued,
            online=None,
        )


def _author(name: Name) -> tuple[str, str] | str:
    return (name.family, name.given or "") if name.family else name.literal or ""
