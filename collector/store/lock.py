"""The right to write to a storage, held by one process at a time; knows no table."""

import fcntl
import os
import time
from pathlib import Path

from collector import disk, privacy
from collector.errors import StoreError

LOCK = "lock"
_LOCK_TRIES = 5


class Lock:
    """The right to write, held by one process; the system gives it back however the process ends.

    The file holds the process id while it is held. A process that ended well leaves the file empty, so that
    the next one knows whether the last one was killed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle: int | None = None

    def take(self) -> bool:
        """Takes the lock; True if the process that held it last did not end well. StoreError if it is held."""
        with disk.wrap_disk_errors(self.path):
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT, privacy.FILE)
            if not _lock(handle):
                holder = os.read(handle, 32).decode("ascii", "replace").strip() or "unknown"
                os.close(handle)
                raise StoreError(
                    f"{self.path} is held by process {holder}: a collector works on this storage already; "
                    "stop it or let it finish"
                )
            left = os.read(handle, 32)
            self._handle = handle
            try:
                self._write(f"{os.getpid()}\n".encode())
            except OSError:  # a full disk: whoever tries again must not find it held by nobody
                self._handle = None
                os.close(handle)
                raise
        return bool(left)

    def give_back(self, *, ended_well: bool) -> None:
        """Lets others write."""
        if self._handle is None:
            return
        with disk.wrap_disk_errors(self.path):
            if ended_well:
                self._write(b"")
            os.close(self._handle)
        self._handle = None

    def is_held_elsewhere(self) -> bool:
        """Whether another process writes at this moment."""
        if self._handle is not None:
            return False
        try:
            handle = os.open(self.path, os.O_RDONLY)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(handle)
        return False

    def _write(self, text: bytes) -> None:
        assert self._handle is not None
        os.ftruncate(self._handle, 0)
        os.pwrite(self._handle, text, 0)
        os.fsync(self._handle)


def _lock(handle: int) -> bool:
    """Tries for a quarter of a second, as a reader that looks whether the lock is held holds it for an instant."""
    for _ in range(_LOCK_TRIES):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.05)
        else:
            return True
    return False
