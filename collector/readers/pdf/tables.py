"""Filled grids into tables of text, and rows that the end of a page has broken into whole ones; it knows no form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from collector.model.documents import Cell, Table
from collector.readers.grid import place_in_table, rectangle
from collector.readers.limits import ReadingLimits
from collector.readers.pdf.cells import Filled
from collector.readers.pdf.lines import TextLine, begins_item, between, is_full, lines_of, paragraphs
from collector.readers.pdf.ruled_grid import Box
from collector.thai import split_bullet

SAME_EDGE = 6.0  # points by which the columns of one table may differ from page to page
SLACK = 3  # letters: a row whose texts all go on is broken, though a line may end early
REACHES = 3.0  # of the size: how near to the end of its cell a text is that goes on behind it


@dataclass(frozen=True, slots=True)
class TextCell:
    """One cell with its printed lines and what they say."""

    box: Box
    lines: tuple[TextLine, ...]
    text: str


@dataclass(frozen=True, slots=True)
class TextTable:
    """One table of one page."""

    rows: int
    columns: int
    cells: tuple[TextCell, ...]
    top: float
    left: float

    def row(self, index: int) -> list[TextCell]:
        """Return the cells that begin in a row, left to right."""
        return sorted(
            (cell for cell in self.cells if cell.box.row == index), key=lambda cell: cell.box.column
        )

    @property
    def edges(self) -> list[float]:
        """Where its columns begin."""
        lefts = {cell.box.column: cell.box.left for cell in self.cells}
        return [lefts[column] for column in sorted(lefts)]


def text_table(filled: Filled) -> TextTable:
    """Return a grid as text."""
    cells = []
    for box, clusters in zip(filled.grid.boxes, filled.clusters, strict=True):
        lines = tuple(lines_of(clusters))
        text = "\n".join(said for said, _ in paragraphs(lines, box.left, box.right))
        cells.append(TextCell(box, lines, text))
    grid = filled.grid
    return TextTable(grid.rows, grid.columns, tuple(cells), grid.top, grid.left)


def finished(table: TextTable, place: str, limits: ReadingLimits) -> Table:
    """Return a table as the other readers give it; raises UnreadableError("too-large")."""
    name = place_in_table(place)
    cells = []
    for cell in table.cells:
        box = cell.box
        size = (box.last_row - box.row, box.last_column - box.column)
        cells.append(Cell(cell.text, box.row, box.column, *size, name(box.row, box.column)))
    return rectangle(cells, (table.rows, table.columns), place, name, limits)


def mended(above: TextTable, below: TextTable, first: TextTable) -> tuple[TextTable, TextTable]:
    """Return the last table of a page and the first of the next, with a row that was broken put together.

    `first` is the table of the page on which it all began: its heading may stand on each page again.
    """
    if not _same_columns(above, below):
        return above, below
    heading = _heading(first, below)
    nothing = replace(below, rows=0, cells=())
    if heading == below.rows:  # a page on which nothing but the heading stands
        return above, nothing
    rest = [cell for cell in below.row(heading) if cell.text and _height(cell) == 1]
    ends = {cell.box.column: cell for cell in above.cells if cell.box.last_row == above.rows}
    if not _is_rest(rest, ends):
        return above, below
    longer = {cell.box.column: cell for cell in rest}
    cells = tuple(
        _continued(cell, longer[cell.box.column])
        if cell.box.last_row == above.rows and cell.box.column in longer
        else cell
        for cell in above.cells
    )
    left = nothing if heading + 1 == below.rows else _without(below, heading)
    return replace(above, cells=cells), left


def is_continued(above: TextTable, below: TextTable) -> bool:
    """Whether a table may be the next page of another."""
    return _same_columns(above, below)


def goes_on_headless(above: TextTable, below: TextTable, first: TextTable) -> bool:
    """Whether a table may be the next page of another, and does not say its heading again."""
    return _same_columns(above, below) and not _heading(first, below)


def _same_columns(above: TextTable, below: TextTable) -> bool:
    pairs = zip(above.edges, below.edges, strict=False)
    return above.columns == below.columns and all(abs(one - two) <= SAME_EDGE for one, two in pairs)


def _heading(first: TextTable, below: TextTable) -> int:
    """Return how many rows of the first table stand at the head of a later one again."""
    height = 0
    while height < min(first.rows, below.rows):
        said = [cell.text for cell in first.row(height)]
        if not any(said) or said != [cell.text for cell in below.row(height)]:
            break
        height += 1
    return height


def _height(cell: TextCell) -> int:
    return cell.box.last_row - cell.box.row


def _is_rest(rest: Sequence[TextCell], ends: Mapping[int, TextCell]) -> bool:
    """Whether the first row of a page is the rest of the last one before.

    All its texts go on in the middle of a sentence, or, in a row that holds several items, with the next item.
    """
    goes_on = [_goes_on(ends.get(cell.box.column), cell) for cell in rest]
    listed = any(sum(begins_item(line.text) for line in cell.lines) > 1 for cell in ends.values())
    counted = [listed and _counts_on(ends.get(cell.box.column), cell) for cell in rest]
    return any(goes_on) and all(one or two for one, two in zip(goes_on, counted, strict=True))


def _counts_on(above: TextCell | None, below: TextCell) -> bool:
    """Whether a cell begins with the number after the last one in the cell above."""
    if above is None:
        return False
    numbers = [split_bullet(line.text)[0] for line in above.lines if begins_item(line.text)]
    number = split_bullet(below.lines[0].text)[0] or ""
    last = numbers[-1] if numbers else None
    return number.isdigit() and last is not None and last.isdigit() and int(number) == int(last) + 1


def _goes_on(above: TextCell | None, below: TextCell) -> bool:
    """Whether the text of a cell goes on in the cell below it: it is full to its last corner, and nothing begins."""
    if above is None or not above.lines or begins_item(below.lines[0].text, above.text):
        return False
    last = above.lines[-1]
    margin = max(0.0, min(line.left for line in above.lines) - above.box.left)
    edge = max(above.box.right - margin, *(line.right for line in (*above.lines, *below.lines)))
    return above.box.bottom - last.y <= REACHES * last.size and is_full(last, below.lines[0], edge, SLACK)


def _continued(cell: TextCell, rest: TextCell) -> TextCell:
    new = begins_item(rest.lines[0].text, cell.text)
    text = cell.text + ("\n" if new else between(cell.lines[-1], rest.lines[0])) + rest.text
    box = replace(cell.box, top=rest.box.top, bottom=rest.box.bottom)  # of the lines that are now the last
    return TextCell(box, (*cell.lines, *rest.lines), text)


def _without(table: TextTable, row: int) -> TextTable:
    """Return a table without one of its rows."""
    cells = []
    for cell in table.cells:
        box = cell.box
        top = box.row - (box.row > row)
        bottom = box.last_row - (box.last_row > row)
        if bottom > top:
            cells.append(replace(cell, box=replace(box, row=top, last_row=bottom)))
    return replace(table, rows=table.rows - 1, cells=tuple(cells))
