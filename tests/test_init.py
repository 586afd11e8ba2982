"""`init` writes a base that works: from the repository, from a wheel, into a new, an empty or a git folder only."""

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from importlib.metadata import Distribution, version
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimgrade import example_base
from claimgrade.example_base import requirement, write_example
from claimgrade.finding import ClaimgradeError
from claimgrade.layout import Layout, package_example
from claimgrade.loading import load
from conftest import TESTS, Ran
from test_site import ENVIRONMENT, mkdocs, pages_of

Claimgrade = Callable[..., Ran]
REPOSITORY = TESTS.parent


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, git's own apart, by its path."""
    paths = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def base(tmp_path: Path, claimgrade: Claimgrade) -> Path:
    """A base as `init` writes it."""
    folder = tmp_path / "own"
    ran = claimgrade("init", folder)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"{len(files_of(folder))} files written to {folder}; its README.md says how to go on.\n"
    return folder


def test_everything_is_there(base: Path) -> None:
    """One record of each kind, the schemas of the package, a site, and files for git, pre-commit, pip and GitHub."""
    assert sorted(path for path in files_of(base) if not path.startswith(("claims/", "schema/", "site/"))) == [
        ".github/workflows/check.yml",
        ".gitignore",
        ".pre-commit-config.yaml",
        "README.md",
        "claimgrade.toml",
        "mkdocs.yml",
        "requirements.txt",
        "snapshots/example-article.txt",
    ]
    kinds = sorted(file.kind for file in Layout.at(base).record_files())
    assert kinds == ["article", "claim", "search", "study"]
    assert files_of(base / "schema") == files_of(REPOSITORY / "schema")
    assert not [path for path in base.rglob("*") if "dot_" in path.name]


@pytest.mark.parametrize("today", ["2026-01-15", "2999-12-31"])
def test_it_passes_the_check(base: Path, claimgrade: Claimgrade, today: str) -> None:
    """On any day, with the article's text, nobody else has read the claim, nor looked the study up."""
    ran = claimgrade("check", "--root", base, "--snapshots", base / "snapshots", "--today", today, "--format", "json")
    told = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert [finding["rule"] for finding in told["findings"]] == ["unreviewed", "citation-unverified"]
    assert told["summary"]["checked"]["passages"] == 4
    assert told["summary"]["not_checked"]["passages"] == 0


def test_every_sentence_of_the_example_is_accounted_for(base: Path, claimgrade: Claimgrade) -> None:
    """The example shows what a finished article looks like."""
    ran = claimgrade("coverage", "--root", base, "--snapshots", base / "snapshots", "--fail-under", "100")
    assert ran.code == 0


def test_it_is_plainly_an_example(base: Path) -> None:
    """Every record says Example, in what it is called and where it is said to be; no address is a real one."""
    for path, content in files_of(base / "claims").items():
        text = content.decode()
        assert "nvented" in text, path
        assert set(re.findall(r"https?://([^/\s\"]+)", text)) <= {"example.org"}
        assert set(re.findall(r"\b10\.\d{4,}", text)) <= {"10.5555"}
    known = load(Layout.at(base)).base
    assert [study.citation.title.split(" ")[0] for study in known.studies.values()] == ["Example"]
    assert [article.title.split(" ")[0] for article in known.articles.values()] == ["Example"]


def test_its_site_builds_strictly(base: Path) -> None:
    """`mkdocs build --strict` builds it, with this project's style, and with a page for the claim."""
    ran = mkdocs(base, "build", "--strict", "--quiet")
    assert (ran.returncode, ran.stdout) == (0, ""), ran.stderr
    pages = pages_of(base / "build" / "site")
    assert {"index.html", "claims/example-topic/example-remedy-reduces-example-pain/index.html"} <= set(pages)
    assert any(load.endswith("stylesheets/claimgrade.css") for load in pages["index.html"].loads)
    method = (base / "site" / "method.md").read_text(encoding="utf-8")
    assert "first records" not in method
    assert method.endswith(
        "## Who curates, and with what help\n\n"
        "Say here who writes the records, who reads them a second time, and with what help.\n\n"
        "## Limits\n\nSay here where you looked for evidence, and what nobody has checked yet.\n"
    )


def test_its_site_looks_like_ours() -> None:
    """The configuration of its site differs from this repository's only where a base says what it is."""
    own, ours = (yaml.safe_load((place / "mkdocs.yml").read_text("utf-8")) for place in (package_example(), REPOSITORY))
    assert {key for key in own | ours if own.get(key) != ours.get(key)} == {"site_name", "copyright", "nav"}
    more = [entry for entry in own["nav"] if entry not in ours["nav"]]
    assert more == [{"Review queue": "queue.md"}, {"Rules": "rules/index.md"}]


