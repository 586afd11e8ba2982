"""What is kept of the answers on one study: an entry of the lock file."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from claimgrade.citations.answer import Identifier, Notice, Service
from claimgrade.identifiers import Doi, Pmid, Registration
from claimgrade.records import Study

PARTIAL_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")  # ISO, perhaps without day or month


class Outcome(StrEnum):
    """What became of a question, the most severe first. UNCHECKED is never stored."""

    RETRACTED = "retracted"
    CONCERN = "concern"
    MISMATCH = "mismatch"
    DISAGREEMENT = "disagreement"
    ABSENT = "absent"
    REINSTATED = "reinstated"
    CORRECTED = "corrected"
    VERIFIED = "verified"
    UNCHECKED = "unchecked"

    @property
    def rank(self) -> int:
        """0 for the most severe."""
        return tuple(Outcome).index(self)

    @property
    def is_bad(self) -> bool:
        """Whether a curator has to do something: one service that says so is enough."""
        return self.rank <= Outcome.ABSENT.rank


class Field(StrEnum):
    """What of a record is compared with what a service has."""

    TITLE = "title"
    AUTHOR = "author"
    YEAR = "year"
    JOURNAL = "journal"


class Agreement(StrEnum):
    """How a field of the record compares; NOT_COMPARED where one of the two sides does not state it."""

    MATCH = "match"
    MISMATCH = "mismatch"
    NOT_COMPARED = "not-compared"


@dataclass(frozen=True, slots=True)
class Judged:
    """What a service answered about one identifier, compared with the record.

    `fields` is empty for a registration, whose existence is all that is asked for. `found` holds what the service has
    where that differs from the record (by Field), or the "doi" under which it has a PMID where that is another one.
    """

    service: Service
    identifier: Identifier
    outcome: Outcome
    fields: Mapping[Field, Agreement] = field(default_factory=dict)
    found: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one study: `checked_at` is an ISO date, `digest` that of the record that was compared."""

    outcome: Outcome
    checked_at: str
    digest: str
    answers: tuple[Judged, ...]


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The most severe outcome; UNCHECKED where there is none."""
    return min(outcomes, key=lambda outcome: outcome.rank, default=Outcome.UNCHECKED)


def askable(study: Study) -> tuple[Identifier, ...]:
    """The identifiers of a study that a service can be asked for; of registrations only ClinicalTrials.gov's."""
    registered = study.registered
    number = registered if registered and registered.value.startswith("NCT") else None
    return tuple(identifier for identifier in (study.doi, study.pmid, number) if identifier)


def first_author(study: Study) -> str | None:
    """Family name of the first author, or the name of a group; None where the record states none."""
    first = study.citation.author[0] if study.citation.author else None
    return (first.family or first.literal) if first else None


def digest_of(study: Study) -> str:
    """SHA-256 (hex) over what the record states and a service is asked for or compared with.

    The canonical form is a JSON object in UTF-8 with sorted keys and without spaces: author (the first one's family
    name or literal), doi, journal, pmid, registration (normalised identifiers), title, year; null where not stated.
    """
    by_kind = {type(identifier): identifier.value for identifier in askable(study)}
    cited = study.citation
    stated = {
        "author": first_author(study),
        "doi": by_kind.get(Doi),
        "journal": cited.container_title,
        "pmid": by_kind.get(Pmid),
        "registration": by_kind.get(Registration),
        "title": cited.title,
        "year": cited.issued[0] if cited.issued else None,
    }
    canonical = json.dumps(stated, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode(errors="surrogatepass")).hexdigest()
