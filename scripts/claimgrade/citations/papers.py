"""Makes a Paper out of what a service says."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from claimgrade.citations.answer import Notice, Paper
from claimgrade.citations.notices import in_order
from claimgrade.citations.titles import forms, plain, taken_back
from claimgrade.records.citation import Citation, Name

_NOTHING = dict.fromkeys((field.name for field in fields(Citation)), None)


def name(*, family: str | None = None, given: str | None = None, suffix: str | None = None, **other: Any) -> Name:
    """A CSL name without markup; `literal` where it is one of a group."""
    literal = other.get("literal")
    parts = (plain(part) or None if part else None for part in (family, given, suffix, None, literal))
    return Name(*parts)


def paper(
    *,
    titles: Iterable[str],
    subtitles: Iterable[str] = (),
    years: Iterable[int | None] = (),
    journals: Iterable[str | None] = (),
    types: Iterable[str | None] = (),
    notices: Iterable[Notice] = (),
    **cited: Any,
) -> Paper:
    """A paper whose first title and journal are those of its citation; `cited` are the other fields of Citation."""
    given, ends = [title for title in titles if plain(title)], list(subtitles)
    named = tuple(dict.fromkeys(shown for journal in journals if journal and (shown := plain(journal))))
    whole = forms(given[:1], ends[:1])
    citation = {
        **_NOTHING,
        **cited,
        "author": tuple(cited.get("author") or ()) or None,
        "title": whole[-1] if whole else "",
        "container_title": named[0] if named else None,
    }
    told = {year for year in (*years, (cited.get("issued") or (None,))[0]) if year}
    return Paper(
        citation=Citation(**citation),
        titles=forms(given, ends),
        years=tuple(sorted(told)),
        journals=named,
        types=tuple(dict.fromkeys(kind for kind in types if kind)),
        notices=in_order(notices, taken_back(given)),
    )
