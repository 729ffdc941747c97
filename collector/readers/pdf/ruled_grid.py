"""Ruling lines into grids of cells, merged ones too; it knows no text."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import inf

from collector.errors import UnreadableError
from collector.readers.pdf.rules import RulingLine, joined

COVERS = 0.9  # of a side: a line that is shorter does not separate two cells
MOST_PIECES = 40_000  # positions of one grid before empty rows and columns are taken out
GAP = 3.0  # points between the dashes of a line
MOST_RULES = 1_500  # of one page, after joining


@dataclass(frozen=True, slots=True)
class Box:
    """One cell: which rows and columns it covers (ends not included), and where it lies on the page."""

    row: int
    column: int
    last_row: int
    last_column: int
    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        """Square points."""
        return (self.right - self.left) * (self.bottom - self.top)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its boxes cover it without overlap."""

    boxes: tuple[Box, ...]
    rows: int
    columns: int

    @property
    def top(self) -> float:
        return min(box.top for box in self.boxes)

    @property
    def left(self) -> float:
        return min(box.left for box in self.boxes)

    @property
    def right(self) -> float:
        return max(box.right for box in self.boxes)

    @property
    def bottom(self) -> float:
        return max(box.bottom for box in self.boxes)


def grids_of(rules: Sequence[RulingLine], size: float) -> list[Grid]:
    """Return the tables that lines rule, top to bottom; `size` is that of the letters.

    Lines nearer to each other than half a letter are one line. A table that is open at its sides ends
    where its lines end. A frame around a single cell is no table.
    """
    near = min(max(size / 2, 1.0), 5.0)
    lines = [rule for rule in joined(rules, near, GAP) if rule.end - rule.start > near]
    if len(lines) > MOST_RULES:
        raise UnreadableError("too-large", f"{len(lines)} ruling lines on a page")
    grids = (_grid(table, near) for part in _connected(lines, near) for table in _stacked(part, near))
    return sorted((grid for grid in grids if grid), key=lambda grid: (grid.top, grid.left))


