"""`collector remind`: the reminders that are due."""

from typing import Annotated

import typer

from collector.application import open_application
from collector.commands import json_objects, terminal
from collector.commands.invocation import FormOption, invocation, moment
from collector.english import counted
from collector.jobs import reminding


def command(
    context: typer.Context,
    form: FormOption = None,
    now: Annotated[str | None, typer.Option(metavar="ISO8601", help="As if it were then.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show them, send none.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line for each letter.")] = False,
) -> None:
    """Send the reminders that are due. Run twice, the second time sends nothing."""
    settings = invocation(context).settings()
    at = moment(now, settings)
    with open_application(settings, form=form, read_only=dry_run) as app:
        reminders = reminding.remind(app, at, dry_run)
        for reminder in reminders:
            if as_json:
                terminal.write_json(json_objects.reminded(reminder))
            else:
                owed = ", ".join(map(str, reminder.periods))
                copies = f", copy to {', '.join(reminder.cc)}" if reminder.cc else ""
                titles = f"{reminder.form}, " if len(app.specs) > 1 else ""
                name = app.registry.name(reminder.unit)
                terminal.write(
                    f"{name} ({titles}{reminder.stage}): {owed} → {', '.join(reminder.to)}{copies}"
                )
        opens = reminding.next_office_hour(app, at)
    terminal.note(f"{counted(len(reminders), 'reminder')} {'to be sent' if dry_run else 'written'}")
    if opens != at:
        terminal.note(
            f"offices are closed at {at:%Y-%m-%d %H:%M}; reminders leave next at {opens:%Y-%m-%d %H:%M}, and --dry-run --now shows them"
        )
