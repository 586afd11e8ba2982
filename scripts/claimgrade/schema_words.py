"""Says in a librarian's words what is wrong with a record that does not satisfy its JSON Schema."""

import difflib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from referencing import Registry

from claimgrade.finding import Finding, Severity
from claimgrade.location import Location, pointer_to
from claimgrade.yaml_source import YamlSource

_KINDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
    "array": "a list",
    "object": "a mapping",
}
# Of several defects of one value, the one that says most is told.
_WEIGHT = ("type", "anyOf", "enum", "const", "required", "additionalProperties")


@dataclass(frozen=True)
class _Fault:
    """What jsonschema says of one value, without its sentinels."""

    keyword: str | None  # None: the value stands where a condition allows none
    limit: Any  # what the keyword asks for
    value: Any
    schema: dict[str, Any]
    path: tuple[str | int, ...]
    branches: tuple["_Fault", ...]
    branch: int | None  # which branch of the enclosing anyOf it comes from

    @classmethod
    def of(cls, error: ValidationError) -> Self:
        schema: Any = error.schema
        branch = error.schema_path[0] if error.parent is not None and error.schema_path else None
        return cls(
            None if error.validator is None else str(error.validator),
            error.validator_value,
            error.instance,
            schema if isinstance(schema, dict) else {},
            tuple(error.absolute_path),
            tuple(cls.of(inner) for inner in error.context or ()),
            branch if isinstance(branch, int) else None,
        )

    @property
    def pointer(self) -> str:
        return pointer_to(*self.path)

    @property
    def has_title(self) -> bool:
        return "title" in self.schema


def explain(schema: dict[str, Any], source: YamlSource, record: str | None) -> Iterator[Finding]:
    """One finding for each offending value, in the order of the file."""
    validator = Draft202012Validator(schema, format_checker=FormatChecker(["date"]), registry=Registry())
    told: dict[tuple[str, str], _Fault] = {}
    for error in validator.iter_errors(source.values):
        for fault in _unfold(_Fault.of(error)):
            key = (fault.pointer, fault.keyword if fault.keyword in ("required", "additionalProperties") else "")
            if key not in told or _weight(fault) < _weight(told[key]):
                told[key] = fault
    findings = [finding for fault in told.values() for finding in _findings(fault, source, record)]
    yield from sorted(findings, key=lambda finding: finding.order)


def _weight(fault: _Fault) -> int:
    return _WEIGHT.index(fault.keyword) if fault.keyword in _WEIGHT else len(_WEIGHT)


def _unfold(fault: _Fault) -> Iterator[_Fault]:
    """Faults of the branch of an `anyOf` that the value was meant for: the one that is not null."""
    meant = [branch for branch in fault.branches if branch.schema.get("type") != "null"]
    if fault.keyword != "anyOf" or not meant or fault.has_title:
        yield fault
    elif any(branch.keyword == "type" and branch.path == fault.path for branch in meant):
        yield fault  # not even the right kind of value: the list of kinds says more
    else:
        for branch in meant:
            yield from _unfold(branch)


def _findings(fault: _Fault, source: YamlSource, record: str | None) -> Iterator[Finding]:
    def finding(message: str, mend: str, location: Location) -> Finding:
        return Finding("schema", Severity.ERROR, message, mend, location, record)

    at = source.locate_value(fault.pointer)
    properties = fault.schema.get("properties", {})
    if fault.keyword == "required":
        for name in fault.limit:
            if name not in fault.value:
                yield finding(
                    f"'{name}' is missing{_in(fault)}", f"Add '{name}:'{_what(properties.get(name, {}))}.", at
                )
    elif fault.keyword == "additionalProperties":
        for key in fault.value:
            if key not in properties:
                near = difflib.get_close_matches(key, properties, 1)
                mend = f"Did you mean '{near[0]}'?" if near else f"Known fields: {', '.join(properties)}."
                at_key = source.locate(fault.pointer + pointer_to(key), at_key=True)
                yield finding(f"{_short(key)} is not a field{_in(fault)}", mend, at_key)
    else:
        yield finding(*_words(fault), source.locate(fault.pointer, at_key=True) if fault.keyword is None else at)


