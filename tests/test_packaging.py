"""What other repositories use, as its readers read it: the action, workflows, the pre-commit hook, and their page."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimgrade.layout import package_example
from conftest import TESTS, Ran

REPOSITORY = TESTS.parent
PAGE = REPOSITORY / "site" / "own-base.md"
ACTION: dict[str, Any] = yaml.safe_load((REPOSITORY / "action.yml").read_text(encoding="utf-8"))
(HOOK,) = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
WORKFLOWS = [
    *sorted((REPOSITORY / ".github" / "workflows").glob("*.yml")),
    package_example() / "dot_github" / "workflows" / "check.yml",
]
NOT_RUN = {"pre-commit install"}  # pre-commit is not installed here; what it would run is run below


def blocks(language: str) -> list[str]:
    """The fenced blocks of the page in a language."""
    return re.findall(rf"^```{language}\n(.+?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def workflows(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every workflow that is told of, the one that stands on the page included, each as a file of its own folder."""
    (pages,) = [block for block in blocks("yaml") if block.startswith("name: Pages")]
    texts = [path.read_text(encoding="utf-8") for path in WORKFLOWS]
    written = []
    for text in [*texts, pages]:
        path = tmp_path_factory.mktemp("repository") / ".github" / "workflows" / "it.yml"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder at the front of PATH with `claimgrade` and `mkdocs`, as an installation would have."""
    folder = tmp_path / "runner" / "claimgrade" / "bin"
    folder.mkdir(parents=True)
    for name in ("claimgrade", "mkdocs"):
        script = folder / name
        script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m {name} "$@"\n', encoding="utf-8")
        script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY / "scripts"))
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    return folder


def program(*arguments: str | Path, cwd: Path | None = None, **variables: str) -> Ran:
    """Run a program, with more environment variables."""
    environment = {**os.environ, **variables}
    ended = subprocess.run(arguments, cwd=cwd, env=environment, text=True, capture_output=True, check=False)
    return Ran(ended.returncode, ended.stdout, ended.stderr)


def steps_of(part: Any) -> Iterator[dict[str, Any]]:
    """Every step of a workflow or action."""
    if isinstance(part, dict):
        yield from part.get("steps", ())
        for inner in part.values():
            yield from steps_of(inner)


def test_schemas_of_github(workflows: list[Path]) -> None:
    """Workflows and action satisfy the schemas that check-jsonschema brings along."""
    tool = (sys.executable, "-m", "check_jsonschema", "--builtin-schema")
    assert program(*tool, "vendor.github-workflows", *workflows).code == 0
    assert program(*tool, "vendor.github-actions", REPOSITORY / "action.yml").code == 0


def test_audit(workflows: list[Path]) -> None:
    """zizmor, at its most pedantic and offline, finds nothing in workflows and action."""
    ran = program(
        Path(sys.executable).parent / "zizmor",
        "--offline",
        "--quiet",
        "--persona=pedantic",
        "--no-config",
        "--format=json",
        *workflows,
        REPOSITORY / "action.yml",
    )
    assert (ran.code, json.loads(ran.out)) == (0, [])


def test_permissions_and_pins(workflows: list[Path]) -> None:
    """No workflow has permissions but those its jobs name, and every other action is pinned to a commit."""
    for path in workflows:
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert workflow["permissions"] == {}
        assert workflow["concurrency"]["group"]
        assert all(job["permissions"] for job in workflow["jobs"].values())
        for step in steps_of(workflow):
            assert re.fullmatch(r"\./|actions/[a-z-]+@[0-9a-f]{40}", step.get("uses", "./"))
            with_it = step.get("with", {})
            assert with_it.get("persist-credentials") is False or "checkout" not in step.get("uses", "")


def test_no_expression_becomes_shell(workflows: list[Path]) -> None:
    """Expressions reach a shell as environment variables only."""
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in workflows]
    runs = [step["run"] for file in (*files, ACTION) for step in steps_of(file) if "run" in step]
    assert len(runs) > 8
    assert [run for run in runs if "${{" in run] == []


def test_inputs_of_the_action() -> None:
    """Every input is used, every use is declared, and the page lists them with their defaults."""
    variables = [value for step in ACTION["runs"]["steps"] for value in step["env"].values()]
    assert sorted(variables) == sorted(f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"])
    table = re.findall(r"^\| `([a-z-]+)` \| (?:`(.*?)`)? *\|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert table == [(name, given["default"]) for name, given in ACTION["inputs"].items()]
    (example,) = [yaml.safe_load(block) for block in blocks("yaml") if block.startswith("steps:")]
    assert set(example["steps"][1]["with"]) <= set(ACTION["inputs"])


def act(workspace: Path, commands: Path, **inputs: str) -> tuple[Ran, str]:
    """Run the action's second step as GitHub would, in a workspace; how it ended, and its outputs."""
    step = ACTION["runs"]["steps"][1]
    values = {name: given["default"] for name, given in ACTION["inputs"].items()} | inputs
    variables = {key: values[value[len("${{ inputs.") : -len(" }}")]] for key, value in step["env"].items()}
    output = commands / "output"
    output.write_text("", encoding="utf-8")
    runner = {"RUNNER_TEMP": str(commands.parent.parent), "GITHUB_OUTPUT": str(output)}
    script = commands / "step.sh"
    script.write_text(step["run"], encoding="utf-8")
    shell = ("bash", "--noprofile", "--norc", "-eo", "pipefail")
    return program(*shell, script, cwd=workspace, **variables, **runner), output.read_text(encoding="utf-8")


