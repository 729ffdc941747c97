"""A moment that a server, a file or a sender tells of a mail → whether the mail can have come then; knows no clock of its own."""

from datetime import UTC, datetime, timedelta

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # no office sent its forms by mail before
_AHEAD = timedelta(
    days=2
)  # of our clock: servers of other zones that call their own time UTC, and slow clocks


def possible(moment: datetime | None, now: datetime) -> datetime | None:
    """The moment (aware); None where no mail that is here at `now` can have come then: it is no evidence of anything."""
    return moment if moment is not None and _EARLIEST <= moment <= now + _AHEAD else None


def time_of_file(seconds: float) -> datetime | None:
    """The time of a file, told in seconds since 1970; None where it lies beyond the calendar, as some file systems allow."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
