"""`collector explain`: what would become of each mail or document, and why; changes nothing."""

import errno
import stat
from pathlib import Path
from typing import Annotated

import typer

from collector.application import open_application
from collector.commands import json_objects, terminal
from collector.commands.invocation import FormOption, invocation, moment
from collector.commands.verdict_on_terminal import VerdictWords, show_verdict
from collector.jobs.explaining import explain_path


def command(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Mails (.eml) or documents.")],
    form: FormOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line for each PATH.")] = False,
    received: Annotated[
        str | None,
        typer.Option(metavar="ISO8601", help="When it came, for mails and documents that do not say."),
    ] = None,
) -> None:
    """Say what would become of each mail or document, and why. Changes nothing."""
    settings = invocation(context).settings_or_defaults()
    now = moment(None, settings)
    came = moment(received, settings) if received else None
    unopened = 0
    with open_application(settings, read_only=True, form=form) as app:
        screen, words = terminal.console(), VerdictWords(app.wording, app.registry, app.letterhead.forms)
        for path in paths:
            try:
                _must_be_file(path)
                verdict = explain_path(app, path, came, now)
            except OSError as error:
                unopened += 1
                problem = error.strerror or type(error).__name__
                terminal.note(f"{path}: {problem}")
                if as_json:
                    terminal.write_json(json_objects.unopened(str(path), problem))
                continue
            if as_json:
                terminal.write_json(json_objects.explained(str(path), verdict, app.wording, app.registry))
            else:
                screen.print(show_verdict(str(path), verdict, words))
    if unopened:
        raise typer.Exit(1)


def _must_be_file(path: Path) -> None:
    """Raises OSError for what is none: a pipe is waited for, and a device may be read, without end."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "this is no file; explain takes mails (.eml) and documents")
