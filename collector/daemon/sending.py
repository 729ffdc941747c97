"""When to send letters, and what came of it; knows no mailbox."""

import time
from collections.abc import Callable
from datetime import datetime
from random import SystemRandom

import structlog

from collector.application import Application
from collector.daemon.signals import Signals
from collector.errors import CollectorError
from collector.jobs import passes, verifying
from collector.letters.outbox import DeliveryReport, Sending
from collector.retry_pauses import pause

_NO_ACCIDENT = 2  # passes in a row that failed

log = structlog.get_logger()


class Sender:
    """Sends what is due, told to stop no more than the letter in hand; while that fails, less and less often."""

    def __init__(self, app: Application, signals: Signals, alive: Callable[[], None]) -> None:
        """`alive` is called before each letter."""
        self._app = app
        self._alive = alive
        self._signals = signals
        self._next = time.monotonic()
        self._failures = 0  # since a letter was sent
        self._why = ""

    @property
    def failure(self) -> str:
        """Why no letter can be sent, "" as long as it may be an accident."""
        return self._why if self._failures >= _NO_ACCIDENT else ""

    def send_if_due(self, now: datetime) -> None:
        """Sends the letters whose time has come, unless a troubled server is to be left alone for now."""
        if time.monotonic() < self._next or self._signals.stopping:
            return
        try:
            report = passes.send(self._app, now, Sending(stop=self._stop))
        except CollectorError as error:  # no password, a locked database
            self._failed(str(error))
        except Exception as error:  # the loop must go on
            log.exception("send-failed")
            self._failed(f"internal error ({type(error).__name__})")
        else:
            self._worked(report)

    def _stop(self) -> bool:
        self._alive()
        return self._signals.stopping

    def _worked(self, report: DeliveryReport) -> None:
        if report.sent or report.failed or report.postponed:
            head = verifying.journal_head(self._app)
            log.info(
                "letters", sent=report.sent, failed=report.failed, postponed=report.postponed, journal=head
            )
        if report.unreachable:
            self._failed(report.unreachable)
        elif report.sent:
            self._failures, self._why = 0, ""

    def _failed(self, why: str) -> None:
        log.error("send-failed", why=why)
        self._failures += 1
        self._why = why
        self._next = time.monotonic() + pause(self._failures, SystemRandom().random())
