"""The cells of a table → the one of them that frames another table, if that is all it is for; it knows no file format."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Cell = TypeVar("Cell")


def frame(
    cells: Iterable[Cell], nests: Callable[[Cell], bool], speaks: Callable[[Cell], bool]
) -> Cell | None:
    """Return the cell that holds a nested table and is the only one with content, None where there is no such cell.

    Offices lay out a page with a table, and put the form into one of its cells. `nests` tells whether a cell holds a
    table, `speaks` whether it holds text.
    """
    known = list(cells)
    nesting = [cell for cell in known if nests(cell)]
    if len(nesting) != 1 or any(speaks(cell) for cell in known if cell is not nesting[0]):
        return None
    return nesting[0]
