"""A month, day, moment or fiscal year as an administrator types it, in either era → the value, or a ValueError in plain words.

The one parser of the settings and of all commands. What may be meant in two ways is refused, never guessed.
"""

import re
from datetime import date, datetime
from functools import cache

from collector.forms.month_names import MonthNames, gregorian
from collector.periods import BUDDHIST_ERA, Period
from collector.settings.reading_words import reading_words
from collector.thai import arabic_digits, collapse, fold

_FIRST_BUDDHIST_YEAR = 2400  # no earlier year is meant in that era, no later one in the other
_FIRST_YEAR, _LAST_YEAR = 1970, 2200  # in which mail has arrived, or may
_NUMBERS = re.compile(r"(\d{1,4}) ?[-/.] ?(\d{1,4})")
_YEAR = re.compile(r" ?(?:พ\.? ?ศ\.? ?(2[4-6]\d\d|\d\d)|(\d{4}|\d\d))")
_LEADING_YEAR = re.compile(r"\d{4}(?=-)")


def typed_month(text: str) -> Period:
    """`2018-12`, `2561-12`, `12/2561`, `12/61`, `ธ.ค. 61` or `ธันวาคม ๒๕๖๑` → the period."""
    plain = arabic_digits(collapse(text))
    year, month = _in_numbers(plain) or _in_words(plain, _names()) or (None, 0)
    if year is None or not 1 <= month <= 12 or not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(
            f"{text!r} is not a month with its year, like 2018-12; 2561-12, 12/2561 and the month's name with 2561 mean the same"
        )
    return Period(year, month)


def typed_day(text: str) -> date:
    """`2018-10-01`, or `2561-10-01` in the Buddhist era, in Thai digits too → the day."""
    typed = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", arabic_digits(text.strip()))
    year, month, number = map(int, typed.groups()) if typed else (0, 0, 0)
    try:
        found = date(_common(year), month, number)
    except ValueError:
        found = date.min
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise ValueError(f"{text!r} is not a day like 2018-10-01 or 2561-10-01")
    return found


def typed_moment(text: str) -> datetime:
    """`2019-01-04T09:00`, or `2562-01-04T09:00` in the Buddhist era → the moment, with the time zone that it names or none."""
    plain = _LEADING_YEAR.sub(lambda year: str(_common(int(year[0]))), arabic_digits(text.strip()), count=1)
    try:
        found = datetime.fromisoformat(plain)
    except ValueError:
        found = None
    if found is None or not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise ValueError(f"{text!r} is not a moment like 2019-01-04T09:00:00+07:00")
    return found


def typed_fiscal_year(text: str) -> int:
    """`2562`, `62` or `๒๕๖๒` → the Buddhist fiscal year; a year of the common era lies in two of them, and is refused."""
    found = re.fullmatch(r"(?:พ\.? ?ศ\.? ?)?(\d{4}|\d{2})", arabic_digits(collapse(text)))
    year = int(found[1]) if found else 0
    if 40 <= year < 100:
        year += 2500
    if _FIRST_BUDDHIST_YEAR < year < 2700:
        return year
    if _FIRST_YEAR <= year <= _LAST_YEAR:
        first = year + BUDDHIST_ERA
        raise ValueError(
            f"{text} is no Buddhist fiscal year: {first} is October {year - 1} to September {year}, "
            f"{first + 1} is October {year} to September {year + 1}"
        )
    raise ValueError(f"{text!r} is not a Buddhist fiscal year like 2562")


def _in_numbers(plain: str) -> tuple[int | None, int] | None:
    """Year and month where both are numbers; the year is the one that can be no month."""
    found = _NUMBERS.fullmatch(plain)
    if found is None:
        return None
    first, second = found.groups()
    if len(first) <= 2 and int(first) <= 12:
        first, second = second, first
    return (_year(first), int(second)) if len(second) <= 2 else None


def _in_words(plain: str, names: MonthNames) -> tuple[int | None, int] | None:
    """Year and month where the month is a word."""
    word = names.month.match(plain)
    year = _YEAR.fullmatch(plain, word.end()) if word else None
    if word is None or year is None:
        return None
    return _year(year[1] or year[2]), names.numbers.get(fold(word["month"]), 0)


def _year(written: str) -> int | None:
    """The year of the common era; of two digits what they mean in offices' own forms, None for what is no year."""
    if len(written) == 4:
        return _common(int(written))
    return gregorian(int(written)) if len(written) == 2 else None


def _common(year: int) -> int:
    """2561 or 2018 → 2018."""
    return year - BUDDHIST_ERA if year >= _FIRST_BUDDHIST_YEAR else year


@cache
def _names() -> MonthNames:
    return reading_words().months
