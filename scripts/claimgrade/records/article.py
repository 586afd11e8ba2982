"""A web article that makes claims. Fields are those of schema/article.schema.json."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from claimgrade.records.parts import DERIVED, Passage, Waiver
from claimgrade.records.vocabularies import NoClaim


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A captured text: its file name in the snapshots folder and the SHA-256 (hex) of its bytes."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class NotClaim:
    """A passage that states nothing checkable."""

    passage: Passage
    reason: NoClaim


@dataclass(frozen=True, slots=True)
class Article:
    """A web article; `published` is an ISO date, perhaps without day or month."""

    id: str
    title: str
    publisher: str | None
    url: str | None
    published: str | None
    snapshot: Snapshot | None
    not_claims: tuple[NotClaim, ...]
    formerly: tuple[str, ...]
    waivers: tuple[Waiver, ...]
    file: str = field(metadata=DERIVED)

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any], file: str) -> Self:
        """From schema-valid values and the path of the file."""
        snapshot = data["snapshot"]
        return cls(
            id=data["id"],
            title=data["title"],
            publisher=data["publisher"],
            url=data["url"],
            published=data["published"],
            snapshot=Snapshot(snapshot["file"], snapshot["sha256"]) if snapshot else None,
            not_claims=tuple(
                NotClaim(Passage.from_mapping(item["passage"]), NoClaim(item["reason"]))
                for item in data.get("not_claims", ())
            ),
            formerly=tuple(data.get("formerly", ())),
            waivers=Waiver.all_from(data),
            file=file,
        )
