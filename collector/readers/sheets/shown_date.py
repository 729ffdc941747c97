"""A date or a time of a spreadsheet, a number of days, and a section of a format code → what the cell shows."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise

from collector.readers.sheets.format_code import FormatSection, Kind, Token
from collector.readers.sheets.number_locale import BUDDHIST, Locale

MOST_DAYS = 2_958_465  # 31 December 9999
EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - spreadsheets know no zone
_LATER_IN_1904 = 1462  # days
_DAYS = frozenset({Token(Kind.DATE, "d"), Token(Kind.DATE, "dd")})
_SHORT_YEARS = frozenset({Token(Kind.DATE, "y"), Token(Kind.DATE, "yy")})
_NO_LEAP_YEAR = 60  # Excel counts a 29 February 1900; what comes before it is a day later than the epoch says


def moment(days: float, since_1904: bool = False) -> datetime | None:
    """The date and time that a number of days stands for, to the millisecond; None for one that stands for none."""
    if not 0 <= days <= MOST_DAYS - (_LATER_IN_1904 if since_1904 else 0):
        return None
    whole = round(days * 86_400_000)
    if since_1904:
        return _EPOCH_1904 + timedelta(milliseconds=whole)
    late = timedelta(days=1 if days < _NO_LEAP_YEAR else 0)
    return EPOCH + late + timedelta(milliseconds=whole)


def shown_date(days: float, section: FormatSection, since_1904: bool = False) -> str | None:
    """The text of a cell; None for a number that stands for no date.

    Two kinds of dates are told as 2018-10-01. Nobody here would read 10/01/2018 as the first of October; one with a time
    is no month that somebody typed. And the first of a month is how people type that month into a cell, which nothing but
    this tells from the dates of laws and letters.
    """
    when = moment(days, since_1904)
    if when is None:
        return None
    tokens = _with_whole_years(_with_minutes(section.tokens), section.locale)
    timed = any(token.kind is Kind.DATE and token.text[0] == "h" for token in tokens)
    if (_is_american(tokens) and not timed) or (
        when.day == 1 and days == int(days) and _is_whole_date(tokens)
    ):
        return when.isoformat(" ", "minutes").removesuffix(" 00:00")
    fraction = _fraction_digits(tokens)
    if not fraction:
        when = (when + timedelta(milliseconds=500)).replace(microsecond=0)
    half = any(token.kind is Kind.HALF_DAY for token in tokens)
    pieces = [
        _elapsed(days, token.text)
        if token.kind is Kind.ELAPSED
        else _piece(when, token, section.locale, half)
        for token in tokens
    ]
    if fraction:
        pieces[fraction[0]] = f".{when.microsecond // 1000:03}"[: fraction[1] + 1]
    return section.locale.digits("".join(pieces)) if section.locale.thai_numerals else "".join(pieces)


def _with_minutes(tokens: tuple[Token, ...]) -> list[Token]:
    """The tokens with "m" renamed to "n" where minutes are meant: after hours, or before seconds."""
    found = list(tokens)
    timed = [at for at, token in enumerate(found) if token.kind in {Kind.DATE, Kind.ELAPSED}]
    for at, after in pairwise([*timed, -1]):
        if found[at].text[0] == "h" and after >= 0 and found[after].text in {"m", "mm"}:
            found[after] = Token(Kind.DATE, found[after].text.replace("m", "n"))
    for before, at in pairwise(timed):
        if found[at].text[0] == "s" and found[before].kind is Kind.DATE and found[before].text in {"m", "mm"}:
            found[before] = Token(Kind.DATE, found[before].text.replace("m", "n"))
    return found


def _with_whole_years(tokens: list[Token], locale: Locale) -> list[Token]:
    """The tokens with all digits of a Western year beside a Thai month and no day: `พ.ย. 18` would be a Buddhist year."""
    if not locale.thai or locale.buddhist or any(token in _DAYS for token in tokens):
        return tokens
    return [Token(Kind.DATE, "yyyy") if token in _SHORT_YEARS else token for token in tokens]


def _is_american(tokens: list[Token]) -> bool:
    """Whether a date is written in digits alone, the month before the day and the year last."""
    order = "".join(token.text[0] for token in tokens if token.kind is Kind.DATE)
    wordy = any(token.kind is Kind.DATE and token.text[0] in "md" and len(token.text) > 2 for token in tokens)
    return not wordy and order.startswith(("mdy", "mdb", "mde"))


def _is_whole_date(tokens: list[Token]) -> bool:
    """Whether day, month and year are written, and no words of the format's own."""
    if any(token.kind is Kind.LITERAL and any(map(str.isalpha, token.text)) for token in tokens):
        return False
    texts = [token.text for token in tokens if token.kind is Kind.DATE]
    return (
        bool({"d", "dd"} & set(texts))
        and {"m"} < {text[0] for text in texts}
        and any(text[0] in "ybe" for text in texts)
    )


