"""The list of claims, the list of topics, and a page for each topic."""

from collections import Counter
from collections.abc import Iterator

from claimgrade.pages.claim_list import Row, all_rows, filters, verdicts
from claimgrade.pages.page import Content, Page, render


def topic_pages(content: Content) -> Iterator[Page]:
    """claims/index.md, topics/index.md and topics/<id>.md."""
    topics = content.base.vocabulary.topics
    rows = all_rows(content)
    by_topic: dict[str, list[Row]] = {topic.id: [] for topic in topics}
    for row in rows:
        by_topic.setdefault(row.claim.topic, []).append(row)
    yield render("claims.md.jinja", "claims/index.md", wide=True, rows=rows, filters=filters(rows, content))
    yield render(
        "topics.md.jinja",
        "topics/index.md",
        wide=True,
        topics=[(topic, verdicts(by_topic[topic.id])) for topic in topics],
    )
    for topic in topics:
        here = by_topic[topic.id]
        yield render(
            "topic.md.jinja",
            f"topics/{topic.id}.md",
            wide=True,
            topic=topic,
            rows=here,
            verdicts=verdicts(here),
            populations=_populations(here),
            filters=filters(here, content),
        )


def _populations(rows: list[Row]) -> list[tuple[str, int]]:
    """The people that claims are about, in the words of the records, the most frequent first."""
    words: dict[str, str] = {}
    for row in rows:
        words.setdefault(row.claim.question.population.strip().casefold(), row.claim.question.population)
    counts = Counter(row.claim.question.population.strip().casefold() for row in rows)
    return [(words[key], count) for key, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
