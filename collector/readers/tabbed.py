"""Lines whose columns are drawn with tabs into tables; it knows no file format."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from collector.model.documents import Cell, Line, Table
from collector.readers.grid import place_in_table, rectangle
from collector.readers.limits import ReadingLimits

TABS = 2  # fewer are an indented line, or a name with a date
LINES = 3  # fewer are a coincidence


def with_drawn_tables(blocks: Iterable[Line | Table], limits: ReadingLimits) -> Iterator[Line | Table]:
    """Yield `blocks`, and if none is a table, after paragraphs with the same number of tabs their table.

    Those who never learnt the table menu make one with the tab key. Raises UnreadableError("too-large").
    """
    known = list(blocks)
    if any(isinstance(block, Table) for block in known):
        yield from known
        return
    tables = 0
    for tabs, group in groupby(known, key=_tabs):
        run = list(group)
        yield from run
        if tabs >= TABS and len(run) >= LINES:
            tables += 1
            texts = [
                [text.strip() for text in line.text.split("\t")] for line in run if isinstance(line, Line)
            ]
            yield drawn_table(texts, f"table {tables}", limits)


def drawn_table(rows: Sequence[Sequence[str]], place: str, limits: ReadingLimits) -> Table:
    """Return the table of texts by rows, which may be of different lengths."""
    name = place_in_table(place)
    cells = (
        Cell(text, row, column, place=name(row, column))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )
    return rectangle(cells, (len(rows), max(map(len, rows))), place, name, limits)


def _tabs(block: Line | Table) -> int:
    return block.text.count("\t") if isinstance(block, Line) and "\n" not in block.text else 0
