"""Where a value stands in a TOML file → its dotted key in words that count from one, as people do."""

from collections.abc import Sequence
from typing import Any

from collector.english import ordinal

_NAMES = ("key", "id", "name")  # the keys by which people know one table of several


def place_in_words(place: Sequence[int | str], written: Any) -> str:
    """("columns", 2, "words") → `columns.words, in the 3rd column (key share)`; ("forms", 1) → `forms, the 2nd`."""
    dotted = ".".join(step for step in place if isinstance(step, str))
    said = [_one(place, at, written) for at, step in enumerate(place) if isinstance(step, int)]
    return ", ".join([dotted, *said])


def _one(place: Sequence[int | str], at: int, written: Any) -> str:
    """One position: of a table with what people know it by, else the number alone."""
    table = _at(written, place[: at + 1])
    number = ordinal(int(place[at]) + 1)
    if at == len(place) - 1 and not isinstance(table, dict):
        return f"the {number}"
    noun = str(place[at - 1]).removesuffix("s")
    known = next(
        (f" ({name} {table[name]})" for name in _NAMES if isinstance(table, dict) and table.get(name)), ""
    )
    return f"in the {number} {noun}{known}"


def _at(written: Any, place: Sequence[int | str]) -> Any:
    """What stands there; None where there is nothing."""
    for step in place:
        try:
            written = written[step]
        except (KeyError, IndexError, TypeError):
            return None
    return written
