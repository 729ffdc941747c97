"""`collector form`: a blank or pre-filled form."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from collector.application import open_application
from collector.commands import terminal
from collector.commands.invocation import FormOption, invocation, month
from collector.errors import UsageError
from collector.letters.blank import make_form


class Format(StrEnum):
    """The programs that a form can be made for."""

    XLSX = "xlsx"
    DOCX = "docx"


def command(
    context: typer.Context,
    unit: Annotated[str | None, typer.Option(metavar="TH-81", help="Pre-filled for this unit.")] = None,
    form: FormOption = None,
    period: Annotated[str | None, typer.Option(metavar="2018-12", help="Pre-filled for this month.")] = None,
    file_format: Annotated[Format, typer.Option("--format", help="For Excel or for Word.")] = Format.XLSX,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to write; else a name made from the rest.")
    ] = None,
) -> None:
    """Write a blank form of each kind in force, or one that already says whose it is and for which month."""
    asked = month(period) if period else None
    settings = invocation(context).settings_or_defaults()
    with open_application(settings, read_only=True, form=form) as app:
        office = app.registry.unit(unit) if unit else None
        if unit and office is None:
            raise UsageError(f"no unit has the code {unit}; {app.registry.hint(unit)}")
        if out and len(app.specs) > 1:
            listed = ", ".join(spec.id for spec in app.specs)
            raise UsageError(
                f"several forms are in force ({listed}): say with --form which one {out} is to be"
            )
        for spec in app.specs:
            made = make_form(spec, file_format.value, office, asked, app.wording)
            name = "-".join(part for part in (spec.id, unit or "", str(asked or "")) if part)
            path = out or Path(f"{name}.{file_format}")
            path.write_bytes(made)
            terminal.write(path)
