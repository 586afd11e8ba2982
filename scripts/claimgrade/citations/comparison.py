"""Compares what a record states with the paper that a service has; only what both state is compared."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from claimgrade.citations.answer import Paper
from claimgrade.citations.entry import Agreement, Field, first_author
from claimgrade.citations.folding import folded, words, written_out
from claimgrade.citations.journal_comparison import same_journal
from claimgrade.citations.title_comparison import is_supplied, same_but_for_subtitle, same_title
from claimgrade.records import Study
from claimgrade.records.citation import Name

YEARS_APART = 1  # online first and in print
_NO_TITLE = "(no title)"
_PARTICLES = frozenset(
    [
        "al",
        "da",
        "das",
        "de",
        "del",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "el",
        "la",
        "le",
        "ten",
        "ter",
        "van",
        "von",
        "zu",
        "zum",
        "zur",
        "st",
        "saint",
    ]
)
_SUFFIXES = frozenset(["jr", "junior", "sr", "senior", "ii", "iii", "iv", "md", "phd"])
_NAME_PART = re.compile(r"[^\W\d_]+")
_MIN_SLIP = 5  # letters of a family name in which one may be wrong


@dataclass(frozen=True, slots=True)
class Compared:
    """One field: what the record states and what the service has, None where it states nothing."""

    field: Field
    agreement: Agreement
    stated: str | None
    found: str | None


def compare(study: Study, paper: Paper) -> tuple[Compared, ...]:
    """Title, first author, year (one apart is near enough) and journal, in this order.

    A subtitle may be missing on one side where the author agrees. A title in square brackets was supplied by a curator
    and need not be the paper's: where it is another one, it counts as not compared, if two of the other fields agree
    and none disagrees. A paper without a title never matches.
    """
    rest = (_author(study, paper), _year(study, paper), _journal(study, paper))
    return (_title(study, paper, rest), *rest)


def same_paper(one: Paper, other: Paper) -> bool:
    """Whether two services have a paper of the same title."""
    return any(same_title(title, other.titles) for title in one.titles)


def _title(study: Study, paper: Paper, rest: tuple[Compared, ...]) -> Compared:
    stated = study.citation.title
    found = paper.titles[0] if paper.titles else _NO_TITLE
    by_author = rest[0].agreement is Agreement.MATCH
    if same_title(stated, paper.titles) or (by_author and same_but_for_subtitle(stated, paper.titles)):
        return Compared(Field.TITLE, Agreement.MATCH, stated, found)
    agreements = [compared.agreement for compared in rest]
    sure = agreements.count(Agreement.MATCH) >= 2 and Agreement.MISMATCH not in agreements
    agreement = Agreement.NOT_COMPARED if is_supplied(stated) and paper.titles and sure else Agreement.MISMATCH
    return Compared(Field.TITLE, agreement, stated, found)


def _year(study: Study, paper: Paper) -> Compared:
    issued = study.citation.issued
    if not issued or not paper.years:
        return Compared(Field.YEAR, Agreement.NOT_COMPARED, str(issued[0]) if issued else None, None)
    near = any(abs(year - issued[0]) <= YEARS_APART for year in paper.years)
    found = ", ".join(map(str, paper.years))
    return Compared(Field.YEAR, Agreement.MATCH if near else Agreement.MISMATCH, str(issued[0]), found)


def _journal(study: Study, paper: Paper) -> Compared:
    stated = study.citation.container_title
    if not stated or not paper.journals:
        return Compared(Field.JOURNAL, Agreement.NOT_COMPARED, stated, None)
    same = any(same_journal(stated, journal) for journal in paper.journals)
    return Compared(Field.JOURNAL, Agreement.MATCH if same else Agreement.MISMATCH, stated, paper.journals[0])


def _author(study: Study, paper: Paper) -> Compared:
    """People are compared with the first person, groups with any group: services list groups first, last or not."""
    stated = first_author(study)
    authors = paper.citation.author or ()
    people = [name for name in authors if name.family]
    groups = [name.literal for name in authors if name.literal and not name.family]
    if stated is None or study.citation.author is None:
        return Compared(Field.AUTHOR, Agreement.NOT_COMPARED, None, None)
    first = study.citation.author[0]
    if first.family:
        same, found = bool(people) and _same_family(first, people[0]), people[0].family if people else None
    else:
        same, found = any(_same_group(stated, group) for group in groups), groups[0] if groups else None
    if found is None:
        return Compared(Field.AUTHOR, Agreement.NOT_COMPARED, stated, None)
    return Compared(Field.AUTHOR, Agreement.MATCH if same else Agreement.MISMATCH, stated, found)


def _same_family(one: Name, other: Name) -> bool:
    """Family names without particles and suffixes; one of two surnames is enough."""
    return any(_begins_or_ends(mine, its) for mine in _family_forms(one) for its in _family_forms(other))


def _family_forms(name: Name) -> Iterator[tuple[str, ...]]:
    for form in (folded, written_out):
        parts = [part for part in _NAME_PART.findall(form(name.family or "")) if part not in _SUFFIXES]
        yield tuple(part for part in parts if part not in _PARTICLES) or tuple(parts)


def _begins_or_ends(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if not one or not other:
        return one == other
    joined, its = "".join(one), "".join(other)
    slip = min(len(joined), len(its)) >= _MIN_SLIP and OSA.distance(joined, its, score_cutoff=1) <= 1
    short, long = sorted((one, other), key=len)
    return joined == its or slip or short in (long[: len(short)], long[-len(short) :])


def _same_group(one: str, other: str) -> bool:
    """Groups whose words are all among the other's: services leave out boards, years and places."""
    mine, its = set(words(one)), set(words(other))
    return bool(mine) and (mine == its or (min(len(mine), len(its)) >= 2 and (mine <= its or its <= mine)))
