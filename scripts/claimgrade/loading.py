"""From files to a knowledge base: a file with errors gives findings, not a record."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from claimgrade.citations.lock import Lock, read_lock
from claimgrade.finding import ClaimgradeError, Finding, Severity
from claimgrade.grading import Policy
from claimgrade.grading.policy import PolicyError
from claimgrade.knowledge_base import KnowledgeBase
from claimgrade.layout import LOCK, SCHEMAS, VOCABULARY, Layout, RecordFile, package_schemas
from claimgrade.location import Location, pointer_to
from claimgrade.records import Record, Vocabulary, record_from
from claimgrade.schema_check import check_shape, schema
from claimgrade.yaml_source import YamlSource, read

_PLAIN_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A knowledge base, what was found while reading it, the sources by path, and what services have answered."""

    layout: Layout
    base: KnowledgeBase
    findings: tuple[Finding, ...]
    sources: dict[str, YamlSource]
    lock: Lock = field(default_factory=Lock)


def load(layout: Layout) -> Loaded:
    """Read every record below claims/."""
    findings: list[Finding] = list(_stray(layout))
    findings += _outdated_schemas(layout)
    sources: dict[str, YamlSource] = {}
    records: dict[str, Record] = {}
    unreadable: list[RecordFile] = []
    for file in layout.record_files():
        problems, source, record = _load_file(layout, file)
        if source:
            sources[file.path] = source
        if record and source and record.id in records:
            problems = [_duplicate(source, record.id, records[record.id].file)]
            record = None
        if record:
            records[record.id] = record
        else:
            unreadable.append(file)
        findings += problems
    vocabulary, problems = _vocabulary(layout, sources)
    findings += problems
    base = KnowledgeBase.of(records.values(), vocabulary, ((file.kind, file.stem) for file in unreadable))
    lock = read_lock(layout.root)
    if isinstance(lock, Finding):
        return Loaded(layout, base, (*findings, lock), sources)
    return Loaded(layout, base, (*findings, *_outdated_entries(lock, base, sources)), sources, lock)


def _outdated_entries(lock: Lock, base: KnowledgeBase, sources: dict[str, YamlSource]) -> Iterator[Finding]:
    """Entries of the lock whose study has changed or is gone."""
    for study_id, entry in lock.studies.items():
        study = base.studies.get(study_id)
        if study is None and not base.exists("study", study_id):
            message = f"the lock has an entry for the study '{study_id}', and there is no such study"
            place, mend = Location(LOCK, lock.lines.get(study_id, 1), 1), "Run 'claimgrade verify --update'."
            yield Finding("lock-outdated", Severity.WARNING, message, mend, place)
        elif study and lock.current(study) is None:
            message = f"what the record says of '{study_id}' has changed since it was verified on {entry.checked_at}"
            place = sources[study.file].locate("/citation")
            mend = "Run 'claimgrade verify --update', or wait until the next scheduled run."
            yield Finding("lock-outdated", Severity.WARNING, message, mend, place, study_id)


def load_vocabulary(layout: Layout) -> Vocabulary:
    """The vocabulary alone; empty and not `is_known` where it cannot be read."""
    return _vocabulary(layout, {})[0]


def load_policy(layout: Layout) -> Policy:
    """The repository's grading policy, or the package's where it has none.

    Raises ClaimgradeError, with the place, where it cannot be used: without a policy nothing can be graded.
    """
    own = layout.policy.is_file()
    root, path = (layout.root, "schema/grading.yaml") if own else (package_schemas(), "grading.yaml")
    source = read(root, path)
    findings = [source] if isinstance(source, Finding) else list(check_shape("grading", source, None))
    if findings or isinstance(source, Finding):
        first = findings[0]
        raise ClaimgradeError(f"{path}:{first.location.line}:{first.location.column}: {first.message}. {first.help}")
    try:
        return Policy.from_mapping(source.values)
    except PolicyError as error:
        at = source.locate(error.pointer)
        raise ClaimgradeError(f"{path}:{at.line}:{at.column}: {error}") from None


