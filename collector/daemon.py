"""The loop: look into the mailbox, send what is due, remind, write the summary; stops between two mails when told.

What is due is always computed from the database; `schedule` only says when to look.
"""

import signal
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from random import SystemRandom
from types import FrameType

import schedule
import structlog

from collector import jobs
from collector.application import Application, open_application
from collector.errors import CollectorError
from collector.mail.pauses import pause
from collector.periods import Period
from collector.settings import Settings

log = structlog.get_logger()
TICK = 60.0  # seconds between looks at the clock, at the most


def run(settings: Settings, *, stop: threading.Event | None = None) -> None:
    """Runs until SIGTERM or SIGINT (or `stop` is set); a failed job is told in the log and tried again at its next turn.

    Raises StoreError where another collector is running, ConfigError for files that cannot be used.
    """
    stop = stop or threading.Event()
    _stop_on_signals(stop)
    with open_application(settings) as app:
        clock = _timetable(app)
        log.info("started", mailbox=app.mailbox().name)
        looks = _Looks(app)
        looks.look_if_due()
        clock.run_all()
        while not stop.is_set():
            looks.wait(min(TICK, max(0.0, clock.idle_seconds or 0.0)), stop)
            looks.look_if_due()
            clock.run_pending()
    log.info("stopped")


class _Looks:
    """When to look into the mailbox: at a hint at once, else every `poll_seconds`; while it fails, less and less often."""

    def __init__(self, app: Application) -> None:
        self._app = app
        self._next = time.monotonic()
        self._failures = 0

    def wait(self, seconds: float, stop: threading.Event) -> None:
        """Waits for a hint, for the next look to be due or for so many seconds, whichever is first."""
        left = max(0.0, min(seconds, self._next - time.monotonic()))
        if self._failures:  # a hint would only end the pause that a troubled server needs
            stop.wait(left)
        elif self._app.mailbox().wait(left, stop):
            self._next = time.monotonic()

    def look_if_due(self) -> None:
        """One pass, if it is time for one."""
        if time.monotonic() < self._next:
            return
        if _safely("pass", lambda: _pass(self._app)):
            self._failures = 0
            length = float(self._app.settings.daemon.poll_seconds)
        else:
            self._failures += 1
            length = pause(self._failures, SystemRandom().random())
        self._next = time.monotonic() + length


def _stop_on_signals(stop: threading.Event) -> None:
    if threading.current_thread() is not threading.main_thread():
        return

    def asked(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, asked)


def _timetable(app: Application) -> schedule.Scheduler:
    clock = schedule.Scheduler()
    clock.every(1).minutes.do(_safely, "remind", lambda: _remind(app))
    clock.every(10).minutes.do(_safely, "summary", lambda: _summary(app))
    return clock


def _safely(name: str, job: Callable[[], None]) -> bool:
    """Whether a job ended well; one that raises must not end the loop (`schedule` would let it)."""
    try:
        job()
    except CollectorError as error:
        log.error("job-failed", job=name, why=str(error))  # noqa: TRY400 - an expected failure needs no traceback
    except Exception:
        log.exception("job-failed", job=name)
    else:
        return True
    return False


def _now(app: Application) -> datetime:
    return datetime.now(app.settings.department.zone)


def _pass(app: Application) -> None:
    report = jobs.once(app, _now(app), lambda _done, _total: None)
    if report.taken_in:
        log.info("pass", taken_in=report.taken_in, outcomes=dict(report.outcomes))


def _remind(app: Application) -> None:
    reminders = jobs.remind(app, _now(app), dry_run=False)
    if reminders:
        log.info("reminded", letters=len(reminders))


def _summary(app: Application) -> None:
    """Writes the month's summary once its day has come; missed days are made up for, as the file itself tells."""
    now = _now(app)
    rules = app.settings.daemon
    period = Period.of(now).previous()
    day = app.calendar.due(period, app.specs[0].due_day) + timedelta(days=rules.summary_days_after_due)
    moment = datetime.combine(day, rules.summary_at, app.settings.department.zone)
    folder = app.settings.storage.path / "summary" / str(period)
    if now >= moment and not folder.exists():
        for path in jobs.summary(app, (period,), folder, now):
            log.info("summary", path=str(path))
