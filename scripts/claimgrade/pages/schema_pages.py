"""The reference of the records' fields, made from the schemas: a page for each kind."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from claimgrade.layout import SCHEMAS
from claimgrade.pages.page import Page, escaped, render
from claimgrade.schema_check import schema

Schema = Mapping[str, Any]

_TYPES = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "null": "null"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its anchor on the page, what it may hold in words (with links to sections), and one example."""

    name: str
    anchor: str
    holds: Markup
    required: bool
    description: Markup
    example: str | None


@dataclass(frozen=True, slots=True)
class Section:
    """The record itself (without a name), or one mapping inside it."""

    name: str | None
    description: Markup
    fields: tuple[Field, ...]


def schema_pages() -> Iterator[Page]:
    """schema/<kind>.md, one for each schema."""
    for kind in SCHEMAS:
        whole = schema(kind)
        yield render("schema.md.jinja", f"schema/{kind}.md", title=whole["title"], kind=kind, sections=sections(whole))


def sections(whole: Schema) -> list[Section]:
    """The record's own fields, then those of every mapping in it, in the order of the schema."""
    defs = whole.get("$defs", {})
    inner = {name: made for name, made in defs.items() if "properties" in made}
    return [_section(None, whole, defs), *(_section(name, made, defs) for name, made in inner.items())]


def _section(name: str | None, made: Schema, defs: Schema) -> Section:
    fields = tuple(_field(name, key, value, made, defs) for key, value in made["properties"].items())
    return Section(name, _coded(made.get("description", "")), fields)


def _field(section: str | None, name: str, made: Schema, holder: Schema, defs: Schema) -> Field:
    target = defs[_name(made["$ref"])] if "$ref" in made else made
    examples = made.get("examples") or target.get("examples")
    return Field(
        name,
        f"field-{section}-{name}".lower() if section else f"field-{name}".lower(),
        _holds(made, defs),
        name in holder.get("required", ()),
        _coded(made.get("description") or target.get("description", "")),
        json.dumps(examples[0], ensure_ascii=False) if examples else None,
    )


def _holds(made: Schema, defs: Schema) -> Markup:
    """What a value may be, in words."""
    if "$ref" in made:
        name = _name(made["$ref"])
        target = defs[name]
        if "properties" in target:
            linked = Markup('a mapping: <a href="#{}">{}</a>').format(name.lower(), escaped(name))
            return linked + _null(target)
        return escaped(target["title"]) if "title" in target else _holds(target, defs)
    if "enum" in made:
        words = (Markup("<code>{}</code>").format(escaped(_word(value))) for value in made["enum"])
        return Markup("one of ") + Markup(", ").join(words)
    if "const" in made:
        return Markup("<code>{}</code>").format(escaped(_word(made["const"])))
    if "anyOf" in made:
        return Markup(" or ").join(dict.fromkeys(_holds(choice, defs) for choice in made["anyOf"]))
    kinds = made.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    return Markup(" or ").join(_kind(kind, made, defs) for kind in kinds) or Markup("anything")


def _kind(kind: str, made: Schema, defs: Schema) -> Markup:
    if kind == "array":
        item = made.get("items")
        return Markup("a list") + (Markup(", each: ") + _holds(item, defs) if isinstance(item, dict) else Markup(""))
    if kind == "object":
        values = made.get("additionalProperties")
        if "properties" in made:
            names = (Markup("<code>{}</code>").format(escaped(name)) for name in made["properties"])
            return Markup("a mapping with ") + Markup(", ").join(names)
        return Markup("a mapping") + (
            Markup(", each: ") + _holds(values, defs) if isinstance(values, dict) else Markup("")
        )
    longest = made.get("maxLength") if kind == "string" else None
    return escaped(_TYPES[kind]) + (escaped(f" of at most {longest} characters") if longest else Markup(""))


def _coded(text: str) -> Markup:
    """A description, with what stands between backticks as code."""
    parts = (
        Markup("<code>{}</code>").format(escaped(p)) if i % 2 else escaped(p) for i, p in enumerate(text.split("`"))
    )
    return Markup("").join(parts)


def _null(target: Schema) -> Markup:
    return Markup(" or null") if "null" in target.get("type", ()) else Markup("")


def _name(reference: str) -> str:
    return reference.removeprefix("#/$defs/")


def _word(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
