"""Reads claimgrade.toml, or the table tool.claimgrade of pyproject.toml, at the root of a base.

Whatever is wrong there is told with file and key: a setting that was misspelt and silently ignored would be worse than
none.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn
from urllib.parse import urlsplit

from claimgrade.configuration.settings import ALWAYS, PathSettings, Settings, nearest
from claimgrade.finding import ClaimgradeError, Severity
from claimgrade.layout import Layout
from claimgrade.regular_file import NotRegularError, read_regular
from claimgrade.rules import GROUPS, RULES

OWN_FILE = "claimgrade.toml"
SHARED_FILE = "pyproject.toml"
FAIL_ON = (*(severity.value for severity in Severity), "never")
_LIST = "; 'claimgrade explain' lists them"
_MAX_BYTES = 1024 * 1024
_MAX_DAYS = 36_525  # a century
_HOST = re.compile(r"(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+(:[0-9]{1,5})?")
_PATH = re.compile(r"[A-Za-z0-9._~/-]*")


def read_settings(layout: Layout) -> Settings:
    """The settings of a base; the defaults where it has no configuration.

    Raises ClaimgradeError where a file cannot be read, both files configure, or a key, name or value is not known.
    """
    own = _toml(layout, OWN_FILE)
    shared = (_toml(layout, SHARED_FILE) or {}).get("tool", {})
    table = shared.get("claimgrade") if isinstance(shared, dict) else None
    if own is not None and table is not None:
        raise ClaimgradeError(
            f"{OWN_FILE} and [tool.claimgrade] of {SHARED_FILE} both configure claimgrade: keep one of them"
        )
    if own is not None:
        return _settings(_Place(OWN_FILE), own)
    if table is not None:
        return _settings(_Place(f"{SHARED_FILE}: tool.claimgrade"), table)
    return Settings()


@dataclass(frozen=True, slots=True)
class _Place:
    """A file and the key in it that is being read, for messages."""

    file: str
    keys: tuple[str, ...] = ()

    def at(self, key: str) -> "_Place":
        return _Place(self.file, (*self.keys, key))

    def fail(self, what: str) -> NoReturn:
        raise ClaimgradeError(": ".join([self.file, *([".".join(self.keys)] if self.keys else []), what]))

    def table(self, value: Any, known: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The value, if it is a table with no keys but the known ones."""
        if not isinstance(value, dict):
            self.fail(f"{_shown(value)} is not a table")
        for key in value:
            if known is not None and key not in known:
                self.fail(f"there is no key '{key}'{nearest(key, known)}")
        return value

    def texts(self, value: Any) -> list[tuple["_Place", str]]:
        """The value, if it is a list of texts, each with its place."""
        if not isinstance(value, list):
            self.fail(f"{_shown(value)} is not a list of texts")
        return [(self.at(str(i)), self.at(str(i)).text(item)) for i, item in enumerate(value)]

    def text(self, value: Any) -> str:
        if not isinstance(value, str) or not value or "\0" in value:
            self.fail(f"{_shown(value)} is not a text")
        return value


def _settings(place: _Place, data: Any) -> Settings:
    table = place.table(data, _KEYS)
    values: dict[str, Any] = {}
    for key, value in table.items():
        field, read = _KEYS[key]
        values[field] = read(place.at(key), value)
    selected, ignored = values.pop("select", frozenset(RULES)), values.pop("ignore", frozenset())
    hidden = (frozenset(RULES) - selected | ignored) - ALWAYS
    return Settings(file=place.file.split(":")[0], keys=frozenset(table), hidden=hidden, **values)


def _rules(place: _Place, value: Any) -> frozenset[str]:
    """Rules by their ids or groups."""
    found: set[str] = set()
    for at, name in place.texts(value):
        if name in GROUPS:
            found |= {rule.id for rule in GROUPS[name]}
        else:
            found.add(_rule(at, name, [*RULES, *GROUPS]))
    return frozenset(found)


def _selected(place: _Place, value: Any) -> frozenset[str]:
    if value == []:
        place.fail("it is empty, so that nothing would be checked")
    return _rules(place, value)


def _ignored(place: _Place, value: Any) -> frozenset[str]:
    ignored = _rules(place, value)
    for at, name in place.texts(value):
        if name in ALWAYS:
            at.fail(f"'{name}' cannot be ignored: a file with that defect is not in the base, and nobody would know")
    return ignored - ALWAYS


