"""Makes every free text of a base hostile, while the base stays valid."""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml

from claimgrade.schema_check import is_valid
from claimgrade.yaml_source import YamlSource, read
from conftest import TESTS

# Texts that other records or the rules refer to, or that are dates, ids or numbers.
KEPT = {
    "id",
    "study",
    "article",
    "rule",
    "name",
    "unit",
    "p",
    "sha256",
    "url",
    "URL",
    "date",
    "DOI",
    "PMID",
    "PMCID",
    "searched_to",
    "published",
    "traced_to",
    "adopts",
    "place",
    "expires",
    "last",
    "due",
    "until",
    "file",
    "outcome",
    "comparator",
    "start",
    "end",
    "search",
    "system",
    "registration",
}


def poison(root: Path) -> int:
    """Rewrite every record below `root`; the number of texts that were made hostile."""
    payloads = cycle(yaml.safe_load((TESTS / "cases" / "hostile.yaml").read_text(encoding="utf-8")))
    count = 0
    for path in sorted((root / "claims").rglob("*.yaml")):
        kind = {"articles": "article", "studies": "study", "searches": "search", "claims": "vocabulary"}.get(
            path.parent.name, "claim"
        )
        source = read(path.parent, path.name)
        assert isinstance(source, YamlSource)
        record = source.values
        for holder, key in list(_texts(record)):
            before = holder[key]
            for _ in range(4):  # some fields take one line only, or are short
                holder[key] = f"{next(payloads)} toy"
                if is_valid(kind, record):
                    count += 1
                    break
            else:
                holder[key] = before
        path.write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
    return count


def _texts(value: Any) -> Iterator[tuple[dict[str, Any], str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, str) and key not in KEPT:
                yield value, key
            else:
                yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
