"""The loop: receive mail, send what is due, remind, write the summary, and tell when something is wrong.

What is due is always computed from the database; `schedule` only says when to look. Told to stop, it finishes the mail
or letter in hand; told to read its settings again, it does so between two rounds and keeps the old ones where the new are wrong.
"""

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import schedule
import structlog

from collector.application import Application, open_application
from collector.daemon import heartbeat, troubles
from collector.daemon.alarm import Alarm
from collector.daemon.heartbeat import Heartbeat
from collector.daemon.receiving import Receiver
from collector.daemon.sending import Sender
from collector.daemon.signals import Signals
from collector.daemon.systemd import Notifier
from collector.daemon.troubles import Observed, Thresholds
from collector.daemon.watched_files import WatchedFiles
from collector.errors import CollectorError
from collector.intake.scan_lane import ScanLane
from collector.jobs import reminding, summing_up, verifying
from collector.model.letters import LetterState
from collector.periods import Period
from collector.settings.sections import Settings

log = structlog.get_logger()
TICK = 60.0  # seconds between two rounds of the loop, at the most
_MEGABYTE = 1_000_000

LoadSettings = Callable[[], Settings]
Clock = Callable[[tzinfo], datetime]


@dataclass(frozen=True, slots=True)
class _Daemon:
    """What the loop works with: its application, its way to the outside, how it gets new settings and the time."""

    app: Application
    signals: Signals
    notifier: Notifier
    load: LoadSettings
    clock: Clock
    people: WatchedFiles

    def now(self) -> datetime:
        return self.clock(self.app.settings.department.zone)


def run(load: LoadSettings, environ: Mapping[str, str], clock: Clock = datetime.now) -> None:
    """Runs until SIGTERM or SIGINT; a failed job is told in the log and tried again at its next turn.

    `load` reads the settings, at the start and at each SIGHUP; `clock` tells the time in a zone. Raises StoreError where another collector is running,
    ConfigError for files that cannot be used at the start.
    """
    notifier = Notifier(environ)
    with Signals() as signals:
        settings: Settings | None = load()
        kept: Settings | None = None  # the settings before these, while these have not proved good
        while settings is not None:
            people = WatchedFiles(_files_of_people(settings))
            try:
                with open_application(settings) as app:
                    kept, settings = settings, _serve(_Daemon(app, signals, notifier, load, clock, people))
            except CollectorError as error:
                if kept is None or kept is settings:
                    raise
                log.error("settings-refused", why=str(error))  # noqa: TRY400 - an expected failure
                settings = kept
        notifier.stopping()
    log.info("stopped")


def _serve(daemon: _Daemon) -> Settings | None:
    """The loop with its lane; ends with new settings, or with None when told to stop."""
    with ScanLane(daemon.app.understanding, daemon.app.spool, daemon.signals.nudge) as lane:
        return _go_round(daemon, lane)


def _go_round(daemon: _Daemon, lane: ScanLane) -> Settings | None:
    app, before = daemon.app, daemon.now()
    receiver = Receiver(app, lane, daemon.signals, daemon.notifier.alive, before)
    sender = Sender(app, daemon.signals, daemon.notifier.alive)
    alarm, clock = Alarm(app), _make_timetable(daemon, receiver)
    log.info("started", mailbox=app.mailbox().name, journal=verifying.journal_head(app))
    daemon.notifier.ready()
    first = True
    while not daemon.signals.stopping:
        now = daemon.now()
        if now < before:  # the clock was set back: `schedule` would wait until it has caught up
            log.warning("clock-set-back", seconds=int((before - now).total_seconds()))
            clock = _make_timetable(daemon, receiver)
        before = now
        receiver.receive_if_due(now)
        _run_safely("pictures", lambda: receiver.take_up_seen(daemon.now()))
        if first:
            clock.run_all()
            first = False
        else:
            clock.run_pending()
        sender.send_if_due(daemon.now())
        _run_safely("alerts", lambda: _check_health(daemon, receiver, sender, alarm))
        _run_safely("heartbeat", lambda: _leave_sign_of_life(daemon, receiver, lane))
        sender.send_if_due(daemon.now())  # what was just found wrong
        daemon.notifier.alive()
        if chosen := _chosen_anew(daemon):
            return chosen
        receiver.wait(_pause(daemon, clock))
    return None


def _pause(daemon: _Daemon, clock: schedule.Scheduler) -> float:
    """Seconds until something is due, or until systemd wants to hear from us."""
    longest = min(TICK, daemon.notifier.watchdog_seconds / 3 or TICK)
    return min(longest, max(0.0, clock.idle_seconds or 0.0))


def _files_of_people(settings: Settings) -> tuple[Path, ...]:
    """What staff keep up while the daemon runs: who reports, and who writes for them."""
    return tuple(filter(None, (settings.registry.units, settings.registry.contacts)))


