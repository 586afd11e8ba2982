"""A page for each search: what was looked for, where, with what words, and what rests on that."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from claimgrade.grading import Verdict
from claimgrade.pages.page import Content, Page, render, uri_of
from claimgrade.pages.repository import Repository
from claimgrade.pages.source_words import OUTCOMES, SOURCE_KINDS
from claimgrade.pages.words import SIGNS, Sign
from claimgrade.records import Claim, Search
from claimgrade.records.claim import Cited
from claimgrade.records.search import Source
from claimgrade.records.vocabularies import SourceKind
from claimgrade.study_links import Links


@dataclass(frozen=True, slots=True)
class User:
    """A claim that names the search: whether its verdict is that nothing was found, and how many searches it names."""

    claim: Claim
    sign: Sign
    found_nothing: bool
    searches: int


@dataclass(frozen=True, slots=True)
class Traced:
    """A source that an article names, and that this search looked for."""

    claim: Claim
    article: str
    cited: Cited


def search_pages(content: Content) -> Iterator[Page]:
    """searches/<id>.md for every search."""
    users, traced = Links.of(content.base).users, _traced(content)
    for search in content.base.searches.values():
        yield render(
            "search.md.jinja",
            uri_of(search),
            search.file,
            search=search,
            base=content.base,
            outcome=OUTCOMES[search.outcome],
            groups=_groups(search),
            reach=reach(search),
            days=sorted({source.date for source in search.sources if source.date}),
            users=[_user(claim, content) for claim in users.get(search.id, ())],
            traced=traced.get(search.id, ()),
            file_link=Repository(content.origin).file(search.file),
            report_link=Repository(content.origin).report(search.id, search.file, uri_of(search)),
            kinds=SOURCE_KINDS,
        )


def reach(search: Search) -> str:
    """What kind of places a search looked in, and what follows from that, in one or two plain sentences."""
    kinds = {source.kind for source in search.sources if source.is_documented}
    if not kinds:
        return "No source is recorded with its words and date, so that this search shows nothing yet."
    if kinds == {SourceKind.WEB}:
        return (
            "Only web pages were searched, no bibliographic database and no register of trials: studies that such "
            "pages do not mention may exist."
        )
    named = " and ".join(SOURCE_KINDS[kind] for kind in SourceKind if kind in kinds)
    return f"Kinds of sources: {named}."


def _groups(search: Search) -> list[tuple[tuple[str, SourceKind], list[Source]]]:
    """Sources that are one place with several words, together; in the order of the record."""
    first: dict[tuple[str, SourceKind], int] = {}
    for i, source in enumerate(search.sources):
        first.setdefault((source.name, source.kind), i)
    ordered = sorted(search.sources, key=lambda source: first[source.name, source.kind])
    return [(place, list(group)) for place, group in groupby(ordered, key=lambda source: (source.name, source.kind))]


def _user(claim: Claim, content: Content) -> User:
    found = content.assessments.get(claim.id)
    verdict = found.verdict if found else None
    return User(claim, SIGNS[verdict], verdict is Verdict.NO_EVIDENCE_FOUND, len(claim.searches))


def _traced(content: Content) -> Mapping[str, list[Traced]]:
    result: defaultdict[str, list[Traced]] = defaultdict(list)
    for claim in content.base.claims.values():
        for appearance in claim.appearances:
            if appearance.cited and appearance.cited.search:
                result[appearance.cited.search].append(Traced(claim, appearance.article, appearance.cited))
    return result
