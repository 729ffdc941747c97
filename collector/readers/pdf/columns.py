"""Text that stands in columns without ruling between them into grids; it knows no form.

A second strategy, for pages without a ruled table: only where the columns are clear from top to bottom,
and where rows can be told apart by lines across, by white or by their numbers. Else there is no table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from collector.readers.pdf.clusters import Cluster
from collector.readers.pdf.lines import begins_item, lines_of, rows_of
from collector.readers.pdf.ruled_grid import Box, Grid
from collector.readers.pdf.rules import RulingLine

GUTTER = 1.0  # of the size: white between two columns
FEWEST = 3  # columns; two are a signature or an address
ACROSS = 0.8  # of the table's width: a shorter line across parts no rows
WIDER = 1.4  # of the usual distance of lines: white that parts two rows
ABOVE, BELOW = 1.0, 0.4  # of the size: how far letters reach above and below their line


@dataclass(slots=True)
class _TextColumn:
    """How far a column reaches, as far as it is known."""

    left: float
    right: float


Row = Sequence[Cluster]


def open_grids(clusters: Sequence[Cluster], rules: Sequence[RulingLine], size: float) -> list[Grid]:
    """Return the tables that text alone makes; `rules` are the page's lines, of which those across count."""
    rows = [sorted(row, key=lambda one: one.left) for row in rows_of(clusters)]
    found: list[Grid] = []
    start = 0
    while start < len(rows):
        columns, end = _columns(rows, start, size)
        grid = _grid(rows[start:end], columns, rules, size) if len(columns) >= FEWEST else None
        if grid is not None:
            found.append(grid)
        start = end if grid is not None else start + 1
    return found


def _columns(rows: Sequence[Row], start: int, size: float) -> tuple[list[_TextColumn], int]:
    """Return the columns that begin with a row, and the first row that does not keep to them."""
    columns: list[_TextColumn] = []
    for index in range(start, len(rows)):
        pieces = list(_pieces(rows[index], size))
        if index == start and len(pieces) < FEWEST:
            return [], start
        grown = [_TextColumn(one.left, one.right) for one in columns]
        for piece in pieces:
            left, right = piece[0].left, max(one.right for one in piece)
            touched = [one for one in grown if left < one.right + size / 2 and one.left - size / 2 < right]
            if len(touched) > 1:
                return columns, index
            if touched:
                touched[0].left, touched[0].right = min(touched[0].left, left), max(touched[0].right, right)
            else:
                grown.append(_TextColumn(left, right))
        grown.sort(key=lambda one: one.left)
        if any(one.right > two.left for one, two in pairwise(grown)):
            return columns, index
        columns = grown
    return columns, len(rows)


def _pieces(row: Row, size: float) -> Iterator[list[Cluster]]:
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
    rows: Sequence[Row], columns: Sequence[_TextColumn], rules: Sequence[RulingLine], size: float
) -> Grid | None:
    left, right = columns[0].left, columns[-1].right
    top, bottom = rows[0][0].y - ABOVE * size, rows[-1][0].y + BELOW * size
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
    edges = [left - size, *((one.right + two.left) / 2 for one, two in pairwise(columns)), right + size]
    heights = [top, *floors, bottom]
    boxes = tuple(
        Box(r, c, r + 1, c + 1, edges[c], heights[r], edges[c + 1], heights[r + 1])
        for r in range(len(heights) - 1)
        for c in range(len(columns))
    )
    return Grid(boxes, len(heights) - 1, len(columns))


def _gaps(rows: Sequence[Row], size: float) -> list[float]:
    """Return between which lines rows part: where white is, before numbers, or everywhere if no cell wraps."""
    distances = [two[0].y - one[0].y for one, two in pairwise(rows)]
    if not distances:
        return []
    usual = min(distances)
    counts = [sum(1 for _ in _pieces(row, size)) for row in rows]
    even = all(count == max(counts) for count in counts)
    parts = [
        row[0].y - ABOVE * size
        for row, distance in zip(rows[1:], distances, strict=True)
        if even or distance > WIDER * usual or _is_numbered(row, size)
    ]
    return parts if even or len(parts) > 1 else []


def _is_numbered(row: Row, size: float) -> bool:
    return any(begins_item(line.text) for piece in _pieces(row, size) for line in lines_of(piece))
