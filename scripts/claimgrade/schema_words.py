"""Says in a librarian's words what is wrong with a record that does not satisfy its JSON Schema."""

import difflib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend
from referencing import Registry

from claimgrade.finding import Finding, Severity
from claimgrade.location import Location, pointer_to
from claimgrade.schema_paths import condition_of, schema_at
from claimgrade.yaml_source import YamlSource

_KINDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping",
    "null": "null",
}
# Of several defects of one value, the one that says most is told.
_WEIGHT = ("type", "anyOf", "enum", "const", "required", "additionalProperties")
_SHOWN = 60  # characters of a value
_FORMATS = FormatChecker(["date"])


def _properties(validator: Any, properties: dict[str, Any], instance: Any, schema: Any) -> Iterator[ValidationError]:
    """As jsonschema's own, but a property that is not allowed is reported where it stands."""
    for name, inner in properties.items() if validator.is_type(instance, "object") else ():
        if name in instance:
            asked = {"not": {}} if inner is False else inner
            yield from validator.descend(instance[name], asked, path=name, schema_path=name)


_Validator: Any = extend(Draft202012Validator, {"properties": _properties})  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class _Fault:
    """What jsonschema says of one value."""

    keyword: str
    limit: Any  # what the keyword asks for
    value: Any
    schema: dict[str, Any]
    path: tuple[str | int, ...]
    branches: tuple["_Fault", ...]
    branch: int | None  # which branch of the enclosing anyOf it comes from
    where: str  # ", where kind is regulatory" if it is asked for on a condition
    place: dict[str, Any]  # what the schema says, without conditions, of this place

    @classmethod
    def of(cls, error: ValidationError, root: dict[str, Any]) -> Self:
        schema: Any = error.schema
        branch = error.schema_path[0] if error.parent is not None and error.schema_path else None
        condition = condition_of(root, error.absolute_schema_path)
        return cls(
            str(error.validator),
            error.validator_value,
            error.instance,
            schema if isinstance(schema, dict) else {},
            tuple(error.absolute_path),
            tuple(cls.of(inner, root) for inner in error.context or ()),
            branch if isinstance(branch, int) else None,
            f", where {condition}" if condition else "",
            schema_at(root, error.absolute_path),
        )

    @property
    def pointer(self) -> str:
        return pointer_to(*self.path)

    @property
    def title(self) -> str | None:
        """What the value must be, in words of the schema; the title of a whole record is its name instead."""
        return None if "$schema" in self.schema else self.schema.get("title")

    @property
    def subject(self) -> tuple[str, str]:
        """Faults of one subject are one finding."""
        asks_for_fields = self.keyword in ("required", "additionalProperties")
        return (self.pointer, f"{self.keyword}{self.limit}" if asks_for_fields else "")

    @property
    def weight(self) -> int:
        return _WEIGHT.index(self.keyword) if self.keyword in _WEIGHT else len(_WEIGHT)


def explain(schema: dict[str, Any], source: YamlSource, record: str | None) -> Iterator[Finding]:
    """One finding for each offending value, in the order of the file."""
    validator = _Validator(schema, format_checker=_FORMATS, registry=Registry())
    told: dict[tuple[str, str], _Fault] = {}
    for error in validator.iter_errors(source.values):
        for fault in _unfold(_Fault.of(error, schema)):
            if fault.subject not in told or fault.weight < told[fault.subject].weight:
                told[fault.subject] = fault
    findings = {finding for fault in told.values() for finding in _findings(fault, source, record)}
    yield from sorted(findings, key=lambda finding: finding.order)


def _unfold(fault: _Fault) -> Iterator[_Fault]:
    """Faults of the branch of an `anyOf` that the value was meant for: of the right kind, with the fewest faults."""
    branches: dict[int | None, list[_Fault]] = {}
    for inner in fault.branches:
        branches.setdefault(inner.branch, []).append(inner)
    right = [b for b in branches.values() if not any(f.keyword == "type" and f.path == fault.path for f in b)]
    titled = [b for b in branches.values() if b[0].title and b[0].path == fault.path]
    if fault.keyword != "anyOf" or fault.title or not (right or titled):
        yield fault
        return
    for inner in min(right or titled, key=len):
        yield from _unfold(inner)


