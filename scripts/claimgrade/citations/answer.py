"""What a bibliographic service can answer: found, absent, or not at all. They are three types, never None or False."""

from dataclasses import dataclass
from enum import StrEnum

from claimgrade.identifiers import Doi, Pmid, Registration
from claimgrade.records.citation import Citation

Identifier = Doi | Pmid | Registration


class Service(StrEnum):
    """Where an answer comes from."""

    CROSSREF = "crossref"
    PUBMED = "pubmed"
    DATACITE = "datacite"
    CLINICALTRIALS = "clinicaltrials"


class NoticeKind(StrEnum):
    """What a notice says of a publication; a withdrawal or removal takes it back as a retraction does."""

    RETRACTION = "retraction"
    PARTIAL_RETRACTION = "partial-retraction"
    WITHDRAWAL = "withdrawal"
    REMOVAL = "removal"
    CONCERN = "expression-of-concern"
    REINSTATEMENT = "reinstatement"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice on a publication, as a service tells it.

    `date` is ISO, perhaps without day or month, `notice` the DOI or PMID of the notice, `said_by` who told the service
    (publisher, retraction-watch, pubmed). None where the service does not say.
    """

    kind: NoticeKind
    date: str | None
    notice: str | None
    said_by: str | None


@dataclass(frozen=True, slots=True)
class Paper:
    """What a service has under an identifier.

    `citation` holds what it says first, in CSL names, with its identifiers as the service writes them; `titles`,
    `years` and `journals` are all forms that it gives (with and without subtitle, in print and online, in full and
    abbreviated), the ones of `citation` among them. `types` are publication types in the service's own words.
    """

    citation: Citation
    titles: tuple[str, ...]
    years: tuple[int, ...]
    journals: tuple[str, ...]
    types: tuple[str, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The service has the identifier."""

    service: Service
    identifier: Identifier
    paper: Paper


@dataclass(frozen=True, slots=True)
class Absent:
    """The service answered that it does not have the identifier, and no other service is left to be asked for it."""

    service: Service
    identifier: Identifier


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The service could not be asked; `why` is a few words for a person."""

    service: Service
    identifier: Identifier
    why: str


Answer = Found | Absent | Unreachable
