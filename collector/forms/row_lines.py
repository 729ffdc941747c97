"""Rows of a table that belong to no form → lines, as a person reads them; knows no word."""

from collections.abc import Iterator, Sequence

from collector.model.documents import Cell, Line
from collector.thai import fold

LONG = 20  # folded letters of a cell that is a line by itself: no label, and no month or unit beside one


def as_lines(rows: Sequence[tuple[Cell, ...]]) -> Iterator[Line]:
    """Rows that belong to no form, as lines: each distinct cell once, left to right."""
    for number, row in enumerate(rows):
        own = [
            cell
            for column, cell in enumerate(row)
            if cell.text.strip() and (column == 0 or row[column - 1] is not cell)
        ]
        fresh = [cell for cell in own if cell.row == rows[0][0].row + number or number == 0]
        for cells in _apart(fresh):
            yield Line(" ".join(cell.text.strip() for cell in cells), cells[0].place)


def _apart(cells: Sequence[Cell]) -> Iterator[Sequence[Cell]]:
    """The cells of a row, cut behind each long one that another long one follows: what stands beside a title is a line of its own."""
    begins = 0
    long = [at for at, cell in enumerate(cells) if len(fold(cell.text)) >= LONG]
    for at in long[:-1]:
        yield cells[begins : at + 1]
        begins = at + 1
    if cells[begins:]:
        yield cells[begins:]
