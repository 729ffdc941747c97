"""A report and what of its unit and month was sent back or questioned before → the day it counts from, if it mends that in time. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from collector.periods import Calendar, Period

SentBackFor = Callable[[str, str, Period], Sequence["SentBack"]]  # by form, unit and month


@dataclass(frozen=True, slots=True)
class SentBack:
    """A registered sender's mail that was sent back or is a person's, and when our letter said so."""

    received: datetime
    answered: datetime


@dataclass(frozen=True, slots=True)
class TimeToMend:
    """How long a mended report keeps the day of the one that it mends."""

    calendar: Calendar
    zone: tzinfo
    working_days: int  # 0: not at all

    def last_day(self, answered: datetime) -> date:
        """The last day on which what our letter of that time asks for counts as sent before."""
        return self.calendar.working_day(answered.astimezone(self.zone).date(), self.working_days)

    def counts_from(self, received: datetime, before: Sequence[SentBack]) -> datetime | None:
        """The moment of the mail that one received then mends, of the first in a row that each mended the other; None: of none."""
        counting: list[tuple[SentBack, datetime]] = []
        for item in sorted(before, key=lambda item: item.received):
            counting.append((item, self._first(item.received, counting)))
        first = self._first(received, counting)
        return first if first < received else None

    def _first(self, received: datetime, counting: Sequence[tuple[SentBack, datetime]]) -> datetime:
        day = received.astimezone(self.zone).date()
        open_for = (
            begun
            for item, begun in counting
            if item.received < received and day <= self.last_day(item.answered)
        )
        return min((received, *open_for)) if self.working_days else received


def nothing_sent_back(_form: str, _unit: str, _period: Period) -> Sequence[SentBack]:
    """For what stands alone."""
    return ()
