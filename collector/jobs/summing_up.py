"""What is on file → how the units stand, for the terminal, as JSON or as the staff's summary."""

from datetime import date, datetime
from pathlib import Path

from collector.application import Application
from collector.periods import Period
from collector.summary.standings import SummaryTable
from collector.summary.table import OnFile, Scope, build
from collector.summary.write import write_summary


def status(app: Application, periods: tuple[Period, ...], now: datetime) -> tuple[SummaryTable, ...]:
    """How the units stand for some months, from what is on file; one table for each form in force."""
    on_file = OnFile(app.store.current(), app.store.held(), app.store.mail_counts(), app.store.journal_head())
    scope = Scope(
        periods, app.settings.registry.since, app.calendar, now.astimezone(app.settings.department.zone)
    )
    return tuple(build(app.registry, spec, on_file, scope) for spec in app.specs)


def last_due_day(app: Application, period: Period) -> date:
    """The day on which the last of the forms is due for a month."""
    return max(app.calendar.due(period, spec.due_day) for spec in app.specs)


def summary(app: Application, periods: tuple[Period, ...], out: Path, now: datetime) -> tuple[Path, ...]:
    """Writes the staff's summary of some months and returns the paths."""
    some = len(app.specs) < len(app.settings.registry.forms)  # the command was given --form
    apart = " ".join(spec.id for spec in app.specs) if some else ""
    return write_summary(status(app, periods, now), out, app.wording, app.archive.root, apart=apart)
