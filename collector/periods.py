"""Months for which reports are owed: arithmetic, fiscal years, due days and days off.

Reads no text (see forms/months.py) and no clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

BUDDHIST_ERA = 543
FISCAL_YEAR_STARTS = 10  # October


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A calendar month; the year is Gregorian, as in data. `str()` gives `2018-12`."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 1900 <= self.year <= 2200):
            raise ValueError(f"{self.year}-{self.month} is no month")

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """`2018-12` → the period; ValueError for anything else."""
        year, dash, month = text.strip().partition("-")
        if not (dash and len(year) == 4 and year.isdigit() and month.isdigit() and len(month) <= 2):
            raise ValueError(f"{text!r} is not a month of the form 2018-12")
        return cls(int(year), int(month))

    @classmethod
    def of(cls, day: date | datetime) -> Self:
        """The month that a day lies in; a datetime must already be in the department's time zone."""
        return cls(day.year, day.month)

    def plus(self, months: int) -> "Period":
        index = self.year * 12 + self.month - 1 + months
        return Period(index // 12, index % 12 + 1)

    def next(self) -> "Period":
        return self.plus(1)

    def previous(self) -> "Period":
        return self.plus(-1)

    def months_since(self, other: "Period") -> int:
        """How many months this one lies after the other; negative before it."""
        return (self.year - other.year) * 12 + self.month - other.month

    @property
    def buddhist_year(self) -> int:
        return self.year + BUDDHIST_ERA

    @property
    def fiscal_year(self) -> int:
        """The Buddhist fiscal year: 2562 for October 2018 to September 2019."""
        return self.buddhist_year + (self.month >= FISCAL_YEAR_STARTS)


def fiscal_periods(fiscal_year: int) -> tuple[Period, ...]:
    """The twelve months of a Buddhist fiscal year, October first."""
    first = Period(fiscal_year - BUDDHIST_ERA - 1, FISCAL_YEAR_STARTS)
    return tuple(first.plus(n) for n in range(12))


def assumed_period(received: date) -> Period:
    """The month of a report that names none: the one before it was received, by the department's clock."""
    return Period.of(received).previous()


def periods_between(first: Period, last: Period) -> tuple[Period, ...]:
    """All months from the first to the last, both included; none if the last lies before the first."""
    return tuple(first.plus(n) for n in range(last.months_since(first) + 1))


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are off, and when a month's report falls due."""

    days_off: frozenset[date] = frozenset()  # beside Saturdays and Sundays
    working_days: frozenset[date] = frozenset()  # declared working days; win over everything
    roll: bool = True  # a due day that is off moves to the next working day

    def is_off(self, day: date) -> bool:
        if day in self.working_days:
            return False
        return day.weekday() >= 5 or day in self.days_off

    def working_day(self, day: date, count: int) -> date:
        """The working day that lies `count` working days after `day`, or before it for a negative number; 0 is the day itself."""
        step = timedelta(days=1 if count > 0 else -1)
        for _ in range(abs(count)):
            day += step
            while self.is_off(day):
                day += step
        return day

    def on_or_after(self, day: date) -> date:
        """The day itself, or the next working day if it is off."""
        while self.is_off(day):
            day += timedelta(days=1)
        return day

    def due(self, period: Period, due_day: int) -> date:
        """The last day on which the report for `period` is on time: the `due_day` of the month after."""
        following = period.next()
        last = following.next()
        month_ends = date(last.year, last.month, 1) - timedelta(days=1)
        day = min(date(following.year, following.month, 1) + timedelta(days=due_day - 1), month_ends)
        return self.on_or_after(day) if self.roll else day


def calendar_of(
    public: Iterable[date], *, off: Iterable[date] = (), working: Iterable[date] = (), roll: bool = True
) -> Calendar:
    """The calendar from public holidays, overlaid by the department's own list of days off and working days."""
    return Calendar(frozenset(public) | frozenset(off), frozenset(working), roll)
