"""Pages that list claims: all of them and by topic; and the lists of studies, articles and searches."""

from collections.abc import Iterable, Iterator

from claimgrade.pages.page import Content, Page, render
from claimgrade.pages.words import CERTAINTIES, SIGNS, Sign
from claimgrade.records import Claim

Row = tuple[Claim, Sign, tuple[str, str] | None]


def list_pages(content: Content) -> Iterator[Page]:
    """claims/, topics/, articles/, studies/ and searches/, and a page for each topic."""
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
