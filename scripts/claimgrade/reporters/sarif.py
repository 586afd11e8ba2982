"""The result as SARIF 2.1.0, which code scanning services read.

Format: https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html. The
fingerprint has a name of its own: GitHub's uploader fills in primaryLocationLineHash and complains of another's.
"""

import json
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from claimgrade.finding import Finding, Result, RuleFailure, Severity, Suppressed
from claimgrade.reporters.text import harmless
from claimgrade.rules import GROUPS, RULES
from claimgrade.rules.rule import Rule

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_KNOWN = {"kind": "external", "status": "accepted", "justification": "known before this run"}
_INDEX = {rule: index for index, rule in enumerate(RULES)}


def report(result: Result) -> str:
    """One run with all rules; findings that a waiver, a baseline or a revision holds back are there, and marked."""
    held = [_result(item.finding, result.folder, _waived(item)) for item in result.suppressed]
    held += [_result(finding, result.folder, _KNOWN) for finding in result.held_back or ()]
    run = {
        "tool": {
            "driver": {
                "name": "claimgrade",
                "version": version("claimgrade"),
                "rules": [_rule(rule, group, result.site) for group, rules in GROUPS.items() for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not result.failures,
                "toolExecutionNotifications": [_notification(failure, result.folder) for failure in result.failures],
            }
        ],
        "results": [*(_result(finding, result.folder) for finding in result.findings), *held],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rule(rule: Rule[Any], group: str, site: str | None) -> dict[str, Any]:
    page = rule.page.strip()
    checks = page.split("## What it checks", 1)[1].split("\n## ", 1)[0]
    told: dict[str, Any] = {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": " ".join(checks.split())},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [group]},
    }
    if site:
        told["helpUri"] = f"{site}rules/{rule.id}/"
    return told


def _result(finding: Finding, folder: str, *suppressions: dict[str, Any]) -> dict[str, Any]:
    place = finding.location
    physical = _artifact(folder + place.file) | {"region": {"startLine": place.line, "startColumn": place.column}}
    logical = {"name": _text(finding.record), "kind": "object"} if finding.record else None
    return {
        "ruleId": finding.rule,
        "ruleIndex": _INDEX[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": _text(f"{finding.message}. {finding.help}")},
        "locations": [{"physicalLocation": physical} | ({"logicalLocations": [logical]} if logical else {})],
        "partialFingerprints": {"claimgrade/v1": finding.fingerprint},
        "suppressions": suppressions,  # in every result of a run or in none: so the specification wants it
    }


def _waived(suppressed: Suppressed) -> dict[str, Any]:
    return {
        "kind": "inSource",
        "status": "accepted",
        "justification": _text(suppressed.reason),
        "properties": {"until": suppressed.until},
    }


def _notification(failure: RuleFailure, folder: str) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": _text(str(failure))},
        "associatedRule": {"id": failure.rule, "index": _INDEX[failure.rule]},
        "locations": [{"physicalLocation": _artifact(folder + failure.file)}],
    }


def _artifact(path: str) -> dict[str, Any]:
    """A path from the top of the repository as a relative reference (RFC 3986)."""
    return {"artifactLocation": {"uri": quote(path, errors="surrogatepass")}}


def _text(text: str) -> str:
    """Plain text in which no viewer finds a link: SARIF reads `[text](target)` as one."""
    return harmless(text).replace("](", "] (")
