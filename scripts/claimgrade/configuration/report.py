"""Tells what is in force, and where it comes from."""

import json
from typing import Any

from claimgrade.configuration.settings import PathSettings, Settings, matches
from claimgrade.layout import Layout
from claimgrade.rules import RULES


def in_force(settings: Settings, layout: Layout, variable: str | None) -> dict[str, Any]:
    """Settings and rules in force as values for JSON, each with `from`: a file, the environment, or default.

    `variable` is the folder that CLAIMGRADE_SNAPSHOTS names, which goes before the file. Each pattern of a path is told
    with the number of record files that it matches.
    """
    files = [file.path for file in layout.record_files()]

    def told(key: str, value: Any) -> dict[str, Any]:
        return {"value": value, "from": settings.file if key in settings.keys else "default"}

    snapshots = told("snapshots", settings.snapshots)
    return {
        "version": 1,
        "file": settings.file,
        "settings": {
            "fail-on": told("fail-on", settings.fail_on),
            "snapshots": {"value": variable, "from": "CLAIMGRADE_SNAPSHOTS"} if variable else snapshots,
            "site-url": told("site-url", settings.site_url),
            "repo-url": told("repo-url", settings.repo_url),
            "review-period": told("review-period", dict(settings.review_periods)),
            "per-path": told("per-path", [_entry(entry, files) for entry in settings.per_path]),
        },
        "rules": {rule: _rule(rule, settings) for rule in RULES},
    }


def _entry(entry: PathSettings, files: list[str]) -> dict[str, Any]:
    return {
        "paths": {pattern: sum(matches(pattern, file) for file in files) for pattern in entry.paths},
        "ignore": sorted(entry.ignore),
        "severity": {rule: severity.value for rule, severity in entry.severity.items()},
    }


def _rule(rule: str, settings: Settings) -> dict[str, Any]:
    hidden, default = rule in settings.hidden, RULES[rule].severity
    severity = settings.severity.get(rule, default)
    is_set = hidden or rule in settings.severity
    return {
        "severity": None if hidden else severity.value,
        "default": default.value,
        "from": settings.file if is_set else "default",
    }


def as_json(told: dict[str, Any]) -> str:
    """One object, in ASCII."""
    return json.dumps(told, indent=1) + "\n"


def as_text(told: dict[str, Any]) -> str:
    """A line for each setting, then one for each rule."""
    lines = [f"Configuration: {told['file'] or 'none, so that the defaults are in force'}", ""]
    for key, setting in told["settings"].items():
        shown = _paths(setting["value"]) if key == "per-path" else [_value(setting["value"])]
        lines += [f"{key:<14} {shown[0]}  ({setting['from']})", *(f"{'':<14} {line}" for line in shown[1:])]
    lines += ["", "Rules:"]
    for rule, state in told["rules"].items():
        shown_severity = state["severity"] or "ignored"
        why = "" if state["from"] == "default" else f" ({state['from']}; default: {state['default']})"
        lines.append(f"  {rule:<34} {shown_severity}{why}")
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{topic} {days} days" for topic, days in value.items()) or "none"
    return "none" if value is None else str(value)


def _paths(entries: list[dict[str, Any]]) -> list[str]:
    lines = []
    for entry in entries:
        where = ", ".join(f"{path} [{number} file{'s' * (number != 1)}]" for path, number in entry["paths"].items())
        what = [f"{rule} ignored" for rule in entry["ignore"]]
        what += [f"{rule} {severity}" for rule, severity in entry["severity"].items()]
        lines.append(f"{where}: {', '.join(what)}")
    return lines or ["none"]
