"""A study's citation as a CSL-JSON item, which Zotero, pandoc and citeproc read.

Format: https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html; variables as CSL 1.0.2 names them.
"""

import json
from collections.abc import Iterable
from typing import Any

from claimgrade.records import Study
from claimgrade.records.citation import Name
from claimgrade.records.vocabularies import Design

# What a reader must know of a document that its type does not say; printed in brackets after the title.
_GENRES = {
    Design.DRUG_LABEL: "drug label",
    Design.GUIDELINE: "guideline",
    Design.REGISTRY_ENTRY: "trial registration",
}
_JOURNALS = ("article-journal", "article-magazine", "article-newspaper", "review")


def csl_item(study: Study) -> dict[str, Any]:
    """One item: what the record holds of the citation, identifiers normalised; what nobody saw is left out."""
    cited = study.citation
    fields: dict[str, Any] = {
        "id": study.id,
        "type": cited.type,
        "genre": _genre(study),
        "title": cited.title,
        "author": [csl_name(name) for name in cited.author or ()],
        "container-title": cited.container_title,
        "publisher": cited.publisher,
        "issued": _date(cited.issued),
        "volume": cited.volume,
        "issue": cited.issue,
        "page": cited.page,
        "edition": cited.edition,
        "DOI": study.doi.value if study.doi else None,
        "PMID": study.pmid.value if study.pmid else None,
        "PMCID": study.pmcid.value if study.pmcid else None,
        "ISBN": cited.isbn,
        "URL": cited.url,
        "accessed": _date(_opened(study)),
        "status": "retracted" if study.retraction else None,
    }
    return {name: value for name, value in fields.items() if value}


def csl_json(studies: Iterable[Study]) -> str:
    """Items of studies as a JSON list, a line for each field."""
    return "[" + ",".join(_lines(csl_item(study)) for study in studies) + "\n]\n"


def csl_name(name: Name) -> dict[str, str]:
    """A name in CSL: literal, or its parts."""
    if name.literal:
        return {"literal": name.literal}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.non_dropping_particle,
        "suffix": name.suffix,
    }
    return {part: value for part, value in parts.items() if value}


def _lines(item: dict[str, Any]) -> str:
    fields = (f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in item.items())
    return "\n {\n" + ",\n".join(fields) + "\n }"


def _genre(study: Study) -> str | None:
    if study.preprint and study.citation.type in ("article", *_JOURNALS):
        return "preprint"
    return None if study.citation.type in _JOURNALS else _GENRES.get(study.design)


def _date(parts: Iterable[int] | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [list(parts)]} if parts else None


def _opened(study: Study) -> tuple[int, ...] | None:
    """The last day on which somebody opened the very address that is cited."""
    days = [seen.date for seen in study.seen if seen.url and seen.url == study.citation.url]
    return tuple(int(part) for part in max(days).split("-")) if days else None
