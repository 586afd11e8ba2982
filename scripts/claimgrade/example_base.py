"""Writes a small working base into a new or empty folder: the example of this package, its schemas and its site."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

from claimgrade.finding import ClaimgradeError
from claimgrade.layout import package_example, package_schemas, package_site

_THEME = ("javascripts", "stylesheets", "templates")
# The method is every base's; what stands under its last headings is true of this repository's records only.
_METHOD, _OWN = "method.md", "\n## Who curates, and with what help\n"
_LIMITS = """
Say here who writes the records, who reads them a second time, and with what help.

## Limits

Say here where you looked for evidence, and what nobody has checked yet.
"""
_MAY_BE_THERE = {".git"}


def write_example(folder: Path) -> int:
    """Write the base into `folder`; the number of files.

    Everything is written beside its place first, so that a failure leaves the folder as it was. Raises ClaimgradeError
    where `folder` holds anything but .git, or cannot be written.
    """
    try:
        _refuse_used(folder)
        beside = folder if folder.is_dir() else folder.parent
        with tempfile.TemporaryDirectory(dir=beside, prefix=".claimgrade-init.") as work:
            new = Path(work) / "new"
            count = _write(new)
            if folder.is_dir():
                _move_in(new, folder)
            else:
                new.rename(folder)
    except OSError as error:
        raise ClaimgradeError(f"{folder} cannot be written: {error.strerror}") from None
    return count


def requirement(installed: Distribution) -> str:
    """The line for pip that installs this version again, with what the site needs.

    It names the commit where pip took the package from a repository, unless that lies on this machine only: PEP 610,
    direct_url.json of the installation.
    """
    text = installed.read_text("direct_url.json")
    origin = json.loads(text) if text else {}
    if "vcs_info" in origin and not origin["url"].startswith("file:"):
        vcs = origin["vcs_info"]
        return f"claimgrade[site] @ {vcs['vcs']}+{origin['url']}@{vcs['commit_id']}"
    return f"claimgrade[site]=={installed.version}"


def _refuse_used(folder: Path) -> None:
    if folder.is_dir():
        held = sorted(entry.name for entry in folder.iterdir() if entry.name not in _MAY_BE_THERE)
        if held:
            raise ClaimgradeError(f"the folder {folder} is not empty: it holds {held[0]}; name a new or empty folder")
    elif folder.exists() or folder.is_symlink():
        raise ClaimgradeError(f"{folder} is not a folder; name a new or empty one")
    elif not folder.parent.is_dir():
        raise ClaimgradeError(f"{folder} cannot be made: there is no folder {folder.parent}")


def _write(new: Path) -> int:
    """Make the base in a folder that does not exist yet; the number of files."""
    count = 0
    for source, path in _parts():
        target = new / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        count += 1
    method, heading, _ = (package_site() / _METHOD).read_text(encoding="utf-8").partition(_OWN)
    texts = {
        Path("site", _METHOD): method + heading + _LIMITS,
        Path("requirements.txt"): f"{requirement(distribution('claimgrade'))}\n",
    }
    for path, text in texts.items():
        (new / path).write_text(text, encoding="utf-8", newline="\n")
    return count + len(texts)


def _parts() -> Iterator[tuple[Path, Path]]:
    """The files of the package that a base begins with as they are, each with its path in the base."""
    example, schemas, site = package_example(), package_schemas(), package_site()
    for source in _files(example):
        path = source.relative_to(example)
        yield source, Path(*(part.replace("dot_", ".", 1) if part.startswith("dot_") else part for part in path.parts))
    for source in _files(schemas):
        yield source, Path("schema", source.relative_to(schemas))
    for source in (source for part in _THEME for source in _files(site / part)):
        yield source, Path("site", source.relative_to(site))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _move_in(new: Path, folder: Path) -> None:
    """Move what was made into a folder that exists; what was moved is taken back when something fails."""
    _refuse_used_meanwhile(new, folder)
    moved: list[Path] = []
    try:
        for entry in sorted(new.iterdir()):
            entry.rename(folder / entry.name)
            moved.append(folder / entry.name)
    except BaseException:
        for target in moved:
            target.rename(new / target.name)
        raise


def _refuse_used_meanwhile(new: Path, folder: Path) -> None:
    for entry in new.iterdir():
        if os.path.lexists(folder / entry.name):
            raise ClaimgradeError(f"{folder / entry.name} exists already; nothing was written")
