"""What was made to last: every call of the operating system's fsync is noted, with the name that the file bore then."""

import os
from pathlib import Path

import pytest


class Flushed:
    """The files and folders that were flushed, in order; the system's own fsync is still called."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.names: list[Path] = []
        self._inodes: set[int] = set()
        self._fsync = os.fsync
        monkeypatch.setattr(os, "fsync", self._note)

    def _note(self, handle: int) -> None:
        self.names.append(Path(f"/proc/self/fd/{handle}").readlink())
        self._inodes.add(os.fstat(handle).st_ino)
        self._fsync(handle)

    def holds(self, path: Path) -> bool:
        """Whether the file or folder was flushed, under whatever name."""
        return path.stat().st_ino in self._inodes
