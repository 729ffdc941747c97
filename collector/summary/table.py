"""What is on file → the summary's table; knows no file, clock or format.

What is *expected* of a unit:

- one month asked for: a report from the first month of the registry (`since`) on, whether or not the due day has
  passed;
- several months asked for (a fiscal year): a month counts once it is past its due day or reported, so that the
  months to come do not depress the rate of a running year.

A report for a month before `since`, or from a unit that the registry no longer knows, is shown and not counted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from collector import presumed_place
from collector.forms.spec import FormSpec
from collector.forms.which_form import may_be
from collector.model.letters import JournalHead
from collector.model.outcomes import Filed, Outcome
from collector.model.reasons import Reason
from collector.model.units import Unit
from collector.periods import Calendar, Period
from collector.registry import Registry
from collector.summary.standings import EntryLine, HeldLine, Standing, SummaryTable, UnitLine, UnitState

Place = tuple[str, Period]  # a unit's code and a month
Standings = dict[Place, Standing]


class HeldLike(presumed_place.HeldLike, Protocol):
    """A mail or report that waits for review or was sent back, as the store hands it over."""

    @property
    def form(self) -> str | None: ...
    @property
    def outcome(self) -> Outcome: ...
    @property
    def reasons(self) -> tuple[Reason, ...]: ...
    @property
    def subject(self) -> str: ...
    @property
    def archive(self) -> str: ...


@dataclass(frozen=True, slots=True)
class OnFile:
    """What the store holds: reports on file, what is held, and how many mails had which outcome."""

    current: tuple[Filed, ...]
    held: tuple[HeldLike, ...] = ()
    mails: Mapping[str, int] = field(default_factory=dict)
    former: tuple[HeldLike, ...] = ()  # what waits on forms no longer in force, for one table to show
    journal: JournalHead | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked for: the months, from when on reports are expected, and the moment of asking."""

    periods: tuple[Period, ...]
    since: Period
    calendar: Calendar
    now: datetime  # aware, in the department's time zone, in which everything is then shown


def build(registry: Registry, spec: FormSpec, on_file: OnFile, scope: Scope) -> SummaryTable:
    """Weighs what is on file for one form against what is owed in the months of `scope`.

    `scope.now` must be aware and in the department's time zone: all moments of the table are shown in that zone.
    """
    filed = {
        (report.unit, report.period): report
        for report in on_file.current
        if report.form == spec.id and report.period in scope.periods
    }
    units = registry.units + _former_units(registry, filed.values())
    concerning = [item for item in on_file.held if _concerns(item, spec)]
    held = _held(_lines(concerning, registry, units, scope), filed)
    former = _former(on_file.former, registry, units, scope)
    unfiled = _unfiled(registry, spec, held, scope)
    places = {place: _on_file(report, unfiled.get(place), scope) for place, report in filed.items()}
    lines = tuple(
        UnitLine(
            unit,
            tuple(_standing((unit.code, period), places, unfiled) for period in scope.periods),
            registry.reporters(unit.code),
        )
        for unit in units
    )
    return SummaryTable(
        spec=spec,
        periods=scope.periods,
        generated=scope.now,
        lines=lines,
        entries=_entries(spec, units, filed, scope),
        held=tuple(sorted((*held, *former), key=lambda line: line.received)),
        mails=dict(on_file.mails),
        journal=on_file.journal,
    )


def _former_units(registry: Registry, filed: Iterable[Filed]) -> tuple[Unit, ...]:
    """Units whose reports are on file though the registry no longer knows them: shown under their code."""
    codes = sorted({report.unit for report in filed if registry.unit(report.unit) is None})
    return tuple(Unit(code, code) for code in codes)


def _unfiled(registry: Registry, spec: FormSpec, held: Iterable[HeldLine], scope: Scope) -> Standings:
    """How every unit would stand for every expected month if no report were on file."""
    standings: Standings = {}
    for period in scope.periods:
        past_due = scope.now.date() > scope.calendar.due(period, spec.due_day)
        state = UnitState.MISSING if past_due else UnitState.NOT_DUE
        standing = Standing(period, state, expected=past_due or len(scope.periods) == 1, due=past_due)
        if period >= scope.since:
            standings.update({(unit.code, period): standing for unit in registry.units})
    for line in sorted(held, key=lambda line: line.outcome.attention, reverse=True):
        place = (line.unit.code if line.unit else "", line.period)
        if place in standings:
            standings[place] = replace(standings[place], state=UnitState(line.outcome.value))
    return standings


