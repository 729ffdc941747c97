"""`collector once`: one pass over the mailbox."""

from typing import Annotated

import typer

from collector.application import open_application
from collector.commands import pass_report, terminal
from collector.commands.invocation import invocation, moment
from collector.jobs import passes


def command(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="The counts as one JSON line.")] = False,
) -> None:
    """Take in everything that waits in the mailbox, write what is due to go out, and end."""
    settings = invocation(context).settings()
    with open_application(settings) as app, terminal.progress("mails") as tick:
        report = passes.once(app, moment(None, settings), tick)
    pass_report.tell(report, as_json)