def _severities(place: _Place, value: Any) -> dict[str, Severity]:
    severities: dict[str, Severity] = {}
    for name, severity in place.table(value).items():
        rule = _rule(place, name, RULES)
        at = place.at(name)
        if rule in ALWAYS:
            at.fail("is always an error: a file with that defect is not in the base")
        severities[rule] = Severity(_one_of(at, severity, tuple(Severity)))
    return severities


def _per_path(place: _Place, value: Any) -> tuple[PathSettings, ...]:
    if not isinstance(value, list):
        place.fail(f"{_shown(value)} is not a list of tables")
    entries: list[PathSettings] = []
    for i, item in enumerate(value):
        at = place.at(str(i))
        table = at.table(item, _PATH_KEYS)
        if "paths" not in table or len(table) == 1:
            at.fail("needs paths, and ignore or severity")
        entries.append(PathSettings(**{key: _PATH_KEYS[key](at.at(key), part) for key, part in table.items()}))
    return tuple(entries)


def _patterns(place: _Place, value: Any) -> tuple[str, ...]:
    if value == []:
        place.fail("it is empty, so that the entry would hold for no file")
    for at, pattern in place.texts(value):
        if "\\" in pattern or not {"", ".", ".."}.isdisjoint(pattern.split("/")):
            at.fail(f"'{pattern}' is not a path from the root of the base, such as claims/fibromyalgia/**")
    return tuple(value)


def _periods(place: _Place, value: Any) -> dict[str, int]:
    for topic, days in place.table(value).items():
        if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= _MAX_DAYS:
            place.at(topic).fail(f"{_shown(days)} is not a number of days from 1 to {_MAX_DAYS}")
    return dict(value)


def _fail_on(place: _Place, value: Any) -> str:
    return _one_of(place, value, FAIL_ON)


def _address(place: _Place, value: Any) -> str:
    """An https address of a host and a plain path, with a slash at its end, as pages are joined to it."""
    text = place.text(value)
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    is_plain = _HOST.fullmatch(parts.netloc.lower()) and _PATH.fullmatch(parts.path) and ".." not in parts.path
    if parts.scheme != "https" or not is_plain or text != f"https://{parts.netloc}{parts.path}":
        place.fail(f"{_shown(value)} is not an https address of a host and a path, such as https://example.org/claims/")
    return f"https://{parts.netloc.lower()}{parts.path.rstrip('/')}/"


def _rule(place: _Place, name: str, known: Any) -> str:
    if name not in known:
        place.fail(f"there is no rule '{name}'{nearest(name, known) or _LIST}")
    return name


def _one_of(place: _Place, value: Any, known: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in known:
        place.fail(f"{_shown(value)} is not one of {', '.join(known)}")
    return value


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float):
        return repr(value)[:60]
    return "a table" if isinstance(value, dict) else "a list" if isinstance(value, list) else "a date or time"


def _toml(layout: Layout, name: str) -> dict[str, Any] | None:
    """The contents of a TOML file at the root; None where there is no such file."""
    try:
        content = read_regular(layout.root / name, _MAX_BYTES)
    except FileNotFoundError:
        return None
    except NotRegularError:
        raise ClaimgradeError(f"{name} cannot be read: it is not a regular file") from None
    except OSError as error:
        raise ClaimgradeError(f"{name} cannot be read: {error.strerror}") from None
    if len(content) > _MAX_BYTES:
        raise ClaimgradeError(f"{name} cannot be read: it is larger than {_MAX_BYTES // 1024} KiB")
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ClaimgradeError(f"{name} is not UTF-8") from None
    except (ValueError, RecursionError) as error:
        why = "it nests too deeply" if isinstance(error, RecursionError) else str(error)
        raise ClaimgradeError(f"{name} is not TOML: {why}") from None


_Reader = Callable[[_Place, Any], Any]
_PATH_KEYS: dict[str, _Reader] = {"paths": _patterns, "ignore": _ignored, "severity": _severities}
# Key in the file -> field of Settings (select and ignore become one), and who reads it.
_KEYS: dict[str, tuple[str, _Reader]] = {
    "select": ("select", _selected),
    "ignore": ("ignore", _ignored),
    "severity": ("severity", _severities),
    "per-path": ("per_path", _per_path),
    "review-period": ("review_periods", _periods),
    "fail-on": ("fail_on", _fail_on),
    "snapshots": ("snapshots", _Place.text),
    "site-url": ("site_url", _address),
    "repo-url": ("repo_url", _address),
}
