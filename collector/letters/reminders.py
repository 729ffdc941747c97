"""What is owed, what arrived and what was sent, at one moment → the reminders due; pure, writes and sends nothing."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from collector.letters.ladder import Reached, Schedule, reached
from collector.letters.policy import is_address
from collector.model.units import Role, Unit
from collector.periods import Period
from collector.registry import Registry


@dataclass(frozen=True, slots=True)
class ReminderRecord:
    """What is known at the moment of sending, by unit code and month.

    `arrived` are the months that need no reminder: a report is filed, or one waits for a person's review (it has
    arrived; that it is not filed yet is not the unit's fault). A report that was returned has not arrived.
    """

    arrived: frozenset[tuple[str, Period]] = frozenset()
    reminded: frozenset[tuple[str, Period, str]] = frozenset()  # unit, month, stage
    sent_back: Mapping[tuple[str, Period], datetime] = field(
        default_factory=dict
    )  # when the last such mail came


@dataclass(frozen=True, slots=True)
class Reminder:
    """One letter to one unit for all the months it owes.

    `stage` is the one that the most overdue month has reached. `keys` is what has to be stored with the letter,
    in one commit: each month with the stage that *it* has reached and was not yet reminded of. A month that
    is listed only because its unit is written to anyway has no key.
    """

    form: str
    unit: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    stage: str
    periods: tuple[Period, ...]  # oldest first
    keys: tuple[tuple[Period, str], ...]
    ordinal: int = 1  # which letter it is about the most overdue month
    sent_back: Mapping[Period, datetime] = field(
        default_factory=dict
    )  # months of which something came that has to be mended

    def cause(self, day: date) -> str:
        """What makes the letter unique for ever: form, unit, stage and day."""
        return f"{self.form}/{self.unit}/{self.stage}/{day.isoformat()}"


@dataclass(frozen=True, slots=True)
class Round:
    """What is due now, and which units owe a report but have no address to write to."""

    reminders: tuple[Reminder, ...] = ()
    unreachable: tuple[Unit, ...] = ()


def due(schedule: Schedule, registry: Registry, record: ReminderRecord, now: datetime) -> Round:
    """Who is to be reminded at `now` (aware), of which months and at which stage; nobody outside of office hours.

    Only the latest stage that a month has reached counts: after a week without power a unit gets one letter,
    not all that were missed. A repetition is begun by the most overdue month alone, so that a unit that owes six
    months hears once a week and not six times; its letter lists all six. Called again after the keys were
    stored, it returns nothing.
    """
    local = now.astimezone(schedule.zone)
    if not schedule.in_office_hours(local):
        return Round()
    come, furthest = reached(schedule, local), _furthest(schedule, record)
    reporters, supervisors = _addresses(registry, Role.REPORTER), _addresses(registry, Role.SUPERVISOR)
    before = Counter((unit, period) for unit, period, _ in record.reminded)
    reminders: list[Reminder] = []
    unreachable: list[Unit] = []
    for unit in registry.units:
        owed = tuple(item for item in come if (unit.code, item.period) not in record.arrived)
        if not owed:
            continue
        to = reporters.get(unit.code, ())
        if not to:
            unreachable.append(unit)
        elif keys := _keys(unit.code, owed, record, furthest):
            told = supervisors.get(unit.code, ()) if _escalated(owed, keys) else ()
            cc = tuple(email for email in told if email not in to)
            periods = tuple(item.period for item in owed)
            ordinal = 1 + before[unit.code, owed[0].period]
            back = {period: when for period in periods if (when := record.sent_back.get((unit.code, period)))}
            reminders.append(
                Reminder(schedule.form, unit.code, to, cc, owed[0].name, periods, keys, ordinal, back)
            )
    return Round(tuple(reminders), tuple(unreachable))


def _keys(
    unit: str,
    owed: tuple[Reached, ...],
    record: ReminderRecord,
    furthest: Mapping[tuple[str, Period], date],
) -> tuple[tuple[Period, str], ...]:
    """The months and stages that a letter now would be the first to speak of; none if nothing calls for a letter."""
    unsaid = [
        item
        for item in owed
        if (unit, item.period, item.name) not in record.reminded
        and item.day >= furthest.get((unit, item.period), item.day)
    ]
    if not any(item is owed[0] or item.number == 1 for item in unsaid):
        return ()
    return tuple((item.period, item.name) for item in unsaid)


def _furthest(schedule: Schedule, record: ReminderRecord) -> dict[tuple[str, Period], date]:
    """The day of the latest step at which a unit was reminded of a month.

    A clock that is set back makes an earlier step the latest reached; it must not be begun again.
    """
    days: dict[tuple[str, Period], date] = {}
    named = {(period, name): schedule.day_of(name, period) for _, period, name in record.reminded}
    for unit, period, name in record.reminded:
        if (day := named[period, name]) is not None:
            days[unit, period] = max(day, days.get((unit, period), day))
    return days


def _escalated(owed: tuple[Reached, ...], keys: tuple[tuple[Period, str], ...]) -> bool:
    return any(item.stage.cc_supervisor and (item.period, item.name) in keys for item in owed)


def _addresses(registry: Registry, role: Role) -> dict[str, tuple[str, ...]]:
    """The addresses of one role by unit, each once, in the order of the registry; what is no address is left out."""
    found: dict[str, dict[str, None]] = {}
    for contact in registry.contacts:
        if contact.role is role and is_address(contact.email):
            found.setdefault(contact.unit, {})[contact.email] = None
    return {unit: tuple(emails) for unit, emails in found.items()}
