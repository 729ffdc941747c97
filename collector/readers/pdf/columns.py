"""Text that stands in columns without ruling between them into grids; it knows no form.

A second strategy, for pages without a ruled table: only where the columns are clear from top to bottom,
and where rows can be told apart by lines across, by white or by their numbers. Else there is no table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from collector.readers.pdf.clusters import Cluster
from collector.readers.pdf.lines import THAI, begins_item, lines_of, rows_of
from collector.readers.pdf.ruled_grid import Box, Grid
from collector.readers.pdf.rules import RulingLine

GUTTER = 1.0  # of the size: white between two columns
FEWEST = 3  # columns; two are a signature or an address
LEAST_ROWS = 3  # lines of columns: fewer are a letterhead or a signature
LONGEST_NUMBER = 3
APART = 8.0  # of the size: what stands so far below is no row of the same table
ACROSS = 0.8  # of the table's width: a shorter line across parts no rows
WIDER = 1.4  # of the usual distance of lines: white that parts two rows
ABOVE, BELOW = 1.0, 0.4  # of the size: how far letters reach above and below their line


class UnclearColumnsError(Exception):
    """Rows that are clearly those of a table, but run from one column into the next."""


@dataclass(frozen=True)  # no slots: what it keeps of itself has to lie somewhere
class _Row:
    """The letters of a line from left to right, and the pieces between which there is much white."""

    clusters: tuple[Cluster, ...]
    pieces: tuple[tuple[Cluster, ...], ...]

    @property
    def y(self) -> float:
        return self.clusters[0].y

    @cached_property
    def spans(self) -> tuple[tuple[float, float], ...]:
        """Where each piece begins and ends."""
        return tuple((piece[0].left, max(one.right for one in piece)) for piece in self.pieces)

    @cached_property
    def numbered(self) -> bool:
        """Whether a piece begins with the number of an item, or the first one is a number alone."""
        first = "".join(one.text for one in self.pieces[0])
        alone = len(first) <= LONGEST_NUMBER and first.isdecimal() and len(self.pieces) > 1
        return alone or any(begins_item(line.text) for piece in self.pieces for line in lines_of(piece))

    @property
    def thai(self) -> bool:
        """Whether most of its letters are Thai."""
        return 2 * sum(THAI[0] <= one.text[0] <= THAI[1] for one in self.clusters) > len(self.clusters)


Column = tuple[float, float]  # how far it reaches, as far as it is known


def open_grids(clusters: Sequence[Cluster], rules: Sequence[RulingLine], size: float) -> list[Grid]:
    """Return the tables that text alone makes; `rules` are the page's lines, of which those across count.

    Raises UnclearColumnsError where the rows of a table run from one column into the next, because part of it would be
    lost; and where Thai text stands in columns whose rows cannot be told apart, and there is no other table.
    """
    rows = [_row(sorted(row, key=lambda one: one.left), size) for row in rows_of(clusters)]
    found: list[Grid] = []
    merged = 0  # rows of columns without a sign of where one ends
    start = 0
    while start < len(rows):
        columns, end = _columns(rows, start, size)
        grid = _grid(rows[start:end], columns, rules, size) if len(columns) >= FEWEST else None
        if grid is not None and end < len(rows) and _is_torn(rows[start : end + 1], columns, size):
            raise UnclearColumnsError(f"{end - start} of more rows")
        if grid is not None:
            found.append(grid)
        elif len(columns) >= FEWEST and end - start >= LEAST_ROWS and rows[start].thai:
            merged = max(merged, end - start)
        start = end if grid is not None else start + 1
    if merged and not found:
        raise UnclearColumnsError(f"{merged} lines that may be rows")
    return found


def _row(clusters: Sequence[Cluster], size: float) -> _Row:
    return _Row(tuple(clusters), tuple(map(tuple, _pieces(clusters, size))))


def _columns(rows: Sequence[_Row], start: int, size: float) -> tuple[list[Column], int]:
    """Return the columns that begin with a row, and the first row that does not keep to them."""
    if len(rows[start].pieces) < FEWEST:
        return [], start
    columns: list[Column] = []
    for index in range(start, len(rows)):
        if index > start and rows[index].y - rows[index - 1].y > APART * size:
            return columns, index
        grown = list(columns)
        for left, right in rows[index].spans:
            touched = [
                number
                for number, one in enumerate(grown)
                if left < one[1] + size / 2 and one[0] - size / 2 < right
            ]
            if len(touched) > 1:
                return columns, index
            if touched:
                one = grown[touched[0]]
                grown[touched[0]] = (min(one[0], left), max(one[1], right))
            else:
                grown.append((left, right))
        if grown != columns:
            grown.sort()
            if any(one[1] > two[0] for one, two in pairwise(grown)):
                return columns, index
            columns = grown
    return columns, len(rows)


def _is_torn(rows: Sequence[_Row], columns: Sequence[Column], size: float) -> bool:
    """Whether the last row, which does not keep to the columns of those before, is one of the table all the same.

    It follows at the usual distance, and pieces of it begin where columns do: those of a footnote or a signature do not.
    """
    *before, last = rows
    distances = [two.y - one.y for one, two in pairwise(before)]
    if distances and last.y - before[-1].y > WIDER * max(distances):
        return False
    lefts = [left for left, _ in last.spans]
    inside = sum(any(one[0] <= left <= one[1] for left in lefts) for one in columns)
    aligned = sum(any(abs(one[0] - left) <= size / 2 for left in lefts) for one in columns)
    return inside >= FEWEST or aligned > 1


def _pieces(row: Sequence[Cluster], size: float) -> Iterator[list[Cluster]]:
    """Yield the pieces of a line between which there is much white."""
    piece: list[Cluster] = []
    right = 0.0
    for cluster in row:
        if cluster.blank:
            continue
        if piece and cluster.left - right > GUTTER * size:
            yield piece
            piece = []
        right = max(right, cluster.right) if piece else cluster.right
        piece.append(cluster)
    if piece:
        yield piece


def _grid(
    rows: Sequence[_Row], columns: Sequence[Column], rules: Sequence[RulingLine], size: float
) -> Grid | None:
    left, right = columns[0][0], columns[-1][1]
    top, bottom = rows[0].y - ABOVE * size, rows[-1].y + BELOW * size
    inside = {
        round(rule.at, 1)
        for rule in rules
        if not rule.vertical
        and top < rule.at < bottom
        and min(rule.end, right) - max(rule.start, left) >= ACROSS * (right - left)
    }
    floors = sorted(inside) or _gaps(rows, size)
    if not floors:
        return None
    edges = [left - size, *((one[1] + two[0]) / 2 for one, two in pairwise(columns)), right + size]
    heights = [top, *floors, bottom]
    boxes = tuple(
        Box(r, c, r + 1, c + 1, edges[c], heights[r], edges[c + 1], heights[r + 1])
        for r in range(len(heights) - 1)
        for c in range(len(columns))
    )
    return Grid(boxes, len(heights) - 1, len(columns))


def _gaps(rows: Sequence[_Row], size: float) -> list[float]:
    """Return between which lines rows part: where white is, before numbers, or everywhere if no cell wraps."""
    distances = [two.y - one.y for one, two in pairwise(rows)]
    if not distances:
        return []
    usual = min(distances)
    most = max(len(row.pieces) for row in rows)
    even = all(len(row.pieces) == most for row in rows)
    parts = [
        row.y - ABOVE * size
        for row, distance in zip(rows[1:], distances, strict=True)
        if even or distance > WIDER * usual or row.numbered
    ]
    return parts if even or len(parts) > 1 else []
