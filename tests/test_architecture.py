"""Imports point one way, modules stay small, and heavy or talkative libraries stay where they belong."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import claimgrade
from conftest import TESTS

PACKAGE = Path(claimgrade.__file__).parent

# A module imports only from rows above its own, never sideways.
ROWS = (
    {"location", "identifiers", "regular_file", "yaml_composer", "yaml_text"},
    {"finding", "records", "skeleton"},
    {"layout", "yaml_source", "knowledge_base", "files", "schema_paths"},
    {"yaml_gap"},
    {"schema_words", "grading", "articles", "citations", "example_base", "mending", "study_links"},
    {"references", "schema_check", "history"},
    {"loading", "revision"},
    {"rules", "commits"},
    {"configuration", "history_cache"},
    {"baseline", "checker", "record_text", "due", "difference", "drafting", "impact", "news", "verdicts_over_time"},
    {"reporters", "exports", "due_report"},
    {"pages"},
    {"since", "site_about", "site_addresses", "listing", "verify"},
    {"site_content", "site_folder", "difference_report", "impact_report"},
    {"verify_report"},
    {"cli", "mkdocs_plugin", "__init__"},
    {"__main__"},
)
# The same inside packages; * stands for all modules that are not named.
INNER: dict[str, tuple[set[str], ...]] = {
    "records": ({"parts", "vocabularies"}, {"*"}, {"study"}, {"__init__"}),
    "articles": (
        {"passages", "own_texts", "text_fragment"},
        {"text"},
        {"anchoring", "sentences", "snapshots", "wording"},
        {"located"},
        {"coverage"},
        {"coverage_report"},
        {"__init__"},
    ),
    "citations": (
        {"answer", "contact", "failure", "folding", "pace"},
        {"addresses", "entry", "journal_comparison", "json_values", "notices", "title_comparison", "titles"},
        {"papers", "session", "standing"},
        {"comparison", "lock", "names", "pubmed_xml"},
        {"*"},
        {"services", "gathering"},
        {"__init__"},
    ),
    "drafting": ({"cleaning", "design"}, {"naming", "status"}, {"record"}, {"*"}, {"__init__"}),
    "grading": ({"policy"}, {"counting", "verdict"}, {"certainty"}, {"__init__"}),
    "rules": ({"rule"}, {"references", "basis", "effects"}, {"*"}, {"__init__"}),
    "configuration": ({"settings"}, {"*"}, {"__init__"}),
    "references": ({"plain_line", "csl"}, {"*"}, {"__init__"}),
    "reporters": ({"text"}, {"*"}, {"__init__"}),
    "exports": ({"*"}, {"__init__"}),
    "pages": (
        {"page", "words", "claim_words", "source_words", "forest_measure", "search_places"},
        {"repository", "study_names"},
        {"appearance", "csv_tables", "changelog_page", "forest_scale", "tally"},
        {"claim_list", "claim_review", "forest_plot", "verdict_tables", "verification"},
        {"evidence_map"},
        {"*"},
        {"__init__"},
    ),
    "cli": ({"options"}, {"*"}, {"__init__"}),
}
LAZY = {"schema_check", "articles.sentences", "cli.__init__"}  # load a module only when it is needed
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base"}
ONLY_IN = {
    "citeproc": {"references"},
    "click": {"cli", "reporters"},
    "mkdocs": {"mkdocs_plugin"},
    "jinja2": {"pages"},
    "markupsafe": {"pages"},
    "jsonschema": {"schema_words"},
    "jsonschema_rs": {"schema_check"},
    "pandas": {"exports"},
    "rapidfuzz": {"citations"},
    "signal": {"cli"},
    "requests": {"citations"},
    "socket": set(),
    "subprocess": {"revision"},
    "tomllib": {"configuration"},
    "urllib.request": {"citations"},
    "logging": set(),
    "sys": {"cli"},
}
MAX_LINES = 300
MAX_FUNCTION = 60

MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.relative_to(PACKAGE).parts[0] != "schema"
}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}


def unit(module: str) -> str:
    """The row's name for a module: its package, or itself."""
    return module.split(".", 1)[0]


def row(module: str) -> int:
    """Row of a module."""
    return next(i for i, units in enumerate(ROWS) if unit(module) in units)


def inner_row(module: str) -> int:
    """Row of a module inside its package."""
    package, _, name = module.partition(".")
    rows = INNER[package]
    named = [i for i, names in enumerate(rows) if name in names]
    return named[0] if named else next(i for i, names in enumerate(rows) if "*" in names)


def imported(module: str) -> Iterator[tuple[str, int]]:
    """Full names that a module imports, each with its line."""
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno} imports relatively"
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def own_imports(module: str) -> Iterator[tuple[str, int]]:
    """Modules of this package that a module imports."""
    for name, line in imported(module):
        if name.startswith("claimgrade."):
            inner = name.removeprefix("claimgrade.")
            outer = inner.rpartition(".")[0]
            target = next((m for m in (inner, f"{inner}.__init__", outer, f"{outer}.__init__") if m in MODULES), None)
            assert target, f"{module}:{line} imports {name}, which is not a module of this package"
            yield target, line


