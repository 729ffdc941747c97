"""Paths of old mail (.eml, mbox, Maildir) → mailboxes to be taken in once; only reads, and understands no mail."""

import mailbox
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

from collector.errors import MailboxError
from collector.mailbox.folder import FolderMailbox
from collector.mailbox.mailbox import MOST_BYTES, PIECE, Known, Mailbox, Unchanged, chunks
from collector.model.mail import IncomingMail, LargeMail, MailKey, RawMail
from collector.possible_times import time_of_file


class OldMail(Mailbox, Protocol):
    """A mailbox that is taken in once."""

    def missing(self, known: Known) -> int:
        """How many of its mails are not `known`; MailboxError if it cannot be read."""
        ...


class SingleMail(Unchanged):
    """A `Mailbox` of one .eml file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def name(self) -> str:
        return str(self._path.resolve().parent)

    def waiting(self, known: Known) -> Iterator[tuple[IncomingMail, ...]]:
        """The mail, unless it is known under its name, size and time of change."""
        with self._readable():
            key, modified = self._key()
            if known(key):
                return
            failed: list[OSError] = []
            arrived = time_of_file(modified)
            with self._path.open("rb") as file:
                if self._path.stat().st_size > MOST_BYTES:
                    yield (LargeMail(key, _pieces(file.read, failed), arrived),)
                else:
                    yield (RawMail(key, file.read(), arrived),)
            if failed:
                raise failed[0]

    def missing(self, known: Known) -> int:
        """1, or 0 where it is known."""
        with self._readable():
            return int(not known(self._key()[0]))

    def _key(self) -> tuple[MailKey, float]:
        found = self._path.stat()
        return MailKey(self.name, 0, f"{self._path.name}:{found.st_size}:{found.st_mtime_ns}"), found.st_mtime

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise MailboxError(f"{self._path} cannot be read: {error.strerror}") from error


class MboxFile(Unchanged):
    """A `Mailbox` over an mbox file (RFC 4155); a mail is known by its place in the file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def name(self) -> str:
        return str(self._path.resolve())

    def missing(self, known: Known) -> int:
        """How many of its mails are not `known`."""
        with self._opened() as box:
            return sum(not known(self._key(number)) for number in box.keys())  # noqa: SIM118 - as below

    def waiting(self, known: Known) -> Iterator[tuple[IncomingMail, ...]]:
        """The mails not known, in the file's order, in chunks of bounded number and size."""
        with self._opened() as box:
            # iterating the box itself would parse every mail
            fresh = [number for number in box.keys() if not known(self._key(number))]  # noqa: SIM118
            failed: list[OSError] = []
            for group in chunks((number, _size(box, number)) for number in fresh):
                yield self._mails(box, group, failed)
                if failed:
                    raise failed[0]

    def _mails(
        self, box: mailbox.mbox, group: Sequence[str], failed: list[OSError]
    ) -> tuple[IncomingMail, ...]:
        if _size(box, group[0]) > MOST_BYTES:
            return (LargeMail(self._key(group[0]), _pieces(box.get_file(group[0]).read, failed), None),)
        return tuple(RawMail(self._key(number), box.get_bytes(number), None) for number in group)

    def _key(self, number: object) -> MailKey:
        return MailKey(self.name, 0, str(number))

    @contextmanager
    def _opened(self) -> Iterator[mailbox.mbox]:
        try:
            with closing(mailbox.mbox(self._path, create=False)) as box:
                yield box
        except (OSError, mailbox.Error) as error:
            raise MailboxError(f"{self._path} cannot be read as an mbox file: {error}") from error


def _size(box: mailbox.mbox, number: str) -> int:
    mail = box.get_file(number)
    mail.seek(0, os.SEEK_END)
    return mail.tell()


def _pieces(read: Callable[[int], bytes], failed: list[OSError]) -> Iterator[bytes]:
    """The bytes of a mail that is too large to be held; MailboxError where they cannot be read to their end."""
    try:
        while piece := read(PIECE):
            yield piece
    except OSError as error:
        failed.append(error)
        raise MailboxError(str(error)) from error


def import_sources(paths: Iterable[Path]) -> Iterator[OldMail]:
    """The mailbox behind each path: a folder is a Maildir or holds .eml files, a file is a mail or an mbox."""
    for path in paths:
        if path.is_dir():
            yield FolderMailbox(path)
        elif _is_mbox(path):
            yield MboxFile(path)
        else:
            yield SingleMail(path)


def _is_mbox(path: Path) -> bool:
    """An mbox begins with a `From ` line (RFC 4155, appendix A); a mail never does."""
    try:
        with path.open("rb") as file:
            return path.suffix.lower() != ".eml" and file.read(5) == b"From "
    except OSError as error:
        raise MailboxError(f"{path} cannot be read: {error.strerror}") from error