def _load_file(layout: Layout, file: RecordFile) -> tuple[list[Finding], YamlSource | None, Record | None]:
    for name in (file.topic or file.stem, file.stem):
        if not _PLAIN_ID.fullmatch(name) or len(name) > 80:
            return [_bad_name(file, name)], None, None
    source = read(layout.root, file.path)
    if isinstance(source, Finding):
        return [source], None, None
    findings = list(check_shape(file.kind, source, file.stem))
    if findings:
        return findings, source, None
    if source.values["id"] != file.stem:
        message = f"the id '{source.values['id']}' is not the file's name '{file.stem}'"
        mend = f"Write 'id: {file.stem}', or rename the file to {source.values['id']}.yaml."
        return [Finding("id-mismatch", Severity.ERROR, message, mend, source.locate("/id"), file.stem)], source, None
    record = record_from(file.kind, source.values, file.path, file.topic)
    return list(_stray_white_space(source, source.values, record.id)), source, record


def _stray_white_space(source: YamlSource, value: Any, record: str, *parts: str | int) -> Iterator[Finding]:
    """Texts of one line with white space at an end; block texts, which end with a line break, are none."""
    if isinstance(value, str):
        if value != (bare := value.strip()) and bare and "\n" not in value:
            message = f"the text '{bare[:60]}' {'begins' if value[0] != bare[0] else 'ends'} with white space"
            mend = "Delete the white space, or run 'claimgrade check --fix'."
            place = source.locate(pointer_to(*parts))
            yield Finding("stray-white-space", Severity.WARNING, message, mend, place, record)
    elif isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _stray_white_space(source, inner, record, *parts, step)


def _bad_name(file: RecordFile, name: str) -> Finding:
    what = "file" if name == file.stem else "folder"
    message = f"the {what} name '{name[:90]}' is not a plain id"
    mend = f"Rename the {what}: lower-case letters, digits and single hyphens, at most 80 characters."
    return Finding("id-mismatch", Severity.ERROR, message, mend, Location(file.path, 1, 1), None)


def _duplicate(source: YamlSource, record_id: str, first: str) -> Finding:
    message = f"the id '{record_id}' is taken by {first}"
    return Finding(
        "duplicate-id", Severity.ERROR, message, "Give one of the two another id.", source.locate("/id"), record_id
    )


def _stray(layout: Layout) -> Iterator[Finding]:
    for path in layout.stray_files():
        stem = path.removeprefix("claims/").rpartition(".")[0]
        mend = (
            f"Did you mean {VOCABULARY}?"
            if get_close_matches(stem, ["vocabulary"], 1)
            else "Records are claims/<folder>/<id>.yaml; move the file there, rename it, or delete it."
        )
        yield Finding(
            "stray-file", Severity.WARNING, f"{path} is not read: no record can be there", mend, Location(path, 1, 1)
        )


def _outdated_schemas(layout: Layout) -> Iterator[Finding]:
    for name in SCHEMAS:
        copy = layout.schema_copy(name)
        path = copy.relative_to(layout.root).as_posix()
        try:
            same = json.loads(copy.read_bytes()) == schema(name)
            what = f"{path} differs from the schema of the installed claimgrade"
        except (OSError, ValueError):
            same, what = False, f"{path} is missing or cannot be read"
        if not same:
            yield Finding(
                "schema-outdated",
                Severity.WARNING,
                what,
                "Copy the schema from the installed claimgrade, so that editors complete what check accepts.",
                Location(path, 1, 1),
            )


def _vocabulary(layout: Layout, sources: dict[str, YamlSource]) -> tuple[Vocabulary, list[Finding]]:
    if not (layout.root / VOCABULARY).exists():
        mend = "Write it: topics, each with id, title and description."
        return Vocabulary(is_known=False), [
            Finding("yaml-syntax", Severity.ERROR, f"{VOCABULARY} is missing", mend, Location(VOCABULARY, 1, 1))
        ]
    source = read(layout.root, VOCABULARY)
    if isinstance(source, Finding):
        return Vocabulary(is_known=False), [source]
    sources[VOCABULARY] = source
    findings = list(check_shape("vocabulary", source, None))
    return (Vocabulary(is_known=False), findings) if findings else (Vocabulary.from_mapping(source.values), [])
