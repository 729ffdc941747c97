"""Placed values and merged ranges of one sheet into a Section; it knows no file format."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from collector.errors import UnreadableError
from collector.model import Cell, Section
from collector.readers.grid import rectangle
from collector.readers.limits import ReadingLimits

Value = int | float | str | bool | time | date | datetime | timedelta


class Placed(NamedTuple):
    """A text and its position in the sheet, from 0."""

    row: int
    column: int
    text: str


class Spread(NamedTuple):
    """A merged range, corners included, from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Axes:
    """The rows and the columns of the sheet that the table shows, ascending."""

    rows: Sequence[int]
    columns: Sequence[int]

    def name(self, row: int, column: int) -> str:
        """Return the address of a table position as the program shows it: "B7"."""
        return address(self.rows[row], self.columns[column])

    def cell(self, text: str, spread: Spread) -> Cell:
        """Return the cell that stands where `spread` does in the sheet."""
        row, column = bisect_left(self.rows, spread.top), bisect_left(self.columns, spread.left)
        rows = bisect_right(self.rows, spread.bottom) - row
        columns = bisect_right(self.columns, spread.right) - column
        return Cell(text, row, column, rows, columns, address(spread.top, spread.left))


def sheet_section(
    name: str, hidden: bool, values: Iterable[Placed], merged: Iterable[Spread], limits: ReadingLimits
) -> Section:
    """Return a sheet with one table of all that is used, or with no block when nothing is.

    `hidden` is whether the sheet is, `merged` the areas of joined cells. Values come once a position. Empty rows and columns outside of what is used are cut off; inside
    they stay, unless the table would break the limits with them (a blank in the last row of the
    sheet, a hostile pair of far corners). Raises UnreadableError("too-large").
    """
    texts = _collect(values, limits)
    if not texts:
        return Section((), name, hidden)
    axes = _axes(texts, limits)
    corner = Spread(axes.rows[0], axes.columns[0], axes.rows[-1], axes.columns[-1])
    spreads: dict[tuple[int, int], tuple[Spread, str]] = {}
    for spread in merged:
        shown = _overlap(spread, corner)
        if shown is not None:
            spreads.setdefault(shown[:2], (shown, texts.get(shown[:2], "")))
    wide = (axes.cell(text, spread) for spread, text in spreads.values())
    single = [
        axes.cell(text, Spread(row, column, row, column))
        for (row, column), text in texts.items()
        if (row, column) not in spreads
    ]
    size = (len(axes.rows), len(axes.columns))
    seen = (cell for cell in wide if cell.rows and cell.columns)  # not those between far corners
    table = rectangle((*seen, *single), size, f"sheet {name}".strip(), axes.name, limits)
    return Section((table,), name, hidden)


def value_text(value: Value) -> str:
    """Return a cell's value as text: 1.0 → "1", midnight → the date alone, no float tails."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")
    if isinstance(value, datetime):
        whole = value.time() == time()
        return value.date().isoformat() if whole else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, str):
        return value.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return str(value)


def address(row: int, column: int) -> str:
    """Return a position, from 0, as spreadsheets name it: (6, 1) → "B7"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def _collect(values: Iterable[Placed], limits: ReadingLimits) -> dict[tuple[int, int], str]:
    """Return the texts that are not blank by position."""
    texts: dict[tuple[int, int], str] = {}
    characters = 0
    for row, column, text in values:
        if not text or text.isspace():
            continue
        texts[row, column] = text
        characters += len(text)
        if len(texts) > limits.cells or characters > limits.characters:
            raise UnreadableError("too-large", f"{len(texts)} cells, {characters} characters")
    return texts


def _axes(texts: Iterable[tuple[int, int]], limits: ReadingLimits) -> Axes:
    rows = sorted({row for row, _ in texts})
    columns = sorted({column for _, column in texts})
    all_rows = range(rows[0], rows[-1] + 1)
    all_columns = range(columns[0], columns[-1] + 1)
    if len(all_columns) <= limits.columns and len(all_rows) * len(all_columns) <= limits.cells:
        return Axes(all_rows, all_columns)
    return Axes(rows, columns)


def _overlap(spread: Spread, corner: Spread) -> Spread | None:
    """Return the part of a merged range that lies inside of what is used."""
    shown = Spread(
        max(spread.top, corner.top),
        max(spread.left, corner.left),
        min(spread.bottom, corner.bottom),
        min(spread.right, corner.right),
    )
    return shown if shown.top <= shown.bottom and shown.left <= shown.right else None
