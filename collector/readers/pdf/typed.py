"""What was typed onto a page into letters with their places, so that they fall into the cells they stand in; it knows no library."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from collector.readers.pdf.clusters import TYPED, Cluster
from collector.readers.pdf.glyph import Typed
from collector.readers.pdf.letters import MARKS

WIDTH = 0.5  # of the size: a letter's, where there is room
NARROW = 0.42  # of the size: less wide is no font's usual letter
INK = 0.8  # of that width
INSET = 0.12  # of the box's width
LINE = 1.2  # of the size: from one line to the next
BASELINE = 0.35  # of the size: below the middle of a line
FILLERS = frozenset(".…_-·\u2024\u2025 \u00a0")  # dotted lines are there to be written upon


def with_typed(clusters: Sequence[Cluster], typed: Iterable[Typed]) -> list[Cluster]:
    """Return the letters of a page with what is typed on it, in place of the dots below.

    What lies on other letters stands on a line of its own, just below.
    """
    known = list(clusters)
    for note in typed:
        if not note.shown:
            continue
        order = max((one.order for one in known), default=0) + 1
        added = list(_letters(note, order))
        below = [one for one in known if _covers(note, one)]
        if any(not _is_filler(one) for one in below if not one.blank):
            down = LINE / 2 * note.size
            added = [replace(one, y=one.y + down) for one in added]
        known = [one for one in known if one not in below or not _is_filler(one)] if below else known
        known += added
    return known


def is_cut(note: Typed) -> bool:
    """Whether a box is too narrow for its text, so that nobody sees all of it."""
    letters = max(sum(1 for _ in _clusters(line)) for line in note.text.split("\n"))
    return not note.wraps and letters * NARROW * note.size > note.right - note.left


def _letters(note: Typed, order: int) -> Iterator[Cluster]:
    lines = [list(_clusters(line)) for line in note.text.split("\n")]
    height = note.bottom - note.top
    step = min(LINE * note.size, height / len(lines)) if len(lines) > 1 else height
    margin = INSET * (note.right - note.left)  # a field may reach over the edges of its cell
    for number, line in enumerate(lines):
        y = note.top + (number + 0.5) * step + BASELINE * note.size
        width = min(WIDTH * note.size, (note.right - note.left - 2 * margin) / max(len(line), 1))
        for index, text in enumerate(line):
            left = note.left + margin + index * width
            right = left + INK * width
            yield Cluster(text, left, y, left, right, note.size, order + index, order, TYPED)
        order += len(line)


def _clusters(line: str) -> Iterator[str]:
    """Yield each letter with the marks that are written behind it."""
    text = ""
    for char in line.replace("\t", " "):
        if text and char not in MARKS:
            yield text
            text = ""
        text += char
    if text:
        yield text


def _covers(note: Typed, cluster: Cluster) -> bool:
    middle = (cluster.left + cluster.right) / 2
    return (
        note.left <= middle <= note.right and note.top <= cluster.y - BASELINE * cluster.size <= note.bottom
    )


def _is_filler(cluster: Cluster) -> bool:
    return all(char in FILLERS for char in cluster.text)
