"""`collector import`: old mail from files or from the mailbox on the server, taken in without letters."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from collector.application import open_application
from collector.commands import pass_report, terminal
from collector.commands.invocation import day, invocation, moment
from collector.errors import UsageError
from collector.jobs import importing
from collector.jobs.importing import Arrived
from collector.mailbox.span import Span

_DAY = "2018-10-01"  # as days are typed


def command(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    *,
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH", help=".eml files, mbox files, Maildirs.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar=_DAY,
            help="Instead of a PATH: what arrived in the mailbox on the server from this day on."
            " A year from 2400 on is a Buddhist one: 2561-10-01.",
        ),
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar=_DAY, help="With --since: the last day, included; else today.")
    ] = None,
    folder: Annotated[
        str, typer.Option(metavar="NAME", help="With --since: another folder than that of the settings.")
    ] = "",
    acknowledge: Annotated[
        bool, typer.Option("--acknowledge", help="Answer them as if they had just come.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The counts as one JSON line.")] = False,
) -> None:
    """Take in old mail. Sends no letters unless asked to. Broken off, it goes on when it is started again."""
    settings = invocation(context).settings()
    now = moment(None, settings)
    if paths and (since or until or folder):
        raise typer.BadParameter("give PATHs, or --since for the mailbox on the server, not both")
    if paths:
        _must_be_mail(paths)
    span = None if paths else _span(since, until, now)
    with open_application(settings) as app, terminal.progress("mails") as tick:
        if span:
            report = importing.import_arrived(app, Arrived(span, folder), acknowledge, now, tick)
        else:
            report = importing.import_paths(app, tuple(paths or ()), acknowledge, now, tick)
    pass_report.tell(report, as_json)


def _must_be_mail(paths: list[Path]) -> None:
    wrong = [f"{path}: {why}" for path in paths if (why := _why_not(path))]
    if wrong:  # all or nothing: half an import is hard to finish by hand
        raise UsageError("\n".join(wrong))


def _why_not(path: Path) -> str:
    """Why a path is nothing to import, "" where it may be. A device or a pipe may never end."""
    if not path.exists():
        return "there is no such file or folder"
    if not path.is_file() and not path.is_dir():
        return "this is neither a file nor a folder; import takes .eml files, mbox files and Maildirs"
    return ""


def _span(since: str | None, until: str | None, now: datetime) -> Span:
    """The days asked for, by the clock of `now`, which is the department's."""
    if since is None:
        raise typer.BadParameter("give PATHs, or --since with the first day of what is to be taken in")
    first = day(since)
    last = day(until) if until else now.date()
    if first > last:
        raise typer.BadParameter(f"--since {first} lies after {'--until' if until else 'today,'} {last}")
    return Span.of_days(first, last, now.tzinfo)
