"""Writes the skeleton of a record from its JSON Schema: every field, what it holds, and which values it may have."""

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from claimgrade.yaml_text import scalar

_WIDTH = 110


def skeleton(kind: str, schema: Mapping[str, Any], record_id: str) -> str:
    """A YAML text for an editor to complete: the fields that must be filled in are left empty.

    Lists begin empty, and what may be null begins null; below both stands, as a comment, what they may hold.
    """
    lines = [
        f"# yaml-language-server: $schema=../../schema/{kind}.schema.json",
        f"id: {scalar(record_id)}",
        *_Writer(schema["$defs"]).fields({**schema, "properties": _without_id(schema)}),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _without_id(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {name: field for name, field in schema["properties"].items() if name != "id"}


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes fields; `definitions` are those that the schema refers to."""

    definitions: Mapping[str, Any]

    def fields(self, schema: Mapping[str, Any], *, template: bool = False) -> Iterator[str]:
        """Lines for every field of an object; in a template, which is a comment already, lists have their item."""
        for name, given in schema["properties"].items():
            field = self._resolved(given)
            yield from _comment(field)
            if _types(field) == {"object"} or (template and _types(field) == {"object", "null"}):
                yield f"{name}:"
                yield from _indented(self.fields(field, template=template))
            elif "array" in _types(field):
                yield from self._list(name, field, template=template)
            elif "object" in _types(field):
                yield f"{name}: null"
                yield from _commented([f"{name}:", *_indented(self.fields(field, template=True))])
            else:
                yield f"{name}: null" if "null" in _types(field) else f"{name}:"

    def _list(self, name: str, field: Mapping[str, Any], *, template: bool) -> Iterator[str]:
        item = self._resolved(field.get("items") or {})
        empty = "null" if "null" in _types(field) else "[]"
        if "properties" not in item:
            choice = _choice(item)
            yield f"{name}: {empty}{f'  # {choice}' if choice else ''}"
            return
        example = [f"{name}:", *_listed(self.fields(item, template=True))]
        if template:
            yield from example
        else:
            yield f"{name}: {empty}"
            yield from _commented(example)

    def _resolved(self, field: Mapping[str, Any]) -> dict[str, Any]:
        """The field with what it refers to; of several shapes the one that is not null, and null."""
        merged = dict(field)
        for option in field.get("anyOf", ()):
            merged = {**self._resolved(option), **merged} if option.get("type") != "null" else merged
        if any(option.get("type") == "null" for option in field.get("anyOf", ())):
            merged["type"] = [*_types(merged), "null"]
        if "$ref" in field:
            merged = {**self._resolved(self.definitions[field["$ref"].removeprefix("#/$defs/")]), **merged}
        return merged


def _types(field: Mapping[str, Any]) -> set[str]:
    named = field.get("type", ())
    types = {named} if isinstance(named, str) else set(named)
    return types | ({"null"} if None in field.get("enum", ()) else set())


def _choice(field: Mapping[str, Any]) -> str:
    return " | ".join("null" if value is None else str(value) for value in field.get("enum", ()))


def _comment(field: Mapping[str, Any]) -> Iterator[str]:
    """What the field holds, and its allowed values, above it."""
    yield from _wrapped(field.get("description", ""))
    either = {"object", "string"} <= _types(field)
    yield from _wrapped(field.get("title", "") if either else _choice(field))


def _wrapped(text: str) -> Iterator[str]:
    for line in textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False):
        yield f"# {line}"


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _listed(lines: Iterator[str]) -> Iterator[str]:
    """As the one item of a list: the dash stands before its first field."""
    prefix = "  - "
    for line in lines:
        if prefix == "  - " and line.startswith("#"):
            yield f"  {line}"
        else:
            yield prefix + line
            prefix = "    "


def _commented(lines: list[str]) -> Iterator[str]:
    return (f"# {line}" for line in lines)
