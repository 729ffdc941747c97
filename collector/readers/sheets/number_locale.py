"""The locale of a number format ([$-D07041E]) → its names of months and days, its calendar and its digits."""

import re
from dataclasses import dataclass, replace

from collector.calendar_names import ENGLISH, THAI, CalendarNames
from collector.thai import thai_digits

BUDDHIST = 543  # years that the Buddhist era is ahead
_THAI, _THAI_CALENDAR, _THAI_DIGITS = 0x041E, 0x07, 0x0D  # [MS-LCID]; calendar and digits in the bytes above
_TAGGED = re.compile(r"(?P<language>[a-z]{2,3})(?:-[a-z]{2,4})*(?:,(?P<more>[0-9a-f]{1,4}))?", re.IGNORECASE)
_NUMBERED = re.compile(r"[0-9a-f]{1,8}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Locale:
    """How dates and digits are written; where a code says nothing, in English with Western digits and years."""

    thai: bool = False
    buddhist: bool = False
    thai_numerals: bool = False

    def told(self, text: str) -> "Locale":
        """What stands behind the hyphen of `[$-…]`: a number, or a language with calendar and digits behind a comma."""
        if tagged := _TAGGED.fullmatch(text):
            more = int(tagged["more"] or "0", 16)
            return _locale(tagged["language"].lower() == "th", more & 0xFF, more >> 8)
        if not _NUMBERED.fullmatch(text):
            return self
        number = int(text, 16)
        return _locale(number & 0xFFFF == _THAI, number >> 16 & 0xFF, number >> 24)

    def in_thai_digits(self) -> "Locale":
        return replace(self, thai_numerals=True)

    def in_native_digits(self) -> "Locale":
        return replace(self, thai_numerals=self.thai)

    def in_buddhist_years(self) -> "Locale":
        return replace(self, buddhist=True)

    @property
    def _names(self) -> CalendarNames:
        return THAI if self.thai else ENGLISH

    def month(self, number: int, length: int) -> str:
        """The name of a month, from 1, as three, four or five letters m ask for it."""
        name = (self._names.short_months if length == 3 else self._names.months)[number - 1]
        return name[0] if length == 5 else name

    def day(self, weekday: int, length: int) -> str:
        """The name of a weekday, from 0 for Monday, as three or four letters d ask for it."""
        return (self._names.short_days if length == 3 else self._names.days)[weekday]

    def digits(self, text: str) -> str:
        """A text in the digits of this locale."""
        return thai_digits(text) if self.thai_numerals else text


PLAIN = Locale()


def _locale(thai: bool, calendar: int, digits: int) -> Locale:
    return Locale(thai, buddhist=calendar == _THAI_CALENDAR, thai_numerals=digits == _THAI_DIGITS)
