"""`collector history`: what came, was decided, left and came back for one unit and month."""

from typing import Annotated

import typer

from collector.application import open_application
from collector.commands import json_objects, terminal
from collector.commands.invocation import invocation, month
from collector.errors import UsageError


def command(
    context: typer.Context,
    unit: Annotated[str, typer.Option(metavar="TH-81", help="Of this unit.")],
    period: Annotated[str, typer.Option(metavar="2018-12", help="And this month.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON line for each thing that happened.")
    ] = False,
) -> None:
    """Show all that is on record of one unit and month, oldest first."""
    asked = month(period)
    settings = invocation(context).settings()
    zone = settings.department.zone
    with open_application(settings, read_only=True) as app:
        lines = app.store.history(unit, str(asked))
        if not lines and app.registry.unit(unit) is None:
            raise UsageError(f"no unit has the code {unit}; {app.registry.hint(unit)}")
        for line in lines:
            why = " ".join(filter(None, (line.said, *map(app.wording.staff, line.reasons))))
            if as_json:
                terminal.write_json(json_objects.happened(line, why, zone))
            else:
                seems = " (presumed to be of this unit and month)" if line.presumed else ""
                terminal.write(
                    f"{line.at.astimezone(zone):%Y-%m-%d %H:%M}  {line.what:<10} {line.by}  {why}{seems}"
                )
    if not lines:
        terminal.note(f"nothing is on record of {unit} for {asked}: neither a report nor a letter")
