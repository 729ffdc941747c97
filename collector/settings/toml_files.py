"""A TOML file of the department's → what is written in it, held against a model; ConfigError with every problem in plain words.

Knows no key: the models of `form_files.py` and `kind_files.py` do.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

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
        known = tables[str(place[0]) if len(place) > 1 else ""].model_fields
        return f"{dotted}: unknown key{meant_for(str(place[-1]), known)}"
    if detail["type"] == "string_pattern_mismatch":
        return f'{dotted}: must be small letters and digits, with "-" or "_" between them, not "{detail["input"]}"'
    return f"{dotted}: {sentence(detail, place)}"
