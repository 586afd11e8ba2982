"""The lists of articles, studies and searches, with what they can be sorted and filtered by."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claimgrade.pages.claim_list import Choice, Filter, Row, all_rows, verdicts
from claimgrade.pages.page import Content, Page, render
from claimgrade.pages.source_words import DESIGNS, SOURCE_KINDS
from claimgrade.pages.tally import Tally
from claimgrade.records import Article, Search, Study
from claimgrade.records.study import Status
from claimgrade.records.vocabularies import Clear


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article with the verdicts on its claims, and how many of them it overstates."""

    article: Article
    verdicts: Tally
    overstated: int


@dataclass(frozen=True, slots=True)
class StudyRow:
    """A study, how its publication stands, and how many claims name it as evidence."""

    study: Study
    standing: str
    claims: int

    @property
    def design(self) -> str:
        """Its design, as a reader calls it."""
        return DESIGNS[self.study.design]

    @property
    def year(self) -> int | None:
        """Year of publication."""
        return self.study.citation.issued[0] if self.study.citation.issued else None

    @property
    def size(self) -> str:
        """How many studies and people it has, in words."""
        included, people = self.study.studies_included, self.study.participants
        parts = [_many(included, "study", "studies"), _many(people, "person", "people")]
        return ", ".join(part for part in parts if part) or "not seen"


@dataclass(frozen=True, slots=True)
class SearchRow:
    """A search, the day of its latest source (ISO), and how many claims rest on it."""

    search: Search
    kinds: tuple[str, ...]
    latest: str | None
    claims: int

    @property
    def outcome(self) -> str:
        """What came of it, in words."""
        return self.search.outcome.replace("-", " ")


def source_lists(content: Content) -> Iterator[Page]:
    """articles/index.md, studies/index.md and searches/index.md."""
    base = content.base
    yield render("articles.md.jinja", "articles/index.md", wide=True, articles=_articles(content))
    studies = _studies(content)
    yield render(
        "studies.md.jinja",
        "studies/index.md",
        wide=True,
        rows=studies,
        slug=slug,
        filters=_filters(
            ("design", "Design", (row.design for row in studies)),
            ("standing", "Standing", (row.standing for row in studies)),
        ),
    )
    used = Counter(name for claim in base.claims.values() for name in set(claim.searches))
    searches = [_search(search, used[search.id]) for search in base.searches.values()]
    searches.sort(key=lambda row: (row.search.question.casefold(), row.search.id))
    yield render(
        "searches.md.jinja",
        "searches/index.md",
        wide=True,
        rows=searches,
        slug=slug,
        filters=_filters(
            ("outcome", "Outcome", (row.outcome for row in searches)),
            ("kind", "Kind of source", (kind for row in searches for kind in row.kinds)),
        ),
    )


def standing(status: Status | None) -> str:
    """How a publication stands, in a word or two; the gravest notice where there are several."""
    if status is None:
        return "never checked"
    notices = (
        ("retracted", status.retraction),
        ("expression of concern", status.expression_of_concern),
        ("superseded", status.superseded_by),
        ("corrected", status.correction),
    )
    grave = next((words for words, notice in notices if notice and not isinstance(notice, Clear)), None)
    if grave:
        return grave
    return "no notice" if all(notice for _, notice in notices) else "partly checked"


def _articles(content: Content) -> list[ArticleRow]:
    by_article: dict[str, list[Row]] = {}
    for row in all_rows(content):
        for article_id in row.articles:
            by_article.setdefault(article_id, []).append(row)
    result = []
    for article in content.base.articles.values():
        made = by_article.get(article.id, [])
        overstated = sum(1 for row in made if _overstates(row, article, content))
        result.append(ArticleRow(article, verdicts(made), overstated))
    return sorted(result, key=lambda row: (row.article.title.casefold(), row.article.id))


def _overstates(row: Row, article: Article, content: Content) -> bool:
    found = content.assessments.get(row.claim.id)
    pairs = zip(row.claim.appearances, found.overstated, strict=True) if found else ()
    return any(over for appearance, over in pairs if appearance.article == article.id)


def _studies(content: Content) -> list[StudyRow]:
    named = Counter(study for claim in content.base.claims.values() for study in {e.study for e in claim.evidence})
    rows = [StudyRow(study, standing(study.status), named[study.id]) for study in content.base.studies.values()]
    return sorted(rows, key=lambda row: (row.study.short_name.casefold(), row.study.id))


def _search(search: Search, claims: int) -> SearchRow:
    kinds = dict.fromkeys(SOURCE_KINDS[source.kind] for source in search.sources)
    latest = max((source.date for source in search.sources if source.date), default=None)
    return SearchRow(search, tuple(kinds), latest, claims)


def _filters(*wanted: tuple[str, str, Iterable[str]]) -> list[Filter]:
    """Filters by words that the records hold; a value in an address is the word with hyphens."""
    result = []
    for name, words, values in wanted:
        counts = Counter(map(str, values))
        choices = tuple(Choice(slug(value), value, count) for value, count in sorted(counts.items()))
        result.append(Filter(name, words, choices))
    return [found for found in result if len(found.choices) > 1]


def slug(words: str) -> str:
    """Words of a closed list as a value for addresses, which parts the values of a row by spaces."""
    return words.replace(",", "").replace(" ", "-")


def _many(count: int | None, one: str, many: str) -> str:
    return "" if count is None else f"{count:,} {one if count == 1 else many}"
