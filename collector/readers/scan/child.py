"""The process that looks at pictures of pages: one picture from standard input, one document to standard output.

It runs Tesseract as its children; whoever started it kills the whole group. It reads no
other file of ours, writes none and has no network.
"""

import json
import os
import signal
import sys
from collections.abc import Iterator

from PIL import Image

from collector.errors import UnreadableError
from collector.model.documents import Cell, Document, Line, Section, Table
from collector.readers.grid import place_in_table, rectangle
from collector.readers.limits import ReadingLimits
from collector.readers.pdf.ruled_grid import Grid, grids_of
from collector.readers.scan.lines import SCALE, rules_of, straight
from collector.readers.scan.pages import pages_of
from collector.readers.scan.tesseract import available
from collector.readers.scan.text import texts_of
from collector.readers.worker.confinement import confine
from collector.readers.worker.wire import encode_document, encode_refusal

SIZE = 12.0  # points: what letters of a form have
INSIDE = 3  # pixels of a cell's edge that are line, not content
MOST_CELLS = 200  # of one page
READER = "ocr"
LONGEST = 90  # seconds, after which the kernel ends it should whoever started it be gone
MODESTY = 10  # of nice(1): the mails that are read meanwhile come first


def main(arguments: list[str]) -> None:
    """Read the one picture; the arguments are its kind and the limits as JSON."""
    signal.alarm(LONGEST)
    os.nice(MODESTY)
    confine(programs=True)
    kind, limits = arguments[0], ReadingLimits(**json.loads(arguments[1]))
    try:
        answer = encode_document(read_scan(sys.stdin.buffer.read(), kind, limits), limits)
    except UnreadableError as error:
        answer = encode_refusal(error, more=False)
    sys.stdout.buffer.write(answer)


def read_scan(data: bytes, kind: str, limits: ReadingLimits) -> Document:
    """The ruled tables on the pages, and the lines above them: a proposal, for letters are guessed.

    Raises UnreadableError: "scan-only" where there is no table or no Tesseract, and as `pages_of` does.
    """
    command = available()
    if command is None:
        raise UnreadableError("scan-only", "no Tesseract with Thai")
    blocks: list[Line | Table] = []
    for number, page in enumerate(pages_of(data, kind), 1):
        blocks += _page(command, number, straight(page), limits)
    if not any(isinstance(block, Table) for block in blocks):
        raise UnreadableError("scan-only", "no table")
    return Document((Section(tuple(blocks)),), READER)


def _page(command: str, number: int, page: Image.Image, limits: ReadingLimits) -> Iterator[Line | Table]:
    grids = grids_of(rules_of(page), SIZE)
    if not grids:
        return
    if sum(len(grid.boxes) for grid in grids) > MOST_CELLS:
        raise UnreadableError("scan-only", "no table of a form")
    above = page.crop((0, 0, page.width, _pixel(grids[0].top) - INSIDE))
    title, *texts = texts_of(command, [above, *(piece for grid in grids for piece in _cells(page, grid))])
    for line_number, line in enumerate(title.splitlines(), 1):
        yield Line(line, f"page {number}, line {line_number}")
    for count, grid in enumerate(grids, 1):
        own, texts = texts[: len(grid.boxes)], texts[len(grid.boxes) :]
        yield _table(grid, own, f"page {number}, table {count}", limits)


def _pixel(points: float) -> int:
    return max(round(points / SCALE), INSIDE)


def _cells(page: Image.Image, grid: Grid) -> Iterator[Image.Image]:
    for box in grid.boxes:
        left, top = _pixel(box.left) + INSIDE, _pixel(box.top) + INSIDE
        right, bottom = _pixel(box.right) - INSIDE, _pixel(box.bottom) - INSIDE
        yield page.crop((left, top, max(right, left), max(bottom, top)))


def _table(grid: Grid, texts: list[str], place: str, limits: ReadingLimits) -> Table:
    name = place_in_table(place)
    cells = [
        Cell(
            text,
            box.row,
            box.column,
            box.last_row - box.row,
            box.last_column - box.column,
            name(box.row, box.column),
        )
        for box, text in zip(grid.boxes, texts, strict=True)
    ]
    return rectangle(cells, (grid.rows, grid.columns), place, name, limits)


if __name__ == "__main__":
    main(sys.argv[1:])
