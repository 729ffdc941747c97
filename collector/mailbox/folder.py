"""Turns a Maildir or a folder of .eml files into raw mail; only reads, and understands no mail.

The folder is never changed: what has been taken in stands in the ledger.
"""

import errno
import os
import re
import stat
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from collector.errors import MailboxError
from collector.mailbox.mailbox import MOST_BYTES, MOST_MAILS, PIECE, Unchanged, chunks
from collector.model.mail import IncomingMail, LargeMail, MailKey, RawMail
from collector.possible_times import time_of_file

# Flags follow the unique part of a Maildir name after a colon; after ; or ! on file systems that have no colons.
_FLAGS = re.compile(r"[:;!]2,[A-Za-z]*\Z")
_UNFINISHED = (".tmp", ".part", ".crdownload", "~")


@dataclass(frozen=True, slots=True, order=True)
class _Found:
    """A file that waits: ordered by age."""

    modified_ns: int
    path: Path
    uid: str
    size: int


class FolderMailbox(Unchanged):
    """A `Mailbox` over a Maildir (folders `new` and `cur`) or a flat folder of .eml files.

    A Maildir's mail is known by the unique part of its file name, so a flag that a mail program sets makes no new mail.
    An .eml is known by name, size and time of change: staff drop files under whatever name, and one that was caught
    half copied, or replaced by another of the same name, must be taken in again. The ledger's SHA-256 tells the same
    mail under two keys.
    """

    def __init__(self, path: Path, most: int = MOST_MAILS, most_bytes: int = MOST_BYTES) -> None:
        self._path = path
        self._most = most
        self._most_bytes = most_bytes

    @property
    def name(self) -> str:
        """The folder's full path, so that another folder never shares its keys."""
        return str(self._path.resolve())

    def waiting(self, known: Callable[[MailKey], bool]) -> Iterator[tuple[IncomingMail, ...]]:
        """The mails not `known`, oldest first by the time of their file, in chunks.

        A file that vanishes meanwhile was moved by a mail program and is found at the next look. Raises MailboxError
        if the folder cannot be listed, and, after all others were yielded, if single files could not be read.
        """
        name = self.name
        unread: list[str] = []
        fresh = [found for found in sorted(self._found()) if not known(MailKey(name, 0, found.uid))]
        groups = chunks(((found, found.size) for found in fresh), self._most, self._most_bytes)
        yield from filter(None, (self._taken(name, group, unread) for group in groups))
        if unread:
            raise MailboxError(f"mail in {name} cannot be read: {'; '.join(unread)}")

    def wait(self, seconds: float, stop: threading.Event) -> bool:
        """Waits and knows of nothing: a folder tells nobody of new files."""
        stop.wait(seconds)
        return False

    def missing(self, known: Callable[[MailKey], bool]) -> int:
        """How many mails of the folder are not `known`; MailboxError if it cannot be listed."""
        name = self.name
        return sum(not known(MailKey(name, 0, found.uid)) for found in self._found())

    def close(self) -> None:
        """Nothing: no file stays open."""

    def _taken(self, name: str, group: Sequence[_Found], unread: list[str]) -> tuple[IncomingMail, ...]:
        """The mails of a group; nothing here keeps them once they are handed over. A large one is read by who takes it."""
        first = group[0]
        if first.size > self._most_bytes:
            arrived = time_of_file(first.modified_ns / 1e9)
            return (LargeMail(MailKey(name, 0, first.uid), _pieces(first, unread), arrived),)
        return tuple(mail for found in group if (mail := _read(name, found, unread)))

    def _found(self) -> Iterator[_Found]:
        folders = [self._path / part for part in ("new", "cur")]
        maildir = any(folder.is_dir() for folder in folders)
        for folder in [folder for folder in folders if folder.is_dir()] if maildir else [self._path]:
            try:
                with os.scandir(folder) as entries:
                    yield from (found for entry in entries if (found := _look(entry, maildir)))
            except OSError as error:
                raise MailboxError(f"mailbox folder {folder} cannot be listed: {error.strerror}") from error


def _look(entry: os.DirEntry[str], maildir: bool) -> _Found | None:
    """The file behind a folder entry, None if it is no mail or has gone."""
    if entry.name.startswith(".") or entry.name.endswith(_UNFINISHED):
        return None
    if not maildir and not entry.name.lower().endswith(".eml"):
        return None
    unreadable = _Found(0, Path(entry.path), entry.name, 0)  # reading it fails too, and is reported then
    try:
        status = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    except OSError:  # a share that went away
        return unreadable
    if not stat.S_ISREG(status.st_mode):
        # a link may lead anywhere on this computer
        return unreadable if stat.S_ISLNK(status.st_mode) else None
    uid = _FLAGS.sub("", entry.name) if maildir else f"{entry.name}/{status.st_size}/{status.st_mtime_ns}"
    return _Found(status.st_mtime_ns, Path(entry.path), uid, status.st_size)


def _no_link(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW)


def _read(mailbox: str, found: _Found, unread: list[str]) -> RawMail | None:
    try:
        with open(found.path, "rb", opener=_no_link) as file:
            data = file.read()
    except OSError as error:
        unread.extend(_why_unread(found, error))
        return None
    return RawMail(MailKey(mailbox, 0, found.uid), data, time_of_file(found.modified_ns / 1e9))


def _pieces(found: _Found, unread: list[str]) -> Iterator[bytes]:
    """The bytes of a mail that is too large to be held; MailboxError where it cannot be read to its end."""
    try:
        with open(found.path, "rb", opener=_no_link) as file:
            while piece := file.read(PIECE):
                yield piece
    except OSError as error:
        unread.extend(_why_unread(found, error))
        raise MailboxError(f"{found.path} cannot be read: {error.strerror}") from error


def _why_unread(found: _Found, error: OSError) -> Iterator[str]:
    """What is told of it; nothing of a file that has gone."""
    if error.errno == errno.ELOOP:
        yield f"{found.path.name}: is a link, and links are not followed; put the mail itself there"
    elif not isinstance(error, FileNotFoundError):
        yield f"{found.path.name}: {error.strerror}"
