"""What is listed by hand is complete: rules with their pages and cases, reporters, exports and commands."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest

import claimgrade
from claimgrade import cli, exports, reporters, rules
from claimgrade.exports import EXPORTS
from claimgrade.finding import Finding, Severity
from claimgrade.reporters import REPORTERS
from claimgrade.rules import GROUPS, RULES
from claimgrade.rules.rule import Rule
from claimgrade.yaml_source import parse
from conftest import TESTS
from test_rules import CASES, read_case

HEADINGS = ["What it checks", "Why it matters", "Bad", "Good", "How to fix"]
SHARED = {"rule", "references", "basis", "effects"}  # modules of rules/ that hold no rule
# Rules whose defect cannot be written as text: their cases are Python.
NOT_TEXT = {
    "file-too-large": "test_unreadable_files.py",
    "link-leaves-base": "test_unreadable_files.py",
    "grade-change-without-reason": "test_diff.py",  # it needs two revisions
    "baseline-outdated": "test_baseline.py",
    "search-has-news": "test_verify_searches.py",  # it needs a service
}


def modules_of(package: ModuleType) -> dict[str, ModuleType]:
    """The modules that lie in a package's folder, by name."""
    folder = Path(package.__path__[0])
    stems = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    return {stem: importlib.import_module(f"{package.__name__}.{stem}") for stem in stems}


RULE_MODULES = {stem: module for stem, module in modules_of(rules).items() if stem not in SHARED}


def test_every_rule_is_registered() -> None:
    """Every module of rules/ but the shared ones is a rule, listed once, under the name of its file."""
    listed = [rule for members in GROUPS.values() for rule in members]
    assert sorted(rule.id for rule in listed) == sorted(stem.replace("_", "-") for stem in RULE_MODULES)
    assert all(RULES[stem.replace("_", "-")] is module.RULE for stem, module in RULE_MODULES.items())
    assert len(listed) == len(RULES)


def test_groups_of_rules() -> None:
    """Rules stand in the groups that the documentation names, in its order."""
    known = ["shape", "links", "sourcing", "grade", "fit", "articles", "identifiers", "citations", "review", "waivers"]
    assert [group for group in known if group in GROUPS] == list(GROUPS)


@pytest.mark.parametrize("stem", RULE_MODULES)
def test_page_of_a_rule(stem: str) -> None:
    """The docstring is the page: a sentence, then five sections in order, with examples that differ."""
    rule: Rule[Any] = RULE_MODULES[stem].RULE
    assert rule.page is RULE_MODULES[stem].__doc__
    assert re.fullmatch(r"[A-Z][^\n]*\.", rule.title)
    head, *parts = re.split(r"^## (.*)$", rule.page, flags=re.MULTILINE)
    assert head.strip() == rule.title
    assert parts[::2] == HEADINGS
    sections = dict(zip(parts[::2], (part.strip() for part in parts[1::2]), strict=True))
    assert all(sections.values())
    examples = [sections[name] for name in ("Bad", "Good")]
    assert all(re.fullmatch(r"```yaml\n.+\n```", example, re.DOTALL) for example in examples)
    assert examples[0] != examples[1]


@pytest.mark.parametrize("rule", RULES)
def test_examples_of_a_rule(rule: str) -> None:
    """Both examples can be read, but where reading is what the rule is about: then the bad one brings its finding."""
    for name, text in re.findall(r"^## (Bad|Good)\n\n```yaml\n(.+?)```", RULES[rule].page, re.MULTILINE | re.DOTALL):
        if all(line.startswith("#") for line in text.splitlines()):
            continue  # it tells of files, not of text
        read = parse("example.yaml", text)
        found = read.rule if isinstance(read, Finding) else None
        assert found == (rule if name == "Bad" and rule in ("yaml-syntax", "duplicate-key", "yaml-alias") else None)


@pytest.mark.parametrize("rule", RULES)
def test_rule_has_cases(rule: str) -> None:
    """Every rule has a case that it fires on, and one that it leaves alone."""
    if rule in NOT_TEXT:
        text = (TESTS / NOT_TEXT[rule]).read_text(encoding="utf-8")
        assert f'error("{rule}"' in text or f'"{rule}",' in text
        return
    cases = [read_case(path)["findings"] for path in CASES if path.parent.name == rule]
    assert [] in cases
    assert any(rule in {finding["rule"] for finding in findings} for findings in cases)


def test_cases_are_of_rules_that_exist() -> None:
    """Folders of cases, and the findings in them, name rules that exist, with their severities."""
    assert {path.parent.name for path in CASES} == set(RULES) - set(NOT_TEXT)
    told = {(f["rule"], f["severity"]) for path in CASES for f in read_case(path)["findings"]}
    assert told == {(rule.id, rule.severity.value) for rule in RULES.values() if rule.id not in NOT_TEXT}


def findings_made_outside_rules() -> Iterator[tuple[str, str, str]]:
    """Name, severity and place of the findings that modules outside rules/ make with a fixed name."""
    package = Path(claimgrade.__file__).parent
    for path in sorted(package.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Finding" and len(node.args) > 1:
                rule, severity = node.args[:2]
                if isinstance(rule, ast.Constant) and isinstance(rule.value, str):
                    yield rule.value, ast.unparse(severity), f"{path.name}:{node.lineno}"


def test_findings_made_outside_rules() -> None:
    """A finding that is made while files are read has the severity of its rule, and its rule checks nothing itself."""
    made = list(findings_made_outside_rules())
    assert made
    for rule, severity, place in made:
        assert severity == f"Severity.{RULES[rule].severity.name}", place
        assert RULES[rule].check is None, place


def test_severities_are_those_of_the_design() -> None:
    """What would fire on most records of a young base is info, date rules are warnings at most."""
    assert RULES["unsourced-claim"].severity is Severity.ERROR
    assert RULES["search-without-database"].severity is Severity.INFO
    assert all(RULES[rule].severity is not Severity.ERROR for rule in ("search-expired", "waiver-expired"))


@pytest.mark.parametrize(("package", "registry"), [(reporters, REPORTERS), (exports, EXPORTS)])
def test_every_format_is_registered(package: ModuleType, registry: dict[str, Any]) -> None:
    """Every module of reporters/ and exports/ is a format, and the other way round."""
    assert {function.__module__ for function in registry.values()} == {
        module.__name__ for module in modules_of(package).values()
    }


def test_every_command_is_registered() -> None:
    """Every module cli/<name>_command.py is a command of that name, with a line for the list and a text of its own."""
    modules = {name: module for name, module in modules_of(cli).items() if name.endswith("_command")}
    assert sorted(f"{name}_command" for name in cli.COMMANDS) == sorted(modules)
    for name, line in cli.COMMANDS.items():
        command: click.Command = modules[f"{name}_command"].command
        assert command.name == name
        assert line.endswith(".")
        assert command.help
        assert all(param.help for param in command.params if isinstance(param, click.Option))
