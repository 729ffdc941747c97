"""What is on file → how the units stand, for the terminal, as JSON or as the staff's summary."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from collector.application import Application
from collector.forms.which_form import may_be
from collector.model.outcomes import Outcome
from collector.periods import Period
from collector.summary.standings import SummaryTable
from collector.summary.table import HeldLike, OnFile, Scope, build
from collector.summary.write import write_summary


def status(app: Application, periods: tuple[Period, ...], now: datetime) -> tuple[SummaryTable, ...]:
    """How the units stand for some months, from what is on file; one table for each form in force."""
    store = app.store
    on_file = OnFile(store.current(), store.held(), store.mail_counts(), journal=store.journal_head())
    first = replace(on_file, former=_former(app, on_file.held))
    scope = Scope(
        periods, app.settings.registry.since, app.calendar, now.astimezone(app.settings.department.zone)
    )
    return tuple(
        build(app.registry, spec, on_file if number else first, scope)
        for number, spec in enumerate(app.specs)
    )


def _former(app: Application, held: tuple[HeldLike, ...]) -> tuple[HeldLike, ...]:
    """What waits for a person on a form that is no longer in force; nothing where one form alone was asked for."""
    if _asked_for_some(app):
        return ()
    return tuple(
        item
        for item in held
        if item.form is not None
        and item.outcome is Outcome.REVIEW
        and not any(may_be(item.form, item.reasons, spec.id) for spec in app.specs)
    )


def _asked_for_some(app: Application) -> bool:
    """Whether the command was given --form."""
    return len(app.specs) + len(app.known_forms) < len(app.settings.registry.forms)


def last_due_day(app: Application, period: Period) -> date:
    """The day on which the last of the forms is due for a month."""
    return max(app.calendar.due(period, spec.due_day) for spec in app.specs)


def summary(app: Application, periods: tuple[Period, ...], out: Path, now: datetime) -> tuple[Path, ...]:
    """Writes the staff's summary of some months and returns the paths."""
    apart = " ".join(spec.id for spec in app.specs) if _asked_for_some(app) else ""
    return write_summary(status(app, periods, now), out, app.wording, app.archive.root, apart=apart)
