"""Files that people change while the daemon runs → whether they did since the last look; reads none of them."""

from collections.abc import Iterable
from pathlib import Path

_Sign = tuple[int, int, int] | None  # inode, size and time of a file; None where there is none


class WatchedFiles:
    """Some files and how they looked; made before they are read, so that no change falls between."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = tuple(paths)
        self._seen = self._signs()

    def changed(self) -> bool:
        """Whether one was written, replaced, added or taken away since the last call, or since the start."""
        before, self._seen = self._seen, self._signs()
        return before != self._seen

    def _signs(self) -> tuple[_Sign, ...]:
        return tuple(map(_sign, self._paths))


def _sign(path: Path) -> _Sign:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns
