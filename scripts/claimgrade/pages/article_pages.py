"""A page for each web article: its claims, what became of them, and what it offered as proof."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from claimgrade.pages import claim_words
from claimgrade.pages.appearance import Shown, appearances_in
from claimgrade.pages.page import Content, Page, render, uri_of
from claimgrade.pages.repository import Repository, page_address
from claimgrade.pages.words import SIGNS, SUPPORTS, WORDINGS, Sign
from claimgrade.records import Article, Claim
from claimgrade.records.parts import Passage


@dataclass(frozen=True, slots=True)
class Made:
    """A claim that an article makes: where it says so, as the article has it, the proof offered, and what was found.

    `counted` studies count towards the verdict, `direct` of them answer the claim's own question; both are None where
    the claim could not be assessed.
    """

    claim: Claim
    sign: Sign
    shown: tuple[Shown, ...]
    counted: int | None
    direct: int | None

    @property
    def overstated(self) -> int:
        """Number of passages that overstate the claim."""
        return sum(bool(shown.overstated) for shown in self.shown)

    @property
    def is_placed(self) -> bool:
        """Whether it is recorded where in the article it stands."""
        return self.shown[0].appearance.passage.position is not None


@dataclass(frozen=True, slots=True)
class Share:
    """Passages of an article that state something checkable, by how many of their claims the evidence bears out."""

    all: int
    some: int
    none: int

    @property
    def total(self) -> int:
        """Passages that state something checkable."""
        return self.all + self.some + self.none

    @property
    def percent(self) -> int:
        """Passages of which every claim is borne out, in percent; 0 where there is no passage."""
        return round(100 * self.all / self.total) if self.total else 0


def article_pages(content: Content) -> Iterator[Page]:
    """articles/<id>.md for every article."""
    for article in content.base.articles.values():
        yield _article_page(article, content)


def _article_page(article: Article, content: Content) -> Page:
    shown = appearances_in(article, content)
    made = _made(shown, content)
    verdicts = Counter(row.sign for row in made)
    reasons = Counter(reason for _, reason in dict.fromkeys((item.passage, item.reason) for item in article.not_claims))
    repository = Repository(content.origin)
    return render(
        "article.md.jinja",
        uri_of(article),
        article.file,
        wide=True,
        article=article,
        made=made,
        unplaced=sum(not row.is_placed for row in made),
        mix=[(sign, verdicts[sign]) for sign in SIGNS.values() if verdicts[sign]],
        share=share_of(shown),
        reasons=reasons.most_common(),
        topics={topic.id: topic.title for topic in content.base.vocabulary.topics},
        base=content.base,
        origin=content.origin,
        repository=repository,
        file_link=repository.file(article.file),
        report_link=repository.report(article.id, article.file, uri_of(article)),
        address=page_address(content.origin, uri_of(article)),
        wordings=WORDINGS,
        supports=SUPPORTS,
        words=claim_words,
    )


def _made(shown: list[Shown], content: Content) -> list[Made]:
    """Claims in the order in which the article first makes each; then those whose places are not recorded.

    These, and claims of the same sentence, come by topic, in the order of the vocabulary, and by statement.
    """
    order = [topic.id for topic in content.base.vocabulary.topics]
    groups: dict[str, list[Shown]] = {}
    for item in shown:
        groups.setdefault(item.claim.id, []).append(item)
    rows = [_row(items, content) for items in groups.values()]
    return sorted(
        rows,
        key=lambda row: (
            row.shown[0].place,
            order.index(row.claim.topic) if row.claim.topic in order else len(order),
            row.claim.topic,
            row.claim.statement,
        ),
    )


def _row(shown: list[Shown], content: Content) -> Made:
    claim = shown[0].claim
    found = content.assessments.get(claim.id)
    return Made(
        claim,
        SIGNS[found.verdict if found else None],
        tuple(shown),
        len(found.counted) if found else None,
        sum(standing.is_direct for standing in found.counted) if found else None,
    )


def share_of(shown: list[Shown]) -> Share:
    """Each passage once, however many claims it makes."""
    passages: dict[Passage, list[bool]] = {}
    for item in shown:
        passages.setdefault(item.appearance.passage, []).append(item.borne_out)
    every = sum(all(claims) for claims in passages.values())
    some = sum(any(claims) and not all(claims) for claims in passages.values())
    return Share(every, some, len(passages) - every - some)
