"""Turns the date headers of a mail into the moment at which the server received it; knows no clock of its own."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_BUDDHIST = 543
# Replaced in the text, not in the date: 29 February 2567 is none in the Gregorian year of that number.
_BUDDHIST_YEAR = re.compile(r"(?<=[\s-])2[4-7]\d\d(?=\s)")
_LONGEST_DATE = 500  # letters; with comments of the servers on the way


def read_date(text: str) -> datetime | None:
    """A date of RFC 5322, 3.3 as an aware moment, None if it is none; a Buddhist year (2562) is made Gregorian.

    A date without a zone is taken as UTC, which is what RFC 5322 says of `-0000`.
    """
    if len(text) > _LONGEST_DATE:
        return None
    try:
        moment = parsedate_to_datetime(
            _BUDDHIST_YEAR.sub(lambda year: str(int(year[0]) - _BUDDHIST), text, count=1)
        )
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        moment.astimezone(UTC)  # an offset beyond the calendar shows only here
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment


def received_at(received: Sequence[str], date: str, arrived: datetime | None, now: datetime) -> datetime:
    """When the mail was received: by its topmost Received header that holds a date; without one by its Date header,
    unless that lies in the future; else when it `arrived` in the mailbox; else `now`.
    """
    for trace in received:
        if moment := read_date(trace.rpartition(";")[2].strip()):
            return moment
    told = read_date(date)
    if told and told <= now:
        return told
    return arrived or now
