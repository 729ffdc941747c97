"""Cells with spans into rectangular tables; it knows no file format."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from collector.errors import UnreadableError
from collector.model.documents import Cell, Table
from collector.readers.limits import ReadingLimits

Grid = list[list[Cell | None]]


def rectangle(
    cells: Iterable[Cell],
    size: tuple[int, int],
    place: str,
    name: Callable[[int, int], str],
    limits: ReadingLimits,
) -> Table:
    """Return a table of `size` (rows, columns) in which every position has its cell.

    A cell that begins on a position already taken is dropped (that is what people see), one that
    runs into another or over the edge is cut; `name` gives the place of positions nobody filled.
    Raises UnreadableError("too-large").
    """
    height, width = size
    if width > limits.columns or height * width > limits.cells:
        raise UnreadableError("too-large", f"{place}: {height} rows of {width} columns")
    grid: Grid = [[None] * width for _ in range(height)]
    for cell in cells:
        if cell.row < height and cell.column < width and grid[cell.row][cell.column] is None:
            _fill(grid, _fit(grid, cell, height, width))
    rows = tuple(
        tuple(cell or Cell("", row, column, place=name(row, column)) for column, cell in enumerate(line))
        for row, line in enumerate(grid)
    )
    return Table(rows, place)


@dataclass(slots=True)
class Tables:
    """Counts the tables of one document, which have no names of their own, as they come."""

    limits: ReadingLimits
    number: int = 0

    def next(self, height: int, cells: Callable[[str], Iterable[Cell]]) -> Iterator[Table]:
        """Yield the next table, as wide as its cells take; none where there is no cell.

        `cells` is given the table's place, "table 1". Raises UnreadableError("too-large").
        """
        self.number += 1
        place = f"table {self.number}"
        known = list(cells(place))
        if known:
            width = max(cell.column for cell in known) + 1
            yield rectangle(known, (height, width), place, place_in_table(place), self.limits)


def distinct(rows: Sequence[Sequence[Cell]]) -> list[Cell]:
    """Return each cell of a table once, in reading order."""
    return [
        cell
        for row, line in enumerate(rows)
        for column, cell in enumerate(line)
        if cell.row == row and cell.column == column
    ]


def place_in_table(place: str) -> Callable[[int, int], str]:
    """Return how positions of a table without coordinates are named: "table 1, row 3, column 2"."""
    return lambda row, column: f"{place}, row {row + 1}, column {column + 1}"


def _fit(grid: Grid, cell: Cell, height: int, width: int) -> Cell:
    """Return `cell` with the span that is free, from its own corner."""
    if cell.rows == 1 and cell.columns == 1:
        return cell
    right = min(cell.column + max(cell.columns, 1), width)
    bottom = min(cell.row + max(cell.rows, 1), height)
    end = cell.column + 1
    while end < right and grid[cell.row][end] is None:
        end += 1
    last = cell.row + 1
    while last < bottom and not any(grid[last][cell.column : end]):
        last += 1
    return Cell(cell.text, cell.row, cell.column, last - cell.row, end - cell.column, cell.place)


def _fill(grid: Grid, cell: Cell) -> None:
    for row in range(cell.row, cell.row + cell.rows):
        grid[row][cell.column : cell.column + cell.columns] = [cell] * cell.columns
