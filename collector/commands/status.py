"""`collector status`: who has reported."""

from typing import Annotated

import typer

from collector.application import open_application
from collector.commands import terminal
from collector.commands.invocation import FormOption, PeriodOption, YearOption, invocation, moment, months
from collector.jobs import summing_up
from collector.summary.status_json import status_json
from collector.summary.terminal import status_grids
from collector.summary.words import SummaryWords


def command(
    context: typer.Context,
    period: PeriodOption = None,
    year: YearOption = None,
    form: FormOption = None,
    now: Annotated[str | None, typer.Option(metavar="ISO8601", help="As if it were then.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="All of it as one JSON line.")] = False,
) -> None:
    """Show who has reported, on time or late, and who has not."""
    settings = invocation(context).settings()
    at = moment(now, settings)
    asked = months(period, year, at)
    with open_application(settings, read_only=True, form=form) as app:
        tables = summing_up.status(app, asked, at)
        if as_json:
            terminal.write_json(status_json(tables))
        else:
            screen = terminal.console()
            screen.print(status_grids(tables, SummaryWords(app.wording), screen.width))
