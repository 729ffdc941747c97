"""Paths of old mail (.eml, mbox, Maildir) → mailboxes to be taken in once; only reads, and understands no mail."""

import mailbox
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

from collector.errors import MailboxError
from collector.mailbox.folder import FolderMailbox
from collector.mailbox.mailbox import MOST_BYTES, MOST_MAILS, Known, Mailbox, Unchanged
from collector.model import MailKey, RawMail
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

    def waiting(self, known: Known) -> Iterator[tuple[RawMail, ...]]:
        """The mail, unless it is known under its name, size and time of change."""
        with self._readable():
            key, modified = self._key()
            if not known(key):
                yield (RawMail(key, self._path.read_bytes(), time_of_file(modified)),)

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

    def waiting(self, known: Known) -> Iterator[tuple[RawMail, ...]]:
        """The mails not known, in the file's order, in chunks of bounded number and size."""
        group: list[RawMail] = []
        size = 0
        for raw in self._mails(known):
            if group and (len(group) >= MOST_MAILS or size + len(raw.data) > MOST_BYTES):
                yield tuple(group)
                group, size = [], 0
            group.append(raw)
            size += len(raw.data)
        if group:
            yield tuple(group)

    def _mails(self, known: Known) -> Iterator[RawMail]:
        with self._opened() as box:
            # iterating the box itself would parse every mail
            fresh = [number for number in box.keys() if not known(self._key(number))]  # noqa: SIM118
            for number in fresh:
                yield RawMail(self._key(number), box.get_bytes(number), None)

    def _key(self, number: object) -> MailKey:
        return MailKey(self.name, 0, str(number))

    @contextmanager
    def _opened(self) -> Iterator[mailbox.mbox]:
        try:
            with closing(mailbox.mbox(self._path, create=False)) as box:
                yield box
        except (OSError, mailbox.Error) as error:
            raise MailboxError(f"{self._path} cannot be read as an mbox file: {error}") from error


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