def _findings(fault: _Fault, source: YamlSource, record: str | None) -> Iterator[Finding]:
    def finding(message: str, mend: str, location: Location) -> Finding:
        return Finding("schema", Severity.ERROR, message, mend, location, record)

    at = source.locate_value(fault.pointer)
    fields = fault.place.get("properties", {})
    if fault.keyword == "required":
        misspelt = {_nearest(key, fields) for key in fault.value if key not in fields}
        for name in fault.limit:
            if name not in fault.value and name not in misspelt:
                message = f"'{name}' is missing{_inside(fault)}{fault.where}"
                yield finding(message, f"Add '{name}:'{_what(fields.get(name, {}))}.", at)
    elif fault.keyword == "additionalProperties":
        for key in fault.value:
            if key not in fields:
                near = _nearest(key, [name for name in fields if name not in fault.value])
                mend = f"Did you mean '{near}'?" if near else f"Known fields: {', '.join(fields)}."
                at_key = source.locate(fault.pointer + pointer_to(key), at_key=True)
                yield finding(f"{_short(key)} is not a field{_inside(fault)}", mend, at_key)
    else:
        message, mend = _words(fault)
        at = source.locate(fault.pointer, at_key=True) if fault.keyword == "not" else at
        yield finding(f"{_field(fault)}: {message}{fault.where}", mend, at)


def _words(fault: _Fault) -> tuple[str, str]:
    """What is wrong with one value, and how to mend it."""
    value = fault.value
    if fault.keyword == "not":
        return "this field cannot stand here", "Remove it, or the field that rules it out."
    if fault.keyword in ("enum", "const"):
        allowed = fault.limit if fault.keyword == "enum" else [fault.limit]
        return f"{_short(value)} is not one of the allowed values", _mend_choice(value, allowed)
    kinds = _kinds(fault)
    if value == "" and "string" in fault.schema.get("type", ()):
        return "the text is empty", f"Write something{' or null' if 'null' in kinds else ''}."
    if fault.title and not (
        _is_number(value) and _Validator(fault.schema, format_checker=_FORMATS).is_valid(str(value))
    ):
        examples = [example for example in fault.schema.get("examples", ()) if len(example) <= _SHOWN]
        return f"{_short(value)} is not {fault.title}", f"Write it like '{examples[0]}'." if examples else "Correct it."
    if fault.title or fault.keyword in ("type", "anyOf"):
        return f"{_a(value)} stands here, but {_either(kinds)} is wanted", _mend_kind(value, kinds)
    return _words_on_limits(fault)


def _words_on_limits(fault: _Fault) -> tuple[str, str]:
    limit, value = fault.limit, fault.value
    match fault.keyword:
        case "maxLength":
            return f"the text has {len(value)} characters, at most {limit} are allowed", "Shorten it."
        case "minLength":
            return f"the text has {len(value)} characters, at least {limit} are wanted", "Write a whole sentence."
        case "pattern":
            return _words_on_characters(limit, value)
        case "uniqueItems":
            twice = next((item for i, item in enumerate(value) if item in value[:i]), None)
            return f"the list names {_short(twice)} twice", "Remove one of them."
        case "minItems" if not value:
            return "the list is empty", f"Write at least {'one entry' if limit == 1 else f'{limit} entries'}."
        case "minItems":
            return f"the list has {len(value)} entries, at least {limit} are wanted", "Add what is missing."
        case "maxItems" | "items":
            return f"the list has {len(value)} entries, which is too many", "Shorten it."
        case "minimum":
            return f"{_short(value)} is below {limit}", f"Write a number from {limit} upwards."
        case "maximum":
            return f"{_short(value)} is above {limit}", f"Write a number up to {limit}."
    return f"{_short(value)} is not allowed here ({fault.keyword})", "See the description in the schema."


