"""What is owed, what arrived and what was sent, at one moment → the reminders due; pure, writes and sends nothing."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from collector.letters.policy import is_address
from collector.model.units import Role, Unit
from collector.periods import Calendar, Period, periods_between
from collector.registry import Registry


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of reminding a unit of a month; later steps are firmer.

    A stage that repeats is named with its number: `overdue-1`, `overdue-2`, …
    """

    name: str
    days_after_due: int  # negative: before the due day
    repeat_every: int | None = None  # days
    at: time = time(8, 30)  # in the department's time zone
    cc_supervisor: bool = False

    def days(self, number: int) -> int:
        """How many days after the due day its nth repetition lies, counted from 1."""
        return self.days_after_due + (number - 1) * (self.repeat_every or 0)


STAGES = (
    Stage("due-day", days_after_due=0),
    Stage("overdue", days_after_due=7, repeat_every=7),
)


@dataclass(frozen=True, slots=True)
class Schedule:
    """When one form's months are due and when units are reminded of them."""

    form: str
    since: Period  # the first month that is owed
    due_day: int
    calendar: Calendar
    zone: tzinfo
    stages: tuple[Stage, ...] = STAGES


@dataclass(frozen=True, slots=True)
class ReminderRecord:
    """What is known at the moment of sending, by unit code and month.

    `arrived` are the months that need no reminder: a report is filed, or one waits for a person's review (it has
    arrived; that it is not filed yet is not the unit's fault). A report that was returned has not arrived.
    """

    arrived: frozenset[tuple[str, Period]] = frozenset()
    reminded: frozenset[tuple[str, Period, str]] = frozenset()  # unit, month, stage


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

    def cause(self, day: date) -> str:
        """What makes the letter unique for ever: form, unit, stage and day."""
        return f"{self.form}/{self.unit}/{self.stage}/{day.isoformat()}"


@dataclass(frozen=True, slots=True)
class Round:
    """What is due now, and which units owe a report but have no address to write to."""

    reminders: tuple[Reminder, ...] = ()
    unreachable: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reached:
    """The latest stage that a month has reached."""

    period: Period
    name: str
    stage: Stage
    number: int  # which repetition, from 1


def due(schedule: Schedule, registry: Registry, standing: ReminderRecord, now: datetime) -> Round:
    """Who is to be reminded at `now` (aware), of which months and at which stage.

    Only the latest stage that a month has reached counts: after a week without power a unit gets one letter,
    not all that were missed. A repetition is begun by the most overdue month alone, so that a unit that owes six
    months hears once a week and not six times; its letter lists all six. Called again after the keys were
    stored, it returns nothing.
    """
    local = now.astimezone(schedule.zone)
    reached, furthest = _reached(schedule, local), _furthest(schedule, standing)
    reporters, supervisors = _addresses(registry, Role.REPORTER), _addresses(registry, Role.SUPERVISOR)
    before = Counter((unit, period) for unit, period, _ in standing.reminded)
    reminders: list[Reminder] = []
    unreachable: list[Unit] = []
    for unit in registry.units:
        owed = tuple(item for item in reached if (unit.code, item.period) not in standing.arrived)
        if not owed:
            continue
        to = reporters.get(unit.code, ())
        if not to:
            unreachable.append(unit)
        elif keys := _keys(unit.code, owed, standing, furthest):
            told = supervisors.get(unit.code, ()) if _escalated(owed, keys) else ()
            cc = tuple(email for email in told if email not in to)
            periods = tuple(item.period for item in owed)
            ordinal = 1 + before[unit.code, owed[0].period]
            reminders.append(Reminder(schedule.form, unit.code, to, cc, owed[0].name, periods, keys, ordinal))
    return Round(tuple(reminders), tuple(unreachable))


def _reached(schedule: Schedule, local: datetime) -> tuple[_Reached, ...]:
    """Every month that has reached a stage, oldest first."""
    found = []
    for period in periods_between(schedule.since, _last_thinkable(schedule, local)):
        day = schedule.calendar.due(period, schedule.due_day)
        stages = list(_stages_reached(schedule, day, local))
        if stages:
            _, number, stage = max(stages, key=lambda item: item[0])
            name = f"{stage.name}-{number}" if stage.repeat_every else stage.name
            found.append(_Reached(period, name, stage, number))
    return tuple(found)


def _last_thinkable(schedule: Schedule, local: datetime) -> Period:
    """No later month can have reached a stage: its due day lies at least a month ahead of the earliest stage."""
    earliest = min((stage.days_after_due for stage in schedule.stages), default=0)
    return Period.of(local + timedelta(days=max(0, -earliest)))


def _stages_reached(
    schedule: Schedule, due_day: date, local: datetime
) -> Iterator[tuple[datetime, int, Stage]]:
    """The moment of each stage that has come, with the number of its repetition."""
    for stage in schedule.stages:
        first = datetime.combine(due_day + timedelta(days=stage.days_after_due), stage.at, schedule.zone)
        if first > local:
            continue
        repeats = 0
        if stage.repeat_every:
            # Whole days between the walls' clocks, not between instants: a stage keeps its hour in summer time.
            passed = local.replace(tzinfo=None) - first.replace(tzinfo=None)
            repeats = passed.days // stage.repeat_every
        yield first + timedelta(days=repeats * (stage.repeat_every or 0)), repeats + 1, stage


def _keys(
    unit: str,
    owed: tuple[_Reached, ...],
    standing: ReminderRecord,
    furthest: Mapping[tuple[str, Period], int],
) -> tuple[tuple[Period, str], ...]:
    """The months and stages that a letter now would be the first to speak of; none if nothing calls for a letter."""
    unsaid = [
        item
        for item in owed
        if (unit, item.period, item.name) not in standing.reminded
        and item.stage.days(item.number) >= furthest.get((unit, item.period), item.stage.days(item.number))
    ]
    if not any(item is owed[0] or item.number == 1 for item in unsaid):
        return ()
    return tuple((item.period, item.name) for item in unsaid)


def _furthest(schedule: Schedule, standing: ReminderRecord) -> dict[tuple[str, Period], int]:
    """How many days after its due day the latest step lies at which a unit was reminded of a month.

    A clock that is set back makes an earlier step the latest reached; it must not be begun again.
    """
    days: dict[tuple[str, Period], int] = {}
    for unit, period, name in standing.reminded:
        for stage in schedule.stages:
            if (number := _number(stage, name)) is not None:
                days[unit, period] = max(stage.days(number), days.get((unit, period), stage.days(number)))
    return days


def _number(stage: Stage, name: str) -> int | None:
    """Which repetition of a stage a name stands for; None if it is another stage's."""
    if not stage.repeat_every:
        return 1 if name == stage.name else None
    number = name.removeprefix(f"{stage.name}-")
    return int(number) if number != name and number.isdecimal() else None


def _escalated(owed: tuple[_Reached, ...], keys: tuple[tuple[Period, str], ...]) -> bool:
    return any(item.stage.cc_supervisor and (item.period, item.name) in keys for item in owed)


def _addresses(registry: Registry, role: Role) -> dict[str, tuple[str, ...]]:
    """The addresses of one role by unit, each once, in the order of the registry; what is no address is left out."""
    found: dict[str, dict[str, None]] = {}
    for contact in registry.contacts:
        if contact.role is role and is_address(contact.email):
            found.setdefault(contact.unit, {})[contact.email] = None
    return {unit: tuple(emails) for unit, emails in found.items()}