def _chosen_anew(daemon: _Daemon) -> Settings | None:
    """Settings to go on with where they are to be read again, or these where only the people are; None to go on as before."""
    changed = daemon.people.changed()
    if daemon.signals.reload_asked():
        return _reload(daemon, daemon.load)
    if changed:
        log.info("contacts-changed")
        return _reload(daemon, daemon.app.settings.model_copy)
    return None


def _reload(daemon: _Daemon, load: LoadSettings) -> Settings | None:
    """The settings read again; None where they cannot be used, with every problem in the log."""
    daemon.notifier.reloading()
    try:
        settings = load()
        with open_application(settings, read_only=True):  # registry, forms and templates must be good as well
            pass
    except CollectorError as error:
        for line in str(error).splitlines():
            log.error("settings-refused", why=line.strip())  # noqa: TRY400 - an expected failure
        daemon.notifier.ready()
        return None
    log.info("settings-read")
    return settings


def _make_timetable(daemon: _Daemon, receiver: Receiver) -> schedule.Scheduler:
    clock = schedule.Scheduler()
    for minutes, name, job in (
        (1, "remind", lambda: _remind(daemon)),
        (10, "summary", lambda: _write_summary(daemon)),
        (10, "reconcile", receiver.reconcile),
    ):
        clock.every(minutes).minutes.do(_run_unless_stopping, daemon, name, job)
    return clock


def _run_unless_stopping(daemon: _Daemon, name: str, job: Callable[[], None]) -> None:
    if not daemon.signals.stopping:
        _run_safely(name, job)


def _run_safely(name: str, job: Callable[[], None]) -> None:
    """A job that raises must not end the loop (`schedule` would let it)."""
    try:
        job()
    except CollectorError as error:
        log.error("job-failed", job=name, why=str(error))  # noqa: TRY400 - an expected failure needs no traceback
    except Exception:
        log.exception("job-failed", job=name)


def _remind(daemon: _Daemon) -> None:
    reminders = reminding.write_reminders(daemon.app, daemon.now())
    if reminders:
        log.info("reminded", letters=len(reminders))


def _write_summary(daemon: _Daemon) -> None:
    """Writes the month's summary once its day has come; missed days are made up for, as the file itself tells."""
    app, now = daemon.app, daemon.now()
    rules = app.settings.daemon
    period = Period.of(now).previous()
    day = summing_up.last_due_day(app, period) + timedelta(days=rules.summary_days_after_due)
    moment = datetime.combine(day, rules.summary_at, app.settings.department.zone)
    folder = app.settings.storage.path / "summary" / str(period)
    if now >= moment and not folder.exists():
        for path in summing_up.summary(app, (period,), folder, now):
            log.info("summary", path=str(path))


def _check_health(daemon: _Daemon, receiver: Receiver, sender: Sender, alarm: Alarm) -> None:
    """Tells what is wrong."""
    app, now, rules = daemon.app, daemon.now(), daemon.app.settings.alerts
    observed = _observed(app, receiver, sender, now)
    thresholds = Thresholds(
        timedelta(minutes=rules.no_fetch_minutes), rules.letters_waiting, rules.free_megabytes
    )
    alarm.check(troubles.find_troubles(observed, thresholds, alarm.standing), now)


def _leave_sign_of_life(daemon: _Daemon, receiver: Receiver, lane: ScanLane) -> None:
    """For whoever watches from outside."""
    app, counts = daemon.app, daemon.app.store.letter_counts()
    letters = counts[LetterState.QUEUED] + counts[LetterState.SENDING]
    sign = Heartbeat(daemon.now(), receiver.last_fetch, letters, len(lane.mails), os.getpid())
    try:
        heartbeat.write_heartbeat(app.settings.storage.path, sign)
    except OSError as error:
        log.error("heartbeat-failed", why=str(error))  # noqa: TRY400 - the disk may be full, which has its own alert


def _observed(app: Application, receiver: Receiver, sender: Sender, now: datetime) -> Observed:
    store, counts, gripped = app.store, app.store.letter_counts(), app.store.breaker()
    silence = timedelta(minutes=app.settings.alerts.no_fetch_minutes)
    return Observed(
        silence=receiver.silence,
        failure=str(receiver.failure or ""),
        sign_in=receiver.sign_in_needed,
        mail_left=receiver.mail_left,
        letters_waiting=store.letters_written_before(now - troubles.LONG),
        letters_failed=store.letters_failed_since(now - troubles.RECENT),
        letters_held=counts[LetterState.HELD],
        breaker=gripped.why if gripped else "",
        send_failure=sender.failure,
        letters_stuck=store.letters_written_before(now - silence),
        shadow=app.settings.letters.shadow,
        free_megabytes=shutil.disk_usage(app.settings.storage.path).free // _MEGABYTE,
    )
