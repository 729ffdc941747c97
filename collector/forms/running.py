"""The numbers that stand alone in the cells of a form → which of them count its rows, and which are what its sender says.

A running number is one by its column and its sequence: `5` in a column that counts nothing is five of something, and so is
`2` beside `ซื้อ 3 คัน`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from collector.forms.headings import NUMBER
from collector.forms.items import content_of, is_dash, lone_numbers
from collector.forms.rows import Record
from collector.forms.spec import Column, FormSpec
from collector.thai import collapse, split_bullet

LEAST_COUNTED = (
    2  # rows with their own numbers, for a column to be one that counts though the form prints none there
)


@dataclass(frozen=True, slots=True)
class _Counted:
    """One column of a form: the numbers that lead its cells, and those of the rows; None where none does."""

    own: tuple[int | None, ...]
    rows: tuple[tuple[int | None, ...], ...]

    @property
    def counts(self) -> bool:
        """Whether at least two rows bear their own number here."""
        same = sum(own is not None and own in rows for own, rows in zip(self.own, self.rows, strict=True))
        return same >= LEAST_COUNTED

    def goes_on(self, at: int, first: int, last: int) -> bool:
        """Whether numbers from `first` to `last` in a row follow those above, or are followed by those below."""
        above = next((number for number in reversed(self.own[:at]) if number is not None), None)
        below = next((number for number in self.own[at + 1 :] if number is not None), None)
        return above == first - 1 or below == last + 1


def with_figures(records: Sequence[Record], spec: FormSpec) -> list[Record]:
    """The records, each with the columns in which a number alone is what the sender says.

    In a column that is never counted every number is, as the column itself tells; here are those of the others.
    """
    numbers = {column.key: [_first(record.text(column.key)) for record in records] for column in spec.columns}
    counts = [_first(record.text(NUMBER)) for record in records]
    made = list(records)
    for column in (column for column in spec.columns if column.may_be_numbered):
        beside = counts if column.issue else numbers[spec.issue.key]
        rows = tuple(zip(range(1, len(records) + 1), counts, beside, strict=True))
        # in a column that says something without a number a number counts only in rows that nobody filled in
        whole = all(_is_counted(record.text(column.key)) for record in records)
        counted = _Counted(tuple(numbers[column.key]), rows)
        for at in _figures(records, column, spec, counted, whole=whole):
            made[at] = replace(made[at], figures=made[at].figures | {column.key})
    return made


def _figures(
    records: Sequence[Record], column: Column, spec: FormSpec, counted: _Counted, *, whole: bool
) -> set[int]:
    """The records in which a number alone is what one column says; `whole`: each of its cells leads with a number."""
    figures: set[int] = set()
    plain: set[int] = set()
    for at, record in enumerate(records):
        lone = [found for text in record.texts(column.key) if (found := lone_numbers(text))]
        if not lone or _is_spare(column, record, spec):
            continue
        filled = column.issue or not content_of(record.text(spec.issue.key)).empty
        plain.update({at} if filled and _is_plain(lone) else ())
        if (filled and not whole) or any(not _is_running(column, found, at, counted) for found in lone):
            figures.add(at)
    # a column of plain numbers is judged as a whole: of 3, 2, 1 the second is what its sender says as well
    return figures | plain if figures & plain and not column.issue else figures


def _is_plain(lone: Sequence[Sequence[str]]) -> bool:
    """Whether a cell holds one number without a dot or brackets, as nobody counts by."""
    return [collapse(line).isdigit() for lines in lone for line in lines] == [True]


def _is_counted(text: str) -> bool:
    """Whether a cell leads with a number, or says nothing."""
    return not collapse(text) or is_dash(text) or _first(text.split("\n", 1)[0]) is not None


def _first(text: str) -> int | None:
    mark = split_bullet(text)[0]
    return int(mark) if mark and mark.isdigit() else None


def _is_running(column: Column, lone: Sequence[str], at: int, counted: _Counted) -> bool:
    """Whether the lines of a cell that hold nothing but numbers count its row, or the items that others have beside them."""
    numbers = [_first(line) or 0 for line in lone]
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return False
    if any(line.strip("([ ").startswith(("0", "๐")) for line in lone):
        return False
    in_turn = numbers[0] in counted.rows[at]
    if column.issue or column.numbered:
        return in_turn or counted.goes_on(at, numbers[0], numbers[-1])
    # where the form prints no number one that a person typed as such, `1.`, or one of several is none of the text
    return in_turn and (counted.counts or len(lone) > 1 or lone[0].rstrip().endswith((".", ")", "]")))


def _is_spare(column: Column, record: Record, spec: FormSpec) -> bool:
    """Whether a number stands as the issue, and nothing beside it: that of a row which nobody filled in."""
    others = (record.text(other.key) for other in spec.columns if not other.issue)
    return column.issue and all(content_of(text).empty for text in others)