def _words_on_characters(pattern: str, value: str) -> tuple[str, str]:
    wrong = next((sign for sign in value if not re.search(pattern, sign)), "")
    match wrong:
        case "\n" if value.count("\n") == 1 and value.endswith("\n"):
            return "the text ends with a line break", "Write it behind the colon, or after '>-' instead of '>' or '|'."
        case "\n" | "\r":
            return "the text holds a line break", "Write it as one line."
        case "\t":
            return "the text holds a tab", "Write a space instead."
    return f"the text holds the invisible character U+{ord(wrong or ' '):04X}", "Delete that character."


def _mend_choice(value: Any, allowed: list[Any]) -> str:
    if isinstance(value, str):
        if value in [json.dumps(item) for item in allowed if not isinstance(item, str)]:
            return "Remove the quotes."
        if near := _nearest(value, [item for item in allowed if isinstance(item, str)]):
            return f"Did you mean '{near}'?"
    return f"Choose one of: {', '.join(item if isinstance(item, str) else json.dumps(item) for item in allowed)}."


def _mend_kind(value: Any, kinds: list[str]) -> str:
    wanted, or_null = kinds[0], " or null" if "null" in kinds[1:] else ""
    if "text" in kinds and _is_number(value):
        return "Put quotes around it."
    if "number" in wanted and isinstance(value, str) and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value):
        return "Remove the quotes." if "whole" not in wanted or "." not in value else "Write a whole number."
    if wanted == "true or false" and value in ("yes", "no"):
        return f"Write {'true' if value == 'yes' else 'false'}."
    if wanted == "a list":
        return "Write one entry a line, each after '- '; an empty list is []."
    if wanted == "a mapping":
        return f"Write its fields below it, one a line and indented{',' if or_null else ''}{or_null}."
    return f"Write {_either(kinds)}."


def _kinds(fault: _Fault) -> list[str]:
    """Kinds of value that would do, in words."""
    wanted: list[str] = []
    for number, branch in enumerate(fault.limit if fault.keyword == "anyOf" else [fault.schema]):
        resolved = next((inner.schema for inner in fault.branches if inner.branch == number), branch)
        kinds = resolved.get("type", ())
        wanted += [kinds] if isinstance(kinds, str) else kinds
    return list(dict.fromkeys(_KINDS[kind] for kind in wanted)) or ["something else"]


def _either(kinds: list[str]) -> str:
    return " or ".join(part for part in (", ".join(kinds[:-1]), kinds[-1]) if part)


def _nearest(word: str, known: Any) -> str | None:
    """The known word that somebody who wrote `word` most probably meant; upper and lower case do not matter."""
    folded = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(word.casefold().replace("_", "-"), folded, 1, 0.7)
    near = near or difflib.get_close_matches(word.casefold(), folded, 1, 0.7)
    return folded[near[0]] if near else None


def _field(fault: _Fault) -> str:
    names = [part for part in fault.path if isinstance(part, str)]
    return _short(names[-1]) if names else "the record"


def _inside(fault: _Fault) -> str:
    if not fault.path:
        return ""
    last = fault.path[-1]
    return f" in {_field(fault)}" if isinstance(last, str) else f" in entry {last + 1} of {_field(fault)}"


def _what(schema: dict[str, Any]) -> str:
    """The first words of a field's description, to follow its name."""
    sentence = schema.get("description", "").split(". ")[0].rstrip(".")
    first = re.split(r"; |: (?![^(]*\))", sentence)[0]
    if first[1:2].islower() or first[1:2] == " ":
        first = first[0].lower() + first[1:]
    return f", {first}" if first else ""


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


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


def _short(value: Any) -> str:
    """A value for a message: cut, and without characters that could not be seen or would disturb a terminal."""
    if isinstance(value, dict | list):
        return _a(value)
    text = value if isinstance(value, str) else json.dumps(value)
    text = text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."
    text = "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)
    return f"'{text}'" if isinstance(value, str) else text
