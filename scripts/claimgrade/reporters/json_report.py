"""The result as JSON, for other programs (contract of the base, section 5)."""

import json
from importlib.metadata import version
from typing import Any

from claimgrade.finding import Finding, Result, Severity


def report(result: Result) -> str:
    """One JSON object with summary and findings, in ASCII, so that nothing in it can steer a terminal."""
    data = {
        "version": 1,
        "tool": "claimgrade",
        "tool_version": version("claimgrade"),
        "summary": {
            "records": dict(result.records),
            "findings": {severity.value: result.count(severity) for severity in Severity},
            "checked": dict(result.checked),
            "not_checked": dict(result.not_checked),
            "suppressed": len(result.suppressed),
            **({} if result.held_back is None else {"held_back": len(result.held_back)}),
        },
        "findings": [finding_data(finding) for finding in result.findings],
    }
    return json.dumps(data, indent=1) + "\n"


def finding_data(finding: Finding) -> dict[str, Any]:
    """A finding as JSON values (contract)."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "help": finding.help,
        "file": finding.location.file,
        "line": finding.location.line,
        "column": finding.location.column,
        "pointer": finding.location.pointer,
        "record": finding.record,
        "fingerprint": finding.fingerprint,
    }
