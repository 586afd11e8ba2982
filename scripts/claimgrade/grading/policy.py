"""The grading policy as frozen objects, from schema/grading.yaml."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from claimgrade.finding import ClaimgradeError
from claimgrade.records.claim import Evidence
from claimgrade.records.study import Study
from claimgrade.records.vocabularies import Certainty, Domain, Kind

FREQUENCY_WORDS = ("very-common", "common", "uncommon", "rare", "very-rare")


class PolicyError(ClaimgradeError):
    """A policy in which a name leads nowhere."""

    def __init__(self, pointer: str, message: str) -> None:
        """With what is wrong, and the JSON Pointer to where."""
        super().__init__(message)
        self.pointer = pointer


class System(StrEnum):
    """What a certainty is called: GRADE for efficacy and safety, else sourcing."""

    GRADE = "grade"
    SOURCING = "sourcing"


@dataclass(frozen=True, slots=True)
class StartTable:
    """Start of one group of kinds: certainty by body of evidence, and body by design."""

    system: System
    start: Mapping[str, Certainty]
    designs: Mapping[str, str | Mapping[str, str]]

    @property
    def uses_rests_on(self) -> bool:
        """Whether what a review, guideline or label rests on changes its start."""
        return any(not isinstance(row, str) and "statement" in row for row in self.designs.values())

    def lacks_rests_on(self, entry: Evidence, study: Study) -> bool:
        """Whether the body of evidence cannot be told because the entry does not say what the document rests on."""
        row = self.designs[study.design]
        return not isinstance(row, str) and "statement" in row and entry.rests_on is None

    def body(self, entry: Evidence, study: Study) -> str:
        """Name of the body of evidence that one study is for one claim."""
        row = self.designs[study.design]
        if isinstance(row, str):
            return row
        if "statement" in row:
            return row[entry.rests_on or "unstated"]
        comparator = study.comparator
        if comparator is None:
            return row["unseen"]
        return row["none"] if comparator.strip().casefold().rstrip(".") == "none" else row["compared"]


@dataclass(frozen=True, slots=True)
class CeilingRule:
    """One reason for which certainty cannot be higher."""

    name: str
    certainty: Certainty
    systems: frozenset[System]
    adopted: bool
    reason: str


@dataclass(frozen=True, slots=True)
class DomainRule:
    """Levels that a domain may change, and what each step means."""

    levels: tuple[int, ...]
    anchors: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything that grading looks up. Frequencies are shares of people, low included, high not."""

    bodies: Mapping[str, str]
    tables: Mapping[Kind, StartTable]
    domains: Mapping[Domain, DomainRule]
    frequency: Mapping[str, tuple[float, float]]
    ceilings: tuple[CeilingRule, ...]
    few_people: int
    enough_people: int

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Self:
        """From schema-valid values. Raises PolicyError where a name leads nowhere."""
        tables: dict[Kind, StartTable] = {}
        for i, system in enumerate(data["systems"]):
            table = _table(f"/systems/{i}", system, data)
            tables |= {Kind(kind): table for kind in system["kinds"]}
        _names("/systems", "the kind", tables, Kind)
        _names("/domains", "the domain", (d["name"] for d in data["domains"]), Domain)
        _names("/frequency", "the frequency word", (f["word"] for f in data["frequency"]), FREQUENCY_WORDS)
        domains = {
            Domain(d["name"]): DomainRule(tuple(d["levels"]), {int(k): v for k, v in d["anchors"].items()})
            for d in data["domains"]
        }
        ceilings = tuple(
            CeilingRule(
                c["name"], Certainty(c["certainty"]), frozenset(map(System, c["systems"])), c["adopted"], c["reason"]
            )
            for c in data["ceilings"]
        )
        return cls(
            data["bodies"],
            tables,
            domains,
            {f["word"]: (f["low"], f["high"]) for f in data["frequency"]},
            ceilings,
            data["participants"]["few"],
            data["participants"]["enough"],
        )


def _names(pointer: str, what: str, named: Iterable[str], wanted: Iterable[str]) -> None:
    """Raises PolicyError unless the names are exactly those that are wanted."""
    given, known = list(named), list(wanted)
    if strange := [name for name in given if name not in known]:
        raise PolicyError(f"{pointer}/{given.index(strange[0])}", f"{what} '{strange[0]}' does not exist")
    if missing := [name for name in known if name not in given]:
        raise PolicyError(pointer, f"{what} '{missing[0]}' is missing")


def _table(pointer: str, system: Mapping[str, Any], data: Mapping[str, Any]) -> StartTable:
    designs = data["designs"].get(system["designs"])
    if designs is None:
        raise PolicyError(f"{pointer}/designs", f"there is no table of designs named '{system['designs']}'")
    start = {body: Certainty(level) for body, level in system["start"].items()}
    named = {body for row in designs.values() for body in ([row] if isinstance(row, str) else row.values())}
    for body in sorted(named | set(start)):
        if body not in data["bodies"]:
            raise PolicyError(f"{pointer}/start", f"the body of evidence '{body}' is not listed in bodies")
    if lost := sorted(named - set(start)):
        raise PolicyError(f"{pointer}/start", f"there is no start for the body of evidence '{lost[0]}'")
    return StartTable(System(system["name"]), start, designs)
