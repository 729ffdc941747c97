"""What pydantic found wrong with the settings → one plain sentence a problem, each with its dotted key."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from collector.settings.places import place_in_words
from collector.settings.sections import Settings

WANTED = {
    "int_type": "must be a whole number",
    "bool_type": "must be true or false",
    "string_type": "must be text in quotes",
    "path_type": "must be a path in quotes",
    "tuple_type": 'must be a list like ["a", "b"]',
    "model_type": "must be a section of its own",
    "model_attributes_type": "must be a section of its own",
    "float_type": "must be a number",
    "time_parsing": 'must be a time of day like "08:30"',
    "date_from_datetime_parsing": "must be a date like 2019-04-12",
    "date_parsing": "must be a date like 2019-04-12",
    "string_pattern_mismatch": 'must be small letters, digits and hyphens, like "overdue-1"',
}
PATTERNS = {  # of keys whose text has a shape of its own
    "client_id": 'must be the "Application (client) ID" of the registration, like "00001111-aaaa-2222-bbbb-3333cccc4444"',
    "tenant": 'must be "consumers", "organizations", or the organisation\'s own domain or directory ID',
}


def models_of(section: str) -> tuple[type[BaseModel], ...]:
    """The model of a section, or both where its `type` chooses one (mailbox, outgoing); none for an unknown name."""
    field = Settings.model_fields.get(section)
    if field is None:
        return ()
    kinds = get_args(field.annotation) or (field.annotation,)
    return tuple(kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel))


def complaints(
    error: ValidationError, merged: Mapping[str, Any], variables: Mapping[tuple[str, str], str]
) -> tuple[str, ...]:
    """One line a problem, in the order of the settings; `variables` names those that the environment set.

    `merged` is what was validated: the file with the environment laid over it.
    """
    return tuple(_complaint(detail, merged, variables) for detail in error.errors(include_url=False))


def _complaint(
    detail: ErrorDetails, merged: Mapping[str, Any], variables: Mapping[tuple[str, str], str]
) -> str:
    place = _place(detail, merged)
    dotted = place_in_words(place, merged)
    unknown = detail["type"] == "extra_forbidden"
    named = place[:2] if len(place) > 1 or unknown else ["not one key's fault"]
    variable = next((name for key, name in variables.items() if list(key[: len(place)]) == named), None)
    origin = f" (from {variable})" if variable else ""
    return f"{dotted}{origin}: {_unknown(place, merged) if unknown else sentence(detail, place)}"


def _place(detail: ErrorDetails, merged: Mapping[str, Any]) -> list[int | str]:
    """The dotted key as it stands in the file: without the tag that pydantic puts in for the chosen `type`."""
    place = list(detail["loc"])
    if detail["type"] == "union_tag_invalid":
        return [*place, "type"]
    if len(place) > 1 and len(models_of(str(place[0]))) > 1 and place[1] == _chosen(str(place[0]), merged):
        del place[1]
    return place


def _chosen(section: str, merged: Mapping[str, Any]) -> str:
    return str(merged.get(section, {}).get("type", "folder"))


def sentence(detail: ErrorDetails, place: Sequence[int | str]) -> str:
    """What is wrong with a value, without its key."""
    kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
    match kind:
        case "missing":
            words = "must be set"
        case "value_error":
            words = str(context["error"])
        case "literal_error":
            words = f"must be {context['expected']}{_given(place, given)}"
        case "union_tag_invalid":
            words = f'must be {context["expected_tags"].replace(", ", " or ")}, not "{context["tag"]}"'
        case "too_short":
            words = "must name at least one"
        case "string_too_long":
            words = f"must be {context['max_length']} letters or less"
        case "greater_than_equal":
            words = f"must be {context['ge']} or more, not {given}"
        case "less_than_equal":
            words = f"must be {context['le']} or less, not {given}"
        case _:
            wanted = PATTERNS.get(str(place[-1])) if kind == "string_pattern_mismatch" else None
            words = f"{wanted or WANTED.get(kind, detail['msg'])}{_given(place, given)}"
    return words


def _given(place: Sequence[int | str], given: object) -> str:
    if "password" in str(place[-1]) or not isinstance(given, str | int | float | bool):
        return ""
    return f', not "{given}"' if isinstance(given, str) else f", not {str(given).lower()}"


def _unknown(place: Sequence[int | str], merged: Mapping[str, Any]) -> str:
    """What an unknown key may have been meant for: a slip of the pen, another section, another `type`."""
    section, key = str(place[0]), str(place[-1])
    if len(place) == 1:
        return f"unknown section{meant_for(key, Settings.model_fields)}"
    models = models_of(section)
    if len(place) == 2 and any(key in model.model_fields for model in models):
        return f'has no meaning with {section}.type = "{_chosen(section, merged)}"'
    own = {name for model in models for name in model.model_fields}
    if len(place) > 2:  # a table within a list: reminders.stages
        own = {name for model in _tables_of(models) for name in model.model_fields}
    if meant := meant_for(key, own):
        return f"unknown key{meant}"
    elsewhere = [
        f"{name}.{key}"
        for name in Settings.model_fields
        for model in models_of(name)
        if key in model.model_fields
    ]
    return f"unknown key; did you mean {elsewhere[0]}?" if elsewhere else "unknown key"


def _tables_of(models: Sequence[type[BaseModel]]) -> list[type[BaseModel]]:
    inner = [
        kind
        for model in models
        for field in model.model_fields.values()
        for kind in get_args(field.annotation)
    ]
    return [kind for kind in inner if isinstance(kind, type) and issubclass(kind, BaseModel)]


def meant_for(key: str, known: Iterable[str]) -> str:
    """The known key that an unknown one is a slip of, as a question; "" if none is near."""
    close = get_close_matches(key, list(known), n=1, cutoff=0.6)
    return f"; did you mean {close[0]}?" if close else ""