def _on_file(report: Filed, owed: Standing | None, scope: Scope) -> Standing:
    """Where a unit stands by a report on file; `owed` is how it would stand without, None where nothing was expected."""
    state = UnitState(f"nil_{report.timeliness}" if report.nil else report.timeliness.value)
    first = (report.first_received or report.received).astimezone(scope.now.tzinfo)
    return Standing(
        period=report.period,
        state=state,
        expected=owed is not None,
        due=owed is None or owed.due,
        revision=report.revision,
        received=first,
        revised=report.received.astimezone(scope.now.tzinfo) if report.first_received else None,
        entries=len(report.entries),
        receipt=report.receipt,
    )


def _standing(place: Place, on_file: Standings, unfiled: Standings) -> Standing:
    nothing = Standing(place[1], UnitState.NOT_EXPECTED, expected=False)
    return on_file.get(place) or unfiled.get(place) or nothing


def _concerns(item: HeldLike, spec: FormSpec) -> bool:
    """It is about the form, or may be."""
    return item.outcome in (Outcome.REVIEW, Outcome.RETURNED) and may_be(item.form, item.reasons, spec.id)


def _lines(
    items: Iterable[HeldLike], registry: Registry, units: Iterable[Unit], scope: Scope
) -> tuple[HeldLine, ...]:
    """What is of the months asked for, by the one rule that tells whose it is."""
    known = {unit.code: unit for unit in units}
    lines = (_held_line(item, registry, known, scope) for item in items)
    return tuple(line for line in lines if line.period in scope.periods)


def _held(lines: Iterable[HeldLine], filed: Mapping[Place, Filed]) -> tuple[HeldLine, ...]:
    """What still waits, oldest first."""
    return tuple(
        sorted((line for line in lines if not _settled(line, filed)), key=lambda line: line.received)
    )


def _former(
    items: Iterable[HeldLike], registry: Registry, units: Iterable[Unit], scope: Scope
) -> tuple[HeldLine, ...]:
    """What waits on forms that are no longer in force; it says nothing of how a unit stands by a form that is."""
    return tuple(
        replace(line, former=item.form or "")
        for item in items
        for line in _lines([item], registry, units, scope)
    )


def _held_line(item: HeldLike, registry: Registry, known: Mapping[str, Unit], scope: Scope) -> HeldLine:
    zone = scope.now.tzinfo
    assert zone
    place = presumed_place.place_of(item, registry, zone)
    return HeldLine(
        unit=known.get(place.unit, Unit(place.unit, place.unit)) if place.unit else None,
        period=place.period,
        outcome=item.outcome,
        reasons=item.reasons,
        subject=item.subject,
        sender=item.sender,
        received=item.received.astimezone(zone),
        archive=item.archive,
        unit_presumed=item.unit is None,
        period_presumed=item.period is None,
    )


def _settled(line: HeldLine, filed: Mapping[Place, Filed]) -> bool:
    """The unit's report for the month came since: what was sent back is mended by it, and what waits is decided by it."""
    report = filed.get((line.unit.code, line.period)) if line.unit else None
    return report is not None and report.received >= line.received


def _entries(
    spec: FormSpec, units: Iterable[Unit], filed: Mapping[Place, Filed], scope: Scope
) -> tuple[EntryLine, ...]:
    reports = [
        (unit, filed[unit.code, period])
        for period in scope.periods
        for unit in units
        if (unit.code, period) in filed
    ]
    return tuple(
        EntryLine(
            unit=unit,
            period=report.period,
            number=entry.number,
            texts=tuple(entry.text(column.key) for column in spec.columns),
            receipt=report.receipt,
            received=(report.first_received or report.received).astimezone(scope.now.tzinfo),
            timeliness=report.timeliness,
            archive=report.archive,
        )
        for unit, report in reports
        for entry in report.entries
    )
