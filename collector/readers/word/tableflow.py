"""Paragraphs, ends of cells and ends of rows, as they come in a Word or RTF file, into lines and tables.

Both formats keep a table as a run of paragraphs: each says how deep in tables it stands, marks end cells
and rows, and a row brings the edges of its cells. It knows the bytes of neither.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise

from collector.errors import UnreadableError
from collector.model.documents import Cell, Line, Table
from collector.readers.grid import Tables, place_in_table
from collector.readers.limits import ReadingLimits
from collector.readers.word.nested import laid_out

DEEPEST = 12  # tables in tables; deeper ones count as this deep


@dataclass(frozen=True, slots=True)
class CellEdges:
    """One cell of a row: where it ends, and which merged cell it is part of."""

    right: int  # twips
    across: bool = False  # goes on from the cell on its left
    starts: bool = False  # begins a cell merged down
    goes_on: bool = False  # goes on from the cell above
    deleted: bool = False  # by a tracked change: the others move up


@dataclass(frozen=True, slots=True)
class RowEdges:
    """The edges of a row."""

    left: int = 0
    cells: tuple[CellEdges, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    described: RowEdges
    cells: "tuple[_Content, ...]"

    @property
    def edges(self) -> list[int]:
        return [self.described.left, *(cell.right for cell in self.described.cells[: len(self.cells)])]


_Rows = list[_Row]
_Content = list["str | _Rows"]


@dataclass(slots=True)
class _Open:
    """A table that has not ended yet."""

    rows: _Rows = field(default_factory=list)
    cells: list[_Content] = field(default_factory=list)
    content: _Content = field(default_factory=list)

    def end_cell(self) -> None:
        self.cells.append(self.content)
        self.content = []

    def end_row(self, edges: RowEdges) -> None:
        if any(self.content):
            self.end_cell()
        # LibreOffice writes ends of cells that the row does not have after a table in a table.
        while edges.cells and len(self.cells) > len(edges.cells) and not _text(self.cells[-1]):
            self.cells.pop()
        if any(cell.deleted for cell in edges.cells):
            kept = [number for number, cell in enumerate(edges.cells) if not cell.deleted]
            self.cells = [self.cells[number] for number in kept if number < len(self.cells)]
            edges = replace(edges, cells=tuple(edges.cells[number] for number in kept))
        if self.cells:
            self.rows.append(_Row(edges, tuple(self.cells)))
            self.cells = []


@dataclass(slots=True)
class TableFlow:
    """Takes a text in as it comes, paragraph by paragraph; `depth` 0 is outside of tables."""

    limits: ReadingLimits
    _body: _Content = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _lines: int = 0
    _tables: Tables = field(init=False)
    _taken: int = 0

    def __post_init__(self) -> None:
        self._tables = Tables(self.limits)

    def paragraph(self, text: str, depth: int) -> None:
        """Take in a paragraph; raises UnreadableError("too-large")."""
        self._taken += 1
        if self._taken > self.limits.cells + self.limits.blocks:
            raise UnreadableError("too-large", f"more than {self._taken - 1} paragraphs")
        self._go_to(depth)
        (self._open[-1].content if self._open else self._body).append(text)

    def end_cell(self, text: str, depth: int) -> None:
        """Take in the last paragraph of a cell."""
        self.paragraph(text, max(depth, 1))
        self._open[-1].end_cell()

    def end_row(self, edges: RowEdges, depth: int) -> None:
        """Take in the end of a row, whose cells have been taken in."""
        self._go_to(max(depth, 1))
        self._open[-1].end_row(edges)

    def drop_empty_row(self, depth: int) -> bool:
        """Leave out the row whose cells have been taken in, if none of them says anything."""
        self._go_to(max(depth, 1))
        row = self._open[-1]
        if any(map(_text, (*row.cells, row.content))):
            return False
        row.cells, row.content = [], []
        return True

    def blocks(self, place: str = "") -> Iterator[Line | Table]:
        """Yield all of it; `place` names the lines where they are not the text's own paragraphs."""
        self._go_to(0)
        yield from self._blocks(self._body, place)

    def _go_to(self, depth: int) -> None:
        depth = min(depth, DEEPEST)
        while len(self._open) > depth:
            ended = self._open.pop()
            ended.end_row(RowEdges())
            (self._open[-1].content if self._open else self._body).append(ended.rows)
        while len(self._open) < depth:
            self._open.append(_Open())

    def _blocks(self, content: _Content, place: str) -> Iterator[Line | Table]:
        for item in content:
            if isinstance(item, str):
                self._lines += 1
                if item.strip():
                    yield Line(item.strip("\n"), place or f"paragraph {self._lines}")
                continue
            if framing := laid_out((row.cells for row in item), _nests, _speaks):
                for cell in framing:
                    yield from self._blocks(cell, place)
            elif item:
                yield from self._tables.next(len(item), partial(_cells, item))


