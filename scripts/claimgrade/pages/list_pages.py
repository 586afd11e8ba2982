"""Pages that list claims: all of them, by topic and by article; and the lists of studies, articles and searches."""

from collections.abc import Iterable, Iterator

from claimgrade.grading import Assessment
from claimgrade.pages.page import Content, Page, render, uri_of
from claimgrade.pages.words import CERTAINTIES, SIGNS, SUPPORTS, WORDINGS, Sign
from claimgrade.records import Article, Claim
from claimgrade.records.claim import Appearance

Row = tuple[Claim, Sign, tuple[str, str] | None]


def list_pages(content: Content) -> Iterator[Page]:
    """claims/, topics/, articles/, studies/ and searches/, and a page for each topic and article."""
    base = content.base
    titles = {topic.id: topic.title for topic in base.vocabulary.topics}
    by_topic = {topic: [claim for claim in base.claims.values() if claim.topic == topic] for topic in titles}
    yield render("claims.md.jinja", "claims/index.md", rows=rows(base.claims.values(), content), topics=titles)
    yield render(
        "topics.md.jinja",
        "topics/index.md",
        vocabulary=base.vocabulary,
        counts={topic: len(claims) for topic, claims in by_topic.items()},
    )
    for topic in base.vocabulary.topics:
        yield render(
            "topic.md.jinja",
            f"topics/{topic.id}.md",
            topic=topic,
            rows=rows(by_topic[topic.id], content),
            topics=titles,
        )
    counts = {article.id: len(content.claims_of(article)) for article in base.articles.values()}
    yield render("articles.md.jinja", "articles/index.md", articles=base.articles.values(), counts=counts)
    for article in base.articles.values():
        yield _article_page(article, content)
    named: dict[str, int] = {}
    for claim in base.claims.values():
        for study in {entry.study for entry in claim.evidence}:
            named[study] = named.get(study, 0) + 1
    yield render(
        "studies.md.jinja",
        "studies/index.md",
        named=named,
        studies=sorted(base.studies.values(), key=lambda study: (study.short_name.casefold(), study.id)),
    )
    yield render("searches.md.jinja", "searches/index.md", searches=base.searches.values())


def rows(claims: Iterable[Claim], content: Content) -> list[Row]:
    """Claims with the sign of their verdict and their certainty, by statement."""
    result: list[Row] = []
    for claim in sorted(claims, key=lambda claim: claim.statement):
        found = content.assessments.get(claim.id)
        certainty = CERTAINTIES[found.certainty] if found and found.certainty else None
        result.append((claim, SIGNS[found.verdict if found else None], certainty))
    return result


def _article_page(article: Article, content: Content) -> Page:
    made: list[tuple[Claim, Sign, Appearance, bool | None]] = []
    for claim in content.claims_of(article):
        found: Assessment | None = content.assessments.get(claim.id)
        for i, appearance in enumerate(claim.appearances):
            if appearance.article == article.id:
                sign = SIGNS[found.verdict if found else None]
                made.append((claim, sign, appearance, found.overstated[i] if found else None))
    made.sort(key=lambda row: (row[0].topic, row[0].statement))
    return render(
        "article.md.jinja",
        uri_of(article),
        article.file,
        article=article,
        made=made,
        claims=len({row[0].id for row in made}),
        overstated=len({row[0].id for row in made if row[3]}),
        base=content.base,
        wordings=WORDINGS,
        supports=SUPPORTS,
    )
