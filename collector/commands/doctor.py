"""`collector doctor`: what works, what does not, and what to do about it."""

from datetime import datetime
from typing import Annotated

import typer

from collector.commands import terminal
from collector.commands.invocation import FormOption, invocation
from collector.doctor.examine import examine
from collector.doctor.finding import Finding
from collector.english import counted

_MARKS = {"well": "✓", "wrong": "✗", "none": "–"}


def command(
    context: typer.Context,
    probe: Annotated[
        bool, typer.Option("--probe", help="Send a letter to the mailbox itself and wait for it.")
    ] = False,
    wait: Annotated[
        int, typer.Option("--wait", min=1, max=3600, help="Seconds to wait for that letter.")
    ] = 180,
    form: FormOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line for each finding.")] = False,
) -> None:
    """Look at settings, storage, wording, reading and servers; say what is wrong and what to do. Changes nothing."""
    called = invocation(context)
    wrong = 0
    seconds = float(wait) if probe else 0.0
    for finding in examine(called.settings, datetime.now().astimezone(), seconds, form, called.path):
        wrong += finding.state == "wrong"
        _show(finding, as_json)
    if not as_json:
        terminal.note(f"{counted(wrong, 'thing')} to mend" if wrong else "all is well")
    if wrong:
        raise typer.Exit(1)


def _show(finding: Finding, as_json: bool) -> None:
    if as_json:
        told = {
            "check": finding.check,
            "state": finding.state,
            "text": finding.text,
            "remedy": finding.remedy,
        }
        terminal.write_json(told)
        return
    terminal.write(f"{_MARKS[finding.state]} {finding.check}: {finding.text}")
    if finding.remedy:
        terminal.write(f"    → {finding.remedy}")
