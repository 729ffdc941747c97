"""Words → the whole dates in them, and the month that one stands for: the first or last day behind `ประจำเดือน`. Knows no form.

Any other date is that of a law, a letter or a signature, and names no month of a report.
"""

import re
from collections.abc import Iterator
from datetime import date

from collector.forms.month_names import YEAR, MonthNames, gregorian
from collector.forms.spans import LAST_DAYS
from collector.periods import Period
from collector.thai import fold

Where = tuple[int, int]
MONTHS = 12
REACH = 100  # characters before a month in which its day stands
_DAY_BEFORE = re.compile(
    r"(?:^|[^\d.])(?P<day>\d{1,2})\s*+(?:st|nd|rd|th)?[\s.\-/]*+(?:ของ)?\s*+(?:เดือน)?\s*+$", re.IGNORECASE
)
# October 31, 2018
_DAY_AFTER = re.compile(r"\s*+(?P<day>\d{1,2})(?:st|nd|rd|th)?\s*+,?\s*+(?=\d{4}(?!\d))", re.IGNORECASE)
_CIPHERED = re.compile(
    r"(?<!\d)(?<!\d[/.\-])(?:(?P<a>\d{1,2})\s?[/.\-]\s?(?P<b>\d{1,2})\s?[/.\-]\s?(?P<y>\d{4})"
    r"|(?P<y2>\d{4})-(?P<b2>\d{1,2})-(?P<a2>\d{1,2}))(?!\d)"
)
_SHORT_YEAR = re.compile(r"\s*+(?P<day>\d{2})(?:st|nd|rd|th)?(?!\d|\s*+[/,]?\s*+\d)", re.IGNORECASE)


def day_beside(text: str, month: re.Match[str], received: date) -> re.Match[str] | None:
    """The day that makes a written month a date, before it or behind it; None where it is a month."""
    before = _DAY_BEFORE.search(text, max(month.start() - REACH, 0), month.start())
    if before and _is_day(before):
        return before
    behind = _DAY_AFTER.match(text, month.end()) or _no_year(text, month.end(), received)
    return behind if behind and _is_day(behind) else None


def dates(text: str, received: date, names: MonthNames) -> Iterator[tuple[Where, Period]]:
    """Where dates of a month's first or last day stand, with that month; whether a label makes it a report's is not said."""
    for month in names.month.finditer(text):
        number, day = names.numbers.get(fold(month["month"])), day_beside(text, month, received)
        if number is None or day is None:
            continue
        written = YEAR.match(text, max(day.end(), month.end()))
        year = gregorian(int(written["year"])) if written else None
        if written and year is not None and _is_edge(int(day["day"]), number):
            yield (min(day.start("day"), month.start()), written.end()), Period(year, number)
    for found in _CIPHERED.finditer(text):
        first, second = int(found["a"] or found["a2"]), int(found["b"] or found["b2"])
        year = gregorian(int(found["y"] or found["y2"]))
        day_of, number = (second, first) if second > MONTHS and found["y"] else (first, second)
        if year is not None and 1 <= number <= MONTHS and _is_edge(day_of, number):
            yield found.span(), Period(year, number)


def _no_year(text: str, at: int, received: date) -> re.Match[str] | None:
    """Two digits behind a month that are a day, as the year would lie ahead: `October 31` in 2018."""
    found = _SHORT_YEAR.match(text, at)
    year = gregorian(int(found["day"])) if found else None
    return found if year is not None and year > received.year + 1 else None


def _is_day(found: re.Match[str]) -> bool:
    return 1 <= int(found["day"]) <= max(LAST_DAYS)


def _is_edge(day: int, month: int) -> bool:
    """Whether a day is the first or the last of a month."""
    return day == 1 or LAST_DAYS[month] <= day <= max(LAST_DAYS)
