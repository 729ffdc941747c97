"""`collector summary`: the files that staff read."""

from pathlib import Path
from typing import Annotated

import typer

from collector.application import open_application
from collector.commands import terminal
from collector.commands.invocation import FormOption, PeriodOption, YearOption, invocation, moment, months
from collector.jobs import summing_up


def command(
    context: typer.Context,
    period: PeriodOption = None,
    year: YearOption = None,
    form: FormOption = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Where to write; else `summary` below the storage folder."),
    ] = None,
) -> None:
    """Write the summary for staff (workbook, Word document, web page) and print the paths."""
    settings = invocation(context).settings()
    now = moment(None, settings)
    asked = months(period, year, now)
    folder = out or settings.storage.path / "summary"
    with open_application(settings, read_only=True, form=form) as app:
        for path in summing_up.summary(app, asked, folder, now):
            terminal.write(path)
