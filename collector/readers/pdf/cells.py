"""Letters into the cells of ruled tables, and what stands outside of them; it knows no file format."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from collector.readers.pdf.clusters import Cluster
from collector.readers.pdf.ruled_grid import Box, Grid

BREAK = 1.0  # of the size: white after which the same operator draws another piece of text
WHITE = 0.4  # of the size: white that parts two cells where their edge runs through it
MIDDLE = 0.15  # of the width: how far a centred text may be off the middle of its cell
RAISED = 0.3  # of the size: a letter's middle above its baseline


@dataclass(frozen=True, slots=True)
class Filled:
    """A grid with the letters of each of its boxes, in the same order."""

    grid: Grid
    clusters: tuple[tuple[Cluster, ...], ...]


def fill(grids: Sequence[Grid], clusters: Sequence[Cluster]) -> tuple[list[Filled], list[Cluster]]:
    """Return the grids with their letters, and the letters that stand in none."""
    held: dict[tuple[int, int], list[Cluster]] = {}
    outside: list[Cluster] = []
    boxes = [
        (number, index, box) for number, grid in enumerate(grids) for index, box in enumerate(grid.boxes)
    ]
    boxes.sort(key=lambda item: item[2].area)  # a table inside of a cell goes first
    for piece in (part for whole in _pieces(clusters) for part in _parted(whole, boxes)):
        found = _box_of(piece, boxes)
        if found is None:
            outside += piece
        else:
            held.setdefault(found, []).extend(piece)
    filled = [
        Filled(grid, tuple(tuple(held.get((number, index), ())) for index in range(len(grid.boxes))))
        for number, grid in enumerate(grids)
    ]
    return filled, outside


def _pieces(clusters: Iterable[Cluster]) -> Iterator[list[Cluster]]:
    """Yield what one operator draws on one line without a wide gap: it never fills two cells."""
    for _, run in groupby(clusters, key=lambda cluster: (cluster.run, round(cluster.y))):
        piece: list[Cluster] = []
        right = 0.0
        for cluster in run:
            if piece and not -BREAK < (cluster.left - right) / cluster.size < BREAK:
                yield piece
                piece = []
            piece.append(cluster)
            right = cluster.right
        if piece:
            yield piece


def _parted(piece: list[Cluster], boxes: Sequence[tuple[int, int, Box]]) -> Iterator[list[Cluster]]:
    """Yield a piece cut where white lies over the edge of a box: some programs draw a whole row at once."""
    y = piece[0].y - RAISED * piece[0].size
    part = piece[:1]
    for before, cluster in pairwise(piece):
        white = cluster.left - before.right > WHITE * cluster.size
        if white and _at(_middle(before), y, boxes) != _at(_middle(cluster), y, boxes):
            yield part
            part = []
        part.append(cluster)
    yield part


def _box_of(piece: Sequence[Cluster], boxes: Sequence[tuple[int, int, Box]]) -> tuple[int, int] | None:
    """Return the box that a piece of text stands in; when it runs over an edge, the box where it is anchored."""
    first, last = piece[0], piece[-1]
    y = first.y - RAISED * first.size
    start, end = _middle(first), _middle(last)
    begins, ends = _at(start, y, boxes), _at(end, y, boxes)
    if begins is None or ends is None or begins == ends:
        found = begins or ends
        return found[:2] if found else None
    left, right = min(one.left for one in piece), max(one.right for one in piece)
    centre = _at((left + right) / 2, y, boxes)
    if centre is not None and centre not in (begins, ends):
        box = centre[2]
        if abs((left + right) - (box.left + box.right)) / 2 < MIDDLE * (box.right - box.left):
            return centre[:2]
    return begins[:2]


def _middle(cluster: Cluster) -> float:
    return (cluster.left + cluster.right) / 2


def _at(x: float, y: float, boxes: Sequence[tuple[int, int, Box]]) -> tuple[int, int, Box] | None:
    return next((item for item in boxes if item[2].holds(x, y)), None)
