"""A study as a RIS record: one tag a line, "TY  - JOUR" to "ER  - ".

Format: "RIS Format Specifications" of Reference Manager (2012). rispy, the one kept library, writes values as they
are, line breaks included, so that it would save nothing here.
"""

from collections.abc import Iterable

from claimgrade.records import Study
from claimgrade.records.citation import Name
from claimgrade.references.csl import csl_item
from claimgrade.references.plain_line import plain_line

_TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "review": "JOUR",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "legislation": "STAT",
    "paper-conference": "CPAPER",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
}


def ris(studies: Iterable[Study]) -> str:
    """Records of studies, in UTF-8, one blank line between two."""
    return "\n".join(_record(study) for study in studies)


def _record(study: Study) -> str:
    item, cited = csl_item(study), study.citation
    first, _, last = (cited.page or "").replace("\N{EN DASH}", "-").partition("-")
    tags: list[tuple[str, object]] = [
        ("TY", _TYPES.get(cited.type, "GEN")),
        ("ID", study.id),
        *(("AU", _name(name)) for name in cited.author or ()),
        ("TI", cited.title),
        ("T2", cited.container_title),
        ("PY", cited.issued[0] if cited.issued else None),
        ("DA", _date(cited.issued)),
        ("VL", cited.volume),
        ("IS", cited.issue),
        ("SP", first),
        ("EP", last),
        ("ET", cited.edition),
        ("PB", cited.publisher),
        ("SN", cited.isbn),
        ("DO", item.get("DOI")),
        ("AN", item.get("PMID")),
        ("C2", item.get("PMCID")),
        ("UR", cited.url),
        *(("N1", item[key]) for key in ("genre", "status") if key in item),
    ]
    lines = [f"{tag}  - {plain_line(value)}\n" for tag, value in tags if value is not None and plain_line(value)]
    return "".join(lines) + "ER  - \n"


def _name(name: Name) -> str:
    """A name as "Family, Given, Suffix", in the order of RIS; a literal name as it is."""
    if name.literal:
        return name.literal
    family = " ".join(filter(None, (name.non_dropping_particle, name.family)))
    return ", ".join(filter(None, (family, name.given or ("" if not name.suffix else " "), name.suffix)))


def _date(issued: tuple[int, ...] | None) -> str | None:
    """A date as "YYYY/MM/DD/", as far as it is known; None where there is only the year, which PY holds."""
    if not issued or len(issued) < 2:
        return None
    return "/".join(f"{part:02d}" for part in issued) + "/" * (4 - len(issued))
