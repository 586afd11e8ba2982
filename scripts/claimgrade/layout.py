"""Knows the folders of a claims repository, and nothing else does."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from claimgrade.finding import ClaimgradeError

RECORD_FOLDERS = {"articles": "article", "studies": "study", "searches": "search"}
VOCABULARY = "claims/vocabulary.yaml"
LOCK = "claims/verify.lock.json"  # what the bibliographic services answered; not a record
POLICY = "schema/grading.yaml"
_RECORD_PATH = re.compile(r"claims/([a-z0-9]+(?:-[a-z0-9]+)*)/([a-z0-9]+(?:-[a-z0-9]+)*)\.yaml")
SCHEMAS = ("claim", "study", "article", "search", "vocabulary", "grading")


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A YAML file below claims/: its path from the root (forward slashes), its kind, and its topic if it is a claim."""

    path: str
    kind: str
    topic: str | None

    @classmethod
    def at(cls, path: str) -> "RecordFile | None":
        """The record file at a path from the root, such as git names it; None where no record can be there."""
        match = _RECORD_PATH.fullmatch(path)
        if match is None or any(len(name) > 80 for name in match.groups()):
            return None
        kind = RECORD_FOLDERS.get(match[1], "claim")
        return cls(path, kind, match[1] if kind == "claim" else None)

    @property
    def stem(self) -> str:
        """File name without its ending: the id that the record must have."""
        return self.path.rsplit("/", 1)[-1].removesuffix(".yaml")


@dataclass(frozen=True, slots=True)
class Layout:
    """The folders of one claims repository."""

    root: Path

    @classmethod
    def find(cls, start: Path) -> "Layout":
        """The nearest folder upwards from `start` that holds claims/ and schema/.

        Raises ClaimgradeError where there is none.
        """
        for folder in (start.resolve(), *start.resolve().parents):
            if (folder / "claims").is_dir() and (folder / "schema").is_dir():
                return cls(folder)
        raise ClaimgradeError(f"no claims repository at or above {start}: it needs the folders claims/ and schema/")

    @classmethod
    def at(cls, root: Path) -> "Layout":
        """The repository at `root`. Raises ClaimgradeError where it lacks claims/ or schema/."""
        missing = [name for name in ("claims", "schema") if not (root / name).is_dir()]
        if missing:
            raise ClaimgradeError(f"{root} is not a claims repository: it has no folder {missing[0]}/")
        return cls(root.resolve())

    def record_files(self) -> Iterator[RecordFile]:
        """All record files, sorted by folder and name. Names that begin with a dot are left alone."""
        for folder in _names(self.root / "claims", folders=True):
            kind = RECORD_FOLDERS.get(folder, "claim")
            topic = folder if kind == "claim" else None
            for name in _names(self.root / "claims" / folder, folders=False):
                yield RecordFile(f"claims/{folder}/{name}", kind, topic)

    def stray_files(self) -> Iterator[str]:
        """Paths of files and folders below claims/ that no record can be in."""
        for entry in _entries(self.root / "claims"):
            path = f"claims/{entry.name}"
            if path in (VOCABULARY, LOCK):
                continue
            if not entry.is_dir():
                yield path
                continue
            yield from (
                f"{path}/{inner.name}"
                for inner in _entries(Path(entry.path))
                if not inner.name.endswith(".yaml")  # else it is read, and told if it is no file
            )

    @property
    def folder(self) -> str:
        """Path from the top of the git repository to the base, as `kb/`; "" where they are the same, or without git."""
        top = next((folder for folder in (self.root, *self.root.parents) if (folder / ".git").exists()), self.root)
        return "".join(f"{part}/" for part in self.root.relative_to(top).parts)

    def schema_copy(self, name: str) -> Path:
        """The repository's own copy of a schema."""
        return self.root / "schema" / f"{name}.schema.json"

    @property
    def policy(self) -> Path:
        """The repository's grading policy."""
        return self.root / "schema" / "grading.yaml"

    @property
    def site_config(self) -> Path:
        """Configuration of the site."""
        return self.root / "mkdocs.yml"

    @property
    def watched(self) -> tuple[Path, Path]:
        """Folders whose change changes the site."""
        return self.root / "claims", self.root / "schema"


def package_schemas() -> Path:
    """Folder of the schemas that travel with the package: the authority on the shape of records."""
    return _travelling("schema")


def package_site() -> Path:
    """Folder of the method page, style and templates that travel with the package: every base's site has them."""
    return _travelling("site")


def package_example() -> Path:
    """Folder of the example base; a name that begins with a dot stands there with dot_ instead."""
    return Path(__file__).parent / "example"


def _travelling(name: str) -> Path:
    """A folder that lies in the package where it was built, and at the top of this repository else."""
    here = Path(__file__).parent
    inside = here / name
    return inside if inside.is_dir() else here.parent.parent / name


def _names(folder: Path, *, folders: bool) -> list[str]:
    return [entry.name for entry in _entries(folder) if (entry.is_dir() if folders else entry.name.endswith(".yaml"))]


def _entries(folder: Path) -> "list[os.DirEntry[str]]":
    """What a folder holds, by name; names that begin with a dot are left alone."""
    try:
        with os.scandir(folder) as entries:
            return sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)
    except OSError as error:
        raise ClaimgradeError(f"the folder {folder} cannot be listed: {error.strerror}") from None
