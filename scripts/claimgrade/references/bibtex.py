"""A study as a BibTeX entry.

Syntax as in Oren Patashnik's "BibTeXing" (1988) and the biblatex manual: BibTeX counts braces even behind a backslash,
so a brace of a text becomes a command. Libraries were weighed: bibtexparser 1 escapes nothing and its version 2 is a
beta, pybtex drags in latexcodec and PyYAML, citeproc-py only reads. Writing takes a table of characters.
"""

from collections.abc import Iterable
from urllib.parse import quote

from claimgrade.records import Study
from claimgrade.records.citation import Name
from claimgrade.references.csl import csl_item
from claimgrade.references.plain_line import plain_line

_TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "review": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}
# Where BibTeX's entry types keep the container and the publisher.
_CONTAINERS = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle", "misc": "howpublished"}
_PUBLISHERS = {"techreport": "institution", "phdthesis": "school"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_COMMANDS = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
    }
    | {sign: f"\\{sign}" for sign in "$&#%_"}
)


def bibtex(studies: Iterable[Study]) -> str:
    """Entries of studies, in UTF-8, one blank line between two."""
    return "\n".join(_entry(study) for study in studies)


def escape(text: object) -> str:
    """A text for a field in braces: one line, with commands for the characters that are TeX's own."""
    return plain_line(text).translate(_COMMANDS)


def _entry(study: Study) -> str:
    item, cited = csl_item(study), study.citation
    kind = _TYPES.get(cited.type, "misc")
    month = cited.issued[1] if cited.issued and len(cited.issued) > 1 else None
    texts = {
        "title": f"{{{escape(cited.title)}}}",  # the second pair keeps capitals as they are
        "author": " and ".join(map(_name, cited.author or ())),
        _CONTAINERS.get(kind, "series"): escape(cited.container_title or ""),
        _PUBLISHERS.get(kind, "publisher"): escape(cited.publisher or ""),
        "year": str(cited.issued[0]) if cited.issued else "",
        "volume": escape(cited.volume or ""),
        "number": escape(cited.issue or ""),
        "pages": escape(cited.page or "").replace("-", "--") if cited.page else "",
        "edition": escape(cited.edition or ""),
        "doi": _verbatim(item.get("DOI", "")),
        "pmid": item.get("PMID", ""),
        "pmcid": item.get("PMCID", ""),
        "isbn": escape(cited.isbn or ""),
        "url": _verbatim(cited.url or ""),
        "note": escape(", ".join(item[key] for key in ("genre", "status") if key in item)),
    }
    fields = [f"  {name} = {{{text}}}" for name, text in texts.items() if text]
    fields += [f"  month = {_MONTHS[month - 1]}"] if month else []
    return f"@{kind}{{{study.id},\n" + ",\n".join(fields) + "\n}\n"


def _name(name: Name) -> str:
    """A name as "von Last, Suffix, First"; what must not be taken apart stands in braces."""
    if name.literal:
        return f"{{{escape(name.literal)}}}"
    family = " ".join(filter(None, (name.non_dropping_particle, name.family)))
    parts = [_whole(part) for part in (family, name.suffix, name.given) if part]
    return ", ".join(parts if name.given or not name.suffix else [*parts, "{}"])


def _whole(part: str) -> str:
    """A part of a name; in braces where BibTeX would find a comma, an "and" or "and others" in it."""
    text = escape(part)
    words = text.casefold().split()
    return f"{{{text}}}" if "," in text or "and" in words or words == ["others"] else text


def _verbatim(address: str) -> str:
    """A DOI or address, which biblatex takes as it is: what would end the field is written as in an address."""
    return quote(plain_line(address), safe="!\"#$%&'()*+,/:;<=>?@[]^_`|~-.")