def _fraction_digits(tokens: list[Token]) -> tuple[int, int] | None:
    """Where the point of a fraction of seconds stands, and how many digits follow it."""
    for at, (point, digits) in enumerate(pairwise(tokens)):
        after_seconds = at and tokens[at - 1].text[0:1] == "s"
        if after_seconds and point.kind is Kind.POINT and digits.kind is Kind.DIGITS:
            return at, min(len(digits.text), 3)
    return None


def _piece(when: datetime, token: Token, locale: Locale, half: bool) -> str:
    kind, text = token
    if kind is Kind.DATE:
        part = _PARTS.get(text[0])  # g, the name of an era, is left out
        return part(when, len(text), locale, half) if part else ""
    if kind is Kind.HALF_DAY:
        afternoon = when.hour >= 12
        return ("PM" if afternoon else "AM") if len(text) > 3 else ("P" if afternoon else "A")
    return "" if kind in {Kind.DIGITS, Kind.TEXT, Kind.GENERAL} else text


def _year(when: datetime, length: int, locale: Locale, _half: bool) -> str:
    year = when.year + (BUDDHIST if locale.buddhist else 0)
    return f"{year % 100:02}" if length <= 2 else str(year)


def _buddhist(when: datetime, length: int, _locale: Locale, _half: bool) -> str:
    year = when.year + BUDDHIST
    return f"{year % 100:02}" if length <= 2 else str(year)


def _month(when: datetime, length: int, locale: Locale, _half: bool) -> str:
    return f"{when.month:0{length}}" if length <= 2 else locale.month(when.month, length)


def _day(when: datetime, length: int, locale: Locale, _half: bool) -> str:
    return f"{when.day:0{length}}" if length <= 2 else locale.day(when.weekday(), length)


def _hour(when: datetime, length: int, _locale: Locale, half: bool) -> str:
    hour = (when.hour % 12 or 12) if half else when.hour
    return f"{hour:0{min(length, 2)}}"


def _minute(when: datetime, length: int, _locale: Locale, _half: bool) -> str:
    return f"{when.minute:0{length}}"


def _second(when: datetime, length: int, _locale: Locale, _half: bool) -> str:
    return f"{when.second:0{min(length, 2)}}"


def _era_year(when: datetime, _length: int, locale: Locale, half: bool) -> str:
    return _year(when, 4, locale, half)


_PARTS: dict[str, Callable[[datetime, int, Locale, bool], str]] = {
    "y": _year,
    "e": _era_year,
    "b": _buddhist,
    "m": _month,
    "d": _day,
    "h": _hour,
    "n": _minute,
    "s": _second,
}


def _elapsed(days: float, text: str) -> str:
    seconds = round(days * 86_400)
    return f"{seconds // {'h': 3600, 'm': 60, 's': 1}[text[0]]:0{min(len(text), 9)}}"
