"""From the answers on a study to what becomes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from claimgrade.citations.answer import Absent, Answer, Found, Identifier, Notice, Unreachable
from claimgrade.citations.comparison import compare, same_paper
from claimgrade.citations.entry import PARTIAL_DATE, Agreement, Entry, Judged, Outcome, askable, digest_of, worst
from claimgrade.citations.standing import standing
from claimgrade.identifiers import Doi, Pmid, Registration
from claimgrade.records import Study

MAX_FOUND = 500  # characters of a text of a service that are kept


@dataclass(frozen=True, slots=True)
class Decided:
    """What a run knows of a study: its outcome, what the lock shall hold of it, and what could not be asked."""

    outcome: Outcome
    entry: Entry | None
    unreachable: tuple[Unreachable, ...]


def decide(study: Study, answers: Sequence[Answer], stored: Entry | None, today: str) -> Decided:
    """The outcome of a study from this run's answers; `today` is an ISO date.

    While a service cannot be asked, nothing good is concluded from the others: the study is unchecked, and what is
    stored stays. What is bad needs only one that says so; earlier answers to what could not be asked are kept beside.
    """
    by_identifier = {answer.identifier: answer for answer in answers}
    judged = judge(study, by_identifier)
    silent = tuple(answer for answer in answers if isinstance(answer, Unreachable))
    digest = digest_of(study)
    if not silent and judged.keys() == set(askable(study)):
        found = tuple(judged.values())
        outcome = worst(answer.outcome for answer in found)
        return Decided(outcome, Entry(outcome, today, digest, found), ())
    outcome = worst(answer.outcome for answer in judged.values())
    if not outcome.is_bad:
        return Decided(Outcome.UNCHECKED, stored, silent)
    known = stored.answers if stored and stored.digest == digest else ()
    kept = tuple(answer for answer in known if answer.identifier not in judged)
    every = tuple(sorted((*judged.values(), *kept), key=lambda answer: askable(study).index(answer.identifier)))
    outcome = worst(answer.outcome for answer in every)
    return Decided(outcome, Entry(outcome, today, digest, every), silent)


def judge(study: Study, answers: Mapping[Identifier, Answer]) -> dict[Identifier, Judged]:
    """What was answered, compared with the record, in the order of its identifiers; unreachable ones are left out."""
    judged: dict[Identifier, Judged] = {}
    for identifier in askable(study):
        answer = answers.get(identifier)
        if isinstance(answer, Absent):
            judged[identifier] = Judged(answer.service, identifier, Outcome.ABSENT)
        elif isinstance(answer, Found):
            judged[identifier] = _found(study, answer)
            if isinstance(identifier, Pmid) and (other := _other_paper(study, answer, answers)):
                mine = judged[identifier]
                outcome = worst((mine.outcome, Outcome.DISAGREEMENT))
                judged[identifier] = replace(mine, outcome=outcome, found={**other, **mine.found})
    return judged


def _found(study: Study, answer: Found) -> Judged:
    if isinstance(answer.identifier, Registration):  # its title is the trial's, its record no paper
        return Judged(answer.service, answer.identifier, Outcome.VERIFIED)
    compared = compare(study, answer.paper)
    differing = [one for one in compared if one.agreement is Agreement.MISMATCH]
    notices = tuple(_kept(notice) for notice in answer.paper.notices)
    outcome = worst((standing(notices), *([Outcome.MISMATCH] if differing else ())))
    return Judged(
        answer.service,
        answer.identifier,
        outcome,
        {one.field: one.agreement for one in compared},
        {one.field.value: (one.found or "")[:MAX_FOUND] for one in differing},
        notices,
    )


def _kept(notice: Notice) -> Notice:
    """A notice as the lock holds it: no longer than needed, and with a date that is one."""
    date = notice.date if notice.date and PARTIAL_DATE.fullmatch(notice.date) else None
    return Notice(notice.kind, date, *(text[:MAX_FOUND] if text else None for text in (notice.notice, notice.said_by)))


def _other_paper(study: Study, by_pmid: Found, answers: Mapping[Identifier, Answer]) -> dict[str, str]:
    """What shows that the PMID names another paper than the DOI: PubMed's DOI of it, or without one its title.

    Crossref may have the DOI as an alias of another; that one is the same paper.
    """
    doi = study.doi
    by_doi = answers.get(doi) if doi else None
    if doi is None or not isinstance(by_doi, Found | Absent):
        return {}
    theirs = Doi.parse(by_pmid.paper.citation.doi or "")
    if theirs:
        main = Doi.parse(by_doi.paper.citation.doi or "") if isinstance(by_doi, Found) else None
        return {} if theirs in (doi, main) else {"doi": theirs.value}
    if isinstance(by_doi, Absent) or same_paper(by_doi.paper, by_pmid.paper):
        return {}
    return {"title": (by_pmid.paper.titles[0] if by_pmid.paper.titles else "")[:MAX_FOUND]}
