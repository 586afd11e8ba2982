"""Claims as rows of a list that can be filtered and sorted, and what it can be filtered by."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claimgrade.grading import Verdict
from claimgrade.pages.page import Content
from claimgrade.pages.tally import Tally, tally
from claimgrade.pages.words import CERTAINTIES, KINDS, SIGNS, Sign
from claimgrade.records import Claim
from claimgrade.records.vocabularies import Certainty

# The column says "certainty" already.
_LEVELS = {level: (symbol, words.removesuffix(" certainty")) for level, (symbol, words) in CERTAINTIES.items()}
UNGROUPED = "_other"  # in addresses; no id of a group can be the same


@dataclass(frozen=True, slots=True)
class Row:
    """A claim of a list: `outcome` is the id of its group of outcomes, `articles` the ids of those that make it."""

    claim: Claim
    verdict: Verdict | None
    certainty: Certainty | None
    topic: str
    outcome: str
    articles: tuple[str, ...]

    @property
    def sign(self) -> Sign:
        """How its verdict is shown."""
        return SIGNS[self.verdict]

    @property
    def verdict_rank(self) -> int:
        """Place of its verdict in the order of the signs."""
        return tuple(SIGNS).index(self.verdict)

    @property
    def kind(self) -> str:
        """Its kind, as a reader calls it."""
        return KINDS[self.claim.kind]

    @property
    def certainty_words(self) -> tuple[str, str] | None:
        """Symbol and word of its certainty; None where it has no grade."""
        return _LEVELS[self.certainty] if self.certainty else None


@dataclass(frozen=True, slots=True)
class Choice:
    """What a filter can be set to: its value in addresses, its words, and how many rows have it."""

    value: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of a list: its name in addresses, its words, and its choices."""

    name: str
    words: str
    choices: tuple[Choice, ...]


def all_rows(content: Content) -> list[Row]:
    """Every claim, by statement."""
    titles = {topic.id: topic.title for topic in content.base.vocabulary.topics}
    groups = {
        (group.kind, outcome.strip().casefold()): group.id
        for group in reversed(content.base.vocabulary.outcome_groups)  # the first that names an outcome has it
        for outcome in group.outcomes
    }
    result = []
    for claim in sorted(content.base.claims.values(), key=lambda claim: (claim.statement.casefold(), claim.id)):
        found = content.assessments.get(claim.id)
        result.append(
            Row(
                claim,
                found.verdict if found else None,
                found.certainty if found else None,
                titles.get(claim.topic, claim.topic),
                groups.get((claim.kind, claim.question.outcome.strip().casefold()), UNGROUPED),
                tuple(dict.fromkeys(appearance.article for appearance in claim.appearances)),
            )
        )
    return result


def verdicts(rows: Iterable[Row]) -> Tally:
    """How the verdicts on some claims are spread."""
    return tally(Counter(row.verdict for row in rows), SIGNS)


def filters(rows: list[Row], content: Content) -> list[Filter]:
    """What a list of claims can be filtered by: whatever tells at least two of its claims apart."""
    base = content.base
    groups = {group.id: group.title for group in base.vocabulary.outcome_groups} | {UNGROUPED: "Other outcomes"}
    every = [
        _filter(
            "topic", "Topic", {t.id: t.title for t in base.vocabulary.topics}, Counter(r.claim.topic for r in rows)
        ),
        _filter(
            "kind",
            "Kind",
            {kind.value: words for kind, words in KINDS.items()},
            Counter(r.claim.kind.value for r in rows),
        ),
        _filter("outcome", "Outcome", groups, Counter(r.outcome for r in rows)),
        _filter("verdict", "Verdict", {s.name: s.label for s in SIGNS.values()}, Counter(r.sign.name for r in rows)),
        _filter(
            "certainty",
            "Certainty",
            {str(level): words for level, (_, words) in _LEVELS.items()} | {"none": "no grade"},
            Counter(str(r.certainty or "none") for r in rows),
        ),
        _filter(
            "article",
            "Article",
            {a.id: a.title for a in base.articles.values()},
            Counter(article for row in rows for article in row.articles),
        ),
    ]
    return [found for found in every if len(found.choices) > 1]


def _filter(name: str, words: str, labels: Mapping[str, str], counts: Counter[str]) -> Filter:
    return Filter(name, words, tuple(Choice(v, label, counts[v]) for v, label in labels.items() if counts[v]))
