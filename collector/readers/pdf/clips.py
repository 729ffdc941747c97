"""What of a page's objects is drawn at all: the areas to which a PDF clips them, by pdfium; it knows no text.

A sheet whose rows are too low, or whose text is longer than its cell is wide, is printed so.
"""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf

import pypdfium2.raw as pdfium  # type: ignore[import-untyped] # generated bindings

from collector.errors import UnreadableError
from collector.readers.pdf.glyph import Glyph
from collector.readers.pdf.letters import MARKS

MOST_POINTS = 100_000  # of all areas of one page
WIDE, HIGH = 0.25, 0.5  # of a letter's width and height: where less is drawn nobody can read it

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of the page as the file has it, y growing upwards; empty where an edge lies beyond the other."""

    left: float = -inf
    bottom: float = -inf
    right: float = inf
    top: float = inf

    def within(self, other: "Area") -> "Area":
        """What lies in both."""
        return Area(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )

    def holds(self, glyph: Glyph) -> bool:
        """Whether so much of a letter's ink lies inside that it is seen."""
        width, height = max(glyph.right - glyph.left, 0.01), max(glyph.top - glyph.bottom, 0.01)
        across = min(glyph.right, self.right) - max(glyph.left, self.left)
        up = min(glyph.top, self.top) - max(glyph.bottom, self.bottom)
        return across >= WIDE * width and up >= HIGH * height


ALL = Area()


class Clips:
    """Tells the areas of a page's objects; it counts what it has looked at."""

    def __init__(self) -> None:
        self._points = 0

    def of(self, item: object, matrix: Matrix) -> Area:
        """The area to which an object is clipped; raises UnreadableError("too-large")."""
        area = ALL
        path = pdfium.FPDFPageObj_GetClipPath(item)
        for index in range(pdfium.FPDFClipPath_CountPaths(path) if path else 0):
            points = list(self._corners(path, index, matrix))
            if points:
                across, up = [x for x, _ in points], [y for _, y in points]
                area = area.within(Area(min(across), min(up), max(across), max(up)))
        return area

    def _corners(self, path: object, index: int, matrix: Matrix) -> Iterator[tuple[float, float]]:
        count = pdfium.FPDFClipPath_CountPathSegments(path, index)
        self._points += count
        if self._points > MOST_POINTS:
            raise UnreadableError("too-large", f"{self._points} points of clipping areas on a page")
        a, b, c, d, e, f = matrix
        x, y = ctypes.c_float(), ctypes.c_float()
        for number in range(count):
            segment = pdfium.FPDFClipPath_GetPathSegment(path, index, number)
            if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
                yield a * x.value + c * y.value + e, b * x.value + d * y.value + f


def with_unseen(glyphs: Sequence[Glyph], areas: dict[int, Area]) -> list[Glyph]:
    """The glyphs, each told whether it is seen; `areas` by the operator that draws. A mark is seen with its letter."""
    told = []
    seen, run = True, 0
    for glyph in glyphs:
        area = areas.get(glyph.run, ALL)
        if not (glyph.char in MARKS and glyph.run == run):
            seen = glyph.char.isspace() or area is ALL or area.holds(glyph)
        run = glyph.run
        told.append(glyph if seen else replace(glyph, seen=False))
    return told
