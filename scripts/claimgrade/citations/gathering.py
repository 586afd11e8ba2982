"""Gathers what the services have of one publication, by its identifier and by the other one that it leads to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from claimgrade.citations.answer import Absent, Answer, Found, Identifier, Unreachable
from claimgrade.citations.comparison import same_paper
from claimgrade.citations.names import SERVICES, called
from claimgrade.citations.pubmed import Hits, NotSearched
from claimgrade.identifiers import Doi, Pmid, Registration

_SIMPLE = re.compile(r"[a-z0-9._/-]+")  # a DOI that means nothing else in a query of PubMed
_MOST = 5  # articles that are looked at for the one with the DOI
_TRIAL = re.compile(
    r"(https?://(www\.)?clinicaltrials\.gov/(study|ct2/show)/)?(?P<number>NCT[0-9]{8})/?", re.IGNORECASE
)
_LONGEST_DOI = 300  # characters that a record holds


def identifier_from(text: str) -> Identifier | None:
    """A DOI, PMID or NCT number, bare, with its label or as an address; None for anything else."""
    if trial := _TRIAL.fullmatch(text.strip()):
        return Registration(trial["number"].upper())
    found = Pmid.parse(text) or Doi.parse(text)
    return None if found is None or len(found.value) > _LONGEST_DOI else found


def who_lacks(answer: Absent) -> str:
    """Which services answered that they do not have it, with the verb."""
    if isinstance(answer.identifier, Doi):
        return "neither Crossref nor DataCite has"
    return f"{SERVICES[answer.service]} does not have"


class Library(Protocol):
    """What is asked; the services together are one."""

    def look_up(self, identifiers: list[Identifier]) -> Iterator[Answer]:
        """One answer for each identifier."""
        ...

    def search(self, query: str) -> Hits | NotSearched:
        """What a query finds in PubMed."""
        ...


@dataclass(frozen=True, slots=True)
class Gathered:
    """What came of asking: the answer on the identifier itself, and that on the other one, None where there is none.

    `missing` says in a few words for a person which service could not be asked for the other one, `doubt` why its
    answer was left out.
    """

    asked: Answer
    other: Found | None = None
    missing: str | None = None
    doubt: str | None = None

    @property
    def found(self) -> tuple[Found, ...]:
        """Answers with a publication, a DOI's first."""
        both = [answer for answer in (self.asked, self.other) if isinstance(answer, Found)]
        return tuple(sorted(both, key=lambda answer: not isinstance(answer.identifier, Doi)))


def gather(identifier: Identifier, library: Library) -> Gathered:
    """Ask for a DOI and, where PubMed has that DOI, for its PMID; for a PMID and the DOI that PubMed gives it.

    PubMed's search for a DOI may bring another article: its answer is taken only where its own DOI is the one asked.
    """
    asked = _ask(identifier, library)
    if not isinstance(asked, Found):
        return Gathered(asked)
    if isinstance(identifier, Doi):
        return _with_pubmed(asked, identifier, library)
    doi = Doi.parse(asked.paper.citation.doi or "") if isinstance(identifier, Pmid) else None
    if doi is None:
        return Gathered(asked)
    other = _ask(doi, library)
    if isinstance(other, Found):
        return _joined(asked, other)
    if isinstance(other, Unreachable):
        return Gathered(asked, missing=f"{SERVICES[other.service]} could not be asked for {called(doi)}: {other.why}")
    return Gathered(asked, doubt=f"{who_lacks(other)} {called(doi)}, which PubMed gives it")


def _ask(identifier: Identifier, library: Library) -> Answer:
    answers = list(library.look_up([identifier]))
    return answers[0]


def _joined(asked: Found, other: Found) -> Gathered:
    """Both answers, if they are on one publication; else the one asked for, without the identifier of the other."""
    if same_paper(asked.paper, other.paper):
        return Gathered(asked, other)
    cited = asked.paper.citation
    cited = replace(cited, doi=None) if isinstance(other.identifier, Doi) else replace(cited, pmid=None)
    doubt = (
        f"{called(other.identifier)} was left out: {SERVICES[other.service]} has another title under it, "
        f"'{other.paper.citation.title[:200]}'"
    )
    return Gathered(replace(asked, paper=replace(asked.paper, citation=cited)), doubt=doubt)


def _with_pubmed(asked: Found, doi: Doi, library: Library) -> Gathered:
    if '"' in doi.value:
        return Gathered(asked, missing="PubMed cannot be searched for a DOI with a quotation mark")
    query = doi.value if _SIMPLE.fullmatch(doi.value) else f'"{doi.value}"'
    hits = library.search(f"{query}[doi]")
    if isinstance(hits, NotSearched):
        return Gathered(asked, missing=f"PubMed could not be asked for the DOI: {hits.why}")
    pmids: list[Identifier] = list(hits.pmids[:_MOST])
    why = None
    for answer in library.look_up(pmids):
        if isinstance(answer, Found) and Doi.parse(answer.paper.citation.doi or "") == doi:
            return _joined(asked, answer)
        if isinstance(answer, Unreachable):
            why = f"PubMed could not be asked for {called(answer.identifier)}: {answer.why}"
    return Gathered(asked, missing=why)
