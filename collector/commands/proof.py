"""`collector proof`: what an auditor needs of one unit and month."""

from pathlib import Path
from typing import Annotated

import typer

from collector.application import open_application
from collector.commands import terminal
from collector.commands.invocation import invocation, month
from collector.jobs import proving


def command(
    context: typer.Context,
    unit: Annotated[str, typer.Option(metavar="TH-81", help="Of this unit.")],
    period: Annotated[str, typer.Option(metavar="2018-12", help="And this month.")],
    out: Annotated[Path, typer.Option(metavar="FILE.zip", help="Where to write.")],
) -> None:
    """Write mails, form, report, evidence, letters and journal of one unit and month, with a program that checks them."""
    asked = month(period)
    with open_application(invocation(context).settings(), read_only=True) as app:
        terminal.write(proving.prove(app, unit, asked, out))
