"""What SQLite said → a StoreError that names the file and the remedy."""

import sqlite3
from pathlib import Path

from collector.disk import DENIED, FULL
from collector.errors import NoRoomError, StoreError

_SQLITE = {
    "SQLITE_FULL": FULL,
    "SQLITE_BUSY": "another program holds the database locked: close it and start again",
    "SQLITE_LOCKED": "another program holds the database locked: close it and start again",
    "SQLITE_READONLY": DENIED,
    "SQLITE_CANTOPEN": "it cannot be opened: see that the folder exists and may be written to",
    "SQLITE_IOERR": "the disk failed or is full: look at the system's log, then start again",
    "SQLITE_CORRUPT": "it is damaged: restore it from the backup, then run `collector verify`",
    "SQLITE_NOTADB": "this is no database: restore it from the backup, then run `collector verify`",
}

# What concerns every mail.
_FOR_ALL = frozenset({"SQLITE_FULL", "SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_READONLY", "SQLITE_IOERR"})


def of_sqlite(error: sqlite3.Error, path: Path) -> StoreError:
    """The StoreError for what SQLite raised, a NoRoomError where it is no mail's fault; extended codes (SQLITE_IOERR_WRITE) count as their first two words."""
    code = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
    remedy = _SQLITE.get(code)
    kind = NoRoomError if code in _FOR_ALL else StoreError
    return kind(f"{path}: {error}" + (f": {remedy}" if remedy else ""))
