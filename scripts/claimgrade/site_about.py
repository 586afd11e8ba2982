"""What the site tells of the repository it is made from: its CITATION.cff and CHANGELOG.md, where it has them."""

from collections.abc import Mapping
from typing import Any

from claimgrade.finding import Finding
from claimgrade.layout import Layout
from claimgrade.pages import About
from claimgrade.yaml_source import MAX_BYTES, read


def about_of(layout: Layout) -> About:
    """Fields of CITATION.cff (Citation File Format 1.2) and the change log; what is missing or garbled is left out."""
    source = read(layout.root, "CITATION.cff")
    data = {} if isinstance(source, Finding) or not isinstance(source.values, dict) else source.values
    licence = data.get("license")
    return About(
        title=_text(data.get("title")),
        version=_text(data.get("version")),
        authors=tuple(name for name in map(_name, _list(data.get("authors"))) if name),
        licences=tuple(name for name in map(_text, [licence] if isinstance(licence, str) else _list(licence)) if name),
        changelog=_changelog(layout),
    )


def _changelog(layout: Layout) -> str | None:
    path = layout.root / "CHANGELOG.md"
    if not path.is_file() or not path.resolve().is_relative_to(layout.root):
        return None
    text = path.read_bytes()[:MAX_BYTES].decode("utf-8", errors="replace")
    return text.lstrip("\ufeff")


def _name(author: Any) -> str | None:
    if not isinstance(author, Mapping):
        return None
    parts = (_text(author.get(key)) for key in ("given-names", "name-particle", "family-names", "name-suffix"))
    return _text(author.get("name")) or " ".join(part for part in parts if part) or None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str | None:
    return str(value) if isinstance(value, str | int | float) and str(value).strip() else None
