"""Every template with sample values → whether each can be rendered; sends and stores nothing."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from collector.application import Application
from collector.daemon.troubles import KINDS
from collector.doctor import own_templates
from collector.doctor.finding import Finding, well, wrong
from collector.errors import CollectorError
from collector.forms.spec import FormSpec
from collector.letters import alert, compose
from collector.letters.letterhead import LetterContext
from collector.letters.notices import NoticeDue
from collector.letters.reminders import Reminder
from collector.model.mail import Address, Mail
from collector.model.outcomes import Outcome, Ruling, Timeliness, Verdict
from collector.model.reasons import Reason
from collector.model.reports import Entry, Field, Report
from collector.periods import Period
from collector.summary.table import OnFile, Scope, build
from collector.summary.write import write_summary

_MONTH = Period(2018, 12)
_SHA = "0" * 64


def check(app: Application, now: datetime) -> Iterator[Finding]:
    """Letters and summary; a department that changed a template sees here what is wrong with it."""
    own = app.settings.letters.templates
    faults: list[str] = list(own_templates.faults(own)) if own else []
    made = 0
    renders: tuple[Callable[[], object], ...] = (*_letters(app, now), partial(_summary, app, now))
    for render in renders:
        try:
            render()
            made += 1
        except CollectorError as error:
            faults.append(str(error))
    if faults:
        yield wrong(
            "templates",
            "; ".join(dict.fromkeys(faults)),
            f"mend the file in {own}, or take it away" if own else "install the collector again",
        )
    else:
        yield well("templates", f"{made} letters and pages rendered with sample values")


def _letters(app: Application, now: datetime) -> Iterator[Callable[[], object]]:
    for spec in app.specs:
        yield from _letters_about(spec, app, now)
    yield partial(alert.probe, app.letterhead, app.wording, now)
    values = {"minutes": "31", "count": "12", "megabytes": "480"}
    for kind in KINDS:
        for over in (False, True):
            notice = alert.Notice(kind, now, "sample", over, values)
            yield partial(alert.alert, notice, ("sample@localhost",), app.letterhead, app.wording, now)


def _letters_about(spec: FormSpec, app: Application, now: datetime) -> Iterator[Callable[[], object]]:
    """Answers and reminders that speak of one form."""
    for outcome in (Outcome.FILED, Outcome.REVISED, Outcome.DUPLICATE, Outcome.RETURNED, Outcome.REVIEW):
        context = _context(app, spec, outcome, now)
        yield partial(compose.answer, context, app.wording, now)
        if outcome in (Outcome.FILED, Outcome.REVISED):
            due = NoticeDue(context.verdict.rulings[0], app.registry.units[0].code, ("sample@localhost",))
            yield partial(compose.notify, due, context, app.wording, now)
    unit = app.registry.units[0].code
    for stage in app.settings.reminders.stages:
        reminder = Reminder(
            spec.id, unit, ("sample@localhost",), (), stage.name, (_MONTH,), ((_MONTH, stage.name),)
        )
        yield partial(compose.remind, reminder, app.letterhead, app.wording, now)


def _context(app: Application, spec: FormSpec, outcome: Outcome, now: datetime) -> LetterContext:
    sender = Address("", "sample@localhost")
    mail = Mail(sender, sender, (), "sample", "<sample@localhost>", (), now, "", "", (), ())
    entry = Entry(1, tuple(Field(column.key, "1") for column in spec.columns))
    report = Report(spec.id, app.registry.units[0].code, _MONTH, False, (entry,), "sample.xlsx")
    accepted = outcome not in (Outcome.RETURNED, Outcome.REVIEW)
    reasons = () if accepted else (Reason("blank-form"),)
    ruling = Ruling(report, outcome, reasons, Timeliness.ON_TIME if accepted else None, 1 if accepted else 0)
    ruling = replace(ruling, receipt="R-2561-12/1/1" if accepted else "")
    return LetterContext(app.letterhead, mail, _SHA, Verdict(outcome, (), (ruling,)))


def _summary(app: Application, now: datetime) -> None:
    scope = Scope((_MONTH,), _MONTH, app.calendar, now.astimezone(app.settings.department.zone))
    tables = [build(app.registry, spec, OnFile((), (), {}), scope) for spec in app.specs]
    with tempfile.TemporaryDirectory() as folder:
        write_summary(tables, Path(folder), app.wording, app.archive.root)
