"""Makes the fields of a study record out of what services have under its identifiers.

What a service does not say is null; what two of them say is taken from the first. `seen` names for each the address
that stands for its answer, and the fields of the record that it gave or confirmed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from claimgrade.citations.answer import Found, Paper, Service
from claimgrade.drafting.cleaning import clean, slug
from claimgrade.drafting.design import guess
from claimgrade.drafting.status import status_of
from claimgrade.identifiers import Doi, Pmcid, Pmid, Registration
from claimgrade.records import Study
from claimgrade.records.citation import Citation, Name
from claimgrade.records.vocabularies import Design

# The limits of schema/study.schema.json, in characters.
_TITLE, _NAME, _CONTAINER, _PAGE, _NUMBER = 600, 120, 300, 60, 40
_MAX_AUTHORS = 300
_MAX_CHARACTERS = 20_000  # of all authors
_PREPRINT = ("preprint", "posted-content")
_NO_TITLE = "[No title is given]"
_TYPES = ("article-journal", "article", "book", "chapter", "dataset", "paper-conference", "report", "thesis", "webpage")
_EXACT = ("volume", "issue", "page", "DOI", "PMID", "PMCID")
_YEARS = range(1600, 2201)


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of a record but for its id, in the order of the schema.

    `design` is None where nothing tells it; `called` are the publication types that it was guessed from. `left_out` is
    the number of authors that do not fit.
    """

    fields: Mapping[str, Any]
    design: Design | None
    called: tuple[str, ...]
    left_out: int = 0


def draft(found: Sequence[Found], today: date) -> Draft:
    """A draft from at least one answer; the more telling of them, about the same publication, come first."""
    papers = [answer.paper for answer in found]
    citation = _citation(papers)
    registrations = [a.identifier.value for a in found if isinstance(a.identifier, Registration)]
    told = [answer.paper for answer in found if answer.service is Service.PUBMED] or papers  # the finer types
    called = tuple(dict.fromkeys(kind for p in told for given in p.types if (kind := clean(given, 100))))[:20]
    registry = all(answer.service is Service.CLINICALTRIALS for answer in found)
    if registry:
        citation |= {"container-title": "ClinicalTrials.gov", "URL": _address(found[0]), "publisher": None}
    design = Design.REGISTRY_ENTRY if registry else guess(called, citation["title"])
    is_preprint = any(kind.casefold() in _PREPRINT for paper in papers for kind in paper.types)
    fields: dict[str, Any] = {
        "citation": {name: value for name, value in citation.items() if name != "publisher" or value},
        "registration": registrations[0] if registrations else None,
        "design": design.value if design else None,
        "preprint": True if is_preprint else None,
        **({"place": None} if design is Design.GUIDELINE else {}),
        **dict.fromkeys(("participants", "studies_included", "searched_to")),
        **dict.fromkeys(("population", "intervention", "comparator")),
        "outcomes": [],
        "findings": None,
        "includes": [],
        **dict.fromkeys(("risk_of_bias", "published_certainty", "funding")),
        "status": status_of(found),
    }
    fields["seen"] = [
        {"url": _address(answer), "date": today.isoformat(), "fields": list(_confirmed(answer, fields))}
        for answer in found
    ]
    named = next((len(p.citation.author) for p in papers if p.citation.author and _authors(p.citation)), 0)
    left_out = max(0, named - len(citation["author"] or ()))
    return Draft({**fields, "same_as": []}, design, called, left_out)


def study_of(draft: Draft) -> Study:
    """The draft as a record, for its name and for what only one publication has; it has an id and design for show."""
    return Study.from_mapping({"id": "draft", **draft.fields, "design": draft.design or Design.REGISTRY_ENTRY}, "")


