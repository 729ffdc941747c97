"""Rows of texts → the Document that a reader would make of them, for tests of forms without any file."""

from collections.abc import Sequence
from dataclasses import replace

from collector.forms.spec import FormSpec
from collector.model.documents import Cell, Document, Line, Section, Table
from tests.shipped import SPEC

TITLE = SPEC.title
HEADER = [SPEC.unit_heading, *(column.heading for column in SPEC.columns)]
Merge = tuple[int, int, int, int]  # row, column, rows, columns


def spec_with(**changes: object) -> FormSpec:
    """The form that is shipped, with some of it changed."""
    return replace(SPEC, **changes)  # type: ignore[arg-type]  # the values are the caller's


def table(rows: Sequence[Sequence[str]], merges: Sequence[Merge] = ()) -> Table:
    """A rectangular table; a merged cell takes the text of its top left corner."""
    width = max(len(row) for row in rows)
    grid = [
        [Cell(row[c] if c < len(row) else "", r, c, place=f"R{r + 1}C{c + 1}") for c in range(width)]
        for r, row in enumerate(rows)
    ]
    for row, column, height, breadth in merges:
        corner = grid[row][column]
        merged = Cell(corner.text, row, column, height, breadth, corner.place)
        for r in range(row, row + height):
            grid[r][column : column + breadth] = [merged] * breadth
    return Table(tuple(tuple(row) for row in grid), "table 1")


def document(*blocks: str | Table, sheet: str = "", identifier: str = "") -> Document:
    """A document of one section: texts become lines."""
    made = tuple(
        Line(block, f"line {n}") if isinstance(block, str) else block for n, block in enumerate(blocks, 1)
    )
    return Document((Section(made, sheet),), "test", identifier)
