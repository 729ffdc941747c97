"""A plan of folders and files → the archive on disk, never half and never over something else; knows no report.

Files are first written under `<storage>/unfinished`, then flushed together, named in the journal, and renamed into
place. A process killed anywhere in between leaves either nothing, or whole files that the journal names: `sweep`
takes away those that no row speaks of, and the mail, which still waits, is put again.

The mail itself is not written a second time: its file is a second name (a hard link) of the one in the spool, which
nobody may write to. Where the file system has no such links, or the archive lies on another one, it is copied.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from collector import disk, privacy
from collector.errors import StoreError
from collector.filing.layout import FilingPlan, Folder, PlannedFile
from collector.filing.spool import Spool


@dataclass(frozen=True, slots=True)
class _Staged:
    temporary: Path
    sha256: str
    is_flushed: bool  # on the disk already, as the spool's file is


class Archive:
    """The files below `<storage>/archive`. Every OSError comes out as a StoreError."""

    def __init__(self, storage: Path) -> None:
        self.root = storage / "archive"
        self._spool = Spool(storage)
        self._unfinished = storage / "unfinished"
        self._journal = self._unfinished / "journal"
        self._numbers = count(1)  # of the files aside
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

    def put(self, plan: FilingPlan) -> None:
        """Writes the files of a plan; those that are there with the same bytes are left as they are.

        Raises StoreError, and writes nothing, if other bytes lie at one of the paths.
        """
        before = set(self._staged)
        try:
            with disk.wrap_disk_errors(self.root):
                privacy.make_folder(self._unfinished)
                for folder in plan.folders:
                    self._stage(folder)
                if not self._grouped:
                    self._flush()
        except BaseException:
            self._drop([path for path in self._staged if path not in before])
            raise

    def discard(self, plan: FilingPlan) -> None:
        """Takes back what was put in this group, for a mail whose rows could not be written."""
        self._drop([f"{folder.path}/{file.name}" for folder in plan.folders for file in folder.files])

    def read(self, path: str) -> bytes:
        """One file by its path below the root; StoreError if it cannot be read."""
        return disk.read(self.root / path)

    def paths(self) -> Iterator[str]:
        """Every file in the archive, by its path below the root, with slashes; links, also to folders, are not followed."""
        return disk.files_below(self.root)

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
        with disk.wrap_disk_errors(self.root):
            for path in removed:
                self._remove(path)
            for temporary in self._unfinished.glob("*.tmp"):
                temporary.unlink()
            self._journal.unlink(missing_ok=True)
        return removed

    def _stage(self, folder: Folder) -> None:
        """Writes aside the files of a folder that are not there yet; looks at all of them before it writes any."""
        new: dict[str, PlannedFile] = {}
        is_new = not (self.root / folder.path).exists()
        for file in folder.files:
            path = f"{folder.path}/{file.name}"
            there = self._there(path, is_new=is_new)
            if there is None:
                new[path] = file
            elif there != file.sha256:
                raise StoreError(
                    f"{self.root / path} holds something else: nothing in the archive is ever replaced"
                )
        for path, file in new.items():
            temporary = self._unfinished / f"{next(self._numbers)}.tmp"
            is_flushed = file.data is None and self._linked(file.sha256, temporary)
            self._staged[path] = _Staged(temporary, file.sha256, is_flushed)
            if not is_flushed:
                self._write(file, temporary)

    def _write(self, file: PlannedFile, temporary: Path) -> None:
        """Writes a file aside; what a full disk leaves of it is dropped with the others."""
        with privacy.open_new(temporary) as opened:
            if file.data is None:
                self._spool.copy(file.sha256, opened)
            else:
                opened.write(file.data)

    def _linked(self, sha256: str, temporary: Path) -> bool:
        """Gives the spool's file of a mail a second name; False where that cannot be done."""
        try:
            os.link(self._spool.path(sha256), temporary)
        except OSError:
            # No links there, too many of one file, another file system: the copy tells what is wrong.
            return False
        return True

    def _there(self, path: str, *, is_new: bool) -> str | None:
        """The hash of what lies at a path already, or will at the end of this group."""
        if path in self._staged:
            return self._staged[path].sha256
        if is_new:
            return None
        return disk.sha256_of(there) if (there := self.root / path).exists() else None

    def _flush(self) -> None:
        if not self._staged:
            return
        with disk.wrap_disk_errors(self.root):
            disk.flush(staged.temporary for staged in self._staged.values() if not staged.is_flushed)
            self._write_journal()
            touched: set[Path] = set()
            for path, staged in self._staged.items():
                target = self.root / path
                if target.parent not in touched:
                    touched |= _make_folders(target.parent)
                staged.temporary.rename(target)
            disk.flush(touched)
        self._staged.clear()

    def _write_journal(self) -> None:
        new = not self._journal.exists()
        with self._journal.open("a", encoding="utf-8") as journal:
            journal.writelines(f"{path}\n" for path in self._staged)
            journal.flush()
            os.fsync(journal.fileno())
        if new:
            disk.flush([self._unfinished])

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
        new.mkdir(privacy.FOLDER, exist_ok=True)
    return {folder, *missing}
