"""The rows of a table → its cells, where it only lays out a page around another table; it knows no file format."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Cell = TypeVar("Cell")
SIDE_BY_SIDE = 2  # cells of a row that may stand beside each other in a layout: an emblem and a name


def laid_out(
    rows: Iterable[Iterable[Cell]], nests: Callable[[Cell], bool], speaks: Callable[[Cell], bool]
) -> list[Cell]:
    """Return the cells with content of a table that frames others, in reading order; [] for any other table.

    Offices lay out a page with a table, and put the form into one of its cells, alone or with the title in the cell
    above. A form with a small table in one of its cells is no layout. `nests` tells whether a cell holds a table,
    `speaks` whether it holds text.
    """
    known = [list(row) for row in rows]
    if not any(nests(cell) for row in known for cell in row):
        return []
    filled = [cells for row in known if (cells := [cell for cell in row if nests(cell) or speaks(cell)])]
    framing = [row for row in filled if any(map(nests, row))]
    if any(len(row) > 1 for row in framing) or any(len(row) > SIDE_BY_SIDE for row in filled):
        return []
    return [cell for row in filled for cell in row]
