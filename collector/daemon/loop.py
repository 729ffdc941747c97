"""The loop: look into the mailbox, send what is due, remind, write the summary, and tell when something is wrong.

What is due is always computed from the database; `schedule` only says when to look. Told to stop, it finishes the mail
or letter in hand; told to read its settings again, it does so between two looks and keeps the old ones where the new are wrong.
"""

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

import schedule
import structlog

from collector.application import Application, open_application
from collector.daemon import heartbeat, troubles
from collector.daemon.alarm import Alarm
from collector.daemon.heartbeat import Beat
from collector.daemon.receiving import Looks
from collector.daemon.sending import Dispatch
from collector.daemon.signals import Signals
from collector.daemon.systemd import Notifier
from collector.daemon.troubles import Bounds, Signs
from collector.errors import CollectorError
from collector.jobs import reminding, summing_up
from collector.model import LetterState
from collector.periods import Period
from collector.settings.sections import Settings

log = structlog.get_logger()
TICK = 60.0  # seconds between looks at the clock, at the most
_MEGABYTE = 1_000_000

Load = Callable[[], Settings]
Clock = Callable[[tzinfo], datetime]


@dataclass(frozen=True, slots=True)
class _Post:
    """Where the loop stands: its application, its way to the outside, how it gets new settings and the time."""

    app: Application
    signals: Signals
    notifier: Notifier
    load: Load
    clock: Clock

    def now(self) -> datetime:
        return self.clock(self.app.settings.department.zone)


def run(load: Load, environ: Mapping[str, str], clock: Clock = datetime.now) -> None:
    """Runs until SIGTERM or SIGINT; a failed job is told in the log and tried again at its next turn.

    `load` reads the settings, at the start and at each SIGHUP; `clock` tells the time in a zone. Raises StoreError where another collector is running,
    ConfigError for files that cannot be used at the start.
    """
    notifier = Notifier(environ)
    with Signals() as signals:
        settings: Settings | None = load()
        kept: Settings | None = None  # the settings before these, while these have not proved good
        while settings is not None:
            try:
                with open_application(settings) as app:
                    kept, settings = settings, _serve(_Post(app, signals, notifier, load, clock))
            except CollectorError as error:
                if kept is None or kept is settings:
                    raise
                log.error("settings-refused", why=str(error))  # noqa: TRY400 - an expected failure
                settings = kept
        notifier.stopping()
    log.info("stopped")


def _serve(post: _Post) -> Settings | None:
    """The loop; ends with new settings, or with None when told to stop."""
    app, before = post.app, post.now()
    looks = Looks(app, post.signals, post.notifier.alive, before)
    dispatch = Dispatch(app, post.signals, post.notifier.alive)
    alarm, clock = Alarm(app), _timetable(post, looks)
    log.info("started", mailbox=app.mailbox().name)
    post.notifier.ready()
    first = True
    while not post.signals.stopping:
        now = post.now()
        if now < before:  # the clock was set back: `schedule` would wait until it has caught up
            log.warning("clock-set-back", seconds=int((before - now).total_seconds()))
            clock = _timetable(post, looks)
        before = now
        looks.look_if_due(now)
        if first:
            clock.run_all()
            first = False
        else:
            clock.run_pending()
        dispatch.send_if_due(post.now())
        _safely("alerts", lambda: _watch(post, looks, dispatch, alarm))
        dispatch.send_if_due(post.now())  # what was just found wrong
        post.notifier.alive()
        if post.signals.reload_asked() and (chosen := _reloaded(post)):
            return chosen
        looks.wait(_pause(post, clock))
    return None


def _pause(post: _Post, clock: schedule.Scheduler) -> float:
    """Seconds until something is due, or until systemd wants to hear from us."""
    longest = min(TICK, post.notifier.watchdog_seconds / 3 or TICK)
    return min(longest, max(0.0, clock.idle_seconds or 0.0))


