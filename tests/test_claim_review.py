"""The ClaimReview of a claim page: valid after schema.org, nothing filled in, and harmless whatever records say."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import markdown
import pytest
import yaml

from claimgrade.grading import Verdict
from claimgrade.history import History, Turn
from claimgrade.layout import Layout
from claimgrade.pages.claim_pages import claim_pages
from claimgrade.pages.claim_review import RATINGS, claim_review
from claimgrade.pages.page import Content, Origin
from claimgrade.records.vocabularies import Certainty
from claimgrade.site_content import content_of
from conftest import TESTS, TODAY
from hostile_base import poison

SCHEMA = yaml.safe_load((TESTS / "cases" / "schema-org.yaml").read_text(encoding="utf-8"))
ORIGIN = Origin("https://toys.example.org/", commit="0" * 40, date="2026-01-15", name="Toy claims")
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>')


def above(name: str) -> list[str]:
    """A type and the types above it."""
    parent = SCHEMA["types"][name]
    return [name, *(above(parent) if parent else [])]


def is_date(text: str) -> bool:
    """Whether a text is an ISO date, perhaps without day or month."""
    return bool(re.fullmatch(r"\d{4}(-\d\d){0,2}", text)) and bool(date.fromisoformat((text + "-01-01")[:10]))


def faults(node: dict[str, Any]) -> Iterator[str]:
    """What schema.org does not allow in a node: types, their properties, and what these may hold."""
    kind = node["@type"]
    if kind not in SCHEMA["types"]:
        yield f"no type {kind}"
        return
    for name, value in node.items():
        if name.startswith("@"):
            continue
        known = SCHEMA["properties"].get(name)
        if known is None or not set(known["of"]) & set(above(kind)):
            yield f"{kind} has no {name}"
            continue
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                if not set(known["is"]) & set(above(item["@type"])):
                    yield f"{name} is a {item['@type']}"
                yield from faults(item)
            elif not holds(item, known["is"]):
                yield f"{name} is {item!r}"


def holds(item: Any, kinds: list[str]) -> bool:
    """Whether a plain value is of one of the data types."""
    if not isinstance(item, str):
        return "Number" in kinds and isinstance(item, int)
    return (
        "Text" in kinds
        or ("URL" in kinds and urlsplit(item).scheme in ("http", "https"))
        or ("Date" in kinds and is_date(item))
    )


def reviews(content: Content) -> dict[str, dict[str, Any]]:
    """The ClaimReview of each claim page by the page's uri; there is exactly one."""
    result = {}
    for page in claim_pages(content):
        (text,) = SCRIPT.findall(page.text)
        result[page.uri] = json.loads(text)
    return result


def test_reviews_are_valid(toy: Path) -> None:
    """Every page's review uses types and properties of schema.org as it defines them."""
    found = reviews(replace(content_of(Layout.at(toy), TODAY), origin=ORIGIN))
    assert len(found) == 8
    assert [fault for review in found.values() for fault in faults(review)] == []


def test_faults_are_found() -> None:
    """The check itself sees a type, a property, a range and a value that are not allowed."""
    assert list(faults({"@type": "Toy"})) == ["no type Toy"]
    assert list(faults({"@type": "Rating", "claimReviewed": "x"})) == ["Rating has no claimReviewed"]
    assert list(faults({"@type": "Review", "reviewRating": {"@type": "Person"}})) == ["reviewRating is a Person"]
    assert list(faults({"@type": "Review", "datePublished": "yesterday"})) == ["datePublished is 'yesterday'"]


def test_a_whole_review(toy: Path) -> None:
    """The review names the claim, where it appears, the verdict in words and number, who curated it, and when."""
    content = replace(content_of(Layout.at(toy), TODAY), origin=ORIGIN)
    turns = (
        Turn("toyaline-reduces-pain", "2026-01-10", "b" * 40, (None, None), (Verdict.SUPPORTED, Certainty.MODERATE)),
        Turn("toyaline-reduces-pain", "2026-01-02", "a" * 40, None, (None, None)),
    )
    found = reviews(replace(content, history=History(turns)))["claims/toy-effects/toyaline-reduces-pain.md"]
    publisher = {"@type": "Organization", "name": "The Toy Gazette"}
    assert found == {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://toys.example.org/claims/toy-effects/toyaline-reduces-pain/",
        "claimReviewed": "Oral toyaline reduces pain in adults with toy syndrome.",
        "reviewBody": "One toy review of toy trials found less pain with toyaline.",
        "itemReviewed": {
            "@type": "Claim",
            "name": "Oral toyaline reduces pain in adults with toy syndrome.",
            "appearance": [
                {"@type": "Article", "name": name, "url": url, "publisher": publisher, "datePublished": "2024-05-01"}
                for name, url in (
                    ("Toyaline: the toy miracle", "https://example.org/toy-miracle"),
                    ("Three myths about toyaline", "https://example.org/toy-myths"),
                )
            ],
        },
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": 5,
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": "Supported",
            "ratingExplanation": "Oral toyaline reduces pain in adults with toy syndrome. This is probably true. "
            "The effect is moderate.",
        },
        "author": [{"@type": "Person", "name": "A. Toymaker"}],
        "datePublished": "2026-01-02",
        "dateModified": "2026-01-10",
    }