def _citation(papers: Sequence[Paper]) -> dict[str, Any]:
    """CSL fields in the order of the schema, each from the first paper that has it."""
    cited = [paper.citation for paper in papers]

    def first(name: str, limit: int) -> str | None:
        return next((text for one in cited if (text := clean(getattr(one, name), limit))), None)

    container = first("container_title", _CONTAINER)
    doi = next(filter(None, (Doi.parse(one.doi or "") for one in cited)), None)
    pmid = next(filter(None, (Pmid.parse(one.pmid or "") for one in cited)), None)
    pmcid = next(filter(None, (Pmcid.parse(one.pmcid or "") for one in cited)), None)
    return {
        "type": cited[0].type if cited[0].type in _TYPES else "document",
        "title": first("title", _TITLE) or _NO_TITLE,
        "author": next((authors for one in cited if (authors := _authors(one))), None),
        "container-title": container,
        "issued": next(({"date-parts": [parts]} for one in cited if (parts := _date(one.issued))), None),
        "volume": first("volume", _NUMBER),
        "issue": first("issue", _NUMBER),
        "page": first("page", _PAGE),
        "DOI": doi.value if doi else None,
        "PMID": pmid.value if pmid else None,
        "PMCID": pmcid.value if pmcid else None,
        "URL": None,
        "publisher": None if container else first("publisher", _CONTAINER),
    }


def _authors(citation: Citation) -> list[dict[str, str]]:
    """The first authors, as many as a record holds and a file of it stays small."""
    authors: list[dict[str, str]] = []
    room = _MAX_CHARACTERS
    for author in map(_author, (citation.author or ())[:_MAX_AUTHORS]):
        room -= sum(map(len, author.values()))
        if room < 0:
            break
        authors += [author] if author else []
    return authors


def _author(name: Name) -> dict[str, str]:
    parts = {
        "family": clean(name.family, _NAME),
        "given": clean(name.given, _NAME),
        "suffix": clean(name.suffix, 20),
        "non-dropping-particle": clean(name.non_dropping_particle, 30),
    }
    if parts["family"]:
        return {key: value for key, value in parts.items() if value}
    literal = clean(name.literal or name.given, _CONTAINER)
    return {"literal": literal} if literal else {}


def _date(issued: tuple[int, ...] | None) -> list[int]:
    """Year, month and day as far as they can be one; empty without a year."""
    parts = list(issued or ())[:3]
    if not parts or parts[0] not in _YEARS:
        return []
    if len(parts) > 1 and not 1 <= parts[1] <= 12:
        return parts[:1]
    return parts[:2] if len(parts) > 2 and not 1 <= parts[2] <= 31 else parts


def _address(answer: Found) -> str:
    """The page or record at the service that stands for its answer, wherever it was asked."""
    identifier = quote(answer.identifier.value, safe="")
    return {
        Service.CROSSREF: f"https://api.crossref.org/works/{identifier}",
        Service.DATACITE: f"https://api.datacite.org/dois/{identifier}",
        Service.PUBMED: f"https://pubmed.ncbi.nlm.nih.gov/{identifier}/",
        Service.CLINICALTRIALS: f"https://clinicaltrials.gov/study/{identifier}",
    }[answer.service]


def _confirmed(answer: Found, fields: Mapping[str, Any]) -> Iterator[str]:
    """Names of fields of the record that one service gave, or gives in the same words."""
    record, paper = fields["citation"], answer.paper
    theirs = _citation([paper])
    if slug(record["title"]) in {slug(title) for title in paper.titles}:
        yield "title"
    if record["author"] and theirs["author"] and _first(record) == _first(theirs):
        yield "author"
    if record["container-title"] in paper.journals:
        yield "container-title"
    if record["issued"] and record["issued"]["date-parts"][0][0] in paper.years:
        yield "issued"
    yield from (name for name in _EXACT if record[name] and record[name] == theirs[name])
    if fields["registration"] and isinstance(answer.identifier, Registration):
        yield "registration"
    if status_of([answer]):
        yield "status"


def _first(citation: Mapping[str, Any]) -> str:
    author = citation["author"][0]
    return slug(author.get("family") or author["literal"])
