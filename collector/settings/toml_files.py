"""A TOML file of the department's → what is written in it, held against a model; ConfigError with every problem in plain words.

Knows no key: the models of `form_files.py` and `kind_files.py` do.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from collector.errors import ConfigError
from collector.settings.complaints import meant_for, sentence
from collector.settings.places import place_in_words
from collector.toml_text import parsed

Model = TypeVar("Model", bound=BaseModel)
Tables = Mapping[str, type[BaseModel]]  # the models of the file's tables by name; "" is the file's own


def read(path: Path) -> dict[str, Any]:
    """The file's keys; ConfigError where it cannot be read or is no TOML in UTF-8."""
    if path.exists() and not path.is_file():  # a pipe would be waited for
        raise ConfigError(path, ["this is no file but a folder, a pipe or a device"])
    try:
        return parsed(path.read_bytes())
    except FileNotFoundError as error:
        raise ConfigError(path, ["there is no such file"]) from error
    except OSError as error:
        raise ConfigError(path, [f"cannot be read: {error.strerror}"]) from error
    except ValueError as error:
        raise ConfigError(path, [str(error)]) from error


def checked(
    model: type[Model],
    written: Mapping[str, Any],
    path: Path,
    tables: Tables,
    answers: Mapping[str, str] = MappingProxyType({}),
) -> Model:
    """What is `written` in the file `path`, as the model has it; ConfigError names each fault by its key.

    `tables` names the tables that a key may stand in; `answers` says of keys what is wrong with them, whatever their value.
    """
    try:
        return model.model_validate(written)
    except ValidationError as error:
        found = error.errors(include_url=False)
        raise ConfigError(
            path, [_complaint(detail, {"": model, **tables}, answers, written) for detail in found]
        ) from None


def _complaint(
    detail: ErrorDetails, tables: Tables, answers: Mapping[str, str], written: Mapping[str, Any]
) -> str:
    place = list(detail["loc"])
    dotted = place_in_words(place, written)
    if answer := answers.get(str(place[-1])):
        return f"{dotted}: {answer}"
    if detail["type"] == "extra_forbidden":
        return f"{dotted}: {_unknown(place, tables)}"
    if brackets := _brackets(detail, tables):
        return f"{dotted}: {brackets}"
    if detail["type"] == "string_pattern_mismatch":
        between = "_" if place[-1] == "key" else "-"
        return f'{dotted}: must be small letters and digits, with "{between}" between them, not "{detail["input"]}"'
    return f"{dotted}: {sentence(detail, place)}"


def _unknown(place: Sequence[int | str], tables: Tables) -> str:
    """An unknown key: one that belongs elsewhere in the file, or a slip of the pen."""
    here, key = str(place[0]) if len(place) > 1 else "", str(place[-1])
    others = [name for name, model in tables.items() if name != here and key in model.model_fields]
    if others and not others[0]:
        return f"it belongs to the whole, and stands below {_heading(here, tables)}: move it above the first line in brackets"
    if others:
        return f"it belongs below {_heading(others[0], tables)}"
    return f"unknown key{meant_for(key, tables[here].model_fields)}"


def _brackets(detail: ErrorDetails, tables: Tables) -> str:
    """What is wrong with the brackets of a table: `[columns]`, where there may be several; `[[wording]]`, where there is one."""
    name, given = str(detail["loc"][0]), detail["input"]
    if len(detail["loc"]) != 1 or name not in tables:
        return ""
    if isinstance(given, dict) and _several(name, tables):
        return f"there may be several: begin each with double brackets, [[{name}]], not [{name}]"
    if isinstance(given, list) and not _several(name, tables):
        return f"there is only one: begin it with single brackets, [{name}], not [[{name}]]"
    return ""


def _heading(name: str, tables: Tables) -> str:
    """A table's line in brackets."""
    return f"[[{name}]]" if _several(name, tables) else f"[{name}]"


def _several(name: str, tables: Tables) -> bool:
    """Whether the file may have several tables of a name."""
    return get_origin(tables[""].model_fields[name].annotation) is tuple
