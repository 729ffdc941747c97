"""One value of a settings file, as typed by an administrator → the checked value, or a ValueError in plain words.

Knows no section and no key.
"""

import ipaddress
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, Strict, ValidationInfo

from collector.periods import Period
from collector.settings.typed_dates import typed_day, typed_month
from collector.typed_addresses import typed_address

SHIPPED_FORMS = ("help-centre",)


def is_loopback(host: str) -> bool:
    """Whether a host is this computer itself: localhost, 127.0.0.0/8 or ::1."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"


def _blank_is_unset(value: object) -> object:
    return None if value == "" else value


def _below_folder(path: Path, info: ValidationInfo) -> Path:
    """Relative paths belong to the folder of the settings file, which config.py hands over as context."""
    if "\0" in str(path):
        raise ValueError("must be a path that a computer can have, without \\u0000")
    base = info.context.get("folder") if isinstance(info.context, dict) else None
    path = path.expanduser()
    return base / path if base else path


def _existing_file(path: Path) -> Path:
    if not path.is_file():
        raise ValueError(f"there is no file {path}")
    return path


def _existing_folder(path: Path) -> Path:
    if not path.is_dir():
        raise ValueError(f"there is no folder {path}")
    return path


def _month(value: object) -> Period:
    if isinstance(value, Period):
        return value
    try:
        return typed_month(str(value))
    except ValueError as error:
        raise ValueError('must be a month like "2018-10"') from error


def _zone(value: str) -> str:
    try:
        return ZoneInfo(value).key
    except (ValueError, OSError, KeyError) as error:  # an unknown name is a KeyError
        raise ValueError(
            f'"{value}" is no time zone that this computer knows (usual: "Asia/Bangkok")'
        ) from error


def _clock(value: object) -> object:
    if isinstance(value, time | str):
        return value
    raise ValueError('must be a time of day like "08:30"')  # a bare number would be taken for seconds


def _day(value: object) -> object:
    """Also in the Buddhist era: nobody has a day off in the year 2562 of the other."""
    if isinstance(value, str) or (isinstance(value, date) and not isinstance(value, datetime)):
        with suppress(ValueError):
            return typed_day(str(value))
        return value
    raise ValueError("must be a date like 2019-04-12")


def _one_line(value: str) -> str:
    if not value.isprintable():  # it ends up in headers and on the terminal
        raise ValueError("must be one line without control characters")
    return value.strip()


def _not_empty(value: str) -> str:
    if not value:
        raise ValueError("must not be empty")
    return value


def _form_name(value: object, info: ValidationInfo) -> Path | str:
    """A shipped form by its name; anything else is the path of a file."""
    if not isinstance(value, str | Path):
        raise ValueError('must be a path in quotes, or "help-centre" for the form that is shipped')  # noqa: TRY004
    if value in SHIPPED_FORMS:
        return str(value)
    path = _below_folder(Path(value), info)
    tolerant = isinstance(info.context, dict) and info.context.get("missing_forms")
    if not tolerant and not path.is_file():
        raise ValueError(f'there is no file {path}, and no form of that name is shipped but "help-centre"')
    return path


MOST = 1_000_000_000  # of whatever: so many are no limit
Flag = Annotated[bool, Strict()]
WholeNumber = Annotated[int, Strict()]
Count = Annotated[WholeNumber, Field(ge=1, le=MOST)]
Text = Annotated[str, AfterValidator(_one_line)]
Title = Annotated[Text, AfterValidator(_not_empty)]
StageName = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Email = Annotated[str, AfterValidator(typed_address)]
Clock = Annotated[time, BeforeValidator(_clock)]
OptionalClock = Annotated[Clock | None, BeforeValidator(_blank_is_unset)]
Day = Annotated[date, BeforeValidator(_day)]
Month = Annotated[Period, PlainValidator(_month)]
Zone = Annotated[str, AfterValidator(_zone)]
PathHere = Annotated[Path, AfterValidator(_below_folder)]
FormName = Annotated[Path | str, PlainValidator(_form_name)]
ExistingFile = Annotated[PathHere, AfterValidator(_existing_file)]
OptionalFile = Annotated[ExistingFile | None, BeforeValidator(_blank_is_unset)]
OptionalFolder = Annotated[
    Annotated[PathHere, AfterValidator(_existing_folder)] | None, BeforeValidator(_blank_is_unset)
]
