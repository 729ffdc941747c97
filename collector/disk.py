"""Files and folders → on the disk for good, many at once, and what the disk refuses → a StoreError; knows nothing of what is in them.

A file system writes its journal once for all that wait for it, so fifty threads that wait cost little more than one.
"""

import errno
import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import TypeVar

from collector.errors import NoRoomError, StoreError

Item = TypeVar("Item")
_THREADS = 8
_FEW = 3  # so few that threads are not worth their start

FULL = "the disk is full: make room and start again, nothing was lost"
DENIED = "the program may not write here: give its user the right to, or choose another [storage] path"
_GONE = "it is not there: restore it from the backup, then run `collector verify`"
_SYSTEM = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EACCES: DENIED,
    errno.EPERM: DENIED,
    errno.EROFS: DENIED,
    errno.ENOENT: _GONE,
    errno.ENAMETOOLONG: "the path is too long for this file system: choose a shorter [storage] path",
    errno.EIO: "the disk failed: look at the system's log",
}
# What concerns every mail: a disk that takes no more, or fails. A single file that may not be written may be one mail's.
_FOR_ALL_FILES = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})


def flush_open(handles: Collection[int]) -> None:
    """Makes what was written to open files survive a power failure (fsync(2)); OSError if one cannot."""
    _each(os.fsync, list(handles))


def flush(paths: Iterable[Path]) -> None:
    """The same for files by their paths, and for the names in folders, which a file's own fsync does not cover."""
    _each(_flush_one, list(paths))


def _each(flush_it: Callable[[Item], None], items: Sequence[Item]) -> None:
    """All items, whatever order; an error is raised when all threads have ended."""

    def some(share: Sequence[Item]) -> None:
        for item in share:
            flush_it(item)

    if len(items) < _FEW:
        some(items)
        return
    shares = [items[start::_THREADS] for start in range(min(_THREADS, len(items)))]
    with ThreadPoolExecutor(len(shares)) as pool:
        for done in [pool.submit(some, share) for share in shares]:
            done.result()


def _flush_one(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def files_below(root: Path) -> Iterator[str]:
    """Every file below a folder, by its path below it, with slashes; a link to a folder counts as a file."""
    with wrap_disk_errors(root):
        for folder, folders, names in os.walk(root):
            below = Path(folder).relative_to(root)
            linked = [name for name in folders if (Path(folder) / name).is_symlink()]
            yield from ((below / name).as_posix() for name in sorted([*names, *linked]))


def read(path: Path) -> bytes:
    """A file's bytes. Raises StoreError; a place of the disk that cannot be read concerns this file alone."""
    with open_to_read(path) as opened:
        return opened.read()


def sha256_of(path: Path) -> str:
    """The hash of a file's bytes, whatever its size. Raises as `read` does."""
    with open_to_read(path) as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


@contextmanager
def open_to_read(path: Path) -> Iterator[BufferedReader]:
    """The same for a file that is read a piece at a time."""
    with wrap_disk_errors(path, _FOR_ALL_FILES - {errno.EIO}), path.open("rb") as opened:
        yield opened


@contextmanager
def wrap_disk_errors(path: Path, for_all: Set[int] = _FOR_ALL_FILES) -> Iterator[None]:
    """Turns every OSError of the block into a StoreError, a NoRoomError where its number is one of those `for_all` mails."""
    try:
        yield
    except OSError as error:
        remedy = _SYSTEM.get(error.errno or 0)
        name = error.filename or path
        kind = NoRoomError if error.errno in for_all else StoreError
        raise kind(f"{name}: {error.strerror or error}" + (f": {remedy}" if remedy else "")) from error
