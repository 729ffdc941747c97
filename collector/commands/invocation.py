"""What was typed before the command, and the moments, days and months typed after it → settings, datetimes, dates, periods."""

import os
import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from collector.periods import BUDDHIST_ERA, Period, fiscal_periods
from collector.settings.load import default_settings, load_settings
from collector.settings.sections import Settings

USUAL_FILE = Path("config.toml")
PeriodOption = Annotated[str | None, typer.Option(metavar="2018-12", help="One month.")]
FormOption = Annotated[
    str | None, typer.Option("--form", metavar="ID", help="Only this form; else all that are in force.")
]
YearOption = Annotated[
    int | None, typer.Option(metavar="2562", help="A Buddhist fiscal year, October to September.")
]
_FIRST_BUDDHIST_YEAR = 2400  # no earlier year is meant in that era, no later one in the other
_FIRST_YEAR, _LAST_YEAR = 1970, 2200  # in which mail has arrived, or may


@dataclass(frozen=True, slots=True)
class Invocation:
    """The options that stand before the command."""

    config: Path | None = None  # None: not given
    debug: bool = False

    @property
    def path(self) -> Path:
        return self.config or USUAL_FILE

    def settings(self) -> Settings:
        """The department's settings; ConfigError where the file is missing or wrong."""
        return load_settings(self.path, os.environ)

    def settings_or_defaults(self) -> Settings:
        """The same for commands that need no department: defaults where no file was named and none is here."""
        if self.config is None and not USUAL_FILE.exists():
            return default_settings()
        return self.settings()


def invocation(context: typer.Context) -> Invocation:
    """What the program was called with, as cli.py kept it."""
    found = context.find_object(Invocation)
    return found or Invocation()


def moment(text: str | None, settings: Settings) -> datetime:
    """An ISO 8601 moment, in the department's time zone where it names none; now where nothing was typed."""
    zone = settings.department.zone
    if text is None:
        return datetime.now(zone)
    try:
        typed = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a moment like 2019-01-04T09:00:00+07:00") from error
    return typed.replace(tzinfo=zone) if typed.tzinfo is None else typed.astimezone(zone)


def day(text: str) -> date:
    """`2018-10-01`, or `2561-10-01` in the Buddhist era, in Thai digits too → the day."""
    typed = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text.strip())
    year, month, number = map(int, typed.groups()) if typed else (0, 0, 0)
    try:
        found = date(year - BUDDHIST_ERA if year >= _FIRST_BUDDHIST_YEAR else year, month, number)
    except ValueError:
        found = date.min
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise typer.BadParameter(f"{text!r} is not a day like 2018-10-01 or 2561-10-01")
    return found


def month(text: str) -> Period:
    """`2018-12` → the period."""
    try:
        return Period.parse(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a month like 2018-12") from error


def months(period: str | None, year: int | None, now: datetime) -> tuple[Period, ...]:
    """The months asked for: one, the twelve of a Buddhist fiscal year, or the one that is being collected at `now`."""
    if period and year:
        raise typer.BadParameter("give --period or --year, not both")
    if year is None:
        return (month(period) if period else Period.of(now).previous(),)
    if not 2400 < year < 2700:
        raise typer.BadParameter(f"{year} is no Buddhist fiscal year; 2019 is part of {2019 + BUDDHIST_ERA}")
    return fiscal_periods(year)
