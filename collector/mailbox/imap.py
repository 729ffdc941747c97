"""A folder on an IMAP server as a live mailbox: raw mails by UID, oldest first, marked when they have their outcome.

Changes nothing but those marks. Trusts neither sequence numbers nor \\Seen; what people read, flag, move or delete
meanwhile only means that a mail has gone, or was there under another UID.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from random import SystemRandom

import structlog

from collector.errors import MailboxError
from collector.mail.machine import may_be_stub, recognise
from collector.mail.message import parse
from collector.mail.words import MailWords
from collector.mailbox import imap_idle, imap_marks
from collector.mailbox.imap_account import ImapFolder, ImapTimeouts, Marking, stub_days
from collector.mailbox.imap_connection import Connection, connected
from collector.mailbox.imap_fetch import Listed, bodies, listing
from collector.mailbox.imap_trouble import LostError, RefusedError
from collector.mailbox.mailbox import MOST_BYTES, Known, chunks
from collector.mailbox.span import Span
from collector.model.mail import MachineKind, MailKey, RawMail
from collector.model.outcomes import Outcome
from collector.possible_times import possible
from collector.retry_pauses import pause

_MOST_MAILS = 200  # in one FETCH: each costs a round trip, and another for the marks
_MOST_AT_FIRST = 20  # so that work begins while the others are on their way
_MOST_BREAKS = 5  # of the connection, each at another single mail: then it is not the mails' fault
_MOST_STUB = 1 << 16  # bytes: Exchange's own words are some two thousand

log = structlog.get_logger()


class ImapMailbox:
    """A `LiveMailbox`. Connects when first used, keeps the connection, and makes another one where it has broken."""

    def __init__(
        self,
        account: ImapFolder,
        marking: Marking,
        words: MailWords,
        clock: Callable[[], datetime],
        *,
        patience: ImapTimeouts | None = None,
        span: Span | None = None,
    ) -> None:
        """`words` tell Exchange's stubs; `clock` gives the present; `patience` is the shipped one unless set; with `span` only what arrived in it waits."""
        self._account = account
        self._marking = marking
        self._words = words
        self._clock = clock
        self._patience = patience or ImapTimeouts.shipped()
        self._span = span
        self._connection: Connection | None = None
        self._uidvalidity = 0
        # UIDs that the ledger was seen to know; spares asking it at every look.
        self._settled: set[int] = set()
        self._marked: set[int] = set()  # UIDs that were marked, or left on purpose, since the start
        self._failures = 0  # connections that broke in a row while nothing was asked of them

    @property
    def name(self) -> str:
        """`imap://user@host/folder`."""
        return self._account.name

    # ── reading ─────────────────────────────────────────────────────────────────────────────────

    def waiting(self, known: Known) -> Iterator[tuple[RawMail, ...]]:
        """The mails not `known`, oldest first, in chunks of limited number and size.

        A mail that has gone since it was listed was moved or deleted by a person. One that the server cannot hand out
        does not keep the others waiting: it is told of in the log, asked for at every pass, and counted by `missing`.
        """
        connection = self._open_folder()
        uidvalidity = self._uidvalidity
        listed = sorted(self._listed(connection, known), key=lambda found: found.age)
        withheld: list[int] = []
        sized = ((found, found.size) for found in listed)
        groups = chunks(sized, _MOST_MAILS, MOST_BYTES, first=_MOST_AT_FIRST)
        yield from filter(None, (self._mails(uidvalidity, group, withheld) for group in groups))
        if withheld:
            log.warning("mails-cannot-be-fetched", mailbox=self.name, mails=len(withheld), uids=withheld[:10])

    def missing(self, known: Known) -> int:
        """How many mails the server holds that are not `known`."""
        connection = self._open_folder()
        return len(self._listed(connection, known) if self._span else self._unknown(connection, known))

    def _listed(self, connection: Connection, known: Known) -> list[Listed]:
        """The mails not `known`; of a span those that the server finds and whose time, if it tells one, lies in it."""
        found = listing(connection, self._unknown(connection, known))
        return [
            one for one in found if not self._span or one.arrived is None or self._span.holds(one.arrived)
        ]

    def _unknown(self, connection: Connection, known: Known) -> list[int]:
        there = connection.uids(self._span.search if self._span else "ALL")
        self._settled &= set(there)
        fresh = [uid for uid in there if uid not in self._settled]
        unknown = [uid for uid in fresh if not known(self._key(uid))]
        self._settled |= set(fresh) - set(unknown)
        return unknown

    def _key(self, uid: int) -> MailKey:
        return MailKey(self.name, self._uidvalidity, str(uid))

    def _mails(self, uidvalidity: int, group: Sequence[Listed], withheld: list[int]) -> tuple[RawMail, ...]:
        """The mails of a group that are still there; nothing here keeps them once they are handed over."""
        fetched = self._bodies(uidvalidity, [found.uid for found in group], withheld)
        for found in group:
            if found.size and fetched.get(found.uid) == b"":
                del fetched[found.uid]
                fetched |= self._asked_again(uidvalidity, found.uid, withheld)
        mails = (
            RawMail(self._key(found.uid), fetched.pop(found.uid), found.arrived)
            for found in group
            if found.uid in fetched
        )
        return tuple(mail for mail in mails if not self._is_stub(mail))

    def _bodies(self, uidvalidity: int, uids: list[int], withheld: list[int]) -> dict[int, bytes]:
        """All at once; where that fails, one by one, to find the mail that is to blame."""
        try:
            return bodies(self._same(uidvalidity), uids)
        except (LostError, RefusedError) as error:
            self._drop()
            log.warning("fetch-failed", mails=len(uids), why=str(error))
        fetched: dict[int, bytes] = {}
        breaks = 0
        for uid in uids:
            # A server that cannot be reached at all ends the pass at once.
            connection = self._same(uidvalidity)
            try:
                fetched |= bodies(connection, [uid])
                breaks = 0
            except RefusedError:
                withheld.append(uid)
            except LostError:
                self._drop()
                withheld.append(uid)
                breaks += 1
                if breaks == _MOST_BREAKS:
                    raise
        return fetched

    def _asked_again(self, uidvalidity: int, uid: int, withheld: list[int]) -> dict[int, bytes]:
        """A mail of which the server gave nothing, though it lists it: no mail is empty, and this one has not gone."""
        try:
            found = bodies(self._same(uidvalidity), [uid])
        except LostError:
            self._drop()
            found = {}
        except RefusedError:
            found = {}
        if not found.get(uid):
            withheld.append(uid)
        return {uid: data for uid, data in found.items() if data}

    def _is_stub(self, raw: RawMail) -> bool:
        """Exchange's word that it could not hand out the mail, which it may yet do (not for ever, though)."""
        if len(raw.data) > _MOST_STUB or not may_be_stub(raw.data, self._words):
            return False
        now = self._clock()
        machine = recognise(parse(raw, self._words, now), self._words, own="")
        if (
            machine is None
            or machine.kind is not MachineKind.STUB
            or now - (possible(raw.arrived, now) or now) > stub_days()
        ):
            return False
        log.warning("mail-withheld-by-server", mailbox=self.name, uid=raw.key.uid)
        return True

    # ── marking ─────────────────────────────────────────────────────────────────────────────────

    def mark(self, outcomes: Mapping[MailKey, Outcome]) -> None:
        """Marks this mailbox's mails by their outcome; told in the log where it cannot be done."""
        if self._marking.after == "leave":
            return
        ours = {
            int(key.uid): outcome
            for key, outcome in outcomes.items()
            if (key.mailbox, key.uidvalidity) == (self.name, self._uidvalidity) and key.uid.isdecimal()
        }
        try:
            if ours:
                imap_marks.mark(self._same(self._uidvalidity), self._marking, ours)
                self._marked |= set(ours)
        except MailboxError as error:
            self._drop()
            log.warning("marks-later", mails=len(ours), why=str(error))

    def unmarked(self, known: Known) -> Iterable[MailKey]:
        """Mails that are known and stand here without a mark."""
        if self._marking.after == "leave":
            return []
        connection = self._open_folder()
        there = imap_marks.unmarked(connection, self._marking)
        self._marked &= set(there)  # what was moved away or bears its mark needs no memory
        return [self._key(uid) for uid in there if uid not in self._marked and known(self._key(uid))]

    # ── waiting ─────────────────────────────────────────────────────────────────────────────────

    def wait(self, seconds: float, stop: threading.Event) -> bool:
        """IDLE where the server has it; after a break a pause, then True, for the next look makes a new connection."""
        if self._connection is None or not self._connection.has("IDLE"):
            stop.wait(seconds)
            return False
        try:
            news = imap_idle.listen(self._connection, seconds, stop)
        except MailboxError as error:
            self._drop()
            self._failures += 1
            log.info("connection-broke", why=str(error))
            length = pause(self._failures, SystemRandom().random())
            stop.wait(min(seconds, length))
            return length <= seconds and not stop.is_set()
        self._failures = 0
        return news

    def close(self) -> None:
        """Signs out; the next use connects again."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    # ── the connection ──────────────────────────────────────────────────────────────────────────

    def _open_folder(self) -> Connection:
        """The folder opened anew, over the connection there is or, where it turns out dead, over another one."""
        read_only = self._marking.after == "leave"
        kept = self._connection
        try:
            connection = kept or self._connect()
            uidvalidity = connection.select(read_only=read_only)
        except LostError:
            self._drop()
            if kept is None:
                raise
            connection = self._connect()
            uidvalidity = connection.select(read_only=read_only)
        if uidvalidity != self._uidvalidity:
            self._uidvalidity = uidvalidity
            self._settled.clear()
            self._marked.clear()
        return connection

    def _same(self, uidvalidity: int) -> Connection:
        """The open folder, for UIDs that are at hand: MailboxError if it is another one by now."""
        if self._connection is None:
            self._open_folder()
        if self._connection is None or self._uidvalidity != uidvalidity:
            raise MailboxError(
                f"{self._account.server}: {self._account.folder} was replaced while it was read"
            )
        return self._connection

    def _connect(self) -> Connection:
        self._connection = connected(self._account, self._patience)
        return self._connection

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.drop()
