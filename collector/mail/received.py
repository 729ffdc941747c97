"""Turns the date headers of a mail into the moment at which the server received it; knows no clock of its own."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_BUDDHIST = 543
_FIRST_BUDDHIST_YEAR = 2400  # the Gregorian 1857: an e-mail of that year or before is none
_AFTER_SEMICOLON = re.compile(r"[^;]*\Z")


def read_date(text: str) -> datetime | None:
    """A date of RFC 5322, 3.3 as an aware moment, None if it is none; a Buddhist year (2562) is made Gregorian.

    A date without a zone is taken as UTC, which is what RFC 5322 says of `-0000`.
    """
    try:
        moment = parsedate_to_datetime(text)
        if moment.year >= _FIRST_BUDDHIST_YEAR:
            moment = moment.replace(year=moment.year - _BUDDHIST)
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
        stamp = _AFTER_SEMICOLON.search(trace)
        if stamp and (moment := read_date(stamp[0].strip())):
            return moment
    told = read_date(date)
    if told and told <= now:
        return told
    return arrived or now
