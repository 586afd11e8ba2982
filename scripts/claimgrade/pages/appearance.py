"""One place where an article makes a claim, as pages show it."""

from collections.abc import Iterator
from dataclasses import dataclass

from claimgrade.articles.text_fragment import text_fragment_link
from claimgrade.pages.claim_words import FAILS, HOLDS
from claimgrade.pages.page import Content
from claimgrade.records import Article, Claim
from claimgrade.records.claim import Appearance
from claimgrade.records.vocabularies import Stance


@dataclass(frozen=True, slots=True)
class Shown:
    """An appearance with its claim: `link` leads to the passage; `borne_out` where the verdict agrees with the article.

    `overstated` is None where there is no verdict to hold the article to.
    """

    claim: Claim
    appearance: Appearance
    link: str | None
    overstated: bool | None
    borne_out: bool

    @property
    def words(self) -> str:
        """The few recorded words that locate the passage."""
        passage = self.appearance.passage
        return passage.start if passage.start == passage.end else f"{passage.start} … {passage.end}"

    @property
    def place(self) -> tuple[bool, int]:
        """What sorts appearances as the article has them; those whose position is not recorded come last."""
        position = self.appearance.passage.position
        return (position is None, position or 0)


def appearances_of(claim: Claim, content: Content) -> Iterator[Shown]:
    """Every appearance of a claim, in the order of the record."""
    found = content.assessments.get(claim.id)
    for i, appearance in enumerate(claim.appearances):
        article = content.base.articles.get(appearance.article)
        yield Shown(
            claim,
            appearance,
            text_fragment_link(article.url, appearance.passage) if article and article.url else None,
            found.overstated[i] if found else None,
            bool(found and found.verdict in (HOLDS if appearance.stance is Stance.AFFIRMS else FAILS)),
        )


def appearances_in(article: Article, content: Content) -> list[Shown]:
    """Every appearance in an article, as the article has them; those whose position is not recorded claim by claim."""
    every = (shown for claim in content.claims_of(article) for shown in appearances_of(claim, content))
    return sorted((shown for shown in every if shown.appearance.article == article.id), key=lambda shown: shown.place)
