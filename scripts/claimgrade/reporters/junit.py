"""The result as JUnit XML, for the test reports of CI services.

Format: the common ground of https://github.com/testmoapp/junitxml. A rule is a test suite; each of its findings is a
test case: failed (error, warning), passed with a remark (info) or skipped (held back by a waiver). A rule without
findings is one passed test case, since a report without tests counts as broken.
"""

from collections import defaultdict
from xml.etree import ElementTree as ET

from claimgrade.finding import Finding, Result, RuleFailure, Severity
from claimgrade.reporters.text import harmless
from claimgrade.rules import RULES


def report(result: Result) -> str:
    """One document with every rule, in the order of its documentation."""
    cases: defaultdict[str, list[ET.Element]] = defaultdict(list)
    for finding in result.findings:
        cases[finding.rule].append(_found(finding, result.folder))
    for suppressed in result.suppressed:
        reason = f"waived until {suppressed.until}: {suppressed.reason}"
        cases[suppressed.finding.rule].append(_held_back(suppressed.finding, reason, result.folder))
    for finding in result.held_back or ():
        cases[finding.rule].append(_held_back(finding, "known before this run", result.folder))
    for failure in result.failures:
        cases[failure.rule].append(_failed(failure, result.folder))
    suites = ET.Element("testsuites", name="claimgrade check")
    for rule in (*RULES, *sorted(cases.keys() - RULES.keys())):
        suite = ET.SubElement(suites, "testsuite", name=rule)
        suite.extend(cases[rule] or [ET.Element("testcase", name="no finding", classname=rule, time="0")])
        _count(suite)
    _count(suites)
    ET.indent(suites, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(suites, encoding="unicode")}\n'


def _found(finding: Finding, folder: str) -> ET.Element:
    case = _case(finding, folder)
    if finding.severity is Severity.INFO:
        ET.SubElement(case, "system-out").text = _text(f"{finding.message}. {finding.help}")
    else:
        failure = ET.SubElement(case, "failure", type=finding.severity.value, message=_text(finding.message))
        failure.text = _text(finding.help)
    return case


def _held_back(finding: Finding, reason: str, folder: str) -> ET.Element:
    case = _case(finding, folder)
    ET.SubElement(case, "skipped", message=_text(reason))
    return case


def _failed(failure: RuleFailure, folder: str) -> ET.Element:
    path = _text(folder + failure.file)
    case = ET.Element("testcase", name=path, classname=failure.rule, file=path, time="0")
    ET.SubElement(case, "error", type="internal error", message=_text(str(failure)))
    return case


def _case(finding: Finding, folder: str) -> ET.Element:
    place = finding.location
    path = folder + place.file
    name = f"{path}:{place.line}:{place.column}"
    return ET.Element(
        "testcase", name=_text(name), classname=finding.rule, file=_text(path), line=str(place.line), time="0"
    )


def _count(element: ET.Element) -> None:
    """Add the numbers that readers expect on suites and on the whole."""
    element.set("tests", str(len(list(element.iter("testcase")))))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(name, str(len(list(element.iter(tag)))))
    element.set("time", "0")


def _text(text: str) -> str:
    """Text without characters that XML 1.0 has no place for."""
    return harmless(text).translate({0xFFFE: "\N{REPLACEMENT CHARACTER}", 0xFFFF: "\N{REPLACEMENT CHARACTER}"})
