"""A claim page's ClaimReview as JSON-LD (https://schema.org/ClaimReview), safe inside a script element.

The scale of the rating is documented on the method page. What is not known is left out: nothing is filled in.
"""

import json
from typing import Any

from markupsafe import Markup

from claimgrade.grading import Verdict
from claimgrade.pages.page import Content, uri_of
from claimgrade.pages.repository import page_address
from claimgrade.pages.words import SIGNS
from claimgrade.records import Article, Claim

# 1 is the worst, 5 the best; a verdict that says neither true nor false has its words only.
RATINGS = {
    Verdict.SUPPORTED: 5,
    Verdict.POSSIBLY_SUPPORTED: 4,
    Verdict.MIXED: 3,
    Verdict.POSSIBLY_CONTRADICTED: 2,
    Verdict.CONTRADICTED: 1,
}
# Sequences that HTML, a template language or a snippet extension could take for its own; none is part of JSON's syntax.
_UNSAFE = {
    "<": r"\u003c",
    ">": r"\u003e",
    "&": r"\u0026",
    "{{": r"{\u007b",
    "{%": r"{\u0025",
    "{#": r"{\u0023",
    "--8": r"\u002d-8",
}


def claim_review(claim: Claim, content: Content) -> Markup:
    """The script element with the ClaimReview of a claim, on one line."""
    text = json.dumps(_without_gaps(_review(claim, content)), ensure_ascii=True, separators=(",", ":"))
    for unsafe, harmless in _UNSAFE.items():
        text = text.replace(unsafe, harmless)
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text))  # noqa: S704, escaped above


def _review(claim: Claim, content: Content) -> dict[str, Any]:
    found = content.assessments.get(claim.id)
    verdict = found.verdict if found else None
    sign = SIGNS[verdict]
    rating = RATINGS.get(verdict) if verdict else None
    published, modified = _dates(claim, content)
    articles = dict.fromkeys(appearance.article for appearance in claim.appearances)
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": page_address(content.origin, uri_of(claim)),
        "claimReviewed": claim.statement,
        "reviewBody": claim.summary.strip(),
        "itemReviewed": {
            "@type": "Claim",
            "name": claim.statement,
            "appearance": [_appearance(content.base.articles[id_]) for id_ in articles if id_ in content.base.articles],
        },
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": rating,
            "bestRating": 5 if rating else None,
            "worstRating": 1 if rating else None,
            "alternateName": sign.label,
            "ratingExplanation": (found.plain if found else None) or sign.meaning,
        },
        "author": _authors(claim, content),
        "datePublished": published,
        "dateModified": modified,
    }


def _appearance(article: Article) -> dict[str, Any]:
    return {
        "@type": "Article",
        "name": article.title,
        "url": article.url,
        "publisher": {"@type": "Organization", "name": article.publisher} if article.publisher else None,
        "datePublished": article.published,
    }


def _authors(claim: Claim, content: Content) -> list[dict[str, Any]] | dict[str, Any] | None:
    """The curators; where none is named, the site."""
    if claim.review.curators:
        return [{"@type": "Person", "name": name} for name in claim.review.curators]
    if content.origin.name is None:
        return None
    return {"@type": "Organization", "name": content.origin.name, "url": content.origin.address}


def _dates(claim: Claim, content: Content) -> tuple[str | None, str | None]:
    """When the verdict was first published, and when it last changed; the day of the last reading without history."""
    turns = content.history.of(claim.id)
    if not turns:
        return None, claim.review.last
    first = turns[-1]
    return first.date if first.before is None else None, turns[0].date


def _without_gaps(value: Any) -> Any:
    """The same without members that are None."""
    if isinstance(value, dict):
        return {key: _without_gaps(item) for key, item in value.items() if item is not None}
    return [_without_gaps(item) for item in value] if isinstance(value, list) else value
