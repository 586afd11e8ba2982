"""Configuration: where it is read, what it changes, and what a mistake in it brings."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from claimgrade.configuration.settings import ALWAYS, matches
from claimgrade.finding import ClaimgradeError
from claimgrade.layout import Layout
from claimgrade.pages import render_pages
from claimgrade.rules import RULES
from claimgrade.site_content import content_of
from conftest import TESTS, TODAY, Ran
from test_cli import PAIN, add_unused_study, negate

Claimgrade = Callable[..., Ran]
MISTAKES = yaml.safe_load((TESTS / "cases" / "configuration" / "mistakes.yaml").read_text(encoding="utf-8"))
KITE = "claims/studies/kite-2023.yaml"


def configure(root: Path, text: str) -> None:
    """Write claimgrade.toml."""
    (root / "claimgrade.toml").write_text(text, encoding="utf-8")


def found(ran: Ran) -> list[tuple[str, str]]:
    """Rule and severity of the findings in a JSON report, in order of place."""
    return [(finding["rule"], finding["severity"]) for finding in json.loads(ran.out)["findings"]]


@pytest.fixture
def findings(toy: Path, claimgrade: Claimgrade) -> Callable[[str], list[tuple[str, str]]]:
    """What a check finds under a configuration, in a toy base with an error, a warning and an info."""
    negate(toy)
    add_unused_study(toy)

    def under(text: str) -> list[tuple[str, str]]:
        configure(toy, text)
        return found(claimgrade("check", "--root", toy, "--format", "json"))

    return under


NEGATED, UNUSED = ("negated-statement", "error"), ("unused-study", "warning")


@pytest.mark.parametrize(("text", "sentence"), MISTAKES)
@pytest.mark.parametrize("command", ["check", "config"])
def test_mistake(toy: Path, claimgrade: Claimgrade, command: str, text: str, sentence: str) -> None:
    """A mistake ends every command that needs the configuration, with file, key and the way out."""
    configure(toy, text)
    assert claimgrade(command, "--root", toy) == Ran(2, "", f"claimgrade: claimgrade.toml{sentence}\n")


def test_select_and_ignore(findings: Callable[[str], list[tuple[str, str]]]) -> None:
    """Rules and groups are selected and ignored; what is ignored goes before what is selected."""
    every = findings("")
    assert {NEGATED, UNUSED} < set(every)
    assert findings('select = ["links"]') == [UNUSED]
    assert findings('ignore = ["links"]') == [finding for finding in every if finding != UNUSED]
    assert findings('select = ["links", "negated-statement"]\nignore = ["unused-study"]') == [NEGATED]
    assert findings("ignore = []") == every


def test_severity(findings: Callable[[str], list[tuple[str, str]]]) -> None:
    """A rule's severity can be another one, for all files."""
    text = 'select = ["links", "negated-statement"]\n[severity]\nunused-study = "error"\nnegated-statement = "info"'
    assert sorted(findings(text)) == [("negated-statement", "info"), ("unused-study", "error")]


def test_settings_of_a_path(findings: Callable[[str], list[tuple[str, str]]]) -> None:
    """Entries hold for the files that they match, the last one first."""
    text = """
select = ["links", "negated-statement"]
[severity]
negated-statement = "warning"
[[per-path]]
paths = ["claims/toy-effects/**"]
severity = {negated-statement = "error", unused-study = "error"}
[[per-path]]
paths = ["claims/toy-facts/*", "claims/*/toyaline-reduces-*.yaml"]
severity = {negated-statement = "info"}
"""
    assert sorted(findings(text)) == [("negated-statement", "info"), UNUSED]
    assert findings(text + 'ignore = ["sourcing"]') == [UNUSED]


def test_defects_that_cost_a_record_are_always_shown(toy: Path, claimgrade: Claimgrade) -> None:
    """Whatever is selected or ignored, nobody takes a base with an unreadable file for whole."""
    (toy / PAIN).write_text("id: [")
    configure(toy, 'select = ["review"]\nignore = ["shape"]')
    assert found(claimgrade("check", "--root", toy, "--format", "json")) == [("yaml-syntax", "error")]
    assert all(RULES[rule].check is None for rule in ALWAYS)


def test_an_ignored_rule_leaves_its_waiver_used(toy: Path, claimgrade: Claimgrade) -> None:
    """A waiver whose finding is ignored is not reported as unused."""
    add_unused_study(toy)
    with (toy / KITE).open("a") as file:
        file.write("waivers: [{rule: unused-study, reason: A toy reason., until: 2099-01-01}]\n")
    configure(toy, 'select = ["links", "waivers"]\nignore = ["unused-study"]')
    assert found(claimgrade("check", "--root", toy, "--format", "json")) == []


