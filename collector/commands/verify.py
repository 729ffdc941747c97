"""`collector verify`: whether database, archive, spool, ledger and journal agree."""

from typing import Annotated

import typer

from collector.application import open_application
from collector.commands import terminal
from collector.commands.invocation import invocation, moment
from collector.english import counted
from collector.jobs import verifying


def command(
    context: typer.Context,
    head: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TEXT", help="A head of the journal, as a letter to staff has it. May be repeated."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The answer as one JSON line.")] = False,
) -> None:
    """Check that database, archive, spool, ledger and journal agree; list what does not."""
    settings = invocation(context).settings()
    with open_application(settings, read_only=True) as app:
        problems = verifying.verify(app, moment(None, settings), head or ())
        newest = app.store.journal_head()
    if as_json:
        journal = {"number": newest.number, "code": newest.code, "hash": newest.hash}
        terminal.write_json({"consistent": not problems, "problems": list(problems), "journal": journal})
    else:
        for problem in problems:
            terminal.write(problem)
        terminal.note(counted(len(problems), "problem") if problems else "all agree")
        terminal.note(
            f"the journal's head is {newest.number} {newest.code}: compare it with the newest letter to staff"
        )
    if problems:
        raise typer.Exit(1)
