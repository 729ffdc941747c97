"""`collector forms`: the forms in force, and what is wrong with them and with the files of units beside them."""

from collections.abc import Sequence
from typing import Annotated

import typer

from collector.commands import terminal
from collector.commands.invocation import invocation
from collector.english import counted
from collector.jobs.listing_forms import ListedForm, list_forms, unusable_files, wrong


def command(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line for each form.")] = False,
) -> None:
    """List the forms in force: title, due day, columns, file, and what is wrong, also with units, contacts and kinds.

    Ends with 2 where something is.
    """
    settings = invocation(context).settings_or_defaults(missing_forms=True)
    forms, files = list_forms(settings), unusable_files(settings)
    for form in forms:
        if as_json:
            terminal.write_json(_told(form))
        else:
            _show(form)
    for file in files:
        if as_json:
            terminal.write_json({"file": str(file.path), "problems": list(file.problems)})
        else:
            _show_wrong(f"{file.path}", file.problems)
    if problems := wrong((*forms, *files)):
        terminal.note(f"{counted(problems, 'thing')} to mend; docs/forms.md explains every key")
        raise typer.Exit(2)


def _told(form: ListedForm) -> dict[str, object]:
    return {
        "form": form.id or None,
        "title": form.title,
        "due_day": form.due_day,
        "columns": [{"key": key, "heading": heading} for key, heading in form.columns],
        "from": form.origin or None,
        "in_force": bool(form.origin) and not form.instead,
        "instead": form.instead or None,
        "on_file": form.on_file,
        "problems": list(form.problems),
    }


def _show(form: ListedForm) -> None:
    if not form.origin:
        terminal.write(
            f"– {form.id}: not in force; {counted(form.on_file, 'report')} {'stays' if form.on_file == 1 else 'stay'} on file"
        )
        return
    mark = "✗" if form.problems else "✓"
    terminal.write(f"{mark} {form.id or form.origin}: {form.title}".rstrip(": "))
    if form.due_day:
        terminal.write(
            f"    due on day {form.due_day} of the next month; {counted(form.on_file, 'report')} on file"
        )
        terminal.write(f"    from {form.origin}")
    if form.instead:
        terminal.write(f"    not accepted ({form.instead}); from {form.origin}")
    for key, heading in form.columns:
        terminal.write(f"    {key}: {heading}")
    for problem in form.problems:
        terminal.write(f"    ✗ {problem}")


def _show_wrong(path: str, problems: Sequence[str]) -> None:
    terminal.write(f"✗ {path}")
    for problem in problems:
        terminal.write(f"    ✗ {problem}")
