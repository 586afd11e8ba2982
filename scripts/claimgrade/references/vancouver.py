"""A study's reference in Vancouver style, formatted by citeproc from vancouver.csl."""

import re
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from claimgrade.records import Study
from claimgrade.references.csl import csl_item
from claimgrade.references.plain_line import plain_line

# citeproc-py reads a piece of HTML in texts, and shortens page ranges of unequal length wrongly: it sees these instead.
_ANGLE, _DASH = "\ue000", "\ue001"
_SHIELD = str.maketrans({"<": _ANGLE})
_UNSHIELD = str.maketrans({_ANGLE: "<", _DASH: "-"})


def reference(study: Study) -> str:
    """The reference as one line of plain text; nothing in it is escaped."""
    item = {key: _shielded(value) for key, value in csl_item(study).items()}
    item["author"] = [_with_initials(name) for name in item.get("author", ())]
    item["title"] = item["title"].rstrip(".")  # the style sets the one full stop
    item["page"] = _page(item.get("page", ""))
    source = CiteProcJSON([{key: value for key, value in item.items() if value}])
    bibliography = CitationStylesBibliography(_style(), source, formatter.plain)
    bibliography.register(Citation([CitationItem(study.id)]))
    (text,) = bibliography.bibliography()
    return re.sub(r"([?!])\.(?= |$)", r"\1", plain_line(text).translate(_UNSHIELD))


@cache
def _style() -> CitationStylesStyle:
    text = files("claimgrade.references").joinpath("vancouver.csl").read_bytes()
    return CitationStylesStyle(BytesIO(text), validate=False)


def _shielded(value: Any) -> Any:
    if isinstance(value, str):
        return plain_line(value).translate(_SHIELD)
    if isinstance(value, list):
        return [_shielded(item) for item in value]
    if isinstance(value, dict):
        return {key: _shielded(item) for key, item in value.items()}
    return value


def _with_initials(name: dict[str, str]) -> dict[str, str]:
    """Initials that were recorded as "JL" are two given names: citeproc takes the first letter of each word."""
    words = re.split(r"[\s.]+", name.get("given", ""))
    given = " ".join(" ".join(word) if word.isalpha() and word.isupper() and len(word) < 5 else word for word in words)
    return name | {"given": given.strip()} if given.strip() else name


def _page(page: str) -> str:
    first, dash, last = (part.strip() for part in page.replace("\N{EN DASH}", "-").partition("-"))
    return f"{first}{_DASH}{last}" if dash and (len(first) != len(last) or first == last) else page