def _connected(lines: Sequence[RulingLine], near: float) -> Iterator[list[RulingLine]]:
    """Yield the lines that touch each other, or run down beside each other from one height to another.

    On a page in the middle of a table a cell merged down has sides, but neither top nor bottom.
    """
    parent = list(range(len(lines)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    across = [index for index, line in enumerate(lines) if not line.vertical]
    for index, line in enumerate(lines):
        if not line.vertical:
            continue
        for other in across:
            crossing = lines[other]
            if (
                crossing.start - near <= line.at <= crossing.end + near
                and line.start - near <= crossing.at <= line.end + near
            ):
                parent[root(other)] = root(index)
    down = [index for index, line in enumerate(lines) if line.vertical]
    for index, other in combinations(down, 2):
        one, two = lines[index], lines[other]
        if abs(one.start - two.start) <= near and abs(one.end - two.end) <= near:
            parent[root(other)] = root(index)
    parts: defaultdict[int, list[RulingLine]] = defaultdict(list)
    for index, line in enumerate(lines):
        parts[root(index)].append(line)
    yield from parts.values()


def _stacked(lines: Sequence[RulingLine], near: float) -> Iterator[Sequence[RulingLine]]:
    """Yield the tables that stand upon each other: those that have not a single column in common."""
    down = [line for line in lines if line.vertical]
    outer = {min((line.at for line in down), default=0.0), max((line.at for line in down), default=0.0)}
    inner = [line for line in down if not any(abs(line.at - at) <= near for at in outer)]
    for floor in sorted(line.at for line in lines if not line.vertical):
        above = [line for line in inner if line.end <= floor + near]
        below = [line for line in inner if line.start >= floor - near]
        whole = len(above) > 1 and len(below) > 1 and len(above) + len(below) == len(inner)
        if whole and not any(abs(one.at - two.at) <= near for one in above for two in below):
            yield _between(lines, -inf, floor)
            yield from _stacked(_between(lines, floor, inf), near)
            return
    yield lines


def _between(lines: Sequence[RulingLine], top: float, bottom: float) -> list[RulingLine]:
    """Return what of lines lies between two heights."""
    cut = [
        replace(line, start=max(line.start, top), end=min(line.end, bottom)) if line.vertical else line
        for line in lines
        if line.vertical or top <= line.at <= bottom
    ]
    return [line for line in cut if line.end > line.start]


def _grid(lines: Sequence[RulingLine], near: float) -> Grid | None:
    across = [line for line in lines if not line.vertical]
    down = [line for line in lines if line.vertical]
    if not across or not down:
        return None
    xs = _marks([line.at for line in down], [end for line in across for end in (line.start, line.end)], near)
    ys = _marks([line.at for line in across], [end for line in down for end in (line.start, line.end)], near)
    if len(xs) * len(ys) > MOST_PIECES:
        raise UnreadableError("too-large", f"{len(xs)} by {len(ys)} ruling lines")
    pieces = _merged(xs, ys, across, down, near)
    if len(pieces) < 2:
        return None
    return _placed(pieces, xs, ys)


def _marks(own: list[float], ends: list[float], near: float) -> list[float]:
    """Return where lines run, and where the lines across them end beyond the outermost."""
    found = sorted(own)
    if min(ends) < found[0] - 2 * near:
        found.insert(0, min(ends))
    if max(ends) > found[-1] + 2 * near:
        found.append(max(ends))
    marks = found[:1]
    for at in found[1:]:
        if at - marks[-1] > near:
            marks.append(at)
    return marks


Span = tuple[int, int, int, int]  # rows and columns of the elementary grid, ends not included


def _merged(
    xs: Sequence[float],
    ys: Sequence[float],
    across: Sequence[RulingLine],
    down: Sequence[RulingLine],
    near: float,
) -> list[Span]:
    """Return the cells: elementary positions joined where no line separates them.

    `xs` and `ys` are where columns and rows begin and the last ends, in points; `across` and `down` the ruling lines;
    `near` is how far a line may lie from where it belongs.
    """
    rows, columns = len(ys) - 1, len(xs) - 1
    at_xs = [[line for line in down if abs(line.at - x) <= near] for x in xs]
    at_ys = [[line for line in across if abs(line.at - y) <= near] for y in ys]
    walls = [[_cover(lines, ys[r], ys[r + 1], near) for lines in at_xs] for r in range(rows)]
    floors = [[_cover(lines, xs[c], xs[c + 1], near) for c in range(columns)] for lines in at_ys]
    group = [[-1] * columns for _ in range(rows)]
    spans: list[Span] = []
    for r in range(rows):
        for c in range(columns):
            if group[r][c] < 0:
                members = _flood(r, c, walls, floors, group, len(spans))
                spans += _rectangles(members)
    return spans


def _cover(lines: Sequence[RulingLine], start: float, end: float, near: float) -> bool:
    """Whether lines that lie upon each other cover the way from `start` to `end`, but for `near`, all in points."""
    covered = sum(max(0.0, min(line.end, end) - max(line.start, start)) for line in lines)
    return covered >= COVERS * (end - start) or covered >= end - start - near


def _flood(
    row: int,
    column: int,
    walls: Sequence[Sequence[bool]],
    floors: Sequence[Sequence[bool]],
    group: list[list[int]],
    number: int,
) -> list[tuple[int, int]]:
    """The positions reached from (row, column) where neither `walls` nor `floors` stand between; marks them `number` in `group`."""
    waiting = [(row, column)]
    group[row][column] = number
    members = []
    while waiting:
        r, c = waiting.pop()
        members.append((r, c))
        for u, v, wall in (
            (r, c + 1, walls[r][c + 1]),
            (r, c - 1, walls[r][c]),
            (r + 1, c, floors[r + 1][c]),
            (r - 1, c, floors[r][c]),
        ):
            inside = 0 <= u < len(group) and 0 <= v < len(group[0])
            if inside and not wall and group[u][v] < 0:
                group[u][v] = number
                waiting.append((u, v))
    return members


def _rectangles(members: Sequence[tuple[int, int]]) -> list[Span]:
    """Return a joined area as one span, or row by row when it is no rectangle."""
    rows, columns = [r for r, _ in members], [c for _, c in members]
    whole = (min(rows), min(columns), max(rows) + 1, max(columns) + 1)
    if (whole[2] - whole[0]) * (whole[3] - whole[1]) == len(members):
        return [whole]
    return [(r, c, r + 1, c + 1) for r, c in sorted(members)]


def _placed(spans: Sequence[Span], xs: Sequence[float], ys: Sequence[float]) -> Grid:
    """Return the grid without rows and columns in which no cell begins."""
    rows = sorted({span[0] for span in spans})
    columns = sorted({span[1] for span in spans})
    row_at = {at: index for index, at in enumerate(rows)} | {len(ys) - 1: len(rows)}
    column_at = {at: index for index, at in enumerate(columns)} | {len(xs) - 1: len(columns)}
    boxes = [
        Box(row_at[r], column_at[c], row_at[s], column_at[d], xs[c], ys[r], xs[d], ys[s])
        for r, c, s, d in spans
    ]
    return Grid(tuple(boxes), len(rows), len(columns))
