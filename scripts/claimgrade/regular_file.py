"""Reads a file that a stranger may have put there: only a regular one, and only so much of it."""

import os
import stat
from pathlib import Path


class NotRegularError(OSError):
    """A folder, pipe or device stands where a file is wanted."""


def read_regular(path: Path, limit: int) -> bytes:
    """At most `limit` + 1 bytes, so that a caller can tell that there are more.

    Opened without blocking and measured by its handle, so that a pipe or a growing file cannot hold a run up.
    Raises NotRegularError, or OSError as opening and reading raise it.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise NotRegularError
    with os.fdopen(handle, "rb") as stream:
        return stream.read(limit + 1)
