"""What the lock file says of a study: which services were asked about it, when, and what they answered."""

from dataclasses import dataclass

from claimgrade.citations.answer import Notice
from claimgrade.citations.entry import Agreement, Field, Judged, Outcome, askable
from claimgrade.citations.lock import Lock
from claimgrade.citations.names import SERVICES, called, listed
from claimgrade.identifiers import Doi, Pmid
from claimgrade.records import Study
from claimgrade.records.study import Notice as Recorded

_FIELDS = {Field.TITLE: "title", Field.AUTHOR: "first author", Field.YEAR: "year", Field.JOURNAL: "journal"}
# What a reader must see before anything else, where the record does not say it yet.
_WARNINGS = {
    Outcome.RETRACTED: "A service that was asked tells of a retraction of this study",
    Outcome.CONCERN: "A service that was asked tells of an expression of concern about this study",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A notice that a service has: in words, with the address of the notice where that is an identifier."""

    words: str
    url: str | None
    notice: str | None


@dataclass(frozen=True, slots=True)
class Answered:
    """What one service answered about one identifier; a register of trials knows of no notices."""

    service: str
    identifier: str
    url: str | None
    words: str
    notices: tuple[Told, ...]
    knows_notices: bool


@dataclass(frozen=True, slots=True)
class Verification:
    """When a study was last looked up, whether its record has changed since, and the answers.

    `warning` is what the record does not say yet, None where there is nothing of that kind; `day` is None where it was
    never looked up, which is not possible where it has no identifier (`possible`).
    """

    day: str | None
    changed: bool
    possible: bool
    warning: str | None
    answers: tuple[Answered, ...]


def verification(study: Study, lock: Lock) -> Verification:
    """What the lock says of a study."""
    entry, possible = lock.studies.get(study.id), bool(askable(study))
    if entry is None:
        return Verification(None, changed=False, possible=possible, warning=None, answers=())
    known = bool(study.retraction) if entry.outcome is Outcome.RETRACTED else _has_concern(study)
    return Verification(
        entry.checked_at,
        changed=lock.current(study) is None,
        possible=possible,
        warning=None if known else _WARNINGS.get(entry.outcome),
        answers=tuple(_answered(answer) for answer in entry.answers),
    )


def _has_concern(study: Study) -> bool:
    return bool(study.retraction or (study.status and isinstance(study.status.expression_of_concern, Recorded)))


def _answered(answer: Judged) -> Answered:
    return Answered(
        SERVICES[answer.service],
        called(answer.identifier),
        answer.identifier.url,
        _words(answer),
        tuple(_told(notice) for notice in answer.notices),
        knows_notices=bool(answer.fields),
    )


def _words(answer: Judged) -> str:
    """What the answer comes to, in a few words."""
    if answer.outcome is Outcome.ABSENT:
        return "does not have it"
    same = [_FIELDS[field] for field, agreement in answer.fields.items() if agreement is Agreement.MATCH]
    other = [_FIELDS[field] for field, agreement in answer.fields.items() if agreement is Agreement.MISMATCH]
    parts = [f"{listed(same)} agree{'s' if len(same) == 1 else ''}"] if same else []
    parts += [f"another {listed(other)}"] if other else []
    parts += ["the two identifiers lead to different publications"] if "doi" in answer.found else []
    return "; ".join(parts) or "has it"


def _told(notice: Notice) -> Told:
    kind = notice.kind.value.replace("-", " ")
    words = kind + (f" of {notice.date}" if notice.date else "")
    said = f", told by {notice.said_by}" if notice.said_by else ""
    found = (Doi.parse(notice.notice) or Pmid.parse(notice.notice)) if notice.notice else None
    return Told(words + said, found.url if found else None, notice.notice)
