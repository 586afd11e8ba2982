"""Writes files whole or not at all, but for one that grows."""

import os
import tempfile
from pathlib import Path

from claimgrade.finding import ClaimgradeError


def write_whole(path: Path, text: str) -> None:
    """Write text (UTF-8) to a temporary file beside `path`, then rename it; a device or pipe is written as it is.

    Raises ClaimgradeError where the place cannot be written; what stood there before stays as it was.
    """
    temporary = None
    try:
        if path.is_dir():
            raise ClaimgradeError(f"{path} cannot be written: it is a folder")
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
        temporary = None
    except OSError as error:
        raise ClaimgradeError(f"{path} cannot be written: {error.strerror}") from None
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def append(path: Path, text: str) -> None:
    """Add text (UTF-8) at the end of a file, which is made where it is missing.

    Raises ClaimgradeError where the place cannot be written.
    """
    try:
        with path.open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        raise ClaimgradeError(f"{path} cannot be written: {error.strerror}") from None


def write_new(root: Path, path: str, text: str) -> None:
    """Write text (UTF-8) to a file below `root` that does not exist yet, with its folder.

    Raises ClaimgradeError where something stands there, where a link leads out of `root`, or where nothing can be
    written.
    """
    full = root / path
    if not Path(os.path.realpath(full)).is_relative_to(os.path.realpath(root)):
        raise ClaimgradeError(f"{path} cannot be written: a link leads out of the repository")
    if full.parent.is_file():
        raise ClaimgradeError(f"{path} cannot be written: its folder is a file")
    begun = done = False
    try:
        full.parent.mkdir(exist_ok=True)
        with full.open("x", encoding="utf-8", newline="\n") as stream:
            begun = True
            stream.write(text)
        done = True
    except FileExistsError:
        raise ClaimgradeError(f"{path} exists already; nothing was written") from None
    except OSError as error:
        raise ClaimgradeError(f"{path} cannot be written: {error.strerror}") from None
    finally:
        if begun and not done:  # also where somebody interrupts
            full.unlink(missing_ok=True)