def test_the_action_checks(toy: Path, commands: Path) -> None:
    """With its defaults it passes on a clean base, and on one with an error it fails and tells the exit code."""
    ran, output = act(toy, commands)
    assert (ran.code, ran.err, output) == (0, "", "exit-code=0\n")
    assert "0 errors" in ran.out
    (toy / "claims" / "studies" / "bell-2020.yaml").unlink()
    ran, output = act(toy, commands)
    assert (ran.code, output) == (1, "exit-code=1\n")
    assert "title=unknown-study::" in ran.out


def test_the_action_passes_its_inputs_on(toy: Path, commands: Path, tmp_path: Path) -> None:
    """Every input has its effect; spaces in names are kept, and empty lines of outputs mean nothing."""
    outputs = "json:a file.json\n\ntext:b.txt\n"
    ran, output = act(
        tmp_path,
        commands,
        **{
            "root": "toy",
            "format": "json",
            "outputs": outputs,
            "fail-on": "info",
            "snapshots": str(TESTS / "toy-snapshots"),
            "options": "--today=2999-12-31\n\n",
        },
    )
    assert (ran.code, output) == (1, "exit-code=1\n")
    assert json.loads(ran.out)["summary"]["checked"]["passages"] > 0
    assert "review-overdue" in {finding["rule"] for finding in json.loads(ran.out)["findings"]}
    assert (tmp_path / "a file.json").read_text(encoding="utf-8") == ran.out
    assert (tmp_path / "b.txt").is_file()


@pytest.mark.parametrize("name", ["root", "format", "outputs", "fail-on", "snapshots", "options"])
@pytest.mark.parametrize("value", ["$(touch hit)", '"; touch hit; "', "--hit"])
def test_inputs_of_the_action_are_no_shell(toy: Path, commands: Path, name: str, value: str) -> None:
    """Whatever an input holds, it is a value of its option: wrong, and never run."""
    before = sorted(toy.iterdir())
    ran, output = act(toy, commands, **{name: value})
    assert (ran.code, output, ran.out) == (2, "exit-code=2\n", "")
    assert value in ran.err
    assert sorted(toy.iterdir()) == before


def test_the_hook(toy: Path, commands: Path) -> None:
    """The hook runs the check on the whole base, whatever file a commit touches below claims/ and schema/."""
    own = yaml.safe_load((package_example() / "dot_pre-commit-config.yaml").read_text(encoding="utf-8"))
    (local,) = own["repos"][0]["hooks"]
    same = ("id", "name", "entry", "files", "pass_filenames", "require_serial")
    assert {key: HOOK[key] for key in same} == {key: local[key] for key in same}
    assert (HOOK["language"], local["language"], HOOK["pass_filenames"]) == ("python", "system", False)
    touched = ["claims/a/b.yaml", "claims/vocabulary.yaml", "schema/grading.yaml", "site/claims/x.md", "README.md"]
    assert [path for path in touched if re.search(HOOK["files"], path)] == touched[:3]
    assert program(*shlex.split(HOOK["entry"]), cwd=toy).code == 0
    (toy / "claims" / "studies" / "bell-2020.yaml").unlink()
    assert program(*shlex.split(HOOK["entry"]), cwd=toy).code == 1


def test_the_hook_on_the_page() -> None:
    """The page names the hook that there is."""
    (config,) = [yaml.safe_load(block) for block in blocks("yaml") if block.startswith("repos:")]
    assert [hook["id"] for hook in config["repos"][0]["hooks"]] == [HOOK["id"]]


def test_every_command_of_the_page(commands: Path, tmp_path: Path) -> None:
    """The commands of the page, one after the other from an empty folder, all succeed."""
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    assert set(lines) >= NOT_RUN
    script = "\n".join(line for line in lines if line not in NOT_RUN)
    empty = tmp_path / "empty"
    empty.mkdir()
    ran = program("bash", "-ec", script, cwd=empty)
    assert ran.code == 0, ran.err
    assert "0 errors, 0 warnings" in ran.out
    assert "supported, moderate certainty" in ran.out
    assert "passage: {start: may, end: pain," in ran.out
    assert (empty / "my-claims" / "build" / "site" / "index.html").is_file()
