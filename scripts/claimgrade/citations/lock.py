"""The lock file: what the bibliographic services answered, read offline by whoever checks the base.

Format: {"version": 1, "studies": {id: {"outcome", "checked_at", "digest", "answers": [{"service", "identifier",
"outcome", "fields", "notices", "found"}]}}}, with sorted keys; "found" is there where a service has something else.
A file that is not exactly so is refused as a whole: from a damaged one nothing may look verified.
"""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from claimgrade.citations.answer import Identifier, Notice, NoticeKind, Service
from claimgrade.citations.entry import PARTIAL_DATE, Agreement, Entry, Field, Judged, Outcome, digest_of, worst
from claimgrade.citations.standing import standing
from claimgrade.finding import Finding, Severity
from claimgrade.identifiers import Doi, Pmid, Registration
from claimgrade.layout import LOCK
from claimgrade.location import Location
from claimgrade.records import Study
from claimgrade.regular_file import NotRegularError, read_regular

VERSION = 1
MAX_BYTES = 128 * 1024 * 1024
_HELP = "Restore it from git, or delete it and run 'claimgrade verify --update'."
_KINDS: dict[Service, type[Doi | Pmid | Registration]] = {
    Service.CROSSREF: Doi,
    Service.DATACITE: Doi,
    Service.PUBMED: Pmid,
    Service.CLINICALTRIALS: Registration,
}
_FOUND = {*(one.value for one in Field), "doi"}
_DIGEST = re.compile(r"[0-9a-f]{64}")
_STUDY = re.compile(r'^ {4}"([^"\\]+)": \{', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Lock:
    """Entries by study id; `lines` are the lines on which they begin, as far as known."""

    studies: Mapping[str, Entry] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)

    def current(self, study: Study) -> Entry | None:
        """The entry of a study, unless its record has changed since."""
        entry = self.studies.get(study.id)
        return entry if entry and entry.digest == digest_of(study) else None


def read_lock(root: Path) -> Lock | Finding:
    """The lock of the base at `root`, empty where there is none; what cannot be read gives exactly one finding."""
    path = root / LOCK
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root)):
        return _malformed(1, "is a link that leads out of the repository")
    try:
        content = read_regular(path, MAX_BYTES)
    except FileNotFoundError:
        return _malformed(1, "is a link to nothing") if path.is_symlink() else Lock()
    except NotRegularError:
        return _malformed(1, "is not a regular file")
    except OSError as error:
        return _malformed(1, f"cannot be opened: {error.strerror}")
    if len(content) > MAX_BYTES:
        return _malformed(1, f"is larger than {MAX_BYTES >> 20} MiB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _malformed(content.count(b"\n", 0, error.start) + 1, "is not UTF-8")
    return _parsed(text)


def lock_text(studies: Mapping[str, Entry]) -> str:
    """The contents of a lock with these entries, in ASCII, so that nothing in it can steer a terminal."""
    data = {"version": VERSION, "studies": {study: entry_data(entry) for study, entry in studies.items()}}
    return json.dumps(data, indent=2, sort_keys=True) + "\n"


def entry_data(entry: Entry) -> dict[str, Any]:
    """An entry as JSON values."""
    return {
        "outcome": entry.outcome.value,
        "checked_at": entry.checked_at,
        "digest": entry.digest,
        "answers": [_answer_data(answer) for answer in entry.answers],
    }


def _answer_data(answer: Judged) -> dict[str, Any]:
    names = ("kind", "date", "notice", "said_by")
    return {
        "service": answer.service.value,
        "identifier": answer.identifier.value,
        "outcome": answer.outcome.value,
        "fields": {one.value: agreement.value for one, agreement in answer.fields.items()},
        "notices": [{name: getattr(notice, name) for name in names} for notice in answer.notices],
        **({"found": dict(answer.found)} if answer.found else {}),
    }


class _ShapeError(Exception):
    """What is wrong, and in which study."""

    def __init__(self, what: str, study: str | None = None) -> None:
        super().__init__(what)
        self.what, self.study = what, study


def _parsed(text: str) -> Lock | Finding:
    lines = {found[1]: number for found, number in _numbered(text)}
    try:
        data = json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_no_constant)
        return Lock(_studies(data), lines)
    except json.JSONDecodeError as error:
        return _malformed(error.lineno, f"is not JSON: {error.msg}", error.colno)
    except (RecursionError, ValueError):
        return _malformed(1, "is not JSON that can be read")
    except _ShapeError as error:
        where = f" in the entry of '{error.study[:80]}'" if error.study else ""
        return _malformed(lines.get(error.study or "", 1), f"is not a lock:{where} {error.what}")


def _numbered(text: str) -> "list[tuple[re.Match[str], int]]":
    """Where entries begin, as this module writes them, with their lines."""
    result, line, last = [], 1, 0
    for found in _STUDY.finditer(text):
        line += text.count("\n", last, found.start())
        last = found.start()
        result.append((found, line))
    return result


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _ShapeError(f"the key '{twice[:80]}' stands there twice", twice)
    return values


