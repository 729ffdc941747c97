"""Mails whose pictures have to be looked at → what is seen in them, one mail after the other, by a thread beside the pass.

    put aside (their hashes alone are kept) → one is looked at (its pictures are kept) → seen → taken up, decided, forgotten

Looking takes up to a minute for a mail; the mails behind it do not wait for that. Nothing is written: a mail that is
here waits in ledger and spool as it did before, and after a death it is put aside anew. All but the looking is for the
thread of the pass alone.
"""

from collections.abc import Callable, Collection, Sequence
from concurrent import futures
from contextlib import suppress
from itertools import count
from types import TracebackType
from typing import NamedTuple, Self

import structlog

from collector.errors import StoreError
from collector.filing.spool import IN_LANE, Spool
from collector.model.files import Attachment
from collector.stop import Stop
from collector.understanding import Seen, Understanding

_SLICE = 0.5  # seconds between looks at whether the one who waits is to stop

log = structlog.get_logger()


def _nobody() -> None:
    """Nobody is to be woken."""


class _Look(NamedTuple):
    """The mail whose pictures are looked at, or were."""

    sha256: str
    seen: futures.Future[tuple[Seen, ...]]


class ScanLane:
    """A context manager, because it owns a thread; left, it ends the process that looks at a picture."""

    def __init__(
        self, understanding: Understanding, spool: Spool, wake: Callable[[], None] = _nobody
    ) -> None:
        """`wake` is called by the thread as soon as a mail can be taken up."""
        self._understanding = understanding
        self._spool = spool
        self._wake = wake
        self._thread = futures.ThreadPoolExecutor(1, thread_name_prefix="scans")
        self._ending = False
        self._can_look = False  # whether it was found to be so: asking starts a program
        # each with its rank: an office's mail before a stranger's, else who came first
        self._queue: dict[str, tuple[bool, int]] = {}
        self._numbers = count()
        self._at: _Look | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ending = True
        self._thread.shutdown(cancel_futures=True)
        self._spool.release(IN_LANE)

    @property
    def mails(self) -> Collection[str]:
        """The mails that were put aside, by their hashes."""
        return [*self._queue, *([self._at.sha256] if self._at else ())]

    @property
    def looks_at(self) -> str | None:
        """The mail whose pictures are looked at now."""
        return self._at.sha256 if self._at and not self._at.seen.done() else None

    def turns(self) -> tuple[str, ...]:
        """The mails to be taken up now: the one that was looked at, then the first of those for which the lane is free."""
        if self.looks_at:
            return ()
        seen = (self._at.sha256,) if self._at else ()
        return (*seen, self._first()) if self._queue else seen

    def seen(self, sha256: str) -> tuple[Seen, ...] | None:
        """What was seen in the pictures of a mail; None where nobody has looked."""
        if self._at is None or self._at.sha256 != sha256 or not self._at.seen.done():
            return None
        return self._at.seen.result()

    def put_aside(self, sha256: str, pictures: Sequence[Attachment], *, office: bool) -> bool:
        """Has a mail's pictures looked at, now or at its turn; False where nothing can look at pictures.

        `office`: a registered sender's, which comes before the others. Raises StoreError.
        """
        self._can_look = self._can_look or self._understanding.can_look()
        if not self._can_look:
            return False
        self._queue.setdefault(sha256, (not office, next(self._numbers)))
        if self._at is None and self._first() == sha256:
            self._spool.hold(sha256, IN_LANE)
            self._at = _Look(sha256, self._thread.submit(self._look, sha256, pictures))
            self._at.seen.add_done_callback(lambda _seen: self._wake())
            del self._queue[sha256]
        return True

    def forget(self, sha256: str) -> None:
        """Lets go of a mail that has its outcome."""
        self._queue.pop(sha256, None)
        if self._at and self._at.sha256 == sha256 and self._at.seen.done():
            self._at = None

    def wait(self, stop: Stop) -> bool:
        """Waits until a mail can be taken up; False where none is looked at, or when told to `stop`."""
        while self._at and not stop():
            if futures.wait([self._at.seen], _SLICE).done:
                return True
        return False

    def _first(self) -> str:
        return min(self._queue, key=self._queue.__getitem__)

    def _look(self, sha256: str, pictures: Sequence[Attachment]) -> tuple[Seen, ...]:
        """What the thread does; nothing seen where anything goes wrong: a person looks then."""
        try:
            return tuple(self._understanding.look(pictures, lambda: self._ending))
        except Exception:
            log.exception("pictures-failed", mail=sha256)
            return ()
        finally:
            with suppress(StoreError):  # then the mail may be blamed for a death in which it had no part
                self._spool.release(IN_LANE)