def test_what_is_not_known_is_left_out(toy: Path) -> None:
    """Without history or named curators nothing takes their place; an article without address has its name."""
    content = content_of(Layout.at(toy), TODAY)
    claim = content.base.claims["toyaline-reduces-itching"]
    bare = replace(claim, review=replace(claim.review, curators=(), last=None))
    unknown = {
        id_: replace(article, url=None, publisher=None, published=None)
        for id_, article in content.base.articles.items()
    }
    base = replace(content.base, claims={claim.id: bare}, articles=unknown)
    (found,) = reviews(replace(content, base=base)).values()
    assert sorted(found) == ["@context", "@type", "claimReviewed", "itemReviewed", "reviewBody", "reviewRating", "url"]
    assert found["itemReviewed"]["appearance"] == [{"@type": "Article", "name": "Toyaline: the toy miracle"}]
    assert sorted(found["reviewRating"]) == ["@type", "alternateName", "ratingExplanation"]


def test_the_site_is_the_author_where_nobody_is_named(toy: Path) -> None:
    """Without curators the review is the site's own, and a history that is cut short gives no first day."""
    content = content_of(Layout.at(toy), TODAY)
    claim = content.base.claims["toyaline-reduces-pain"]
    bare = replace(claim, review=replace(claim.review, curators=()))
    turn = Turn(claim.id, "2026-01-10", "b" * 40, (None, None), (Verdict.SUPPORTED, Certainty.MODERATE))
    text = claim_review(bare, replace(content, origin=ORIGIN, history=History((turn,), "cut short")))
    found = json.loads(SCRIPT.findall(text)[0])
    assert found["author"] == {"@type": "Organization", "name": "Toy claims", "url": "https://toys.example.org/"}
    assert (found.get("datePublished"), found["dateModified"]) == (None, "2026-01-10")


def test_ratings_are_those_of_the_method_page() -> None:
    """The scale stands on the method page as it is used."""
    method = " ".join((TESTS.parent / "site" / "method.md").read_text(encoding="utf-8").split())
    assert sorted(RATINGS.values()) == [1, 2, 3, 4, 5]
    assert (
        "from 1, contradicted, over 2, possibly contradicted, 3, mixed, and 4, possibly supported, to 5, supported"
        in method
    )
    assert RATINGS[Verdict.CONTRADICTED] == 1
    assert RATINGS[Verdict.POSSIBLY_CONTRADICTED] == 2
    assert RATINGS[Verdict.MIXED] == 3
    assert RATINGS[Verdict.POSSIBLY_SUPPORTED] == 4


def test_hostile_texts_stay_inside(toy: Path) -> None:
    """Whatever records say is read back from the script as it was, and the script ends where it should."""
    poison(toy)
    content = content_of(Layout.at(toy), TODAY)
    for page, claim in zip(claim_pages(content), content.base.claims.values(), strict=True):
        (text,) = SCRIPT.findall(page.text)
        assert not re.search(r"[<>&]|\{\{|\{%|\{#|--8<", text)
        found = json.loads(text)
        assert (found["claimReviewed"], found["reviewBody"]) == (claim.statement, claim.summary.strip())
        assert list(faults(found)) == []
        html = markdown.markdown(page.text, extensions=["toc", "pymdownx.superfences"])
        assert SCRIPT.findall(html) == [text]
        assert html.count("<script") == html.count("</script") == 1


@pytest.mark.parametrize(
    "text", ["</script>", "<!--<script>", "{{ 7 * 7 }}", "{% x %}", "\u2028", "&lt;", '--8<-- "x"']
)
def test_known_ways_out_are_closed(toy: Path, text: str) -> None:
    """Nothing that ends a script, opens a comment or speaks to a template engine is left as it is."""
    content = content_of(Layout.at(toy), TODAY)
    claim = replace(content.base.claims["toyaline-reduces-pain"], statement=text)
    script = str(claim_review(claim, content))
    assert text not in script.removesuffix("</script>")
    assert json.loads(SCRIPT.findall(script)[0])["claimReviewed"] == text
