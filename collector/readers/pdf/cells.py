"""Letters into the cells of ruled tables, and what stands outside of them; it knows no file format."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, product

from collector.readers.pdf.clusters import Cluster
from collector.readers.pdf.ruled_grid import Box, Grid

BREAK = 1.0  # of the size: white after which the same operator draws another piece of text
WHITE = 0.4  # of the size: white that parts two cells where their edge runs through it
MIDDLE = 0.15  # of the width: how far a centred text may be off the middle of its cell
FIELD = 24.0  # points: the sides of the squares by which boxes are found
MOST_FIELDS = 4_000  # of one box; a page has a thousand
RAISED = 0.3  # of the size: a letter's middle above its baseline


@dataclass(frozen=True, slots=True)
class Filled:
    """A grid with the letters of each of its boxes, in the same order."""

    grid: Grid
    clusters: tuple[tuple[Cluster, ...], ...]


Held = tuple[int, int, Box]  # number of the grid, number of the box in it, and the box


class _Boxes:
    """The boxes of a page, to be found by a place; a table inside of a cell goes first."""

    def __init__(self, grids: Sequence[Grid]) -> None:
        boxes = [
            (number, index, box) for number, grid in enumerate(grids) for index, box in enumerate(grid.boxes)
        ]
        boxes.sort(key=lambda item: item[2].area)
        self._near: defaultdict[tuple[int, int], list[tuple[int, Held]]] = defaultdict(list)
        self._wide: list[tuple[int, Held]] = []
        for rank, held in enumerate(boxes):
            fields = _fields(held[2])
            if len(fields[0]) * len(fields[1]) > MOST_FIELDS:
                self._wide.append((rank, held))
                continue
            for place in product(*fields):
                self._near[place].append((rank, held))

    def at(self, x: float, y: float) -> Held | None:
        """Return the smallest box that holds a point."""
        found: tuple[int, Held] | None = None
        for some in (self._near.get((int(x // FIELD), int(y // FIELD)), ()), self._wide):
            one = next((item for item in some if item[1][2].holds(x, y)), None)
            if one is not None and (found is None or one[0] < found[0]):
                found = one
        return found[1] if found else None


def _fields(box: Box) -> tuple[range, range]:
    """Return the squares of the page over which a box reaches, across and down."""
    across = range(int(box.left // FIELD), int(box.right // FIELD) + 1)
    return across, range(int(box.top // FIELD), int(box.bottom // FIELD) + 1)


def fill(grids: Sequence[Grid], clusters: Sequence[Cluster]) -> tuple[list[Filled], list[Cluster]]:
    """Return the grids with their letters, and the letters that stand in none."""
    held: dict[tuple[int, int], list[Cluster]] = {}
    outside: list[Cluster] = []
    boxes = _Boxes(grids)
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


def _parted(piece: list[Cluster], boxes: _Boxes) -> Iterator[list[Cluster]]:
    """Yield a piece cut where white lies over the edge of a box: some programs draw a whole row at once."""
    y = piece[0].y - RAISED * piece[0].size
    part = piece[:1]
    for before, cluster in pairwise(piece):
        white = cluster.left - before.right > WHITE * cluster.size
        if white and boxes.at(_middle(before), y) != boxes.at(_middle(cluster), y):
            yield part
            part = []
        part.append(cluster)
    yield part


def _box_of(piece: Sequence[Cluster], boxes: _Boxes) -> tuple[int, int] | None:
    """Return the box that a piece of text stands in; when it runs over an edge, the box where it is anchored."""
    first, last = piece[0], piece[-1]
    y = first.y - RAISED * first.size
    start, end = _middle(first), _middle(last)
    begins, ends = boxes.at(start, y), boxes.at(end, y)
    if begins is None or ends is None or begins == ends:
        found = begins or ends
        return found[:2] if found else None
    left, right = min(one.left for one in piece), max(one.right for one in piece)
    centre = boxes.at((left + right) / 2, y)
    if centre is not None and centre not in (begins, ends):
        box = centre[2]
        if abs((left + right) - (box.left + box.right)) / 2 < MIDDLE * (box.right - box.left):
            return centre[:2]
    return begins[:2]


def _middle(cluster: Cluster) -> float:
    return (cluster.left + cluster.right) / 2
