"""What the commands and the daemon do, one function each: intake, letters, reminders, status, summary, verify."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog

from collector.application import Application, open_application
from collector.errors import MailboxError
from collector.filing import check
from collector.filing.spool import ADOPTED
from collector.forms.spec import FormSpec
from collector.intake import one_pass
from collector.intake.one_pass import Manner, Tick
from collector.jobs import unfinished_imports
from collector.letters import compose
from collector.letters.folder import FolderTransport
from collector.letters.outbox import DeliveryReport, Sending, deliver
from collector.letters.policy import Limits
from collector.letters.reminders import Reminder, Schedule, Stage, Standing, due
from collector.letters.smtp import SmtpTransport
from collector.model import Outcome
from collector.periods import Period
from collector.settings.sections import FolderOutgoing
from collector.signin.secrets import secret_of
from collector.store.records import ReminderLetter, WaitingMail
from collector.summary.standings import SummaryTable
from collector.summary.table import OnFile, Scope, build
from collector.summary.write import write_summary

__all__ = ["once", "open_application", "remind", "send", "status", "summary", "verify"]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class OnceReport:
    """What one pass did."""

    taken_in: int
    outcomes: Mapping[str, int]
    letters: DeliveryReport


def once(app: Application, now: datetime, tick: Tick) -> OnceReport:
    """One pass: takes in everything that waits, then sends what is due to go out.

    Letters do not wait for a mailbox that cannot be reached: its MailboxError is raised when they have gone out.
    """
    try:
        report = one_pass.take_in(app, app.mailbox(), now, Manner(tick, answers(app)))
    except MailboxError:
        send(app, now)
        raise
    return OnceReport(report.taken_in, report.outcomes, send(app, now))


def send(app: Application, now: datetime, sending: Sending | None = None) -> DeliveryReport:
    """Sends the letters whose time has come, within the limits."""
    with _transport(app) as transport:
        moment = now.astimezone(app.settings.department.zone)
        return deliver(app.store, transport, _limits(app), moment, sending or Sending())


def _limits(app: Application) -> Limits:
    rules = app.settings.letters
    return Limits(
        rules.max_per_recipient_per_day,
        rules.max_per_hour,
        rules.shadow,
        rules.hold_above_per_hour,
        rules.hold_after_failures,
        (rules.quiet_from, rules.quiet_until) if rules.quiet_from and rules.quiet_until else None,
    )


def _transport(app: Application) -> FolderTransport | SmtpTransport:
    outgoing = app.settings.outgoing
    if isinstance(outgoing, FolderOutgoing):
        return FolderTransport(outgoing.path)
    return SmtpTransport.from_settings(outgoing, secret_of(outgoing, app.settings))


def remind(app: Application, now: datetime, dry_run: bool) -> tuple[Reminder, ...]:
    """The reminders due at `now`; written and sent unless `dry_run`. Called again, there are none."""
    if dry_run:
        return _all_due(app, now)
    reminders = write_reminders(app, now)
    send(app, now)
    return reminders


def write_reminders(app: Application, now: datetime) -> tuple[Reminder, ...]:
    """The reminders due at `now`, written into the outbox. Called again, there are none."""
    reminders = _all_due(app, now)
    app.store.queue_reminders([_letter(app, reminder, now) for reminder in reminders], now)
    return reminders


def _all_due(app: Application, now: datetime) -> tuple[Reminder, ...]:
    return tuple(reminder for spec in app.specs for reminder in _due(app, spec, now))


def _letter(app: Application, reminder: Reminder, now: datetime) -> ReminderLetter:
    letter = compose.remind(reminder, app.desk, app.wording, now)
    return ReminderLetter(reminder.form, reminder.unit, reminder.keys, letter)


def _due(app: Application, spec: FormSpec, now: datetime) -> Iterable[Reminder]:
    settings = app.settings
    if not settings.reminders.enabled:
        return ()
    stages = tuple(
        Stage(
            stage.name, stage.days_after_due, stage.repeat_every_days or None, stage.at, stage.cc_supervisor
        )
        for stage in settings.reminders.stages
    )
    schedule = Schedule(
        spec.id, settings.registry.since, spec.due_day, app.calendar, settings.department.zone, stages
    )
    standing = Standing(_arrived(app, spec), app.store.reminded_of(spec.id))
    found = due(schedule, app.registry.without(app.store.dead_addresses()), standing, now)
    if found.unreachable:
        log.warning("no-address", units=len(found.unreachable), first=found.unreachable[0].code)
    return found.reminders


def _arrived(app: Application, spec: FormSpec) -> frozenset[tuple[str, Period]]:
    """Units and months of which something is here: filed, or waiting for a person; nobody who reported is reminded.

    What waits and does not tell its unit is its sender's; what does not tell its month is the month before it came.
    """
    arrived = {(filed.unit, filed.period) for filed in app.store.current(form=spec.id)}
    for held in app.store.held():
        if held.outcome is not Outcome.REVIEW or held.form not in (None, spec.id):
            continue
        month = Period.of(held.received.astimezone(app.settings.department.zone)).previous()
        units = (held.unit,) if held.unit else app.registry.units_of(held.sender)
        arrived |= {(unit, held.period or month) for unit in units}
    return frozenset(arrived)


def status(app: Application, periods: tuple[Period, ...], now: datetime) -> SummaryTable:
    """How the units stand for some months, from what is on file."""
    on_file = OnFile(app.store.current(), app.store.held(), app.store.mail_counts())
    scope = Scope(
        periods, app.settings.registry.since, app.calendar, now.astimezone(app.settings.department.zone)
    )
    return build(app.registry, app.specs[0], on_file, scope)


def summary(app: Application, periods: tuple[Period, ...], out: Path, now: datetime) -> tuple[Path, ...]:
    """Writes the staff's summary of some months and returns the paths."""
    return write_summary(status(app, periods, now), out, app.wording, app.archive.root)


def answers(app: Application) -> Callable[[WaitingMail], bool]:
    """Which mails that wait are to be answered, as things stand: those of the mailbox, but for unfinished imports of it.

    Raises StoreError.
    """
    own = app.mailbox().name
    imports = unfinished_imports.of_mailbox(app.settings.storage.path, own)

    def answered(mail: WaitingMail) -> bool:
        ours = mail.key.mailbox == own or (mail.key.mailbox == ADOPTED and app.store.is_in(mail.sha256, own))
        imported = mail.arrived is not None and any(span.holds(mail.arrived) for span in imports)
        return ours and not imported

    return answered


def verify(app: Application) -> tuple[str, ...]:
    """Everything in which database, archive, spool and ledger do not agree; empty when all is well."""
    return tuple(str(problem) for problem in check.verify(app.store, app.spool, app.archive))
