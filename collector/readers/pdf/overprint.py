"""Letters of a page → whether lines are printed over each other or run out of their cells; it knows no file format.

A sheet whose rows are too low for their text is printed so, and nobody can tell the letters of the lines apart.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import floor, log

from collector.readers.pdf.cells import Filled
from collector.readers.pdf.clusters import Cluster
from collector.readers.pdf.letters import CONSONANTS, SARA_AM
from collector.readers.pdf.lines import TextLine, is_full, lines_of, rows_of
from collector.readers.pdf.ruled_grid import Box

MOST_OVER = 3  # letters of one line that stand upon another
SAME = 0.05  # of the size: baselines that are nearer are one
OTHER = 0.6  # of the size: lines whose baselines are further apart do not touch; the tightest leading is 0.9
ALIKE = 1.5  # a letter that is so much larger is a mark across the page
THIRD = 1 / 3  # of the narrower letter: what of it must lie upon the other
WORD = 0.5  # of the size: a letter, where the file gives the ink of a whole word
PITCH = 1.35  # of the size: how far below a line the next one of its cell may be
ALIGNED = 0.2  # of the size: how far apart lines of one cell begin


def printed_over(clusters: Sequence[Cluster]) -> bool:
    """Whether letters stand upon those of another line, or several upon others of their own."""
    if sum(map(_crowded, rows_of(clusters))) > MOST_OVER:
        return True
    letters = [one for one in clusters if _is_letter(one)]
    return any(_some_touch(alike) for alike in _by_size(letters))


def runs_out(filled: Iterable[Filled], outside: Sequence[Cluster]) -> bool:
    """Whether the text of a cell in the last row of a table goes on below the table."""
    for table in filled:
        for box, clusters in zip(table.grid.boxes, table.clusters, strict=True):
            if box.last_row == table.grid.rows and clusters and _goes_on_below(box, clusters, outside):
                return True
    return False


def _crowded(row: Sequence[Cluster]) -> int:
    """Count letters of a line that begin in the first third of the letter before."""
    drawn = sorted((one for one in row if not one.blank and not one.span), key=lambda one: one.left)
    letters = [one for one in drawn if one.text[0] in CONSONANTS]
    return sum(two.left - one.left < (one.right - one.left) * THIRD for one, two in pairwise(letters))


def _by_size(letters: Iterable[Cluster]) -> Iterable[list[Cluster]]:
    """Return letters of about one size, each twice, so that two sizes that hardly differ are once together."""
    classes: defaultdict[float, list[Cluster]] = defaultdict(list)
    for one in letters:
        place = log(one.size, ALIKE)
        classes[floor(place)].append(one)
        classes[floor(place + 0.5) + 0.5].append(one)
    return classes.values()


def _some_touch(letters: Sequence[Cluster]) -> bool:
    lines = list(_baselines(letters))
    tops = [line[0].y for line in lines]
    for index, line in enumerate(lines):
        size = max(one.size for one in line)
        near = lines[index + 1 : bisect_right(tops, line[0].y + OTHER * size)]
        if any(_touch(line, other) for other in near):
            return True
    return False


def _is_letter(cluster: Cluster) -> bool:
    """Whether it is a letter or a digit with a place of its own: dots are there to be written upon."""
    return cluster.text[0].isalnum() and cluster.text[0] != SARA_AM and not cluster.orphan


def _baselines(clusters: Iterable[Cluster]) -> Iterator[list[Cluster]]:
    """Yield letters by their baselines, from top to bottom, each line from left to right."""
    line: list[Cluster] = []
    for cluster in sorted(clusters, key=lambda one: one.y):
        if line and cluster.y - line[0].y > SAME * cluster.size:
            yield sorted(line, key=lambda one: one.left)
            line = []
        line.append(cluster)
    if line:
        yield sorted(line, key=lambda one: one.left)


def _touch(above: Sequence[Cluster], below: Sequence[Cluster]) -> bool:
    """Whether a letter of one line stands upon one of the other."""
    one = two = 0
    while one < len(above) and two < len(below):
        if _lies_upon(above[one], below[two]):
            return True
        if _end(above[one]) < _end(below[two]):
            one += 1
        else:
            two += 1
    return False


def _lies_upon(one: Cluster, two: Cluster) -> bool:
    size = min(one.size, two.size)
    if not SAME * size < abs(two.y - one.y) <= OTHER * size:
        return False
    narrower = max(min(_end(one) - one.left, _end(two) - two.left), 0.01)
    return min(_end(one), _end(two)) - max(one.left, two.left) > THIRD * narrower


def _end(cluster: Cluster) -> float:
    return min(cluster.right, cluster.left + WORD * cluster.size) if cluster.span > 0 else cluster.right


def _goes_on_below(box: Box, clusters: Sequence[Cluster], outside: Sequence[Cluster]) -> bool:
    lines = lines_of(clusters)
    if not lines:
        return False
    last = lines[-1]
    floor = last.y + PITCH * last.size
    near = [one for one in outside if last.y < one.y <= floor and one.y > box.bottom and not one.blank]
    within = [one for one in near if box.left <= one.left and one.right <= box.right]
    below = lines_of(within)
    return bool(below) and _is_next(last, below[0], box) and not _reaches_over(below[0], box, near)


def _is_next(last: TextLine, line: TextLine, box: Box) -> bool:
    """Whether a line may be the next one of a cell: it begins where the others do, and they wrap."""
    edge = box.right - max(0.0, last.left - box.left)
    return abs(line.left - last.left) <= ALIGNED * last.size and is_full(last, line, edge)


def _reaches_over(line: TextLine, box: Box, near: Sequence[Cluster]) -> bool:
    """Whether a line goes on beyond the cell, as a remark below a table does."""
    return line.right > box.right - line.size / 2 or any(
        box.right < one.right and one.left - line.right < line.size
        for one in near
        if one.left > line.left and abs(one.y - line.y) < SAME * line.size
    )
