"""Turns the date headers of a mail into the moment at which the server received it; knows no clock of its own."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

from collector.possible_times import possible

_BUDDHIST = 543
# Replaced in the text, not in the date: 29 February 2567 is none in the Gregorian year of that number.
_BUDDHIST_YEAR = re.compile(r"(?<=[\s-])2[4-7]\d\d(?=\s)")
_LONGEST_DATE = 500  # letters; with comments of the servers on the way
_BANGKOK = timezone(timedelta(hours=7))  # of offices, and of the servers beside them
_TIME = re.compile(r"(?<!\d)\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?\s*(?P<half>[AP]M\b)?", re.IGNORECASE)
# What stands behind the time: an offset in any spelling, also behind the name of a zone (GMT+7, ICT (+07:00)).
_OFFSET = re.compile(
    r"\s*\(?(?:[A-Za-z]{1,5}\s?)?\(?(?P<sign>[+-])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?(?!\d)"
)


def read_date(text: str) -> datetime | None:
    """A date of RFC 5322, 3.3 as an aware moment, None if it is none; a Buddhist year (2562) is made Gregorian.

    Programs that leave the zone out, or call it by a name that the RFC does not know (ICT), mean the time of the place:
    it is taken as Bangkok's. `-0000` is UTC, as the RFC says.
    """
    if len(text) > _LONGEST_DATE:
        return None
    try:
        told = parsedate_to_datetime(
            _BUDDHIST_YEAR.sub(lambda year: str(int(year[0]) - _BUDDHIST), text, count=1)
        )
        moment = _with_zone(told, text)
        moment.astimezone(UTC)  # an offset beyond the calendar shows only here
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment


def _with_zone(told: datetime, text: str) -> datetime:
    """The moment in the zone that is written behind its time, which the library knows by few of its spellings."""
    time = _TIME.search(text)
    rest = text[time.end() :] if time else ""
    if time and time["half"] and told.hour < 12:
        told += timedelta(hours=12 * (time["half"].upper() == "PM"))
    if offset := _OFFSET.match(rest):
        return told.replace(tzinfo=_zone(offset))
    if told.tzinfo is not None and told.utcoffset() != timedelta(0):
        return told  # one of the names of RFC 5322, 4.3, like EST
    return told.replace(tzinfo=UTC if _is_utc(rest) else _BANGKOK)


def _zone(offset: re.Match[str]) -> tzinfo:
    size = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
    return timezone(-size if offset["sign"] == "-" else size)


def _is_utc(rest: str) -> bool:
    return re.match(r"\s*\(?(?:UTC?|GMT|Z)\b", rest, re.IGNORECASE) is not None


def received_at(received: Sequence[str], date: str, arrived: datetime | None, now: datetime) -> datetime:
    """When the mail was received: by its topmost Received header that holds a date; without one by its Date header,
    unless that lies in the future; else when it `arrived` in the mailbox; else `now`. A time that cannot be is none.
    """
    for trace in received:
        if moment := possible(read_date(trace.rpartition(";")[2].strip()), now):
            return moment
    told = possible(read_date(date), now)
    if told and told <= now:
        return told
    return possible(arrived, now) or now