def test_an_empty_folder_and_one_with_git(tmp_path: Path, claimgrade: Claimgrade, monkeypatch: Any) -> None:
    """Where nothing or only .git stands, here or elsewhere, the base is written, and .git is left alone."""
    subprocess.run(["git", "init", "--quiet", tmp_path / "git"], check=True)
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "git")
    before = sorted((tmp_path / "git" / ".git").rglob("*"))
    assert claimgrade("init").code == claimgrade("init", tmp_path / "empty").code == 0
    assert files_of(tmp_path / "git") == files_of(tmp_path / "empty")
    assert sorted((tmp_path / "git" / ".git").rglob("*")) == before
    subprocess.run(["git", "add", "--all"], cwd=tmp_path / "git", check=True)
    added = subprocess.run(["git", "ls-files"], cwd=tmp_path / "git", check=True, text=True, capture_output=True).stdout
    assert set(added.split()) == set(files_of(tmp_path / "git")) - {"snapshots/example-article.txt"}


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("used", "the folder used is not empty: it holds .hidden; name a new or empty folder"),
        ("file", "file is not a folder; name a new or empty one"),
        ("dangling", "dangling is not a folder; name a new or empty one"),
        ("not/there", "not/there cannot be made: there is no folder not"),
        ("file/below", "file/below cannot be made: there is no folder file"),
        ("x" * 300, f"{'x' * 300} cannot be written: File name too long"),
    ],
)
def test_a_place_that_is_refused(
    tmp_path: Path, claimgrade: Claimgrade, monkeypatch: Any, place: str, message: str
) -> None:
    """One sentence and exit code 2, and everything is as it was."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / ".hidden").write_text("mine", encoding="utf-8")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    before = files_of(tmp_path)
    assert claimgrade("init", place) == Ran(2, "", f"claimgrade: {message}\n")
    assert files_of(tmp_path) == before
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize("exists", [True, False])
def test_a_failure_half_way_leaves_nothing(tmp_path: Path, monkeypatch: Any, *, exists: bool) -> None:
    """When the disk is full after some files, or a move fails after some, the folder is as it was."""
    folder = tmp_path / "own"
    if exists:
        folder.mkdir()
    rename, moves = Path.rename, iter(range(1000))

    def failing(self: Path, target: Path) -> Path:
        if not target.is_relative_to(folder) or ".claimgrade-init." in str(target):
            return rename(self, target)
        if next(moves) == (3 if exists else 0):
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(ClaimgradeError, match="own cannot be written: No space left on device"):
        write_example(folder)
    assert list(tmp_path.rglob("*")) == ([folder] if exists else [])


def test_what_appears_meanwhile_is_kept(tmp_path: Path, monkeypatch: Any) -> None:
    """A file that somebody makes while the base is written is not overwritten."""
    made = example_base._write  # noqa: SLF001

    def slow(new: Path) -> int:
        (tmp_path / "mkdocs.yml").write_text("mine", encoding="utf-8")
        return made(new)

    monkeypatch.setattr(example_base, "_write", slow)
    with pytest.raises(ClaimgradeError, match=r"mkdocs\.yml exists already; nothing was written"):
        write_example(tmp_path)
    assert files_of(tmp_path) == {"mkdocs.yml": b"mine"}


class Installed(Distribution):
    """A distribution with a given direct_url.json."""

    def __init__(self, origin: str | None) -> None:
        """Take the text of the file, or None where pip wrote none."""
        self.origin = origin

    def read_text(self, filename: str) -> str | None:
        """The file."""
        return {"direct_url.json": self.origin, "METADATA": "Name: claimgrade\nVersion: 1.2.3\n"}.get(filename)

    def locate_file(self, path: Any) -> Any:
        """Nowhere."""
        raise NotImplementedError


@pytest.mark.parametrize(
    ("origin", "line"),
    [
        (None, "claimgrade[site]==1.2.3"),
        ('{"url": "file:///src", "dir_info": {"editable": true}}', "claimgrade[site]==1.2.3"),
        ('{"url": "file:///src", "vcs_info": {"vcs": "git", "commit_id": "0a1b"}}', "claimgrade[site]==1.2.3"),
        (
            '{"url": "https://example.org/c.git", "vcs_info": {"vcs": "git", "commit_id": "0a1b"}}',
            "claimgrade[site] @ git+https://example.org/c.git@0a1b",
        ),
    ],
)
def test_requirements_name_what_is_installed(origin: str | None, line: str) -> None:
    """The version, or the commit where pip took the package from a repository that others can reach."""
    assert requirement(Installed(origin)) == line


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this repository, built without network and unpacked as pip would."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=REPOSITORY, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(io.BytesIO(wheel.read_bytes())).extractall(folder / "site-packages")
    return folder / "site-packages"


def test_from_a_wheel(installed: Path, base: Path, tmp_path: Path) -> None:
    """The package as it is installed writes the same base from an empty folder, and checks it."""
    empty = tmp_path / "empty"
    empty.mkdir()
    environment = {**ENVIRONMENT, "PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"}

    def run(*arguments: str) -> str:
        command = [sys.executable, *arguments]
        ended = subprocess.run(command, cwd=empty, env=environment, text=True, capture_output=True, check=False)
        assert (ended.returncode, ended.stderr) == (0, "")
        return ended.stdout

    where = run("-c", "import claimgrade; print(claimgrade.__file__)").strip()
    assert Path(where).is_relative_to(installed)
    run("-m", "claimgrade", "init")
    assert files_of(empty) == files_of(base)
    assert "0 errors, 0 warnings" in run("-m", "claimgrade", "check")
    run("-m", "mkdocs", "build", "--strict", "--quiet")
    assert version("claimgrade") in (empty / "requirements.txt").read_text(encoding="utf-8")