def _no_constant(name: str) -> NoReturn:
    raise _ShapeError(f"{name} is no value")


def _studies(data: Any) -> dict[str, Entry]:
    if not isinstance(data, dict) or "version" not in data:
        raise _ShapeError("it has no version")
    if data["version"] != VERSION or isinstance(data["version"], bool):
        raise _ShapeError(f"this claimgrade reads version {VERSION}, and it is {str(data['version'])[:40]!r}")
    if data.keys() != {"version", "studies"} or not isinstance(data["studies"], dict):
        raise _ShapeError("it needs version and studies, and nothing else")
    entries = {}
    for study, value in data["studies"].items():
        try:
            entries[study] = _entry(value)
        except _ShapeError as error:
            raise _ShapeError(error.what, study) from None
    return entries


def _entry(value: Any) -> Entry:
    given = _keys(value, {"outcome", "checked_at", "digest", "answers"})
    answers = tuple(_answer(item) for item in _list(given["answers"], "answers"))
    outcome = _member(Outcome, given["outcome"])
    if not answers or outcome is not worst(answer.outcome for answer in answers):
        raise _ShapeError(f"the outcome '{outcome}' is not that of its answers")
    if not isinstance(given["digest"], str) or not _DIGEST.fullmatch(given["digest"]):
        raise _ShapeError("the digest is not 64 hexadecimal digits")
    return Entry(outcome, _day(given["checked_at"]), given["digest"], answers)


def _answer(value: Any) -> Judged:
    given = _keys(value, {"service", "identifier", "outcome", "fields", "notices"}, {"found"})
    service, outcome = _member(Service, given["service"]), _member(Outcome, given["outcome"])
    if outcome is Outcome.UNCHECKED:
        raise _ShapeError("'unchecked' is never stored")
    fields = {_member(Field, key): _member(Agreement, agreement) for key, agreement in _dict(given["fields"]).items()}
    found = _dict(given.get("found", {}))
    if not found.keys() <= _FOUND or not all(isinstance(text, str) for text in found.values()):
        raise _ShapeError("'found' holds something else than texts of fields")
    differs = Outcome.MISMATCH if Agreement.MISMATCH in fields.values() else Outcome.DISAGREEMENT
    if (found or differs is Outcome.MISMATCH) and outcome.rank > differs.rank:
        raise _ShapeError(f"a field differs, and the outcome is '{outcome}'")
    notices = tuple(_notice(item) for item in _list(given["notices"], "notices"))
    if (means := standing(notices)).rank < outcome.rank:
        raise _ShapeError(f"its notices say '{means}', and the outcome is '{outcome}'")
    return Judged(service, _identifier(service, given["identifier"]), outcome, fields, found, notices)


def _notice(value: Any) -> Notice:
    given = _keys(value, {"kind", "date", "notice", "said_by"})
    texts = [given[name] for name in ("date", "notice", "said_by")]
    if not all(text is None or isinstance(text, str) for text in texts):
        raise _ShapeError("a notice holds something else than texts")
    if given["date"] is not None and not PARTIAL_DATE.fullmatch(given["date"]):
        raise _ShapeError(f"{given['date'][:40]!r} is not a date")
    return Notice(_member(NoticeKind, given["kind"]), *texts)


def _identifier(service: Service, value: Any) -> Identifier:
    identifier = _KINDS[service].parse(value) if isinstance(value, str) else None
    if identifier is None or identifier.value != value:
        raise _ShapeError(f"{str(value)[:80]!r} is no identifier that {service} has")
    return identifier


def _day(value: Any) -> str:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        day = None
    if day is None or day.isoformat() != value:
        raise _ShapeError(f"checked_at: {str(value)[:40]!r} is not a date such as 2026-11-21")
    return day.isoformat()


def _keys(value: Any, needed: set[str], allowed: frozenset[str] | set[str] = frozenset()) -> dict[str, Any]:
    given = _dict(value)
    if not needed <= given.keys() <= needed | allowed:
        raise _ShapeError(f"it needs {', '.join(sorted(needed))}, and nothing else")
    return given


def _dict(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _ShapeError("an object is missing")
    return value


def _list(value: Any, name: str) -> list[Any]:
    if not isinstance(value, list):
        raise _ShapeError(f"{name} is not a list")
    return value


def _member(kind: Any, value: Any) -> Any:
    if not isinstance(value, str) or value not in tuple(kind):
        raise _ShapeError(f"{str(value)[:40]!r} is not one of {', '.join(kind)}")
    return kind(value)


def _malformed(line: int, what: str, column: int = 1) -> Finding:
    return Finding("lock-malformed", Severity.ERROR, f"{LOCK} {what}", _HELP, Location(LOCK, line, column))
