"""The files of spool and archive → what does not agree with the rows that speak of them; changes nothing."""

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from collector import disk
from collector.errors import StoreError
from collector.filing.archive import Archive
from collector.filing.spool import Spool
from collector.store.records import ArchivedFile

# A mail has its row some seconds after its file. The file's own time tells nothing: it is that of the mail's arrival.
_LONGEST_INTAKE = timedelta(hours=1)

Fault = tuple[str, str]  # its code, and words for the administrator


@dataclass(frozen=True, slots=True)
class Shelves:
    """Spool and archive as they were before the rows were read: a file comes before its row."""

    spool: Spool
    archive: Archive
    spooled: frozenset[str]
    filed: frozenset[str]
    in_work: frozenset[str]  # of the archive
    is_written: bool  # another process writes
    now: datetime

    @classmethod
    def seen(cls, spool: Spool, archive: Archive, now: datetime, *, is_written: bool) -> "Shelves":
        """What lies there at this moment."""
        spooled, filed = frozenset(spool.paths()), frozenset(archive.paths())
        return cls(spool, archive, spooled, filed, frozenset(archive.journalled()), is_written, now)


def unlike_rows(shelves: Shelves, mails: dict[str, int], files: tuple[ArchivedFile, ...]) -> Iterator[Fault]:
    """Code and words for each file that is missing, damaged, a link, or nobody's; `mails` are sizes by hash."""
    yield from _spooled(mails, shelves.spool)
    yield from _nobodys_mails(mails, shelves)
    yield from _archived(files, shelves.archive)
    for path in sorted(shelves.filed - {file.path for file in files} - shelves.in_work):
        if not (shelves.archive.root / path).is_symlink():
            yield (
                "archive-orphan",
                f"{shelves.archive.root / path} has no row: the collector did not put it there",
            )
    yield from _links(shelves)


def _spooled(mails: dict[str, int], spool: Spool) -> Iterator[Fault]:
    for sha256, size in mails.items():
        path = spool.path(sha256)
        if not path.is_file():
            yield "spool-missing", f"{path} is not there: restore it from the backup or the mailbox"
            continue
        try:
            if spool.check(sha256) != size:
                yield "spool-damaged", f"{path} has not the {size} bytes that the ledger tells of"
        except StoreError as error:
            yield "spool-damaged", str(error)


def _nobodys_mails(mails: dict[str, int], shelves: Shelves) -> Iterator[Fault]:
    """Files in the spool of which the ledger knows nothing, but for what a running or killed process explains."""
    spool = shelves.spool
    known = {spool.below(sha256) for sha256 in mails}
    for name in sorted(shelves.spooled - known):
        path = spool.root / name
        try:
            status = path.lstat()
        except FileNotFoundError:  # it was in work
            continue
        if stat.S_ISLNK(status.st_mode):  # it is told of as a link
            continue
        since = datetime.fromtimestamp(status.st_ctime, UTC)
        is_ours = name == spool.below(path.stem) or spool.is_unfinished(name)
        if not is_ours or shelves.now - since > _LONGEST_INTAKE:
            yield "spool-stray", _stray(path, since)
        elif not shelves.is_written and not spool.is_unfinished(name):
            yield "spool-orphan", f"{path} has no row; the next `collector once` enters it"


def _archived(files: tuple[ArchivedFile, ...], archive: Archive) -> Iterator[Fault]:
    for file in files:
        path = archive.root / file.path
        if not path.is_file():
            yield "archive-missing", f"{path} is not there: restore it from the backup"
            continue
        try:
            same = disk.sha256_of(path) == file.sha256
        except StoreError as error:
            yield "archive-damaged", str(error)
            continue
        if not same:
            yield "archive-damaged", f"{path} is not as it was filed: restore it from the backup"


def _links(shelves: Shelves) -> Iterator[Fault]:
    """Links say today what their target says, and something else tomorrow."""
    for code, root, names in (
        ("spool-link", shelves.spool.root, shelves.spooled),
        ("archive-link", shelves.archive.root, shelves.filed),
    ):
        for path in sorted(root / name for name in names):
            if path.is_symlink():
                yield code, _link(path)


def _stray(path: Path, since: datetime) -> str:
    return (
        f"{path} belongs to no mail of the ledger and lies there since {since:%Y-%m-%d %H:%M} UTC: "
        "the collector did not leave it so; find out who put it there, and move it away"
    )


def _link(path: Path) -> str:
    return (
        f"{path} is a symbolic link to {path.readlink()}, and the collector makes none: "
        "put the file or folder itself in its place, from the backup"
    )
