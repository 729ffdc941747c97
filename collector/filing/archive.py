"""A plan of folders and files → the archive on disk, never half and never over something else; knows no report.

Files are first written under `<storage>/unfinished`, then flushed together, named in the journal, and renamed into
place. A process killed anywhere in between leaves either nothing, or whole files that the journal names: `sweep`
takes away those that no row speaks of, and the mail, which still waits, is put again.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from collector.errors import StoreError
from collector.filing import durable, faults
from collector.filing.layout import Folder, Plan


@dataclass(frozen=True, slots=True)
class _Staged:
    temporary: Path
    sha256: str


class Archive:
    """The files below `<storage>/archive`. Every OSError comes out as a StoreError."""

    def __init__(self, storage: Path) -> None:
        self.root = storage / "archive"
        self._unfinished = storage / "unfinished"
        self._journal = self._unfinished / "journal"
        self._staged: dict[str, _Staged] = {}  # by path below the root
        self._grouped = False

    @contextmanager
    def group(self) -> Iterator[None]:
        """Files put inside the block appear together at its end, which is what makes it fast; none if it raises.

        Stands inside the store's group, so that files are on the disk before the rows that speak of them:
        `with store.group(), archive.group():`.
        """
        self._grouped = True
        try:
            yield
            self._flush()
        finally:
            self._grouped = False
            self._drop(list(self._staged))

    def put(self, plan: Plan) -> None:
        """Writes the files of a plan; those that are there with the same bytes are left as they are.

        Raises StoreError, and writes nothing, if other bytes lie at one of the paths.
        """
        before = set(self._staged)
        try:
            with faults.on_disk(self.root):
                self._unfinished.mkdir(parents=True, exist_ok=True)
                for folder in plan.folders:
                    self._stage(folder)
                if not self._grouped:
                    self._flush()
        except BaseException:
            self._drop([path for path in self._staged if path not in before])
            raise

    def discard(self, plan: Plan) -> None:
        """Takes back what was put in this group, for a mail whose rows could not be written."""
        self._drop([f"{folder.path}/{name}" for folder in plan.folders for name, _ in folder.files])

    def read(self, path: str) -> bytes:
        """One file by its path below the root; StoreError if it cannot be read."""
        with faults.on_disk(self.root / path):
            return (self.root / path).read_bytes()

    def paths(self) -> Iterator[str]:
        """Every file in the archive, by its path below the root, with slashes."""
        with faults.on_disk(self.root):
            for folder, _, names in os.walk(self.root):
                below = Path(folder).relative_to(self.root)
                yield from ((below / name).as_posix() for name in sorted(names))

    def journalled(self) -> tuple[str, ...]:
        """Paths put since the last sweep: a file among them without a row is work that was not finished."""
        try:
            text = self._journal.read_text("utf-8")
        except FileNotFoundError:
            return ()
        # a line without its end was being written when the process died: nothing was renamed after it
        return tuple(
            line.removesuffix("\n") for line in text.splitlines(keepends=True) if line.endswith("\n")
        )

    def sweep(self, is_recorded: Callable[[str], bool]) -> tuple[str, ...]:
        """After a start, takes away what a killed process put and did not record; returns those paths."""
        removed = tuple(
            path for path in self.journalled() if not is_recorded(path) and (self.root / path).is_file()
        )
        with faults.on_disk(self.root):
            for path in removed:
                self._remove(path)
            for temporary in self._unfinished.glob("*.tmp"):
                temporary.unlink()
            self._journal.unlink(missing_ok=True)
        return removed

    def _stage(self, folder: Folder) -> None:
        """Writes aside the files of a folder that are not there yet; looks at all of them before it writes any."""
        new = {}
        for name, data in folder.files:
            path, sha256 = f"{folder.path}/{name}", hashlib.sha256(data).hexdigest()
            there = self._there(path)
            if there is None:
                new[path] = (sha256, data)
            elif there != sha256:
                raise StoreError(
                    f"{self.root / path} holds something else: nothing in the archive is ever replaced"
                )
        for path, (sha256, data) in new.items():
            temporary = self._unfinished / f"{hashlib.sha256(path.encode()).hexdigest()[:32]}.tmp"
            temporary.write_bytes(data)
            self._staged[path] = _Staged(temporary, sha256)

    def _there(self, path: str) -> str | None:
        """The hash of what lies at a path already, or will at the end of this group."""
        if path in self._staged:
            return self._staged[path].sha256
        try:
            return hashlib.sha256((self.root / path).read_bytes()).hexdigest()
        except FileNotFoundError:
            return None

    def _flush(self) -> None:
        if not self._staged:
            return
        with faults.on_disk(self.root):
            durable.flush(staged.temporary for staged in self._staged.values())
            self._write_journal()
            touched: set[Path] = set()
            for path, staged in self._staged.items():
                target = self.root / path
                touched |= _make_folders(target.parent)
                staged.temporary.rename(target)
            durable.flush(touched)
        self._staged.clear()

    def _write_journal(self) -> None:
        new = not self._journal.exists()
        with self._journal.open("a", encoding="utf-8") as journal:
            journal.writelines(f"{path}\n" for path in self._staged)
            journal.flush()
            os.fsync(journal.fileno())
        if new:
            durable.flush([self._unfinished])

    def _drop(self, paths: list[str]) -> None:
        for path in paths:
            if staged := self._staged.pop(path, None):
                staged.temporary.unlink(missing_ok=True)

    def _remove(self, path: str) -> None:
        """Removes a file that no row speaks of, and the folders that are empty without it."""
        target = self.root / path
        if not target.resolve().is_relative_to(self.root.resolve()):
            raise StoreError(
                f"{self._journal} names {path!r}, which is not in the archive: look at who wrote it"
            )
        target.unlink()
        for folder in target.parents:
            if folder == self.root or any(folder.iterdir()):
                break
            folder.rmdir()


def _make_folders(folder: Path) -> set[Path]:
    """Makes a folder with its parents; returns all whose names have to be flushed."""
    missing: list[Path] = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for new in reversed(missing):
        new.mkdir(exist_ok=True)
    return {folder, *missing}
