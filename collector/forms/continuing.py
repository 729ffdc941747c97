"""The records of a form → the same, where a row that goes on with the sentence of the row above is part of that row.

Numbers tell, which such a row has none of: `1. รถเสีย`, then `และไม่มีรถสำรอง`, then `2. …`.
"""

from collections.abc import Sequence
from dataclasses import replace

from collector.forms.headings import NUMBER
from collector.forms.nil import is_nil
from collector.forms.rows import Record
from collector.forms.spec import FormSpec
from collector.model.documents import Cell
from collector.thai import fold, split_bullet


def with_sentences(records: Sequence[Record], spec: FormSpec) -> list[Record]:
    """The records, each with those that go on where it ends; merged cells stay the same ones."""
    made: list[Record] = []
    counted = _number(records[0], spec) if records else None
    for at, record in enumerate(records):
        number = _number(record, spec)
        if made and number is None and _goes_on(record, counted, records[at + 1 :], spec):
            made[-1] = _joined(made[-1], record)
            continue
        made.append(record)
        counted = number
    return made


def _number(record: Record, spec: FormSpec) -> int | None:
    """The number of a row, in the column of numbers or before its issue."""
    for text in (record.text(NUMBER), record.text(spec.issue.key)):
        mark = split_bullet(text)[0]
        if mark and mark.isdigit():
            return int(mark)
    return None


def _goes_on(record: Record, above: int | None, below: Sequence[Record], spec: FormSpec) -> bool:
    """Whether a record without number goes on: its issue begins as no sentence does, or the numbers around leave it out."""
    issue = record.text(spec.issue.key)
    others = [record.text(column.key) for column in spec.columns if not column.issue]
    numbered = any((split_bullet(text)[0] or "").isdigit() for text in others)
    if above is None or numbered or is_nil(issue, spec) or not (fold(issue) or any(map(fold, others))):
        return False
    if fold(issue).startswith(spec.words.vocabulary.joining):
        return True
    number = next((found for one in below if (found := _number(one, spec)) is not None), None)
    # a column of numbers may count offices, of which one has several problems
    return number == above + 1 and not (fold(issue) and any(one.text(NUMBER) for one in below))


def _joined(above: Record, below: Record) -> Record:
    return replace(
        above, cells={key: _cells(cells, below.cells.get(key, ())) for key, cells in above.cells.items()}
    )


def _cells(above: tuple[Cell, ...], below: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells of one column, the last of them with what stands below it."""
    made = list(above)
    for cell in below:
        if not fold(cell.text) or any(cell is own for own in above):
            continue
        same = [at for at, own in enumerate(made) if own.column == cell.column]
        if same:
            made[same[-1]] = replace(made[same[-1]], text=f"{made[same[-1]].text} {cell.text}".strip())
        else:
            made.append(cell)
    return tuple(made)
