"""How services, identifiers, fields and notices are called in sentences."""

from collections.abc import Iterable, Sequence

from claimgrade.citations.answer import Identifier, Notice, NoticeKind, Service
from claimgrade.citations.entry import Judged, Outcome
from claimgrade.citations.standing import in_force, says
from claimgrade.identifiers import Doi, Pmid

SERVICES = {
    Service.CROSSREF: "Crossref",
    Service.PUBMED: "PubMed",
    Service.DATACITE: "DataCite",
    Service.CLINICALTRIALS: "ClinicalTrials.gov",
}


def called(identifier: Identifier) -> str:
    """An identifier with its kind: "DOI 10.5555/x"."""
    kind = "DOI" if isinstance(identifier, Doi) else "PMID" if isinstance(identifier, Pmid) else "registration"
    return f"{kind} {identifier.value}"


def listed(parts: Sequence[str]) -> str:
    """Parts as a list in a sentence: "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def who_says(answers: Iterable[Judged], what: Outcome) -> str:
    """Which services have a notice of that meaning in force, with the notice, and which have none."""
    told, silent = [], []
    for answer in answers:
        notices = [notice for notice in in_force(answer.notices) if says(notice) is what]
        name = SERVICES[answer.service]
        if notices:
            told.append(f"{name} has {listed([_notice(notice) for notice in notices])}")
        elif answer.fields:  # a register of trials knows of no notices
            silent.append(f"{name} has none")
    return "; ".join([*told, *silent])


def _notice(notice: Notice) -> str:
    kind = notice.kind.value.replace("-", " ")
    article = "an" if notice.kind is NoticeKind.CONCERN else "a"
    details = [notice.notice, f"told by {notice.said_by}" if notice.said_by else None]
    inside = ", ".join(detail for detail in details if detail)
    return f"{article} {kind}" + (f" of {notice.date}" if notice.date else "") + (f" ({inside})" if inside else "")
