"""`collector demo`: a month of realistic mails, taken in before your eyes."""

import shutil
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from collector.application import open_application
from collector.commands import pass_report, terminal
from collector.commands.init import CONFIG, CONTACTS, example_config
from collector.commands.invocation import moment
from collector.demo.mailbox import build, write_contacts
from collector.english import counted
from collector.errors import UsageError
from collector.jobs import passes, reminding, summing_up
from collector.periods import Period
from collector.registry_files import load_registry
from collector.settings.load import default_settings, load_settings
from collector.summary.terminal import status_grids
from collector.summary.words import SummaryWords

MARK = ".collector-demo"  # only a folder that bears it is ever emptied


def command(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to set it up.")] = Path("demo"),
) -> None:
    """Set up a mailbox with a month of mails from 76 provinces, take it in, and show the summary."""
    now = moment(None, default_settings())
    period = _complete_month(now)
    _emptied(folder)
    registry = load_registry(None, None)
    (folder / CONFIG).write_text(example_config(period), encoding="utf-8")
    write_contacts(folder / CONTACTS, registry)
    with terminal.progress("writing mails") as tick:
        truth = build(folder / "inbox", registry, period, progress=tick)
    settings = load_settings(folder / CONFIG)
    with open_application(settings) as app:
        with terminal.progress("taking in mails") as tick:
            report = passes.once(app, now, lambda done, _total: tick(done, len(truth.mails)))
        reminders = reminding.remind(app, reminding.next_office_hour(app, now), dry_run=False)
        screen = terminal.console()
        screen.print(pass_report.outcomes(report.outcomes, app.wording))
        screen.print(
            status_grids(summing_up.status(app, (period,), now), SummaryWords(app.wording), screen.width)
        )
        for path in summing_up.summary(app, (period,), folder / "summary", now):
            terminal.write(path)
    terminal.note(
        f"{counted(report.letters.sent, 'answer')} and {counted(len(reminders), 'reminder')}: {folder / 'outbox'}; archive and database: {settings.storage.path}"
    )
    terminal.note(f"go on with: collector --config {folder / CONFIG} status --period {period}")


def _complete_month(now: datetime) -> Period:
    """The latest month whose reports, late ones too, have all come."""
    last = Period.of(now).previous()
    return last if now.day > 20 else last.previous()


def _emptied(folder: Path) -> None:
    """The folder, new or as new; UsageError rather than delete what no demo wrote."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).is_file():
            raise UsageError(f"{folder} holds something else than a demo; name another folder")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()
