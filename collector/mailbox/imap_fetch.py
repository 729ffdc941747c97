"""UIDs → what the server says of the mails, then their bytes; sets no flag, and a mail that has gone is just not there."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from collector.mail.received import read_date
from collector.mailbox.imap_connection import Connection, Response

_AT_ONCE = 2_000  # mails in one listing, which is held in memory
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")
_DATE = re.compile(rb'\bINTERNALDATE "([^"]*)"')
_BODY = re.compile(rb'BODY\[\] "((?:[^"\\]|\\.)*)"')
_NO_BODY = re.compile(rb"BODY\[\] NIL\b", re.IGNORECASE)
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Listed:
    """A mail as the server lists it."""

    uid: int
    size: int  # bytes, as the server says; Exchange estimates
    arrived: datetime | None

    @property
    def age(self) -> tuple[datetime, int]:
        """Sorts the oldest first; moved mails have new UIDs and keep their time."""
        return self.arrived or _LONG_AGO, self.uid


def listing(connection: Connection, uids: Sequence[int]) -> Iterator[Listed]:
    """Sizes and times (INTERNALDATE) of mails, before any of them is fetched."""
    for start in range(0, len(uids), _AT_ONCE):
        wanted = uids[start : start + _AT_ONCE]
        response = connection.uid("FETCH", wanted, "(UID RFC822.SIZE INTERNALDATE)")
        for head, _ in records(response):
            uid, size = _UID.search(head), _SIZE.search(head)
            if uid and size:
                yield Listed(int(uid[1]), int(size[1]), _date(head))


def bodies(connection: Connection, uids: Iterable[int]) -> dict[int, bytes]:
    """The bytes of mails by UID, as they came (BODY.PEEK: nobody's \\Seen changes); none where the server says that it has none.

    Some servers answer NIL or "" for a while, for a mail that they have yet to fetch from elsewhere or to mend.
    """
    found: dict[int, bytes] = {}
    for head, literal in records(connection.uid("FETCH", uids, "(UID BODY.PEEK[])")):
        uid, quoted = _UID.search(head), _BODY.search(head)
        if uid and literal is not None:
            found[int(uid[1])] = literal
        elif uid and quoted:  # very small mails may come as a quoted string (RFC 3501, 4.3)
            found[int(uid[1])] = re.sub(rb"\\(.)", rb"\1", quoted[1])
        elif uid and _NO_BODY.search(head):
            found[int(uid[1])] = b""
    return found


def records(response: Response) -> Iterator[tuple[bytes, bytes | None]]:
    """Each FETCH answer as (all but its literal, literal or None); imaplib gives them in pieces.

    Attributes come in any order, before the literal or after it (RFC 3501, 7.4.2); answers about flags that a person
    changed meanwhile stand between them.
    """
    head, literal = b"", None
    for piece in response:
        if isinstance(piece, tuple):
            head, literal = head + piece[0], piece[1]
        elif piece is not None:
            yield head + piece, literal
            head, literal = b"", None


def _date(head: bytes) -> datetime | None:
    """INTERNALDATE, `" 2-Jan-2019 08:00:00 +0700"`; None where a server sends something else."""
    found = _DATE.search(head)
    return read_date(found[1].decode("ascii", "replace").strip().replace("-", " ", 2)) if found else None
