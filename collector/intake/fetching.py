"""A mailbox → its mails kept in the spool, by a thread that is one chunk ahead of the work; understands no mail.

    with Fetching(mailbox, spool) as fetching:
        for kept in fetching.chunks(known, stop):  # on the disk; the next ones are on their way
            …
            fetching.mark(outcomes)                # by the same thread, after what it is fetching

While a pass goes on the mailbox is used by that thread alone: a connection is not for two. What is waited for, the
server and the disk, is waited for while the mails before it are worked on.
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from collector.filing.spool import Spool
from collector.mailbox.mailbox import Known, Mailbox
from collector.model.mail import IncomingMail, MailKey
from collector.model.outcomes import Outcome
from collector.stop import Stop
from collector.store.records import KeptMail

# Bytes of a chunk beside which the next is fetched: never is much of two chunks in memory.
MOST_BEFORE = 8 << 20


class Fetching:
    """One pass over a mailbox; leaving the block waits for what is under way."""

    def __init__(self, mailbox: Mailbox, spool: Spool) -> None:
        self._mailbox = mailbox
        self._spool = spool
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="mailbox")
        self._marking: Future[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(cancel_futures=kind is not None)
        if kind is None:
            self._see_that_marked()

    def chunks(self, known: Known, stop: Stop) -> Iterator[tuple[KeptMail, ...]]:
        """The mails that are not `known`, oldest first, kept in the spool.

        Told to stop, it still hands over what was fetched already. Raises MailboxError when the mailbox fails and
        StoreError when the disk does, after the mails before were handed over.
        """
        waiting = self._mailbox.waiting(known)
        kept = self._kept(waiting)  # not by the thread: this asks `known`, which may be the database
        while kept:
            together = sum(mail.size for mail in kept) <= MOST_BEFORE
            ahead = self._ahead(waiting) if together and not stop() else None
            yield kept
            if ahead is None and stop():
                return
            kept = (ahead or self._ahead(waiting)).result()

    def mark(self, outcomes: Mapping[MailKey, Outcome]) -> None:
        """Has the mails marked, as soon as the thread is free."""
        self._see_that_marked()
        if outcomes:
            self._marking = self._thread.submit(self._mailbox.mark, outcomes)

    def _ahead(self, waiting: Iterator[tuple[IncomingMail, ...]]) -> Future[tuple[KeptMail, ...]]:
        return self._thread.submit(self._kept, waiting)

    def _kept(self, waiting: Iterator[tuple[IncomingMail, ...]]) -> tuple[KeptMail, ...]:
        """The next chunk of which anything could be kept, on the disk; empty when there is no more."""
        return next(filter(None, map(self._spool.keep, waiting)), ())

    def _see_that_marked(self) -> None:
        """Raises what went wrong with the marks before, which is nothing that a mailbox may do."""
        marking, self._marking = self._marking, None
        if marking is not None:
            marking.result()
