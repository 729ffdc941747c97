"""The values that a summary is made of: who stands where for which month, the rates, all entries; no logic of where from.

The rates bear the names and the meaning of DHIS2's reporting rates: `reporting_rate` = reported / expected and
`reporting_rate_on_time` = on time / expected.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from collector.forms.spec import FormSpec
from collector.model.letters import JournalHead
from collector.model.outcomes import Outcome, Timeliness
from collector.model.reasons import Reason
from collector.model.units import Contact, Unit
from collector.periods import Period


class UnitState(StrEnum):
    """Where one unit stands for one month."""

    ON_TIME = "on_time"
    LATE = "late"
    NIL_ON_TIME = "nil_on_time"
    NIL_LATE = "nil_late"
    RETURNED = "returned"  # sent back, nothing usable came since
    REVIEW = "review"  # waits for a person in the department
    MISSING = "missing"
    NOT_DUE = "not_due"
    NOT_EXPECTED = "not_expected"

    @property
    def reported(self) -> bool:
        return self in (UnitState.ON_TIME, UnitState.LATE, UnitState.NIL_ON_TIME, UnitState.NIL_LATE)

    @property
    def on_time(self) -> bool:
        return self in (UnitState.ON_TIME, UnitState.NIL_ON_TIME)

    @property
    def owing(self) -> bool:
        """The unit has to act: these are the units to telephone."""
        return self in (UnitState.MISSING, UnitState.RETURNED)


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit and month."""

    period: Period
    state: UnitState
    expected: bool  # counted in the rates
    due: bool = True  # the due day is over: a month before it has no rate
    revision: int = 0  # 0 where nothing is on file
    received: datetime | None = None  # the first revision, by which it is on time or late
    revised: datetime | None = None  # the current one, where it is another
    entries: int = 0
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit with its standing in each month asked for, in order."""

    unit: Unit
    standings: tuple[Standing, ...]
    contacts: tuple[Contact, ...] = ()  # those who report for it

    @property
    def owes(self) -> tuple[Standing, ...]:
        return tuple(standing for standing in self.standings if standing.expected and standing.state.owing)


@dataclass(frozen=True, slots=True)
class Rates:
    expected: int
    reported: int
    on_time: int
    due: bool = True  # some of what is expected is past its due day

    @property
    def reporting_rate(self) -> float | None:
        """None where nothing was expected, or nothing of it is due yet."""
        return self.reported / self.expected if self.expected and self.due else None

    @property
    def reporting_rate_on_time(self) -> float | None:
        return self.on_time / self.expected if self.expected and self.due else None


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry of one report."""

    unit: Unit
    period: Period
    number: int
    texts: tuple[str, ...]  # one a column of the form, in the form's order
    receipt: str
    received: datetime  # the first revision of its report, by which it is on time or late
    timeliness: Timeliness
    archive: str  # folder below the archive's root


@dataclass(frozen=True, slots=True)
class HeldLine:
    """One held mail or report; `unit` is None where nothing tells whose it is."""

    unit: Unit | None
    period: Period
    outcome: Outcome
    reasons: tuple[Reason, ...]
    subject: str
    sender: str
    received: datetime
    archive: str
    former: str = ""  # the id of its form, where that is no longer in force
    unit_presumed: bool = False  # its mail seems to be of this unit; no form says so
    period_presumed: bool = False


@dataclass(frozen=True, slots=True)
class SummaryTable:
    """All that a summary says, in the order in which it says it; the renderers add words and looks only."""

    spec: FormSpec
    periods: tuple[Period, ...]
    generated: datetime
    lines: tuple[UnitLine, ...]  # in the order of the registry
    entries: tuple[EntryLine, ...]  # by month, unit, number
    held: tuple[HeldLine, ...]  # oldest first
    mails: Mapping[str, int]
    journal: JournalHead | None = None  # of the store, which the summary bears witness of

    @property
    def one_period(self) -> Period | None:
        return self.periods[0] if len(self.periods) == 1 else None

    @property
    def regions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line.unit.region for line in self.lines))

    @property
    def total(self) -> Rates:
        return self.rates()

    def rates(self, region: str | None = None, period: Period | None = None) -> Rates:
        """The rates of all, of one region, of one month."""
        counted = [
            standing
            for line in self.lines
            for standing in line.standings
            if standing.expected and region in (None, line.unit.region) and period in (None, standing.period)
        ]
        return Rates(
            expected=len(counted),
            reported=sum(standing.state.reported for standing in counted),
            on_time=sum(standing.state.on_time for standing in counted),
            due=any(standing.due for standing in counted),
        )

    @property
    def by_region(self) -> tuple[tuple[str, tuple[UnitLine, ...]], ...]:
        """Regions in the order in which the registry first names them, with their units."""
        return tuple(
            (region, tuple(line for line in self.lines if line.unit.region == region))
            for region in self.regions
        )

    @property
    def nil(self) -> int:
        """How many reports say that there was no problem."""
        return self.count(UnitState.NIL_ON_TIME) + self.count(UnitState.NIL_LATE)

    def count(self, state: UnitState) -> int:
        return sum(standing.state is state for line in self.lines for standing in line.standings)

    @property
    def former(self) -> tuple[HeldLine, ...]:
        """What waits for a person on a form that is no longer in force."""
        return tuple(line for line in self.held if line.former)

    @property
    def to_telephone(self) -> tuple[UnitLine, ...]:
        """Units that owe a report, those that owe most months first."""
        owing = [line for line in self.lines if line.owes]
        return tuple(sorted(owing, key=lambda line: -len(line.owes)))
