"""What was sent back or waits for a person → the unit and month under which it is shown, told or presumed; files nothing by it.

The one rule for status, summaries, lists to telephone and reminders.
"""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Protocol

from collector.model.outcomes import Presumed
from collector.periods import Period, assumed_period
from collector.registry import Registry


class HeldLike(Protocol):
    """A mail or report that was held, as the store hands it over."""

    @property
    def unit(self) -> str | None: ...
    @property
    def period(self) -> Period | None: ...
    @property
    def sender(self) -> str: ...
    @property
    def received(self) -> datetime: ...
    @property
    def presumed(self) -> Presumed: ...


@dataclass(frozen=True, slots=True)
class PresumedPlace:
    """A unit's code, None where nothing tells one alone, and a month."""

    unit: str | None
    period: Period


def place_of(item: HeldLike, registry: Registry, zone: tzinfo) -> PresumedPlace:
    """What its form says; else what its mail was presumed to be when it came.

    Of mails from before that was noted: the only unit of its sender, and the month before it came.
    """
    sent_for = registry.units_of(item.sender)
    unit = item.unit or item.presumed.unit or (sent_for[0] if len(sent_for) == 1 else None)
    period = item.period or item.presumed.period or assumed_period(item.received.astimezone(zone))
    return PresumedPlace(unit, period)
