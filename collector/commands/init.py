"""`collector init`: the files that a department begins with."""

import re
from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from collector.commands import terminal
from collector.commands.invocation import moment
from collector.errors import UsageError
from collector.periods import Period
from collector.settings.load import default_settings

CONFIG = "config.toml"
_SINCE = re.compile(r'^since = ".*"$', re.MULTILINE)
CONTACTS = "contacts.csv"


def command(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to write; else here.")] = Path(),
) -> None:
    """Write config.toml with every setting explained, and a contacts.csv to be filled in."""
    paths = (folder / CONFIG, folder / CONTACTS)
    if there := [str(path) for path in paths if path.exists()]:
        raise UsageError(f"{' and '.join(there)} exists already; nothing was written")
    folder.mkdir(parents=True, exist_ok=True)
    month = Period.of(moment(None, default_settings()))
    paths[0].write_text(example_config(month), encoding="utf-8")
    # Excel takes UTF-8 without a mark for cp874.
    paths[1].write_text(example_contacts(), encoding="utf-8-sig")
    (folder / "inbox").mkdir(exist_ok=True)
    for path in paths:
        terminal.write(path)


def example_config(since: Period) -> str:
    """config.example.toml with `since` as the first month that is owed: nobody is reminded of months before an installation."""
    installed = resources.files("collector").joinpath("data/config.example.toml")
    beside = Path(__file__).parents[2] / "config.example.toml"  # in a checkout
    text = (installed if installed.is_file() else beside).read_text(encoding="utf-8")
    return _SINCE.sub(f'since = "{since}"', text)


def example_contacts() -> str:
    """The header line of contacts.csv and lines that explain it."""
    return resources.files("collector").joinpath("data/contacts.example.csv").read_text(encoding="utf-8")
