"""Parts that several kinds of records share: passages and waivers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

DERIVED = {"key": None}  # metadata of a field that comes from where the file lies, not from its text


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of an article by its first and last words and the SHA-256 (hex) of its normalised text.

    `position` is where it first starts: characters of the article's normalised text before it; None where nobody
    looked. It does not make another passage: two mentions of one are equal, with or without it.
    """

    start: str
    end: str
    sha256: str
    position: int | None = field(default=None, compare=False)

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Self:
        """From schema-valid values."""
        return cls(data["start"], data["end"], data["sha256"], data.get("position"))


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
