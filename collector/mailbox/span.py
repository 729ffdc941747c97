"""The first and the last day that a person names → a span of time, and what to ask an IMAP server for; reads no mail."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Self

# RFC 3501, 9; in English, whatever language is set on this computer
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From one moment (included) to another (not included); both aware."""

    start: datetime
    end: datetime

    @classmethod
    def of_days(cls, since: date, until: date, zone: tzinfo | None) -> Self:
        """From the beginning of one day to the end of another, by the clocks of a time zone (None: this computer's)."""
        return cls(
            datetime.combine(since, time.min, zone),
            datetime.combine(until + _DAY, time.min, zone),
        )

    def holds(self, moment: datetime) -> bool:
        """Whether an aware moment lies in it."""
        return self.start <= moment < self.end

    def covers(self, other: "Span") -> bool:
        """Whether all of another span lies in it."""
        return self.start <= other.start and other.end <= self.end

    def cut_at(self, moment: datetime) -> "Span":
        """As much of it as lies before a moment."""
        return Span(self.start, min(self.end, moment))

    @property
    def search(self) -> str:
        """SEARCH keys (RFC 3501, 6.4.4) that find every mail that arrived in it, and some of the days around it.

        Servers compare days, each on a calendar of its own: the zone in which the mail was stored, or the server's. Such a
        day is at most one away from that of UTC, so a day more is asked for at either end, and `holds` has the last word.
        """
        first = self.start.astimezone(UTC).date() - _DAY
        after = self.end.astimezone(UTC).date() + 2 * _DAY  # BEFORE does not include its day
        return f"SINCE {_written(first)} BEFORE {_written(after)}"


def _written(day: date) -> str:
    return f"{day.day}-{_MONTHS[day.month - 1]}-{day.year:04d}"
