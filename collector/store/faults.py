"""What SQLite or the file system said → a StoreError that names the file and the remedy."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from collector.errors import NoRoomError, StoreError

_FULL = "the disk is full: make room and start again, nothing was lost"
_DENIED = "the program may not write here: give its user the right to, or choose another [storage] path"
_GONE = "it is not there: restore it from the backup, then run `collector verify`"

_SQLITE = {
    "SQLITE_FULL": _FULL,
    "SQLITE_BUSY": "another program holds the database locked: close it and start again",
    "SQLITE_LOCKED": "another program holds the database locked: close it and start again",
    "SQLITE_READONLY": _DENIED,
    "SQLITE_CANTOPEN": "it cannot be opened: see that the folder exists and may be written to",
    "SQLITE_IOERR": "the disk failed or is full: look at the system's log, then start again",
    "SQLITE_CORRUPT": "it is damaged: restore it from the backup, then run `collector verify`",
    "SQLITE_NOTADB": "this is no database: restore it from the backup, then run `collector verify`",
}
_SYSTEM = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EROFS: _DENIED,
    errno.ENOENT: _GONE,
    errno.ENAMETOOLONG: "the path is too long for this file system: choose a shorter [storage] path",
    errno.EIO: "the disk failed: look at the system's log",
}

# What concerns every mail; a single file that cannot be read (EIO, EACCES) may be one mail's.
_FOR_ALL = frozenset({"SQLITE_FULL", "SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_READONLY", "SQLITE_IOERR"})
_FOR_ALL_FILES = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})


def of_sqlite(error: sqlite3.Error, path: Path) -> StoreError:
    """The StoreError for what SQLite raised, a NoRoomError where it is no mail's fault; extended codes (SQLITE_IOERR_WRITE) count as their first two words."""
    code = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
    remedy = _SQLITE.get(code)
    kind = NoRoomError if code in _FOR_ALL else StoreError
    return kind(f"{path}: {error}" + (f": {remedy}" if remedy else ""))


@contextmanager
def on_disk(path: Path) -> Iterator[None]:
    """Turns every OSError of the block into a StoreError, a NoRoomError where it is no mail's fault."""
    try:
        yield
    except OSError as error:
        remedy = _SYSTEM.get(error.errno or 0)
        name = error.filename or path
        kind = NoRoomError if error.errno in _FOR_ALL_FILES else StoreError
        raise kind(f"{name}: {error.strerror or error}" + (f": {remedy}" if remedy else "")) from error
