"""Lists that grow with the base. Fields are those of schema/vocabulary.schema.json."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from claimgrade.records.parts import DERIVED
from claimgrade.records.vocabularies import Kind


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: a folder of claims."""

    id: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class OutcomeGroup:
    """A column of the evidence map: claims of a kind with one of these outcomes."""

    id: str
    kind: Kind
    title: str
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The contents of claims/vocabulary.yaml; empty and not `is_known` where that cannot be read."""

    topics: tuple[Topic, ...] = ()
    outcome_groups: tuple[OutcomeGroup, ...] = ()
    is_known: bool = field(default=True, metadata=DERIVED)

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Self:
        """From schema-valid values."""
        return cls(
            tuple(Topic(item["id"], item["title"], item["description"]) for item in data["topics"]),
            tuple(
                OutcomeGroup(item["id"], Kind(item["kind"]), item["title"], tuple(item["outcomes"]))
                for item in data.get("outcome_groups", ())
            ),
        )
