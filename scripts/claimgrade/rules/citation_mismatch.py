"""An identifier leads to another paper than the record describes, or to none.

## What it checks

For every study in claims/verify.lock.json: the services know its identifiers; title, first author, year and journal
are those of the record, as far as both state them; DOI and PMID name the same paper. An entry for an earlier state of
the record is left alone: lock-outdated tells of it.

## Why it matters

A well-formed identifier of another paper looks like a source, and leads a reader who wants to check to the wrong place.

## Bad

```yaml
citation: {title: Baclofen for hiccups, PMID: 31415926} # PubMed has another title under this number
```

## Good

```yaml
citation: {title: Baclofen for hiccups, PMID: 27182818} # PubMed has this title
```

## How to fix

Open the page that the identifier leads to. Correct the identifier, or what the record says, and note the page under
seen. Then run claimgrade verify --update.
"""

from collections.abc import Iterator

from claimgrade.citations.entry import Agreement, Entry, Field, Judged, Outcome, first_author
from claimgrade.citations.names import SERVICES, called, listed
from claimgrade.finding import Problem, Severity
from claimgrade.identifiers import Doi, Pmid
from claimgrade.records import Study
from claimgrade.rules.rule import Rule, View

_PLACES = {
    Field.TITLE: "/citation/title",
    Field.AUTHOR: "/citation/author",
    Field.YEAR: "/citation/issued",
    Field.JOURNAL: "/citation/container-title",
}
_WORDS = {Field.TITLE: "title", Field.AUTHOR: "first author", Field.YEAR: "year", Field.JOURNAL: "journal"}
_MEND = "Open both, correct the identifier or the record, and run 'claimgrade verify --update'."


def check(study: Study, view: View) -> Iterator[Problem]:
    """Fields, identifiers and pairs of identifiers that are not what the services have."""
    entry = view.lock.current(study)
    if entry is None:
        return
    yield from _differing(study, entry)
    for answer in entry.answers:
        place = _place(answer)
        if answer.outcome is Outcome.ABSENT:
            what = f"{SERVICES[answer.service]} does not have the {called(answer.identifier)}"
            yield Problem(what, "Open the page where it was seen, and correct it.", place, "/citation")
        elif "doi" in answer.found:
            theirs = f"under {called(answer.identifier)}, PubMed has the paper with the DOI {answer.found['doi']}"
            yield Problem(f"{theirs}, and the record has {_doi(study)}", _MEND, place, "/citation")
        elif answer.outcome is Outcome.DISAGREEMENT:
            theirs = f"{called(answer.identifier)} and {_doi(study)} lead to papers of different titles"
            found = f"; PubMed has “{answer.found['title']}”" if answer.found.get("title") else ""
            yield Problem(theirs + found, _MEND, place, "/citation")


def _differing(study: Study, entry: Entry) -> Iterator[Problem]:
    """One problem a field, with what each service has that differs from the record."""
    for field, place in _PLACES.items():
        says = [
            f"{SERVICES[answer.service]} has {_quoted(answer.found.get(field.value))} ({called(answer.identifier)})"
            for answer in entry.answers
            if answer.fields.get(field) is Agreement.MISMATCH
        ]
        if says:
            stated = _quoted(_stated(study, field))
            yield Problem(f"the {_WORDS[field]} is {stated} in the record; {listed(says)}", _MEND, place, "/citation")


def _stated(study: Study, field: Field) -> str | None:
    cited = study.citation
    match field:
        case Field.TITLE:
            return cited.title
        case Field.AUTHOR:
            return first_author(study)
        case Field.YEAR:
            return str(cited.issued[0]) if cited.issued else None
        case Field.JOURNAL:
            return cited.container_title


def _quoted(text: str | None) -> str:
    return f"“{text}”" if text else "another one"


def _doi(study: Study) -> str:
    return called(study.doi) if study.doi else "no DOI"


def _place(answer: Judged) -> str:
    match answer.identifier:
        case Doi():
            return "/citation/DOI"
        case Pmid():
            return "/citation/PMID"
        case _:
            return "/registration"


RULE = Rule("citation-mismatch", Severity.ERROR, __doc__, Study, check)
