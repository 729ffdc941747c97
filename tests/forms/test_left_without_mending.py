"""The account of what was left out catches each kind of loss by itself: with what mends that kind switched off.

For each kind: the form as it is read, of which nothing is left; and the same as it was read before the kind was mended,
of which the account tells the text that was lost. Losses within a reader (a formula without a value, a field that is not
drawn) leave no text that could be missed: readers tell of them themselves, in `Document.notes`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest

from collector.forms.extract import extract
from collector.forms.leftover import Left, left_over
from collector.forms.recognise import Block, Match, recognise
from collector.model.documents import Line, Table
from collector.model.reports import Entry
from tests.forms.sheets import HEADER, TITLE, document, table
from tests.shipped import PROVINCES, SPEC

FIRST = ["กระบี่", "1. ขาดเจ้าหน้าที่", "จ้างเหมาบริการ", "", ""]
SECOND = ["", "2. รถบรรทุกน้ำเสีย", "ซ่อมโดยด่วน", "", ""]


@dataclass(frozen=True)
class Kind:
    """A form of this kind, what makes of it what was read before, what was lost, and whether it looks like an entry."""

    blocks: tuple[str | Table, ...]
    before: Callable[[Match, tuple[Entry, ...]], tuple[Match, tuple[Entry, ...]]]
    lost: str
    entry: bool = False


def read(blocks: tuple[str | Table, ...]) -> tuple[Match, tuple[Entry, ...]]:
    (match,) = recognise(document(TITLE, *blocks), [SPEC])
    return match, tuple(entry for content in extract(match, PROVINCES) for entry in content.entries)


def form(*rows: list[str], header: list[str] = HEADER) -> Table:
    return table([header, *rows])


def _without_continuation(match: Match, entries: tuple[Entry, ...]) -> tuple[Match, tuple[Entry, ...]]:
    """What stood in tables without heading belonged to nothing."""
    first, *others = match.blocks
    loose = tuple(row for block in others for row in block.rows)
    return replace(match, blocks=(first,), loose=loose), entries[: len(first.rows)]


def _as_lines(match: Match, entries: tuple[Entry, ...]) -> tuple[Match, tuple[Entry, ...]]:
    """The rows of a table that nothing rules were lines under the heading's first row."""
    (block,) = match.blocks
    said = tuple(Line(" ".join(cell.text for cell in row if cell.text)) for row in block.rows[1:])
    return replace(match, blocks=(Block(block.layout, block.rows[:1]),), below=said), entries[:1]


def _nil(match: Match, entries: tuple[Entry, ...]) -> tuple[Match, tuple[Entry, ...]]:
    """Beside ไม่มี nothing was looked at."""
    return match, ()


def _without_remarks(match: Match, entries: tuple[Entry, ...]) -> tuple[Match, tuple[Entry, ...]]:
    """Numbers alone in a cell were those of rows."""
    return match, tuple(_with(entry, remark="") for entry in entries)


def _without_heading(match: Match, entries: tuple[Entry, ...]) -> tuple[Match, tuple[Entry, ...]]:
    """The words of a heading were not known."""
    (block,) = match.blocks
    columns = tuple("" if key == "remark" else key for key in block.layout.columns)
    layout = replace(block.layout, columns=columns)
    return replace(match, blocks=(Block(layout, block.rows),)), tuple(
        _with(one, remark="") for one in entries
    )


def _shifted(match: Match, entries: tuple[Entry, ...]) -> tuple[Match, tuple[Entry, ...]]:
    """A deleted cell was none, and the row moved to the left."""
    (block,) = match.blocks
    rows = [list(row) for row in block.rows]
    rows[1] = [
        replace(right, column=left.column)
        for left, right in zip(rows[1], [*rows[1][1:], rows[1][0]], strict=True)
    ]
    moved = Block(block.layout, tuple(map(tuple, rows)))
    return replace(match, blocks=(moved,)), (entries[0], _with(entries[1], problem="ซ่อมโดยด่วน", solution=""))


def _with(entry: Entry, **texts: str) -> Entry:
    fields = (replace(item, text=texts.get(item.key, item.text)) for item in entry.fields)
    return replace(entry, fields=tuple(fields))


KINDS = {
    "a continuation table without heading": Kind(
        (form(FIRST), table([SECOND])), _without_continuation, "2. รถบรรทุกน้ำเสีย ซ่อมโดยด่วน", entry=True
    ),
    "a second table whose numbers go on": Kind(
        (form(FIRST), table([["ปัญหา", "การแก้ไข"], SECOND[1:3]])),
        _without_continuation,
        "2. รถบรรทุกน้ำเสีย ซ่อมโดยด่วน",
        entry=True,
    ),
    "rows of an unruled PDF table": Kind(
        (form(FIRST, SECOND),), _as_lines, "2. รถบรรทุกน้ำเสีย ซ่อมโดยด่วน", entry=True
    ),
    "an opinion beside ไม่มี": Kind(
        (form(["กระบี่", "ไม่มี", "เห็นควรจัดอบรมเจ้าหน้าที่", "", ""]),), _nil, "เห็นควรจัดอบรมเจ้าหน้าที่"
    ),
    "a filled form taken for a blank one": Kind(
        (form(FIRST),), _nil, "1. ขาดเจ้าหน้าที่ จ้างเหมาบริการ", entry=True
    ),
    "a whole number": Kind((form([*FIRST[:4], "12"], SECOND),), _without_remarks, "12"),
    "so many baht": Kind((form([*FIRST[:4], "500.-"], SECOND),), _without_remarks, "500.-"),
    "a column with unknown heading": Kind(
        (form([*FIRST[:4], "รอผลตรวจของ สตง."], SECOND),), _without_heading, "รอผลตรวจของ สตง."
    ),
    "a tracked deletion that shifts a row": Kind((form(FIRST, SECOND),), _shifted, "2. รถบรรทุกน้ำเสีย"),
}


def left(kind: Kind) -> Iterator[tuple[Left, ...]]:
    """What is left of a form as it is read, and of it as it was."""
    match, entries = read(kind.blocks)
    yield left_over(match, entries, (), PROVINCES)
    yield left_over(*kind.before(match, entries), (), PROVINCES)


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_of_loss_is_caught_without_what_mends_it(name: str) -> None:
    now, before = left(KINDS[name])
    assert now == ()
    assert Left(KINDS[name].lost, KINDS[name].entry) in before