def _words(fault: _Fault) -> tuple[str, str]:
    """What is wrong, and how to mend it."""
    field = _field(fault)
    if fault.keyword is None:
        return f"{field} cannot stand beside the other fields here", "Remove it, or the field that rules it out."
    if fault.keyword in ("enum", "const"):
        allowed = [_plain(item) for item in (fault.limit if fault.keyword == "enum" else [fault.limit])]
        near = difflib.get_close_matches(str(fault.value), allowed, 1)
        mend = f"Did you mean '{near[0]}'?" if near else f"Choose one of: {', '.join(allowed)}."
        return f"{field}: {_short(fault.value)} is not one of the allowed values", mend
    if fault.has_title:
        return f"{field}: {_short(fault.value)} is not {fault.schema['title']}", "Mend the value."
    if fault.keyword in ("type", "anyOf"):
        kinds = _kinds(fault)
        return f"{field}: {_a(fault.value)} stands here, but {kinds} is wanted", _mend_type(fault.value, kinds)
    return _words_on_limits(fault, field)


def _words_on_limits(fault: _Fault, field: str) -> tuple[str, str]:
    limit, value = fault.limit, fault.value
    match fault.keyword:
        case "maxLength":
            return f"{field}: the text has {len(value)} characters, {limit} are allowed", "Shorten it."
        case "minLength":
            return f"{field}: the text {_short(value)} is too short", f"Write at least {limit} characters."
        case "pattern":
            return (
                f"{field}: the text holds a line break, control or direction-changing character",
                "Write it on one line, in plain characters.",
            )
        case "uniqueItems":
            return f"{field}: the list names something twice", "Remove the repetition."
        case "minItems":
            return f"{field}: the list has {len(value)} entries, at least {limit} are wanted", "Add what is missing."
        case "maxItems" | "items":
            return f"{field}: the list has {len(value)} entries, which is too many", "Shorten it."
        case "minimum":
            return f"{field}: {_short(value)} is below {limit}", f"Write a number that is not below {limit}."
        case "maximum":
            return f"{field}: {_short(value)} is above {limit}", f"Write a number that is not above {limit}."
    return f"{field}: {_short(value)} is not allowed here ({fault.keyword})", "See the description in the schema."


def _kinds(fault: _Fault) -> str:
    """Kinds of value that would do, in words."""
    wanted: list[str] = []
    for number, branch in enumerate(fault.limit if fault.keyword == "anyOf" else [{"type": fault.limit}]):
        resolved = next((inner.schema for inner in fault.branches if inner.branch == number), branch)
        kinds = branch.get("type", resolved.get("type", ()))
        wanted += [kinds] if isinstance(kinds, str) else kinds
    return " or ".join(dict.fromkeys(_KINDS[kind] for kind in wanted if kind in _KINDS)) or "something else"


def _mend_type(value: Any, kinds: str) -> str:
    if "text" in kinds and isinstance(value, int | float):
        return f"Put it in quotes: '{json.dumps(value)}'."
    if kinds == "a list":
        return "Write it as a list: one entry a line, each after '- '."
    return f"Write {kinds}."


def _field(fault: _Fault) -> str:
    names = [part for part in fault.path if isinstance(part, str)]
    return f"'{names[-1]}'" if names else "the record"


def _in(fault: _Fault) -> str:
    return f" of '{fault.pointer[1:]}'" if fault.path else ""


def _what(schema: dict[str, Any]) -> str:
    first = schema.get("description", "").split(".")[0].split(";")[0]
    return f" ({first[:1].lower()}{first[1:]})" if first else ""


def _a(value: Any) -> str:
    match value:
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case None:
            return "nothing (null)"
        case bool():
            return json.dumps(value)
        case str():
            return f"the text {_short(value)}"
    return f"the number {_short(value)}"


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _short(value: Any) -> str:
    if isinstance(value, dict | list):
        return _a(value)
    text = value if isinstance(value, str) else json.dumps(value)
    text = text if len(text) <= 60 else text[:57] + "..."
    return f"'{text}'" if isinstance(value, str) else text
