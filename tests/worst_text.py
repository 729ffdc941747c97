"""A compiled pattern → texts on which a backtracking engine would take longest; derived from the pattern alone.

Of each repeat in the pattern: what it repeats many times over, with what stands before it, and then something that
fits nowhere; the beginnings of the pattern, cut at each place, over and over; its letters and classes in turn.
"""

import re
import warnings
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from re import _constants as codes  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]

REPEATS = {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}
OF_CLASS = {
    codes.CATEGORY_DIGIT: "1",
    codes.CATEGORY_NOT_DIGIT: "a",
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_NOT_SPACE: "a",
    codes.CATEGORY_WORD: "a",
    codes.CATEGORY_NOT_WORD: " ",
}
CANDIDATES = " a1ก\n-<>\"'\\@=;:,.()/\t?!_&\xff\x81"
MOST_TEXTS = 90


def texts(pattern: re.Pattern[Any], size: int) -> Iterator[str]:
    """Bad texts of about `size` characters for a pattern of str or bytes (as latin-1)."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    # as str: the tree is the same, and \x.. of bytes are characters up to 255
    tree = parser.parse(
        source, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    )
    seen: set[str] = set()
    for unit, end in dict.fromkeys(_units(list(tree))):
        if not unit[1] or len(seen) >= MOST_TEXTS:
            continue
        before, repeated = unit
        text = before + repeated * ((size - len(before)) // len(repeated) + 1) + end
        if text not in seen:
            seen.add(text)
            yield text


def _units(tree: Sequence[Any]) -> Iterator[tuple[tuple[str, str], str]]:
    """(what stands before, what is repeated), and what ends it."""
    whole = _sample(tree, 1)
    for before, repeated, breaker in _repeats(tree, ""):
        for end in ("\0", breaker, ""):
            yield (before, repeated), end
        yield ("", before + repeated * 30), "\0"  # near matches
    for cut in range(1, len(tree) + 1):
        part = _sample(tree[:cut], 1)
        yield ("", part), "\0"
        yield (whole, part), "\0"
    atoms = list(dict.fromkeys(_atoms(tree)))[:12]
    for atom in atoms:
        yield ("", atom), "\0"
    for one, other in [*pairwise(atoms), *((atoms[0], atom) for atom in atoms[2:])]:
        yield ("", one + other), "\0"
    yield ("", "".join(atoms)), "\0"


def _repeats(tree: Sequence[Any], before: str) -> Iterator[tuple[str, str, str]]:
    """Each repeat of a pattern: a text that leads to it, one that it repeats, and what it does not take."""
    for at, (code, value) in enumerate(tree):
        lead = before + _sample(tree[:at], 1)
        if code in REPEATS:
            low, high, body = value
            if high > 3:
                for choice in range(4):
                    unit = _sample(body, max(low, 1) if len(list(body)) == 1 else 1, choice)
                    yield lead, unit, _breaker(list(body))
            yield from _repeats(list(body), lead)
        else:
            for inner in _inside(code, value):
                yield from _repeats(list(inner), lead)


def _breaker(body: Sequence[Any]) -> str:
    """A character that a class which is repeated does not hold."""
    if len(body) != 1 or body[0][0] not in (codes.IN, codes.NOT_LITERAL):
        return ""
    code, value = body[0]
    if code is codes.NOT_LITERAL:
        return chr(value)
    return next((char for char in CANDIDATES if not _fits(value, ord(char))), "")


def _inside(code: Any, value: Any) -> list[Any]:
    if code is codes.SUBPATTERN:
        return [value[3]]
    if code is codes.BRANCH:
        return list(value[1])
    if code is codes.ATOMIC_GROUP:
        return [value]
    return []


def _atoms(tree: Sequence[Any]) -> Iterator[str]:
    """The letters and classes that a pattern consists of, and the words of its branches."""
    for code, value in tree:
        if code in REPEATS:
            yield from _atoms(list(value[2]))
        elif inner := _inside(code, value):
            for part in inner:
                if len(inner) > 1:
                    yield _sample(list(part), 1)
                yield from _atoms(list(part))
        elif sample := _sample([(code, value)], 1):
            yield sample


def _sample(tree: Sequence[Any], times: int, choice: int = 0) -> str:
    """A text that the pattern takes; `choice` is the branch or the member of a class that is taken."""
    return "".join(_one(code, value, times, choice) for code, value in tree)


def _one(code: Any, value: Any, times: int, choice: int) -> str:
    if code in (codes.LITERAL,):
        return chr(value)
    if code is codes.NOT_LITERAL:
        return next(char for char in CANDIDATES if ord(char) != value)
    if code is codes.ANY:
        return CANDIDATES[choice]
    if code is codes.IN:
        members = _members(value)
        return members[choice % len(members)] if members else ""
    if code in REPEATS:
        low, high, body = value
        return _sample(list(body), times, choice) * min(max(low, 1), int(high))
    inner = _inside(code, value)
    return _sample(list(inner[choice % len(inner)]), times, choice) if inner else ""


def _members(value: Sequence[Any]) -> list[str]:
    """Some characters of a class: blanks, letters and signs first."""
    return [char for char in CANDIDATES if _fits(value, ord(char))] or [
        chr(told if code is codes.LITERAL else told[0])
        for code, told in value
        if code in (codes.LITERAL, codes.RANGE)
    ]


def _fits(value: Sequence[Any], point: int) -> bool:
    negated = bool(value) and value[0][0] is codes.NEGATE
    found = any(_is_in(code, told, point) for code, told in value)
    return found != negated


def _is_in(code: Any, told: Any, point: int) -> bool:
    if code is codes.LITERAL:
        return bool(told == point)
    if code is codes.RANGE:
        return bool(told[0] <= point <= told[1])
    if code is codes.CATEGORY:
        kinds = {
            codes.CATEGORY_DIGIT: chr(point).isdecimal(),
            codes.CATEGORY_SPACE: chr(point).isspace(),
            codes.CATEGORY_WORD: chr(point).isalnum() or point == ord("_"),
        }
        opposite = {
            codes.CATEGORY_NOT_DIGIT: codes.CATEGORY_DIGIT,
            codes.CATEGORY_NOT_SPACE: codes.CATEGORY_SPACE,
            codes.CATEGORY_NOT_WORD: codes.CATEGORY_WORD,
        }
        return kinds[told] if told in kinds else not kinds[opposite[told]]
    return False
