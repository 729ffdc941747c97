"""Frozen values ↔ JSON, led by the types that are expected; no name of a class ever stands in what is sent.

A dataclass is the list of its fields, a mapping a list of pairs, bytes the number of a piece that is sent beside the
JSON. What comes in is built by the declared types alone and every value is checked against them, so whoever wrote it
can choose no class and run nothing: pickle would let him.
"""

import json
import re
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

from collector.readers.worker.wire import WireError

T = TypeVar("T")
Known = Mapping[type, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Beside:
    """What goes beside the JSON: the pieces of bytes, and values that both sides know and of which only the `id` is sent."""

    pieces: list[bytes] = field(default_factory=list)
    known: Known = field(default_factory=dict)


_Decode = Callable[[Any, Beside], Any]
_MOST_NUMBER = 2**53
_PLAIN = (str, int, float)
_LISTS = (tuple, list, frozenset)


def encode(value: object, known: Known = MappingProxyType({})) -> tuple[bytes, list[bytes]]:
    """The JSON of a value, and the pieces of bytes in it; of `known` values their ids."""
    beside = Beside(known=known)
    made = json.dumps(_out(value, beside), ensure_ascii=False, separators=(",", ":"))
    return made.encode("utf-8", "replace"), beside.pieces


def decode(kind: type[T], told: bytes | bytearray, beside: Beside | None = None) -> T:
    """The value of that type; raises WireError unless all of it is of the declared types."""
    try:
        expected: Any = kind
        value: T = _decoder(expected)(json.loads(told), beside or Beside())
    except (
        ValueError,
        TypeError,
        IndexError,
        KeyError,
        RecursionError,
        OverflowError,
        AttributeError,
    ) as error:
        raise WireError(f"no {kind.__name__}: {error!r:.200}") from error
    return value


def _out(value: Any, beside: Beside) -> Any:
    made: Any
    if value is None or isinstance(value, _PLAIN):
        made = value
    elif isinstance(value, bytes):
        beside.pieces.append(value)
        made = len(beside.pieces) - 1
    elif type(value) in beside.known:
        made = value.id
    elif isinstance(value, date):
        made = value.isoformat()
    elif isinstance(value, re.Pattern):
        made = [value.pattern, value.flags]
    elif isinstance(value, Mapping):
        made = [[_out(key, beside), _out(item, beside)] for key, item in value.items()]
    elif isinstance(value, _LISTS):
        made = [_out(item, beside) for item in value]
    else:
        made = [_out(getattr(value, name), beside) for name in _fields(value.__class__)]
    return made


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    if not is_dataclass(kind):
        raise WireError(f"{kind.__name__} is no dataclass")
    return tuple(item.name for item in fields(kind))


@cache
def _decoder(kind: Any) -> _Decode:
    """How a value of that type is built and checked."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Union or origin is types.UnionType:
        return _either([_decoder(item) for item in inner])
    if origin is re.Pattern:
        return lambda told, _: re.compile(_plain(str, told[0]), _plain(int, told[1]))
    if origin is not None:
        return _collection(origin, inner)
    return _single(kind) or _dataclass(kind)


def _single(kind: Any) -> _Decode | None:
    """For what is no collection and no dataclass."""
    found: _Decode | None = None
    if kind in (str, int, bool, float):
        found = lambda told, _: _plain(kind, told)  # noqa: E731 - as those below
    elif kind is bytes:
        found = lambda told, beside: beside.pieces[_plain(int, told)]  # noqa: E731
    elif kind is datetime or kind is date:
        found = lambda told, _: kind.fromisoformat(_plain(str, told))  # noqa: E731
    elif kind is type(None):
        found = _nothing
    elif issubclass(kind, Enum):
        found = lambda told, _: kind(_plain(str, told))  # noqa: E731
    return found


def _plain(kind: type, told: Any) -> Any:
    if type(told) is not kind and not (kind is float and type(told) is int):
        raise WireError(f"no {kind.__name__}: {told!r:.80}")
    if type(told) is int and not -_MOST_NUMBER < told < _MOST_NUMBER:
        raise WireError("a number too large")
    return told


def _nothing(told: Any, _beside: Beside) -> None:
    if told is not None:
        raise WireError(f"something: {told!r:.80}")


def _either(choices: Sequence[_Decode]) -> _Decode:
    def build(told: Any, beside: Beside) -> Any:
        for choice in choices:
            try:
                return choice(told, beside)
            except (WireError, ValueError, TypeError, IndexError):
                continue
        raise WireError(f"none of its kinds: {told!r:.80}")

    return build


def _collection(origin: Any, inner: tuple[Any, ...]) -> _Decode:
    parts = [_decoder(item) for item in inner if item is not Ellipsis]
    if origin in (dict, Mapping):
        key, item = parts
        return lambda told, beside: {key(one, beside): item(other, beside) for one, other in _list(told)}
    if origin is tuple and Ellipsis not in inner:
        return lambda told, beside: tuple(
            part(item, beside) for part, item in zip(parts, _list(told), strict=True)
        )
    made = frozenset if origin is frozenset else tuple
    return lambda told, beside: made(parts[0](item, beside) for item in _list(told))


def _dataclass(kind: Any) -> _Decode:
    hints = typing.get_type_hints(kind)
    parts = [_decoder(hints[name]) for name in _fields(kind)]

    def build(told: Any, beside: Beside) -> Any:
        if kind in beside.known:
            return beside.known[kind][_plain(str, told)]
        return kind(*(part(item, beside) for part, item in zip(parts, _list(told), strict=True)))

    return build


def _list(told: Any) -> list[Any]:
    if type(told) is not list:
        raise WireError(f"no list: {told!r:.80}")
    return told
