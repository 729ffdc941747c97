"""Files and folders → on the disk for good, many at once; knows nothing of what is in them.

A file system writes its journal once for all that wait for it, so fifty threads that wait cost little more than one.
"""

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

Item = TypeVar("Item")
_THREADS = 8
_FEW = 3  # so few that threads are not worth their start


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