def _text(content: _Content) -> str:
    """Return all text of a cell, nested tables too, by lines."""
    lines: list[str] = []
    for item in content:
        if isinstance(item, str):
            lines.append(item)
        else:
            lines += (" ".join(filter(None, map(_text, row.cells))) for row in item)
    return "\n".join(lines).strip("\n")


def _nests(cell: _Content) -> bool:
    return any(isinstance(item, list) for item in cell)


def _speaks(cell: _Content) -> bool:
    return bool(_text(cell).strip())


def _cells(rows: _Rows, place: str) -> Iterable[Cell]:
    """Return the cells with their spans; a cell merged down is one that its successors lengthen."""
    name = place_in_table(place)
    cells: dict[tuple[int, int], Cell] = {}
    above: dict[int, tuple[int, int]] = {}  # column → the merged cell that may go on there
    for number, (row, columns) in enumerate(zip(rows, _columns(rows), strict=True)):
        last = (number, 0)
        for index, content in enumerate(row.cells):
            edges = row.described.cells[index] if index < len(row.described.cells) else CellEdges(0)
            left, width = columns[index], max(columns[index + 1] - columns[index], 1)
            if edges.across and index:
                before = cells[last]
                end = max(left + width - before.column, before.columns)
                cells[last] = replace(
                    before, columns=end, text=f"{before.text}\n{_text(content)}".rstrip("\n")
                )
            elif edges.goes_on and left in above:
                last = above[left]
                cells[last] = replace(cells[last], rows=number - last[0] + 1)
            else:
                last = (number, left)
                cells[last] = Cell(_text(content), number, left, 1, width, name(number, left))
                above.pop(left, None)
                if edges.starts or edges.goes_on:
                    above[left] = last
    return cells.values()


def _columns(rows: Sequence[_Row]) -> Iterator[list[int]]:
    """Yield for each row the columns at which its cells begin, and the one after the last.

    A row with as many cells as any has them in all columns, wherever their edges are: people drag edges
    in one row alone, and tables of other widths that follow each other are one to Word. A row with fewer
    is laid over the nearest such row; one that does not fit, or brings no edges, counts its cells.
    """
    most = max(len(row.cells) for row in rows)
    edges = [row.edges for row in rows]
    full = [line if len(line) == most + 1 and _is_ascending(line) else None for line in edges]
    grid = next(filter(None, full), None)
    for row, line, own in zip(rows, edges, full, strict=True):
        grid = own or grid
        columns = [_nearest(grid, edge) for edge in line] if grid and own is None else []
        fits = len(line) == len(row.cells) + 1 and _is_ascending(columns)
        yield columns if columns and fits else list(range(len(row.cells) + 1))


def _is_ascending(numbers: Sequence[int]) -> bool:
    return all(left < right for left, right in pairwise(numbers))


def _nearest(grid: Sequence[int], edge: int) -> int:
    return min(range(len(grid)), key=lambda index: abs(grid[index] - edge))
