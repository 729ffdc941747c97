"""`collector import`: old mail, taken in without letters."""

from pathlib import Path
from typing import Annotated

import typer

from collector import jobs
from collector.commands import account, terminal
from collector.commands.invocation import invocation, moment


def command(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help=".eml files, mbox files, Maildirs.")],
    acknowledge: Annotated[
        bool, typer.Option("--acknowledge", help="Answer them as if they had just come.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The counts as one JSON line.")] = False,
) -> None:
    """Take in old mail. Sends no letters unless asked to."""
    settings = invocation(context).settings()
    missing = [path for path in paths if not path.exists()]
    for path in missing:
        terminal.note(f"{path}: there is no such file or folder")
    if missing:  # all or nothing: half an import is hard to finish by hand
        raise typer.Exit(1)
    with jobs.open_application(settings) as app, terminal.progress("mails") as tick:
        report = jobs.import_paths(app, tuple(paths), acknowledge, moment(None, settings), tick)
    account.tell(report, as_json)
