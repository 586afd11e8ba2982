"""Schemas and records agree: fields, vocabularies and what may be missing; and each schema explains itself."""

import dataclasses
import inspect
import json
import re
from collections.abc import Iterator
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from claimgrade import records
from claimgrade.layout import SCHEMAS
from claimgrade.records import (
    Article,
    Claim,
    Search,
    Study,
    Vocabulary,
    article,
    citation,
    claim,
    parts,
    search,
    study,
    vocabularies,
    vocabulary,
)
from claimgrade.records.study import Notice
from claimgrade.records.vocabularies import Clear
from conftest import TESTS

FOLDER = TESTS.parent / "schema"
SCHEMA: dict[str, dict[str, Any]] = {
    name: json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")) for name in SCHEMAS
}
RECORDS = {"claim": Claim, "study": Study, "article": Article, "search": Search, "vocabulary": Vocabulary}
# Lists of words that no StrEnum repeats: numbers, CSL types, and the words of the policy.
PLAIN_ENUMS = {"claim/grade/changes/levels", "claim/quantity/word", "study/citation/type"}
# Its whole example would be as long as the policy itself.
SKETCHED = {"grading/designs"}
CSL_DATE = "study/citation/issued"  # held as a tuple of numbers


def resolve(node: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """A node with its $ref followed, its own words first, and the branch of an anyOf that is not null."""
    merged = dict(node)
    while "$ref" in merged:
        target = root["$defs"][merged.pop("$ref").removeprefix("#/$defs/")]
        merged = {**target, **merged}
    branches = [b for b in merged.get("anyOf", ()) if b.get("type") != "null"]
    if len(branches) == 1:
        del merged["anyOf"]
        merged = {**resolve(branches[0], root), **merged}
    return merged


def allows_null(node: dict[str, Any], root: dict[str, Any]) -> bool:
    """Whether a value may be null."""
    return Draft202012Validator({**node, "$defs": root.get("$defs", {})}).is_valid(None)


def properties(name: str) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Every property of a schema: its path, the property as written, and the object that holds it."""
    root = SCHEMA[name]
    objects = [(name, root), *((f"{name}#{key}", node) for key, node in root.get("$defs", {}).items())]
    while objects:
        path, node = objects.pop()
        for key, inner in node.get("properties", {}).items():
            yield f"{path}/{key}", inner, node
            objects.append((f"{path}/{key}", inner))
        objects += [(f"{path}[]", node["items"])] if isinstance(node.get("items"), dict) else []


PROPERTIES = [(name, *found) for name in SCHEMAS for found in properties(name)]
IDS = [path for _, path, _, _ in PROPERTIES]


def parts_of(hint: Any) -> tuple[Any, ...]:
    """The types that a hint allows."""
    return get_args(hint) if isinstance(hint, UnionType) else (hint,)


class Walk:
    """Goes through a schema and the dataclass that holds it, side by side, and notes what it meets."""

    def __init__(self) -> None:
        """Nothing is met yet."""
        self.met: set[Any] = set()
        self.plain: set[str] = set()

    def record(self, node: dict[str, Any], kind: type[Any], root: dict[str, Any], path: str) -> None:
        """Fields are the properties; what may be missing or null may be None or empty."""
        self.met.add(kind)
        hints = get_type_hints(kind)
        fields = {f.metadata.get("key", f.name): hints[f.name] for f in dataclasses.fields(kind)}
        fields.pop(None, None)  # derived from where the file lies
        assert list(fields) == list(node["properties"]), path
        for key, hint in fields.items():
            inner = node["properties"][key]
            optional = key not in node.get("required", ()) or allows_null(inner, root)
            may_lack = NoneType in parts_of(hint) or get_origin(parts_of(hint)[0]) is tuple
            assert not optional or may_lack, f"{path}/{key} may be missing"
            self.value(resolve(inner, root), hint, root, f"{path}/{key}")

    def value(self, node: dict[str, Any], hint: Any, root: dict[str, Any], path: str) -> None:
        """A list is a tuple, an object a dataclass, a list of words a StrEnum."""
        kinds = [kind for kind in parts_of(hint) if kind is not NoneType]
        if path == CSL_DATE:
            assert kinds == [tuple[int, ...]]
        elif Notice in kinds:
            self.met.add(Clear)
            assert set(kinds) == {Notice, Clear}
            assert [word for word in ("none", "None", "") if re.fullmatch(node["pattern"], word)] == list(Clear)
            self.record(node, Notice, root, path)
        elif "properties" in node:
            (kind,) = kinds
            self.record(node, kind, root, path)
        elif "items" in node:
            (kind,) = kinds
            self.value(resolve(node["items"], root), get_args(kind)[0], root, path)
        elif "enum" in node:
            words = [word for word in node["enum"] if word is not None]
            (kind,) = kinds
            if issubclass(kind, StrEnum):
                self.met.add(kind)
                assert words == [member.value for member in kind], path
            else:
                self.plain.add(path)
        else:
            assert not any(inspect.isclass(k) and issubclass(k, StrEnum) for k in kinds), f"{path} lists no words"


def walked() -> Walk:
    """The walk through all schemas of records."""
    walk = Walk()
    for name, kind in RECORDS.items():
        walk.record(SCHEMA[name], kind, SCHEMA[name], name)
    return walk


@pytest.mark.parametrize("name", RECORDS)
def test_fields_and_words(name: str) -> None:
    """The properties of a schema are the fields of its dataclass, in order, and its lists of words are StrEnums."""
    Walk().record(SCHEMA[name], RECORDS[name], SCHEMA[name], name)


def test_nothing_is_left_out() -> None:
    """No dataclass and no StrEnum of records/ is without a schema."""
    walk = walked()
    modules = (article, citation, claim, parts, search, study, vocabularies, vocabulary)
    own = {
        kind
        for module in modules
        for kind in vars(module).values()
        if inspect.isclass(kind)
        and kind.__module__ == module.__name__
        and (dataclasses.is_dataclass(kind) or issubclass(kind, StrEnum))
    }
    assert own == walk.met
    assert walk.plain == PLAIN_ENUMS
    assert {f"claimgrade.records.{path.stem}" for path in TESTS.parent.glob("scripts/claimgrade/records/*.py")} == {
        *(module.__name__ for module in modules),
        f"{records.__name__}.__init__",
    }


def test_words_of_frequency() -> None:
    """The words of a quantity are those that the policy gives a band for."""
    policy = yaml.safe_load((FOLDER / "grading.yaml").read_text(encoding="utf-8"))
    words = SCHEMA["claim"]["$defs"]["quantity"]["properties"]["word"]["enum"]
    assert words == [band["word"] for band in policy["frequency"]]


@pytest.mark.parametrize(("name", "path", "node", "holder"), PROPERTIES, ids=IDS)
def test_property_explains_itself(name: str, path: str, node: dict[str, Any], holder: dict[str, Any]) -> None:
    """A property has a description and valid examples; objects and lists of objects have them in their parts."""
    root = SCHEMA[name]
    full = resolve(node, root)
    assert full.get("description", "").endswith((".", "…"))
    inner = resolve(full["items"], root) if isinstance(full.get("items"), dict) else full
    examples = full.get("examples", [])
    if not examples and "properties" not in inner and "additionalProperties" not in inner:
        examples = [[example] for example in inner["examples"]]
    validator = Draft202012Validator({**node, "$defs": root.get("$defs", {})}, format_checker=FormatChecker(["date"]))
    assert [example for example in examples if not validator.is_valid(example)] == examples * (path in SKETCHED)


@pytest.mark.parametrize("name", SCHEMAS)
def test_objects_are_closed(name: str) -> None:
    """No object takes fields that its schema does not name, and what it requires it names."""
    root = SCHEMA[name]
    nodes = [root, *root.get("$defs", {}).values(), *(node for _, node, _ in properties(name))]
    nodes += [node["items"] for node in nodes if isinstance(node.get("items"), dict)]
    for node in nodes:
        if "properties" in node:
            assert node["additionalProperties"] is False, node["description"]
            assert set(node["required"]) <= set(node["properties"])
        elif "object" in node.get("type", ()):
            assert "$ref" in node["propertyNames"] or "enum" in node["propertyNames"], node["description"]


def references(node: Any) -> Iterator[str]:
    """Every $ref below a node."""
    if isinstance(node, dict):
        yield from [node["$ref"]] if "$ref" in node else []
        node = list(node.values())
    for inner in node if isinstance(node, list) else ():
        yield from references(inner)


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_self_contained(name: str) -> None:
    """Every $ref leads to a definition of the same file, every definition is used, and the schema is a valid one."""
    root = SCHEMA[name]
    Draft202012Validator.check_schema(root)
    assert root["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert root["$id"] == f"urn:claimgrade:schema:{name}"
    assert set(references(root)) == {f"#/$defs/{key}" for key in root.get("$defs", {})}


def test_shared_definitions_are_equal() -> None:
    """A definition that several schemas hold says the same in each."""
    held: dict[str, list[Any]] = {}
    for name in RECORDS:
        for key, node in SCHEMA[name].get("$defs", {}).items():
            if key not in ("source", "outcome", "status", "topic"):
                held.setdefault(key, []).append(node)
    assert {"id", "date", "waiver", "passage"} <= {key for key, nodes in held.items() if len(nodes) > 1}
    assert [key for key, nodes in held.items() if any(node != nodes[0] for node in nodes)] == []


def test_there_is_no_other_schema() -> None:
    """The folder holds the schemas that are known, and the policy."""
    names = {path.name for path in FOLDER.iterdir()}
    assert names == {*(f"{name}.schema.json" for name in SCHEMAS), "grading.yaml"}
