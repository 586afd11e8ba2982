"""How certainty and verdict come about, as tables: of the base's policy, and of the words that the code uses."""

from claimgrade.grading.policy import Policy, StartTable
from claimgrade.pages.page import Content, Page, render
from claimgrade.pages.verdict_tables import LEVELS, sentences, verdicts
from claimgrade.pages.words import CERTAINTIES
from claimgrade.records.vocabularies import Certainty

SYSTEMS = {"grade": "GRADE", "sourcing": "sourcing"}


def grading_page(content: Content) -> Page:
    """grading.md."""
    policy = content.policy
    return render(
        "grading.md.jinja",
        "grading.md",
        wide=True,
        policy=policy,
        starts=[(kinds, SYSTEMS[table.system], _starts(table, policy)) for kinds, table in _tables(policy)],
        levels=[(level, CERTAINTIES[level][1].removesuffix(" certainty")) for level in LEVELS],
        certainties={level: CERTAINTIES[level][1] for level in LEVELS},
        frequency=[(word.replace("-", " "), share(low), share(high)) for word, (low, high) in policy.frequency.items()],
        systems=SYSTEMS,
        verdicts=verdicts(),
        sentences=sentences(),
    )


def share(value: float) -> str:
    """A share of people as a reader writes it: 1 in 100."""
    return "all" if value >= 1 else "none" if value <= 0 else f"1 in {round(1 / value):,}"


def _tables(policy: Policy) -> list[tuple[str, StartTable]]:
    """Start tables, each once, with the kinds of claims that it is for."""
    kinds: dict[int, list[str]] = {}
    tables: dict[int, StartTable] = {}
    for kind, table in policy.tables.items():
        kinds.setdefault(id(table), []).append(kind)
        tables[id(table)] = table
    return [(", ".join(names), tables[key]) for key, names in kinds.items()]


def _starts(table: StartTable, policy: Policy) -> dict[Certainty, str]:
    """What starts at each certainty, in the words of the policy."""
    return {
        level: " ".join(policy.bodies[body] for body, start in table.start.items() if start is level)
        for level in LEVELS
    }
