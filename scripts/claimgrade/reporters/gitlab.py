"""The result as a GitLab Code Quality report, a JSON array.

Format: https://docs.gitlab.com/ci/testing/code_quality/. It knows no suppressed findings: they are left out.
"""

import json

from claimgrade.finding import Result, Severity
from claimgrade.reporters.text import harmless

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}


def report(result: Result) -> str:
    """One object a finding; paths begin at the top of the git repository, as GitLab wants them."""
    issues = [
        {
            "description": harmless(f"{finding.message}. {finding.help}"),
            "check_name": finding.rule,
            "fingerprint": finding.fingerprint,
            "severity": _SEVERITIES[finding.severity],
            "location": {
                "path": harmless(result.folder + finding.location.file),
                "lines": {"begin": finding.location.line},
            },
        }
        for finding in result.findings
    ]
    return json.dumps(issues, indent=1) + "\n"
