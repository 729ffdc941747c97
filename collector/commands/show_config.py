"""`collector config`: the settings in force."""

from typing import Annotated, Any

import typer

from collector.commands import terminal
from collector.commands.invocation import invocation
from collector.settings.load import revealed


def command(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="All of it as one JSON line.")] = False,
) -> None:
    """Show the settings in force, from the file and the environment; passwords as ***."""
    settings = revealed(invocation(context).settings())
    if as_json:
        terminal.write_json(settings)
        return
    for section, keys in settings.items():
        for key, value in keys.items():
            terminal.write(f"{section}.{key} = {_said(value)}")


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(_said(item) for item in value)}]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_said(item)}" for key, item in value.items()) + " }"
    return f'"{value}"' if isinstance(value, str) else str(value)
