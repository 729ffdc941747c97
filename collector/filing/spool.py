"""Raw mail → one file each, on the disk before anything else happens to it; knows nothing of what is in it.

<storage>/spool/ab/<sha256>.eml     named by the bytes: no word from outside is in a path
<storage>/spool/tmp/<sha256>.tmp    being written; swept at the next start
<storage>/in-hand                   the mail that the process works on
<storage>/in-lane                   the mail whose pictures are looked at meanwhile
"""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from collector import disk, privacy
from collector.errors import MailboxError, StoreError
from collector.model.mail import IncomingMail, LargeMail, MailKey, RawMail
from collector.possible_times import time_of_file
from collector.store.records import KeptMail

IN_HAND, IN_LANE = "in-hand", "in-lane"  # where mails are noted with which the process may die
ADOPTED = "spool"  # the mailbox of a mail that was found in the spool without a row
_SUFFIX = ".eml"
_UNFINISHED = ".tmp"
_LARGE = "large"  # what a mail is called while its hash is not known
_OPEN_AT_ONCE = 100  # files kept open until they are all flushed
# Nobody writes to a mail that was received, not even through the archive, which shares the file; nobody else reads it.
_READ_ONLY = 0o400


class Spool:
    """The raw mails below `storage`. Every OSError comes out as a StoreError."""

    def __init__(self, storage: Path) -> None:
        self.root = storage / "spool"
        self._unfinished = self.root / "tmp"
        self._storage = storage

    def keep(self, mails: Sequence[IncomingMail]) -> tuple[KeptMail, ...]:
        """Writes mails so that they survive a power failure; bytes that are kept already are left as they are.

        In groups, as fifty files flushed together cost what one costs alone; large ones by themselves, and without those
        of which the mailbox did not hand out all.
        """
        raws = [mail for mail in mails if isinstance(mail, RawMail)]
        large = [mail for mail in mails if isinstance(mail, LargeMail)]
        with disk.wrap_disk_errors(self.root):
            privacy.make_folder(self._unfinished)
            groups = [raws[start : start + _OPEN_AT_ONCE] for start in range(0, len(raws), _OPEN_AT_ONCE)]
            kept = [kept for group in groups for kept in self._keep_group(group)]
            return (*kept, *filter(None, map(self._keep_large, large)))

    def read(self, sha256: str) -> bytes:
        """The raw mail; StoreError if its file is missing or its bytes are not those that came."""
        path = self.path(sha256)
        data = disk.read(path)
        if hashlib.sha256(data).hexdigest() != sha256:
            raise _damaged(path)
        return data

    def check(self, sha256: str) -> int:
        """The size of the raw mail in bytes; its file is looked at whole, a piece at a time. Raises as `read` does."""
        with self._checked(sha256) as opened:
            return opened.seek(0, os.SEEK_END)

    def head(self, sha256: str, most: int) -> bytes:
        """The first bytes of a raw mail that is perhaps too large to be held, `most` at most. Raises as `read` does."""
        with self._checked(sha256) as opened:
            opened.seek(0)
            return opened.read(most)

    def copy(self, sha256: str, into: BinaryIO) -> None:
        """Writes the raw mail into an open file, a piece at a time. Raises as `read` does."""
        with self._checked(sha256) as opened:
            opened.seek(0)
            shutil.copyfileobj(opened, into)

    def path(self, sha256: str) -> Path:
        """Where the mail of this hash lies, or would."""
        return self.root / self.below(sha256)

    def below(self, sha256: str) -> str:
        """The same as a name below the root."""
        return f"{sha256[:2]}/{sha256}{_SUFFIX}"

    def is_unfinished(self, name: str) -> bool:
        """Whether this is the name below the root of a file that is being written."""
        return name.startswith(f"{self._unfinished.name}/") and name.endswith(_UNFINISHED)

    def paths(self) -> Iterator[str]:
        """Every file in the spool, by its path below the root, with slashes; links, also to folders, are not followed."""
        return disk.files_below(self.root)

    def kept(self) -> Iterator[str]:
        """The hashes of all mails kept, by the files' names, in order."""
        with disk.wrap_disk_errors(self.root):
            for folder in sorted(self.root.glob("[0-9a-f][0-9a-f]")):
                yield from sorted(path.stem for path in folder.glob(f"*{_SUFFIX}"))

    def left_behind(self, hashes: Iterable[str]) -> Iterator[KeptMail]:
        """The mails of these files, under a name of the spool's own; damaged files are passed over (see check).

        A file's time is the time at which the mail arrived, so nothing is lost with the row that was not written.
        """
        for sha256 in hashes:
            try:
                size = self.check(sha256)
            except StoreError:
                continue  # `collector verify` names it; the mailbox still has the mail, as it was not entered
            arrived = time_of_file(self.path(sha256).stat().st_mtime)
            yield KeptMail(MailKey(ADOPTED, 0, sha256), sha256, size, arrived)

    def sweep(self) -> None:
        """Removes what was half written when a process was killed: its mail is still in the mailbox."""
        with disk.wrap_disk_errors(self._unfinished):
            for path in self._unfinished.glob(f"*{_UNFINISHED}"):
                path.unlink()

    def hold(self, sha256: str, place: str = IN_HAND) -> None:
        """Notes which mail is worked on, or looked at. Not flushed: it has to outlive the process only, not the machine.

        Written over the mail before it, as all hashes are of one length: ext4 waits for the disk when a file that was
        cut to nothing is closed.
        """
        path = self._storage / place
        with disk.wrap_disk_errors(path):
            handle = os.open(path, os.O_WRONLY | os.O_CREAT, privacy.FILE)
            try:
                os.write(handle, sha256.encode("ascii"))
            finally:
                os.close(handle)

    def release(self, place: str = IN_HAND) -> None:
        """Notes that no mail is worked on, or looked at."""
        path = self._storage / place
        with disk.wrap_disk_errors(path):
            path.unlink(missing_ok=True)

    def left_over(self) -> tuple[str, ...]:
        """The mails that were worked on and looked at when the last process died; none if it ended well."""
        found = (self._noted(self._storage / place) for place in (IN_HAND, IN_LANE))
        return tuple(dict.fromkeys(filter(None, found)))

    @contextmanager
    def _checked(self, sha256: str) -> Iterator[BufferedReader]:
        """The open file of a mail, of which every byte was looked at."""
        path = self.path(sha256)
        with disk.open_to_read(path) as opened:
            if hashlib.file_digest(opened, "sha256").hexdigest() != sha256:
                raise _damaged(path)
            yield opened

    def _noted(self, path: Path) -> str:
        with disk.wrap_disk_errors(path):
            return path.read_text("ascii").strip() if path.exists() else ""

    def _keep_group(self, raws: Sequence[RawMail]) -> list[KeptMail]:
        kept = [KeptMail(raw.key, raw.sha256, len(raw.data), raw.arrived) for raw in raws]
        new = {
            mail.sha256: raw for mail, raw in zip(kept, raws, strict=True) if not self._is_kept(mail.sha256)
        }
        self._write_unfinished(new)
        self._place({sha256: self._unfinished / f"{sha256}{_UNFINISHED}" for sha256 in new})
        return kept

    def _keep_large(self, mail: LargeMail) -> KeptMail | None:
        """Writes a mail a piece at a time, as its hash is known only at the end; None where the end does not come."""
        unfinished = self._unfinished / f"{_LARGE}{_UNFINISHED}"
        digest, size = hashlib.sha256(), 0
        try:
            with unfinished.open("wb", buffering=0) as opened:
                for piece in mail.pieces:
                    digest.update(piece)
                    size += len(piece)
                    _write_all(opened.fileno(), piece)
                _finish(opened.fileno(), mail.arrived)
                disk.flush_open([opened.fileno()])
            if not self._is_kept(digest.hexdigest()):
                self._place({digest.hexdigest(): unfinished})
        except MailboxError:
            return None
        finally:
            unfinished.unlink(missing_ok=True)
        return KeptMail(mail.key, digest.hexdigest(), size, mail.arrived)

    def _place(self, written: Mapping[str, Path]) -> None:
        """Gives mails their names, when all that was written of them is on the disk."""
        folders = {self.path(sha256).parent for sha256 in written}
        for folder in folders:
            folder.mkdir(privacy.FOLDER, exist_ok=True)
        for sha256, unfinished in written.items():
            unfinished.replace(self.path(sha256))
        disk.flush([*folders, self.root] if folders else [])

    def _write_unfinished(self, new: dict[str, RawMail]) -> None:
        handles = []
        try:
            for sha256, raw in new.items():
                handle = (self._unfinished / f"{sha256}{_UNFINISHED}").open("wb", buffering=0)
                handles.append(handle)
                _write_all(handle.fileno(), raw.data)
                _finish(handle.fileno(), raw.arrived)
            disk.flush_open([handle.fileno() for handle in handles])
        finally:
            for handle in handles:
                handle.close()

    def _is_kept(self, sha256: str) -> bool:
        """Whether the bytes are there and whole; a damaged file is written anew, as the right bytes are at hand."""
        try:
            with self.path(sha256).open("rb") as opened:
                return hashlib.file_digest(opened, "sha256").hexdigest() == sha256
        except FileNotFoundError:
            return False


def _damaged(path: Path) -> StoreError:
    return StoreError(f"{path} is damaged: restore it from the backup, then run `collector verify`")


def _finish(handle: int, arrived: datetime | None) -> None:
    os.fchmod(handle, _READ_ONLY)
    if arrived is not None:
        os.utime(handle, (arrived.timestamp(), arrived.timestamp()))


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