def test_every_module_has_a_row() -> None:
    """The rows name every module and package that exists, and none that does not."""
    assert {name for names in ROWS for name in names} == {unit(module) for module in MODULES}
    assert set(INNER) == {unit(module) for module in MODULES if "." in module}


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_one_way(module: str) -> None:
    """A module imports only from rows above its own; inside a package, from inner rows above its own."""
    for target, line in own_imports(module):
        of = inner_row if unit(target) == unit(module) else row
        assert of(target) < of(module), f"{module}:{line} imports {target}"


def test_no_cycles() -> None:
    """No module leads back to itself, imports that wait for their use included."""
    graph = {module: {target for target, _ in own_imports(module)} for module in MODULES}
    graph["schema_check"].add("schema_words")
    graph["cli.__init__"] |= {module for module in MODULES if module.endswith("_command")}
    assert len(list(TopologicalSorter(graph).static_order())) == len(MODULES)


@pytest.mark.parametrize("module", MODULES)
def test_imports_stand_at_the_top(module: str) -> None:
    """No import hides inside a function or class, and only the listed modules load one by its name."""
    top = [node for node in TREES[module].body if isinstance(node, ast.Import | ast.ImportFrom)]
    every = [node for node in ast.walk(TREES[module]) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert [node.lineno for node in every if node not in top] == []
    calls = [node for node in ast.walk(TREES[module]) if isinstance(node, ast.Call)]
    names = {ast.unparse(call.func).rpartition(".")[2] for call in calls}
    assert bool(names & {"import_module", "__import__", "exec", "eval"}) == (module in LAZY)


@pytest.mark.parametrize("library", ONLY_IN)
def test_libraries_stay_where_they_belong(library: str) -> None:
    """Only the listed modules and packages import a library."""
    users = {
        unit(module)
        for module in MODULES
        for name, _ in imported(module)
        if name == library or name.startswith(f"{library}.")
    }
    assert users <= ONLY_IN[library]


def test_one_session_asks() -> None:
    """Only the session sends anything over the network."""
    assert {m for m in MODULES if any(name.split(".")[0] == "requests" for name, _ in imported(m))} == {
        "citations.session"
    }


@pytest.mark.parametrize("module", MODULES)
def test_module_is_small(module: str) -> None:
    """At most 300 lines a module and 60 a function, and no drawer for things without a place."""
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) <= MAX_LINES
    functions = [n for n in ast.walk(TREES[module]) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert [f.name for f in functions if (f.end_lineno or 0) - f.lineno + 1 > MAX_FUNCTION] == []
    assert not FORBIDDEN_NAMES & set(module.split("."))


@pytest.mark.parametrize("path", sorted(TESTS.glob("*.py")), ids=lambda path: path.stem)
def test_test_file_is_small(path: Path) -> None:
    """Tests keep to the same size."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES
    assert path.stem not in FORBIDDEN_NAMES


@pytest.mark.parametrize("module", [m for m in MODULES if unit(m) in ("rules", "grading", "records", "pages")])
def test_pure_modules_only_yield(module: str) -> None:
    """Rules, grades, records and pages neither print nor read files, nor look at the clock."""
    calls = {ast.unparse(n.func) for n in ast.walk(TREES[module]) if isinstance(n, ast.Call)}
    assert not calls & {"print", "open", "input", "exit", "breakpoint", "date.today", "datetime.now", "time.time"}
    assert not {name.split(".")[0] for name, _ in imported(module)} & {"os", "pathlib", "sys", "logging", "time"}


def test_only_doors_look_at_the_clock() -> None:
    """Today's date enters at the command line or the plugin, and nowhere else."""
    users = {
        unit(module)
        for module in MODULES
        for node in ast.walk(TREES[module])
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("date.today", "datetime.now", "time.time")
    }
    assert users <= {"cli", "mkdocs_plugin"}


@pytest.mark.parametrize("module", MODULES)
def test_objects_are_frozen(module: str) -> None:
    """Every dataclass is frozen, so that no check can change what it checks."""
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.ClassDef):
            made = [ast.unparse(d) for d in node.decorator_list if "dataclass" in ast.unparse(d)]
            assert all("frozen=True" in decorator for decorator in made), node.name


def loaded_by(code: str) -> set[str]:
    """Top-level modules that a fresh interpreter has loaded after some code."""
    show = "\nimport sys; print(*{name.split('.')[0] for name in sys.modules}, file=sys.stderr)"
    ended = subprocess.run([sys.executable, "-c", code + show], capture_output=True, text=True, check=True)
    return set(ended.stderr.split())


HEAVY = {
    *("pandas", "numpy", "requests", "urllib3", "rapidfuzz"),
    *("citeproc", "lxml", "mkdocs", "jinja2", "jsonschema", "hypothesis", "sentencex"),
}


def test_command_line_is_light() -> None:
    """Importing the command line loads nothing heavy."""
    assert not loaded_by("import claimgrade.cli") & HEAVY


def test_check_is_light(toy: Path) -> None:
    """Checking a base without defects of shape loads nothing heavy."""
    code = f"""
import sys
from claimgrade.cli import main
sys.argv = ["claimgrade", "check", "--root", {str(toy)!r}]
try:
    main()
except SystemExit as ended:
    assert ended.code == 0, ended.code
"""
    loaded = loaded_by(code)
    assert "jsonschema_rs" in loaded
    assert not loaded & HEAVY
