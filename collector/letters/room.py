"""How much of a report stands in a letter: texts cut, and entries as many as there is room for; more would be no letter."""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import TypeVar

from collector.wording import Wording

T = TypeVar("T")
MOST_ENTRIES = 150  # of one report
MOST_REPORTS = 30  # of one mail
MOST_ISSUES = 50  # reports and files that are returned or wait
LONGEST_CELL = 2_000  # letters of one text
LONGEST_NOTE = 600
ROOM = 380_000  # bytes of all tables of a letter, as text and as HTML: in base64 the whole stays below a megabyte
_CELL = 270  # bytes of HTML around a text
_SPECIAL = "&<>\"'\n"
_MOST_FOR_SPECIAL = 12  # bytes more that one of them takes in HTML or at the beginning of a line


def cut(text: str, wording: Wording, longest: int = LONGEST_CELL) -> str:
    """A text whole, or its beginning and how much more there was."""
    if len(text) <= longest:
        return text
    return f"{text[:longest].rstrip()} {wording.phrase('cut', count=str(len(text) - longest))}"


def share_of(reports: int) -> int:
    """The bytes that each of so many reports may take."""
    return ROOM // max(1, min(reports, MOST_REPORTS))


def weight_of(texts: Iterable[str]) -> int:
    """The bytes that a row of these texts takes in a letter at most, in plain text and in HTML."""
    shown = [text[:LONGEST_CELL] for text in texts]
    special = sum(text.count(sign) for text in shown for sign in _SPECIAL)
    return sum(2 * len(text.encode()) + _CELL for text in shown) + _MOST_FOR_SPECIAL * special


def fitting(rows: Sequence[T], weights: Iterable[int], room: int, most: int = MOST_ENTRIES) -> Sequence[T]:
    """The first rows that have room together."""
    count = sum(taken <= room for taken in accumulate(weights))
    return rows[: min(count, most)]
