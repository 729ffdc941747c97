"""Words → the spans of time that are no month: a week, a quarter, days of one or several months, a half-year, a year.

From the first of a month to its last is that month, and no span. Knows no form.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from collector.forms.month_names import MonthNames, gregorian, years_meant
from collector.periods import Period
from collector.thai import arabic_digits, fold, normalise

LAST_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # of each month
OFF_BY = 1  # days by which people mistake the last one


class SpanKind(StrEnum):
    """What a span is; a week is of a month and no month all the same, a year says nothing against any month."""

    WEEK = auto()
    QUARTER = auto()
    PART = auto()
    DAYS = auto()
    YEAR = auto()


@dataclass(frozen=True, slots=True)
class Span:
    """A span of time that a text names, as written but for its digits."""

    kind: SpanKind
    text: str


@dataclass(frozen=True, slots=True)
class WholeMonth:
    """The days from the first to the last of one month, and where the words that name it stand."""

    periods: tuple[Period, ...]
    start: int
    end: int


def find_span(text: str, names: MonthNames) -> Span | None:
    """The span that says most surely that no single month is meant; None if there is none."""
    plain = arabic_digits(normalise(text))
    patterns = names.spans
    for kind, pattern in (
        (SpanKind.WEEK, patterns.week),
        (SpanKind.QUARTER, patterns.quarter),
        (SpanKind.PART, patterns.part),
    ):
        if found := pattern.search(plain):
            return Span(kind, found[0])
    for days in patterns.days.finditer(plain):
        if _are_days(days) and not _is_whole(days, names):
            return Span(SpanKind.DAYS, days[0])
    for kind, pattern in ((SpanKind.DAYS, patterns.day), (SpanKind.YEAR, patterns.year)):
        if found := pattern.search(plain):
            return Span(kind, found[0])
    return None


def without_spans(plain: str, received: date, names: MonthNames) -> tuple[str, tuple[WholeMonth, ...]]:
    """Blanks in place of spans, as 1/2562 is no January behind ไตรมาสที่, and the whole months among their days."""
    for pattern in (names.spans.week, names.spans.quarter):
        plain = pattern.sub(_blanks, plain)
    whole = tuple(_whole_months(plain, received, names))
    return names.spans.days.sub(lambda days: _blanks(days) if _are_days(days) else days[0], plain), whole


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _whole_months(plain: str, received: date, names: MonthNames) -> Iterator[WholeMonth]:
    for days in names.spans.days.finditer(plain):
        if _are_days(days) and _is_whole(days, names):
            month, written = _last_month(days, names), days["y2"] or days["z2"]
            periods = years_meant(month, int(written) if written else None, received)
            yield WholeMonth(periods, days.start("m2" if days["m2"] else "n2"), days.end())


def _are_days(days: re.Match[str]) -> bool:
    """Whether the numbers can be days and months: `0 - 45 ธ.ค.` is something else."""
    numbers = [days["d1"], days["d2"] or days["e2"]]
    months = [number for number in (days["n1"], days["n2"]) if number]
    return all(1 <= int(day) <= 31 for day in numbers) and all(1 <= int(month) <= 12 for month in months)


def _is_whole(days: re.Match[str], names: MonthNames) -> bool:
    last = _last_month(days, names)
    first = names.numbers[fold(days["m1"])] if days["m1"] else int(days["n1"] or last)
    years = [gregorian(int(year)) for year in (days["y1"], days["z1"], days["y2"], days["z2"]) if year]
    day = int(days["d2"] or days["e2"])
    return (
        int(days["d1"]) == 1
        and first == last
        and len(set(years)) <= 1
        and day >= LAST_DAYS[last] - (OFF_BY if LAST_DAYS[last] > LAST_DAYS[2] else 0)
    )


def _last_month(days: re.Match[str], names: MonthNames) -> int:
    return names.numbers[fold(days["m2"])] if days["m2"] else int(days["n2"])
