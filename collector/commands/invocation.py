"""What was typed before the command, and the moments, days and months typed after it → settings, datetimes, dates, periods."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from collector.periods import Period, fiscal_periods
from collector.settings.load import default_settings, load_settings
from collector.settings.sections import Settings
from collector.settings.typed_dates import typed_day, typed_fiscal_year, typed_moment, typed_month

USUAL_FILE = Path("config.toml")
PeriodOption = Annotated[
    str | None, typer.Option(metavar="2018-12", help="One month; 2561-12 and 12/2561 are the same.")
]
FormOption = Annotated[
    str | None, typer.Option("--form", metavar="ID", help="Only this form; else all that are in force.")
]
YearOption = Annotated[
    str | None, typer.Option(metavar="2562", help="A Buddhist fiscal year, October to September.")
]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Invocation:
    """The options that stand before the command."""

    config: Path | None = None  # None: not given
    debug: bool = False

    @property
    def path(self) -> Path:
        return self.config or USUAL_FILE

    def settings(self, *, missing_forms: bool = False) -> Settings:
        """The department's settings; ConfigError where the file is missing or wrong."""
        return load_settings(self.path, os.environ, missing_forms=missing_forms)

    def settings_or_defaults(self, *, missing_forms: bool = False) -> Settings:
        """The same for commands that need no department: defaults where no file was named and none is here."""
        if self.config is None and not USUAL_FILE.exists():
            return default_settings()
        return self.settings(missing_forms=missing_forms)


def invocation(context: typer.Context) -> Invocation:
    """What the program was called with, as cli.py kept it."""
    found = context.find_object(Invocation)
    return found or Invocation()


def moment(text: str | None, settings: Settings) -> datetime:
    """An ISO 8601 moment, in the department's time zone where it names none; now where nothing was typed."""
    zone = settings.department.zone
    if text is None:
        return datetime.now(zone)
    found = _typed(typed_moment, text)
    return found.replace(tzinfo=zone) if found.tzinfo is None else found.astimezone(zone)


def day(text: str) -> date:
    """`2018-10-01`, or `2561-10-01` in the Buddhist era → the day."""
    return _typed(typed_day, text)


def month(text: str) -> Period:
    """`2018-12`, or as `typed_month` understands it → the period."""
    return _typed(typed_month, text)


def months(period: str | None, year: str | None, now: datetime) -> tuple[Period, ...]:
    """The months asked for: one, the twelve of a Buddhist fiscal year, or the one that is being collected at `now`."""
    if period and year:
        raise typer.BadParameter("give --period or --year, not both")
    if year is None:
        return (month(period) if period else Period.of(now).previous(),)
    return fiscal_periods(_typed(typed_fiscal_year, year))


def _typed(parse: Callable[[str], T], text: str) -> T:
    try:
        return parse(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
