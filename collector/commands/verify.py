"""`collector verify`: whether database, archive, spool and ledger agree."""

from typing import Annotated

import typer

from collector.application import open_application
from collector.commands import terminal
from collector.commands.invocation import invocation
from collector.english import counted
from collector.jobs import verifying


def command(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="The answer as one JSON line.")] = False,
) -> None:
    """Check that database, archive, spool and ledger agree; list what does not."""
    with open_application(invocation(context).settings(), read_only=True) as app:
        problems = verifying.verify(app)
    if as_json:
        terminal.write_json({"consistent": not problems, "problems": list(problems)})
    else:
        for problem in problems:
            terminal.write(problem)
        terminal.note(counted(len(problems), "problem") if problems else "all agree")
    if problems:
        raise typer.Exit(1)
