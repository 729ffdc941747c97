"""Who owes a report at a time → the reminders that are due, in the outbox; who owes what is for `letters/reminders.py`."""

from collections.abc import Iterable, Iterator
from datetime import datetime

import structlog

from collector.application import Application
from collector.forms.spec import FormSpec
from collector.forms.which_form import may_be
from collector.jobs.passes import send
from collector.letters import compose
from collector.letters.reminders import Reminder, ReminderRecord, due
from collector.model.outcomes import Outcome
from collector.periods import Period
from collector.presumed_place import place_of
from collector.store.records import ReminderLetter

log = structlog.get_logger()

Place = tuple[str, Period]  # a unit's code and a month


def remind(app: Application, now: datetime, dry_run: bool) -> tuple[Reminder, ...]:
    """The reminders due at `now`; written and sent unless `dry_run`. Called again, there are none."""
    if dry_run:
        return _all_due(app, now)
    reminders = write_reminders(app, now)
    send(app, now)
    return reminders


def next_office_hour(app: Application, now: datetime) -> datetime:
    """When reminders may leave: `now` if offices work then, else when they open next; in the department's time zone."""
    local = now.astimezone(app.settings.department.zone)
    return app.reminder_schedule(app.specs[0]).next_office_hour(local)


def write_reminders(app: Application, now: datetime) -> tuple[Reminder, ...]:
    """The reminders due at `now`, written into the outbox. Called again, there are none."""
    reminders = _all_due(app, now)
    app.store.queue_reminders([_letter(app, reminder, now) for reminder in reminders], now)
    return reminders


def _all_due(app: Application, now: datetime) -> tuple[Reminder, ...]:
    return tuple(reminder for spec in app.specs for reminder in _due(app, spec, now))


def _letter(app: Application, reminder: Reminder, now: datetime) -> ReminderLetter:
    letter = compose.remind(reminder, app.letterhead, app.wording, now)
    return ReminderLetter(reminder.form, reminder.unit, reminder.keys, letter)


def _due(app: Application, spec: FormSpec, now: datetime) -> Iterable[Reminder]:
    if not app.settings.reminders.enabled:
        return ()
    held = tuple(_held(app, spec))
    filed = {(filed.unit, filed.period) for filed in app.store.current(form=spec.id)}
    waiting = {place for outcome, place, _ in held if outcome is Outcome.REVIEW}
    sent_back = {place: received for outcome, place, received in held if outcome is Outcome.RETURNED}
    standing = ReminderRecord(frozenset(filed | waiting), app.store.reminded_of(spec.id), sent_back)
    registry = app.registry.without(app.store.dead_addresses())
    found = due(app.reminder_schedule(spec), registry, standing, now)
    if found.unreachable:
        log.warning("no-address", form=spec.id, units=len(found.unreachable), first=found.unreachable[0].code)
    return found.reminders


def _held(app: Application, spec: FormSpec) -> Iterator[tuple[Outcome, Place, datetime]]:
    """Each mail that waits for a person, or was sent back: its unit and month, and when it came; the oldest first.

    It counts where it is presumed to belong, for its sender's units where nothing tells one of them alone, and only where the
    unit heard of it: anybody can write a From, and a mail whose answer went elsewhere, or to nobody, would else silence the
    reminders of its unit.
    """
    for held in app.store.held():
        if not may_be(held.form, held.reasons, spec.id):
            continue
        place = place_of(held, app.registry, app.settings.department.zone)
        heard = {code for to in app.store.written_about(held.sha256) for code in app.registry.units_of(to)}
        own = set(app.registry.units_of(held.sender)) & heard
        for unit in own & {place.unit} if place.unit else own:
            yield held.outcome, (unit, place.period), held.received
