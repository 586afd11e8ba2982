"""A page for each article, with the claims that it makes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from claimgrade.pages.page import Content, Page, render, uri_of
from claimgrade.pages.words import SIGNS, SUPPORTS, WORDINGS, Sign
from claimgrade.records import Article, Claim


def list_pages(content: Content) -> Iterator[Page]:
    """articles/<id>.md for every article."""
    for article in content.base.articles.values():
        yield _article_page(article, content)


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
