"""Holds values to their JSON Schema: a fast yes or no, and words for what is wrong.

jsonschema-rs decides (it is some thirty times faster); jsonschema explains the few records that are not valid. A test
holds both to the same answer. Neither ever fetches: each schema is one self-contained file.
"""

import importlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from claimgrade.finding import ClaimgradeError, Finding
from claimgrade.layout import package_schemas
from claimgrade.yaml_source import YamlSource


def _refuse_to_fetch(uri: str) -> Any:
    raise ClaimgradeError(f"a schema refers to {uri}, but schemas must be self-contained")


@cache
def schema(name: str) -> dict[str, Any]:
    """The package's own schema of a kind of record."""
    path: Path = package_schemas() / f"{name}.schema.json"
    try:
        loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ClaimgradeError(f"the installation is broken: {path} cannot be read ({error})") from None
    return loaded


@cache
def _validator(name: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(schema(name), validate_formats=True, retriever=_refuse_to_fetch)


def is_valid(name: str, values: Any) -> bool:
    """Whether values satisfy the schema of that name."""
    return _validator(name).is_valid(values)


def check_shape(name: str, source: YamlSource, record: str | None) -> Iterator[Finding]:
    """Findings of rule `schema` for one file, each at the line and column of the offending value."""
    if is_valid(name, source.values):
        return
    # Loaded only here: jsonschema costs more to import than a whole check of valid records.
    words = importlib.import_module("claimgrade.schema_words")
    yield from words.explain(schema(name), source, record)
