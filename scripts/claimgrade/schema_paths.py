"""Finds its way in a JSON Schema of a record: what describes a place, and on what condition something is asked for."""

from collections.abc import Iterable
from typing import Any


def schema_at(root: dict[str, Any], path: Iterable[str | int]) -> dict[str, Any]:
    """What the schema says, conditions apart, of the value at a path of a record; {} where it says nothing."""
    node = root
    for part in path:
        node = _solid(root, node)
        node = node.get("items", {}) if isinstance(part, int) else node.get("properties", {}).get(part, {})
        if not isinstance(node, dict):
            return {}
    return _solid(root, node)


def condition_of(root: dict[str, Any], schema_path: Iterable[str | int]) -> str:
    """In words, the condition under which the keyword at a path of the schema holds: "kind is regulatory"; or ""."""
    node: Any = root
    words = ""
    for step in schema_path:
        while isinstance(node, dict) and step not in node and "$ref" in node:
            node = _followed(root, node)
        if isinstance(node, dict) and step in ("then", "else"):
            words = _in_words(node["if"], holds=step == "then") or words
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            return words
    return words


def _in_words(condition: dict[str, Any], *, holds: bool) -> str:
    for name, asked in condition.get("properties", {}).items():
        values = asked.get("enum") or [asked.get("const", "null")]
        return f"{name} is {' or '.join(values)}" if holds else f"{name} is neither {' nor '.join(values)}"
    for name in condition.get("required", ()):
        return f"{name} is given" if holds else f"{name} is not given"
    return ""


def _solid(root: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """A schema with its reference followed and, of alternatives, the one that is not null."""
    while "$ref" in node or ("anyOf" in node and "properties" not in node):
        if "$ref" in node:
            node = _followed(root, node)
        else:
            node = next((branch for branch in node["anyOf"] if branch.get("type") != "null"), {})
    return node


def _followed(root: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    found: Any = root
    for part in node["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    assert isinstance(found, dict)
    return found
