"""When to take in what waits in the mailbox, and what came of the last time; knows no letter."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from random import SystemRandom

import structlog

from collector.application import Application
from collector.daemon import heartbeat
from collector.daemon.signals import Signals
from collector.errors import CollectorError, SignInError
from collector.intake import one_pass
from collector.intake.one_pass import Manner
from collector.intake.scan_lane import ScanLane
from collector.jobs import passes, verifying
from collector.retry_pauses import pause

log = structlog.get_logger()


class Receiver:
    """Takes mail in at a hint at once, else every `poll_seconds`; while it fails, less and less often."""

    def __init__(
        self, app: Application, lane: ScanLane, signals: Signals, alive: Callable[[], None], now: datetime
    ) -> None:
        """`alive` is called after each mail; an earlier daemon's last time counts on, if the clock allows it.

        `lane` nudges `signals` when it has looked at the pictures of a mail.
        """
        self._app = app
        self._lane = lane
        self._signals = signals
        self._alive = alive
        self._next = time.monotonic()
        self._failures = 0
        self._left_before = 0
        self._began = time.monotonic()
        self.last_fetch = heartbeat.last_fetch(app.settings.storage.path)
        before = now - self.last_fetch if self.last_fetch else timedelta()
        self._silent_before = max(before, timedelta())
        self.failure: CollectorError | None = None
        self.mail_left = 0

    @property
    def silence(self) -> timedelta:
        """How long ago the mailbox was last read without an error; by a clock that nobody sets."""
        return self._silent_before + timedelta(seconds=time.monotonic() - self._began)

    @property
    def sign_in_needed(self) -> bool:
        """Whether the last time failed because a person has to sign in."""
        return isinstance(self.failure, SignInError)

    def wait(self, seconds: float) -> None:
        """Waits for a hint, a signal, the next time to be due or for so many seconds, whichever is first."""
        left = max(0.0, min(seconds, self._next - time.monotonic()))
        if self._failures:  # a hint would only end the pause that a troubled server needs
            self._signals.wake.wait(left)
        elif self._app.mailbox().wait(left, self._signals.wake):
            self._next = time.monotonic()

    def receive_if_due(self, now: datetime) -> bool:
        """Takes in what waits, if it is time to; False if it was not."""
        if time.monotonic() < self._next:
            return False
        try:
            report = one_pass.take_in(self._app, self._app.mailbox(), now, self._manner())
        except CollectorError as error:
            log.error("fetch-failed", why=str(error))  # noqa: TRY400 - an expected failure needs no traceback
            self._failed(error)
        except Exception as error:  # the loop must go on
            log.exception("fetch-failed")
            self._failed(CollectorError(f"internal error ({type(error).__name__})"))
        else:
            self._worked(now)
            if report.taken_in:
                self._tell(report.taken_in, report.outcomes)
        return True

    def take_up_seen(self, now: datetime) -> None:
        """Takes up the mails whose pictures were looked at since; raises CollectorError where that fails."""
        self._signals.nudged()  # before the look, so that none is missed
        outcomes = one_pass.take_up(self._app, now, self._manner(), self._lane)
        if outcomes:
            self._tell(0, outcomes)

    def reconcile(self) -> None:
        """Compares the mailbox with the ledger. A mail that came a moment ago counts only when the next time finds it, too."""
        if self.failure:
            return
        left = self._app.mailbox().missing(self._app.store.knows)
        self.mail_left, self._left_before = min(left, self._left_before), left
        if left:
            self._next = time.monotonic()

    def _tell(self, taken_in: int, outcomes: Mapping[str, int]) -> None:
        head = verifying.journal_head(self._app)
        log.info("pass", taken_in=taken_in, outcomes=dict(outcomes), journal=head)

    def _manner(self) -> Manner:
        return Manner(
            lambda _done, _total: self._alive(),
            passes.answer_rule(self._app),
            lambda: self._signals.stopping,
            self._lane,
        )

    def _worked(self, now: datetime) -> None:
        self._failures, self.failure = 0, None
        self.last_fetch = now
        self._silent_before, self._began = timedelta(), time.monotonic()
        self._next = time.monotonic() + self._app.settings.daemon.poll_seconds

    def _failed(self, error: CollectorError) -> None:
        self._failures += 1
        self.failure = error
        self._next = time.monotonic() + pause(self._failures, SystemRandom().random())
