"""The steps of reminding and a calendar → which step a month has reached at a moment; knows no unit and no letter."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from collector.periods import Calendar, Period, periods_between


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of reminding a unit of a month; later steps are firmer.

    A stage that repeats is named with its number: `weekly-1`, `weekly-2`, …
    """

    name: str
    working_days_after_due: int  # negative: before the due day
    repeat_every: int | None = None  # days; a day off moves to the next working day
    times: int | None = None  # how often it comes at most; None without end
    at: time = time(8, 30)  # in the department's time zone
    cc_supervisor: bool = False

    def day(self, due: date, number: int, calendar: Calendar) -> date:
        """The day of its nth repetition, counted from 1, for a month that is due on `due`."""
        first = calendar.working_day(due, self.working_days_after_due)
        return calendar.on_or_after(first + timedelta(days=(number - 1) * (self.repeat_every or 0)))


STAGES = (
    Stage("before", -3),
    Stage("due-day", 0),
    Stage("overdue-1", 1),
    Stage("overdue-2", 3),
    Stage("overdue-3", 7, cc_supervisor=True),
    Stage("weekly", 12, repeat_every=7, times=12, cc_supervisor=True),
)
OFFICE_HOURS = (time(8, 30), time(16, 30))


@dataclass(frozen=True, slots=True)
class Schedule:
    """When one form's months are due and when units are reminded of them."""

    form: str
    since: Period  # the first month that is owed
    due_day: int
    calendar: Calendar
    zone: tzinfo
    stages: tuple[Stage, ...] = STAGES
    hours: tuple[time, time] = OFFICE_HOURS  # between which letters leave, on working days

    def in_office_hours(self, local: datetime) -> bool:
        """Whether offices work at a time, which is told in the department's time zone."""
        opens, closes = self.hours
        return opens <= local.time() <= closes and not self.calendar.is_off(local.date())

    def next_office_hour(self, local: datetime) -> datetime:
        """The time itself if offices work at it, else when they open next."""
        if self.in_office_hours(local):
            return local
        opens = datetime.combine(local.date(), self.hours[0], local.tzinfo)
        if local > opens:
            opens += timedelta(days=1)
        return datetime.combine(self.calendar.on_or_after(opens.date()), self.hours[0], local.tzinfo)

    def due(self, period: Period) -> date:
        """The last day on which a month's report is on time."""
        return self.calendar.due(period, self.due_day)

    def day_of(self, name: str, period: Period) -> date | None:
        """The day of a month's step by the name that was noted when it was taken; None for a step that there is no more."""
        for stage in self.stages:
            if (number := _number(stage, name)) is not None:
                return stage.day(self.due(period), number, self.calendar)
        return None


@dataclass(frozen=True, slots=True)
class Reached:
    """The latest step that a month has reached."""

    period: Period
    name: str
    stage: Stage
    number: int  # which repetition, from 1
    day: date


def reached(schedule: Schedule, local: datetime) -> tuple[Reached, ...]:
    """Every month that has reached a step at a time of the department's zone, oldest first, each with its latest."""
    found = []
    for period in periods_between(schedule.since, _last_thinkable(schedule, local)):
        steps = list(_steps(schedule, period, local))
        if steps:
            found.append(max(steps, key=lambda step: (step.day, step.stage.at)))
    return tuple(found)


def _last_thinkable(schedule: Schedule, local: datetime) -> Period:
    """No later month can have reached a step: its due day lies at least a month ahead of the earliest one."""
    earliest = min((stage.working_days_after_due for stage in schedule.stages), default=0)
    return Period.of(local + timedelta(days=max(0, -earliest) * 2))  # with weekends and days off between


def _steps(schedule: Schedule, period: Period, local: datetime) -> Iterator[Reached]:
    """Each stage that has come for a month, with the latest of its repetitions."""
    due = schedule.due(period)
    for stage in schedule.stages:
        number = _come(stage, due, schedule, local)
        if number:
            name = f"{stage.name}-{number}" if stage.repeat_every else stage.name
            yield Reached(period, name, stage, number, stage.day(due, number, schedule.calendar))


def _come(stage: Stage, due: date, schedule: Schedule, local: datetime) -> int:
    """How often a stage has come by now; 0 if it has not."""
    now = local.replace(tzinfo=None)
    passed = (local.date() - stage.day(due, 1, schedule.calendar)).days
    number = 1 + max(0, passed) // stage.repeat_every if stage.repeat_every else 1
    number = min(number, stage.times or number)
    while number and datetime.combine(stage.day(due, number, schedule.calendar), stage.at) > now:
        number -= 1  # a day off has moved it, or its hour has not come
    return number


def _number(stage: Stage, name: str) -> int | None:
    """Which repetition of a stage a name stands for; None if it is another stage's."""
    if not stage.repeat_every:
        return 1 if name == stage.name else None
    number = name.removeprefix(f"{stage.name}-")
    return int(number) if number != name and number.isdecimal() else None
