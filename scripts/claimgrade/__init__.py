"""claimgrade: a knowledge base of health claims, each linked to citable studies with an evidence grade.

The public face: `load` reads a base, `load_policy` its grading policy, `assess_all` grades every claim, `check` applies
the rules.
"""

from claimgrade.checker import check
from claimgrade.finding import ClaimgradeError, Finding, Result, Severity
from claimgrade.grading import Assessment, Policy, assess_all
from claimgrade.layout import Layout
from claimgrade.loading import Loaded, load, load_policy

__version__ = "0.1.0"

__all__ = [
    "Assessment",
    "ClaimgradeError",
    "Finding",
    "Layout",
    "Loaded",
    "Policy",
    "Result",
    "Severity",
    "assess_all",
    "check",
    "load",
    "load_policy",
]
