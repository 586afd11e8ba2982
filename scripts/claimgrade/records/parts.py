"""Parts that several kinds of records share: passages and waivers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

DERIVED = {"key": None}  # metadata of a field that comes from where the file lies, not from its text


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of an article by its first and last words and the SHA-256 (hex) of its normalised text."""

    start: str
    end: str
    sha256: str

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Self:
        """From schema-valid values."""
        return cls(data["start"], data["end"], data["sha256"])


@dataclass(frozen=True, slots=True)
class Waiver:
    """One rule that a record may break, why, and until which day (ISO date, included)."""

    rule: str
    reason: str
    until: str

    @classmethod
    def all_from(cls, data: Mapping[str, Any]) -> tuple[Self, ...]:
        """From a whole record's schema-valid values."""
        return tuple(cls(item["rule"], item["reason"], item["until"]) for item in data.get("waivers", ()))
