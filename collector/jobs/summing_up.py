"""What is on file → how the units stand, for the terminal, as JSON or as the staff's summary."""

from datetime import datetime
from pathlib import Path

from collector.application import Application
from collector.periods import Period
from collector.summary.standings import SummaryTable
from collector.summary.table import OnFile, Scope, build
from collector.summary.write import write_summary


def status(app: Application, periods: tuple[Period, ...], now: datetime) -> SummaryTable:
    """How the units stand for some months, from what is on file."""
    on_file = OnFile(app.store.current(), app.store.held(), app.store.mail_counts())
    scope = Scope(
        periods, app.settings.registry.since, app.calendar, now.astimezone(app.settings.department.zone)
    )
    return build(app.registry, app.specs[0], on_file, scope)


def summary(app: Application, periods: tuple[Period, ...], out: Path, now: datetime) -> tuple[Path, ...]:
    """Writes the staff's summary of some months and returns the paths."""
    return write_summary(status(app, periods, now), out, app.wording, app.archive.root)