def _reloaded(post: _Post) -> Settings | None:
    """The settings read again; None where they cannot be used, with every problem in the log."""
    post.notifier.reloading()
    try:
        settings = post.load()
        with open_application(settings, read_only=True):  # registry, forms and templates must be good as well
            pass
    except CollectorError as error:
        for line in str(error).splitlines():
            log.error("settings-refused", why=line.strip())  # noqa: TRY400 - an expected failure
        post.notifier.ready()
        return None
    log.info("settings-read")
    return settings


def _timetable(post: _Post, looks: Looks) -> schedule.Scheduler:
    clock = schedule.Scheduler()
    for minutes, name, job in (
        (1, "remind", lambda: _remind(post)),
        (10, "summary", lambda: _summary(post)),
        (10, "reconcile", looks.reconcile),
    ):
        clock.every(minutes).minutes.do(_unless_stopping, post, name, job)
    return clock


def _unless_stopping(post: _Post, name: str, job: Callable[[], None]) -> None:
    if not post.signals.stopping:
        _safely(name, job)


def _safely(name: str, job: Callable[[], None]) -> None:
    """A job that raises must not end the loop (`schedule` would let it)."""
    try:
        job()
    except CollectorError as error:
        log.error("job-failed", job=name, why=str(error))  # noqa: TRY400 - an expected failure needs no traceback
    except Exception:
        log.exception("job-failed", job=name)


def _remind(post: _Post) -> None:
    reminders = reminding.write_reminders(post.app, post.now())
    if reminders:
        log.info("reminded", letters=len(reminders))


def _summary(post: _Post) -> None:
    """Writes the month's summary once its day has come; missed days are made up for, as the file itself tells."""
    app, now = post.app, post.now()
    rules = app.settings.daemon
    period = Period.of(now).previous()
    day = summing_up.last_due_day(app, period) + timedelta(days=rules.summary_days_after_due)
    moment = datetime.combine(day, rules.summary_at, app.settings.department.zone)
    folder = app.settings.storage.path / "summary" / str(period)
    if now >= moment and not folder.exists():
        for path in summing_up.summary(app, (period,), folder, now):
            log.info("summary", path=str(path))


def _watch(post: _Post, looks: Looks, dispatch: Dispatch, alarm: Alarm) -> None:
    """Tells what is wrong, and leaves a sign of life for whoever watches from outside."""
    app, now = post.app, post.now()
    storage, rules = app.settings.storage.path, app.settings.alerts
    signs = _signs(app, looks, dispatch, now)
    bounds = Bounds(timedelta(minutes=rules.no_fetch_minutes), rules.letters_waiting, rules.free_megabytes)
    alarm.check(troubles.troubles(signs, bounds, alarm.standing), now)
    counts = app.store.letter_counts()
    try:
        heartbeat.beat(
            storage,
            Beat(
                now, looks.last_fetch, counts[LetterState.QUEUED] + counts[LetterState.SENDING], os.getpid()
            ),
        )
    except OSError as error:
        log.error("heartbeat-failed", why=str(error))  # noqa: TRY400 - the disk may be full, which has its own alert


def _signs(app: Application, looks: Looks, dispatch: Dispatch, now: datetime) -> Signs:
    store, counts, gripped = app.store, app.store.letter_counts(), app.store.breaker()
    silence = timedelta(minutes=app.settings.alerts.no_fetch_minutes)
    return Signs(
        silence=looks.silence,
        failure=str(looks.failure or ""),
        sign_in=looks.sign_in_needed,
        mail_left=looks.mail_left,
        letters_waiting=store.letters_written_before(now - troubles.LONG),
        letters_failed=store.letters_failed_since(now - troubles.RECENT),
        letters_held=counts[LetterState.HELD],
        breaker=gripped.why if gripped else "",
        send_failure=dispatch.failure,
        letters_stuck=store.letters_written_before(now - silence),
        shadow=app.settings.letters.shadow,
        free_megabytes=shutil.disk_usage(app.settings.storage.path).free // _MEGABYTE,
    )
