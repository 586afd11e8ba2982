"""The list of studies that articles name and that nobody could find."""

from dataclasses import dataclass

from claimgrade.pages import claim_words
from claimgrade.pages.appearance import Shown, appearances_in
from claimgrade.pages.page import Content, Page, render
from claimgrade.pages.search_places import Place, places_of
from claimgrade.pages.words import SIGNS, Sign
from claimgrade.records import Article, Claim, Search


@dataclass(frozen=True, slots=True)
class Named:
    """A study as an article names it: the claims that it should prove, the searches for it, and what it may be."""

    name: str
    claims: tuple[tuple[Claim, Sign], ...]
    shown: tuple[Shown, ...]
    searches: tuple[tuple[str, Search | None, tuple[Place, ...]], ...]
    candidates: tuple[str, ...]


def untraced_page(content: Content) -> Page:
    """untraced.md."""
    groups = [(article, _named_in(article, content)) for article in content.base.articles.values()]
    cited = [a.cited for claim in content.base.claims.values() for a in claim.appearances if a.cited]
    return render(
        "untraced.md.jinja",
        "untraced.md",
        wide=True,
        groups=[(article, named) for article, named in groups if named],
        count=sum(len(named) for _, named in groups),
        guessed=sum(bool(row.candidates) for _, named in groups for row in named),
        traced=len({(c.as_, c.traced_to) for c in cited if c.traced_to}),
        base=content.base,
        words=claim_words,
    )


def _named_in(article: Article, content: Content) -> list[Named]:
    """Studies that an article names and that were not found, by name."""
    groups: dict[str, list[Shown]] = {}
    for shown in appearances_in(article, content):
        cited = shown.appearance.cited
        if cited and cited.traced_to is None:
            groups.setdefault(cited.as_, []).append(shown)
    return [_named(name, groups[name], content) for name in sorted(groups)]


def _named(name: str, shown: list[Shown], content: Content) -> Named:
    cited = [item.appearance.cited for item in shown if item.appearance.cited]
    claims = dict.fromkeys(item.claim.id for item in shown)
    found = {id_: content.assessments.get(id_) for id_ in claims}
    return Named(
        name,
        tuple((content.base.claims[id_], SIGNS[a.verdict if a else None]) for id_, a in found.items()),
        tuple({item.appearance.passage: item for item in shown}.values()),
        tuple(_searched(id_, content) for id_ in dict.fromkeys(c.search for c in cited if c.search)),
        tuple(dict.fromkeys(id_ for c in cited for id_ in c.candidates)),
    )


def _searched(search_id: str, content: Content) -> tuple[str, Search | None, tuple[Place, ...]]:
    search = content.base.searches.get(search_id)
    return search_id, search, tuple(places_of(search, content.base)) if search else ()