def test_the_command_line_goes_before_the_configuration(toy: Path, claimgrade: Claimgrade) -> None:
    """fail-on holds unless --fail-on is typed."""
    add_unused_study(toy)
    assert claimgrade("check", "--root", toy).code == 0
    configure(toy, 'fail-on = "warning"')
    assert claimgrade("check", "--root", toy).code == 1
    assert claimgrade("check", "--root", toy, "--fail-on", "error").code == 0


def test_folder_of_snapshots(
    toy: Path, tmp_path: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder is seen from the root of the base; a missing one is no error; variable and option go before it."""
    monkeypatch.delenv("CLAIMGRADE_SNAPSHOTS", raising=False)
    (tmp_path / "texts").symlink_to(TESTS / "toy-snapshots")
    monkeypatch.chdir(toy / "claims")
    configure(toy, 'snapshots = "../texts"')
    assert "Also checked: 13 passages." in claimgrade("check").out
    assert claimgrade("coverage").code == 0
    monkeypatch.setenv("CLAIMGRADE_SNAPSHOTS", str(tmp_path / "nowhere"))
    assert "Not checked: 13 passages" in claimgrade("check").out
    monkeypatch.delenv("CLAIMGRADE_SNAPSHOTS")
    configure(toy, 'snapshots = "../nowhere"')
    ran = claimgrade("check")
    assert (ran.code, "Not checked: 13 passages" in ran.out) == (0, True)


def test_table_in_pyproject(toy: Path, claimgrade: Claimgrade) -> None:
    """The table tool.claimgrade does as claimgrade.toml does; without it the file is left alone; both are an error."""
    path = toy / "pyproject.toml"
    path.write_text('[project]\nname = "toys"\n[tool.ruff]\nselect = 3\n')
    assert claimgrade("check", "--root", toy).code == 0
    path.write_text('[tool.claimgrade]\nselct = ["shape"]')
    message = "pyproject.toml: tool.claimgrade: there is no key 'selct'; did you mean 'select'?"
    assert claimgrade("check", "--root", toy) == Ran(2, "", f"claimgrade: {message}\n")
    configure(toy, "")
    message = "claimgrade.toml and [tool.claimgrade] of pyproject.toml both configure claimgrade: keep one of them"
    assert claimgrade("check", "--root", toy) == Ran(2, "", f"claimgrade: {message}\n")
    path.write_text("tool = 3")
    assert claimgrade("check", "--root", toy).code == 0


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("folder", "cannot be read: it is not a regular file"),
        ("pipe", "cannot be read: it is not a regular file"),
        ("large", "cannot be read: it is larger than 1024 KiB"),
        ("deep", "is not TOML: it nests too deeply"),
        ("latin", "is not UTF-8"),
        ("number", "is not TOML: "),
    ],
)
def test_file_that_cannot_be_used(toy: Path, claimgrade: Claimgrade, kind: str, why: str) -> None:
    """Whatever stands there, the command ends with one sentence."""
    path = toy / "claimgrade.toml"
    contents = {
        "large": b"#" * (1 << 20) + b"\n",
        "deep": b"ignore = " + b"[" * 100_000,
        "latin": b"\xff",
        "number": b"x = " + b"9" * 9999,
    }
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.write_bytes(contents[kind])
    ran = claimgrade("check", "--root", toy)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"claimgrade: claimgrade.toml {why}")
    assert ran.err.count("\n") == 1


def test_the_site_heeds_the_configuration(toy: Path) -> None:
    """What is no error in check is none for the site, and the other way round."""
    negate(toy)
    configure(toy, 'severity = {negated-statement = "warning"}')
    assert content_of(Layout.at(toy), TODAY).base.claims
    configure(toy, 'ignore = ["negated-statement"]\nseverity = {search-without-database = "error"}')
    with pytest.raises(ClaimgradeError, match="1 error in the records"):
        content_of(Layout.at(toy), TODAY)


def test_config_tells_what_is_in_force(toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every setting and rule is told with where it comes from, and how many files a pattern matches."""
    monkeypatch.setenv("CLAIMGRADE_SNAPSHOTS", "/texts")
    configure(
        toy,
        """
ignore = ["articles"]
review-period = {default = 365, toy-facts = 90}
snapshots = "texts"
site-url = "https://Toy.example/claims"
severity = {unused-study = "info"}
[[per-path]]
paths = ["claims/toy-facts/**", "claims/toy-fact/**"]
ignore = ["unreviewed"]
severity = {size-missing = "info"}
""",
    )
    settings, _, rules = claimgrade("config", "--root", toy).out.partition("\n\nRules:\n")
    assert settings.splitlines() == [
        "Configuration: claimgrade.toml",
        "",
        "fail-on        error  (default)",
        "snapshots      /texts  (CLAIMGRADE_SNAPSHOTS)",
        "site-url       https://toy.example/claims/  (claimgrade.toml)",
        "repo-url       none  (default)",
        "review-period  default 365 days, toy-facts 90 days  (claimgrade.toml)",
        "per-path       claims/toy-facts/** [3 files], claims/toy-fact/** [0 files]: "
        "unreviewed ignored, size-missing info  (claimgrade.toml)",
    ]
    assert [line.split(maxsplit=1)[0] for line in rules.splitlines()] == list(RULES)
    assert "  unused-study                       info (claimgrade.toml; default: warning)\n" in rules
    assert "  article-changed                    ignored (claimgrade.toml; default: error)\n" in rules
    assert "  size-missing                       warning\n" in rules
    told = json.loads(claimgrade("config", "--root", toy, "--format", "json").out)
    assert list(told) == ["version", "file", "settings", "rules"]
    assert told["settings"]["snapshots"] == {"value": "/texts", "from": "CLAIMGRADE_SNAPSHOTS"}
    assert told["settings"]["fail-on"] == {"value": "error", "from": "default"}
    assert list(told["rules"]) == list(RULES)
    assert told["rules"]["unused-study"] == {"severity": "info", "default": "warning", "from": "claimgrade.toml"}


def test_config_without_configuration(toy: Path, claimgrade: Claimgrade) -> None:
    """The defaults are told as such."""
    told = json.loads(claimgrade("config", "--root", toy, "--format", "json").out)
    assert told["file"] is None
    assert {state["from"] for state in [*told["rules"].values(), *told["settings"].values()]} == {"default"}
    first = claimgrade("config", "--root", toy).out.split("\n")[0]
    assert first == "Configuration: none, so that the defaults are in force"


@pytest.mark.parametrize(
    ("pattern", "file", "fits"),
    [
        ("claims/toys/a.yaml", "claims/toys/a.yaml", True),
        ("claims/toys", "claims/toys/a.yaml", False),
        ("claims/toys/**", "claims/toys/a.yaml", True),
        ("claims/**", "claims/toys/a.yaml", True),
        ("**", "claims/toys/a.yaml", True),
        ("**/a.yaml", "claims/toys/a.yaml", True),
        ("claims/**/a.yaml", "claims/a.yaml", True),
        ("claims/*", "claims/toys/a.yaml", False),
        ("claims/*/a*.yaml", "claims/toys/a-b.yaml", True),
        ("claims/t?ys/*", "claims/toys/a.yaml", True),
        ("CLAIMS/**", "claims/toys/a.yaml", False),
    ],
)
def test_pattern(pattern: str, file: str, fits: object) -> None:
    """A star stays within a part of the path, two stand for any number of parts."""
    assert matches(pattern, file) is fits


@given(st.lists(st.sampled_from(["**", "*", "a", "?"]), max_size=6), st.lists(st.sampled_from("ab"), max_size=5))
def test_pattern_that_ends_in_two_stars(pattern: list[str], parts: list[str]) -> None:
    """What a pattern matches, the pattern with /** matches with all that is below it."""
    if parts and matches("/".join(pattern), "/".join(parts)):
        assert matches("/".join([*pattern, "**"]), "/".join([*parts, "x", "y"]))


def test_the_next_review_is_shown(toy: Path, claimgrade: Claimgrade) -> None:
    """Where a record has no day for its next review, `show` and its page tell the day that the period gives."""
    text = (toy / PAIN).read_text()
    (toy / PAIN).write_text(text.replace("due: 2099-01-01", "due: null"))
    assert "last 2025-01-01, due not planned;" in claimgrade("show", "toyaline-reduces-pain", "--root", toy).out
    configure(toy, "review-period = {default = 36525, toy-effects = 365}")
    assert "last 2025-01-01, due 2026-01-01;" in claimgrade("show", "toyaline-reduces-pain", "--root", toy).out
    pages = {page.uri: page.text for page in render_pages(content_of(Layout.at(toy), date(2025, 6, 1)))}
    assert "next due 2026&#45;01&#45;01" in pages["claims/toy-effects/toyaline-reduces-pain.md"]
    claim = content_of(Layout.at(toy), TODAY).base.claims["toyaline-reduces-pain"]
    late = replace(claim, review=replace(claim.review, last="9999-12-01"))
    assert late.review_due({"default": 365}) == "9999-12-31"
