"""One TOML file and the environment → `Settings`, or every problem with its dotted key; knows no stage of the way."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args, get_origin

from pydantic import BaseModel, SecretStr, ValidationError

from collector.errors import ConfigError
from collector.settings import toml_files
from collector.settings.complaints import complaints, models_of
from collector.settings.sections import Settings

PREFIX = "COLLECTOR_"
PASSWORDS = ("password", "password_file", "password_command")


def load_settings(
    path: Path, environ: Mapping[str, str] = MappingProxyType({}), *, missing_forms: bool = False
) -> Settings:
    """The settings of a TOML file (v1.0.0), overridden by `COLLECTOR_SECTION__KEY` of the environment.

    Relative paths belong to the file's folder. Raises ConfigError that lists every problem, one `key: what` each;
    with `missing_forms` all but that a form's file is missing, for a list that tells it beside the other forms.
    """
    written = _read(path)
    overridden = tuple(_overrides(environ))
    merged = _merge(written, overridden)
    try:
        return Settings.model_validate(
            merged, context={"folder": path.resolve().parent, "missing_forms": missing_forms}
        )
    except ValidationError as error:
        names = {(section, key): variable for variable, section, key, _ in overridden}
        raise ConfigError(path, complaints(error, merged, names)) from None  # its text would show passwords


def default_settings() -> Settings:
    """What `collector explain` uses where there is no file: the 76 provinces, no contacts, nobody to write to."""
    nobody = {"name": "-", "address": "collector@localhost"}
    return Settings.model_validate({"department": nobody}, context={"folder": Path.cwd()})


def revealed(settings: Settings) -> dict[str, Any]:
    """All settings as plain values for people, by section; a password that is set shows as `***`."""
    return {section: _shown(value) for section, value in settings}


def _shown(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return {key: _shown(inner) for key, inner in value}
    if isinstance(value, SecretStr):
        return "***" if value.get_secret_value() else ""
    if isinstance(value, tuple):
        return [_shown(item) for item in value]
    if value is None:
        return ""
    return value if isinstance(value, bool | int) else str(value)


def _read(path: Path) -> dict[str, Any]:
    if not path.exists():
        raise ConfigError(path, ["there is no such file; `collector init` writes one to begin with"])
    return toml_files.read(path)


def _overrides(environ: Mapping[str, str]) -> Iterator[tuple[str, str, str, Any]]:
    """(variable, section, key, value) of each `COLLECTOR_SECTION__KEY`; other variables are not ours."""
    for variable, text in sorted(environ.items()):
        section, separator, key = variable.removeprefix(PREFIX).lower().partition("__")
        if variable.startswith(PREFIX) and separator:
            yield variable, section, key, _typed(section, key, text)


def _typed(section: str, key: str, text: str) -> Any:
    """An environment variable's text as what the key wants; left as text where it does not fit, to be reported."""
    wanted = next(
        (model.model_fields[key].annotation for model in models_of(section) if key in model.model_fields), str
    )
    if wanted is bool:
        return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}.get(
            text.lower(), text
        )
    if wanted is int:
        return int(text) if text.strip().lstrip("-").isdecimal() else text
    if get_origin(wanted) is tuple or any(get_origin(kind) is tuple for kind in get_args(wanted)):
        return _list(text)
    return text


def _list(text: str) -> Any:
    if not text.lstrip().startswith("["):
        return [item.strip() for item in text.split(",") if item.strip()]
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text


def _merge(written: Mapping[str, Any], overridden: tuple[tuple[str, str, str, Any], ...]) -> dict[str, Any]:
    merged = {name: dict(keys) if isinstance(keys, dict) else keys for name, keys in written.items()}
    for _, section, key, value in overridden:
        keys = merged.setdefault(section, {})
        if not isinstance(keys, dict):
            continue  # reported as it stands: the file has a value where a section belongs
        if key in PASSWORDS:  # a password of the environment replaces the file's way to one
            for way in PASSWORDS:
                keys.pop(way, None)
        keys[key] = value
    return merged
