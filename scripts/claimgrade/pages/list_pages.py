"""Pages that list claims: all of them, by topic and by article; and the lists of studies, articles and searches."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claimgrade.pages.page import Content, Page, render, uri_of
from claimgrade.pages.words import CERTAINTIES, SIGNS, SUPPORTS, WORDINGS, Sign
from claimgrade.records import Article, Claim

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


@dataclass(frozen=True, slots=True)
class Made:
    """A claim that an article makes: each way it says it with how often, and the proof that it offers."""

    claim: Claim
    sign: Sign
    says: tuple[tuple[str, int], ...]
    proof: tuple[str, ...]
    overstated: bool


def _article_page(article: Article, content: Content) -> Page:
    made = [_made(claim, article, content) for claim in content.claims_of(article)]
    made.sort(key=lambda row: (row.claim.topic, row.claim.statement))
    titles = {topic.id: topic.title for topic in content.base.vocabulary.topics}
    return render(
        "article.md.jinja",
        uri_of(article),
        article.file,
        article=article,
        made=made,
        topics=titles,
        overstated=sum(row.overstated for row in made),
    )


def _made(claim: Claim, article: Article, content: Content) -> Made:
    found = content.assessments.get(claim.id)
    here = [(i, appearance) for i, appearance in enumerate(claim.appearances) if appearance.article == article.id]
    says = Counter(f"{appearance.stance} it, {WORDINGS[appearance.wording]}" for _, appearance in here)
    proof = dict.fromkeys(
        f"{SUPPORTS[appearance.support]} ({appearance.cited.as_})" if appearance.cited else SUPPORTS[appearance.support]
        for _, appearance in here
    )
    overstated = any(found.overstated[i] for i, _ in here) if found else False
    return Made(claim, SIGNS[found.verdict if found else None], tuple(says.items()), tuple(proof), overstated)
