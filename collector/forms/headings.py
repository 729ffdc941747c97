"""The heading of a table → which column holds what; reads no entry."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from collector.forms.spec import FormSpec
from collector.forms.vocabulary import Vocabulary
from collector.model.documents import Cell, Line
from collector.thai import collapse, fold

UNIT, PERIOD, NUMBER, OTHER = "=unit", "=period", "=number", "=other"  # columns beside those of the form
LONGEST_HEADING = 160  # folded letters; a longer cell is no heading
WORD_BEGINS_BY = 24  # a heading says what it is about near its beginning
TELLING_COLUMNS = 3  # that stand together in few other forms
LEAST_ALIKE = 14  # folded letters with which a heading begins as the printed one does
COMPLETE = 5  # columns that together, in the form's order, stand in hardly another table
HIGHEST = 3  # rows of a heading
MOST_JOINED = 4  # names of columns in one heading
_JOINS = re.compile(r"[/\n,+&()]|และ|หรือ")

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of a table hold: a form column's key, UNIT, PERIOD, NUMBER, OTHER or ""."""

    spec: FormSpec
    columns: tuple[str, ...]
    height: int  # rows that the heading takes
    headings: tuple[str, ...]  # folded, one a column
    lines: tuple[Line, ...]  # the heading as written

    @property
    def width(self) -> int:
        return len(self.columns)

    @property
    def official(self) -> bool:
        """Whether these headings together are the form's own, and hardly another's."""
        spec, known = self.spec, self.spec.telling & set(self.columns)
        about = any(matter in heading for matter in spec.folded_matter for heading in self.headings)
        printed = all(any(fold(column.heading) in own for own in self.headings) for column in spec.columns)
        begun = [fold(column.heading)[:LEAST_ALIKE] for column in spec.columns if column.key in known]
        alike = sum(
            len(begin) == LEAST_ALIKE and any(own.startswith(begin) for own in self.headings)
            for begin in begun
        )
        return about or printed or alike > 1 or (alike == 1 and len(known) >= TELLING_COLUMNS)

    @property
    def complete(self) -> bool:
        """Whether the table has all columns of the form in their order, whatever their words, and no other."""
        held = [key for key in self.columns if key != NUMBER]
        return len(held) >= COMPLETE and held == [UNIT, *(column.key for column in self.spec.columns)]

    def at(self, key: str) -> tuple[int, ...]:
        """The positions of a column; several where the sender split it."""
        return tuple(index for index, name in enumerate(self.columns) if name == key)


def layout_of(rows: Sequence[Row], at: int, spec: FormSpec) -> Layout | None:
    """The layout if the row is the first of a heading of this form, else None.

    A heading names the issue column and at least one other in cells of their own.
    """
    if not _names_two(rows[at], spec):  # nearly every row: spares looking at its columns
        return None
    height = _height(rows, at, spec)
    stacks = [_stack(rows[at : at + height], column) for column in range(len(rows[at]))]
    columns = _with_joined(tuple(_column(stack, spec) for stack in stacks), stacks, spec)
    keys = {key for key in columns if key and not key.startswith("=")}
    if (
        spec.issue.key not in keys
        or len(keys) < 2
        or not _cells_of_their_own(columns, rows[at : at + height])
    ):
        return None
    cells = {id(cell): cell for row in rows[at : at + height] for cell in row if cell.text.strip()}
    lines = tuple(Line(cell.text, cell.place) for cell in cells.values())
    return Layout(spec, columns, height, tuple(fold(" ".join(stack)) for stack in stacks), lines)


def _cells_of_their_own(columns: Sequence[str], heading: Sequence[Row]) -> bool:
    """Whether issue and another column stand in different cells."""
    lowest = {id(heading[-1][at]) for at, key in enumerate(columns) if key and not key.startswith("=")}
    return len(lowest) > 1


def _names_two(row: Row, spec: FormSpec) -> bool:
    """Whether at least two cells of a row are headings."""
    cells = {id(cell): cell for cell in row if cell.text.strip()}
    return sum(bool(heading_key(cell.text, spec)) for cell in cells.values()) > 1


def repeats_header(row: Row, layout: Layout) -> bool:
    """Whether a row is the heading again, as after a page break."""
    cells = [(fold(cell.text), heading) for cell, heading in zip(row, layout.headings, strict=False)]
    return all(text in heading for text, heading in cells) and sum(len(text) > 3 for text, _ in cells) >= 2


def _height(rows: Sequence[Row], at: int, spec: FormSpec) -> int:
    """How many rows the heading takes: as far as its merged cells reach, and rows that hold nothing but headings."""
    here = max(cell.row for cell in rows[at])  # a cell may reach down from the row above
    height = max((cell.row + cell.rows - here for cell in rows[at] if cell.rows <= HIGHEST), default=1)
    while at + height < len(rows) and height < HIGHEST and _only_headings(rows[at + height], rows[at], spec):
        height += 1
    return height


def _only_headings(row: Row, first: Row, spec: FormSpec) -> bool:
    """A second row of headings (`อปท. | ประเด็นปัญหา`), or one that numbers the columns (`(1) (2) (3)`)."""
    own = [
        cell
        for column, cell in enumerate(row)
        if cell.text.strip() and (column == 0 or row[column - 1] is not cell)
    ]
    own = [cell for cell in own if cell is not first[cell.column]]
    folded = [fold(cell.text) for cell in own]
    if len(own) >= 3 and folded[0].isdigit() and folded == [str(int(folded[0]) + n) for n in range(len(own))]:
        return True
    parts_a_heading = any(
        not first[cell.column].text.strip() or first[cell.column].columns > 1 for cell in own
    )
    return len(own) >= 2 and parts_a_heading and all(_nothing_but_heading(cell.text, spec) for cell in own)


def _nothing_but_heading(text: str, spec: FormSpec) -> bool:
    """Whether a text is made of heading words: `ประเด็นปัญหา`, not `จังหวัดตาก` or `ไม่มีปัญหา`."""
    rest = fold(text)
    length = len(rest)
    for _, word in sorted(_heading_words(spec), key=lambda item: -len(item[1])):
        rest = rest.replace(word, "")
    return bool(heading_key(text, spec)) and len(rest) <= max(2, length // 4)


def heading_of(text: str, spec: FormSpec) -> str:
    """The column that a text is the heading of and nothing else, as printed or in words of one's own; "" for any other text."""
    key, folded = heading_key(text, spec), fold(text)
    begun = (fold(column.heading)[:LEAST_ALIKE] for column in spec.columns if column.key == key)
    printed = any(len(begin) == LEAST_ALIKE and folded.startswith(begin) for begin in begun)
    own_words = not spec.is_title(text) and _nothing_but_heading(text, spec)
    return key if key and (printed or own_words) else ""


def _stack(rows: Sequence[Row], column: int) -> list[str]:
    """The texts over one column from top to bottom, each cell once."""
    return list({id(row[column]): row[column].text for row in rows}.values())


def _column(stack: Sequence[str], spec: FormSpec) -> str:
    """The lowest heading that says something decides: under `ปัญหา` an `อปท.` is no problem."""
    return next((key for text in reversed(stack) if (key := heading_key(text, spec))), "")


def _with_joined(
    columns: tuple[str, ...], stacks: Sequence[Sequence[str]], spec: FormSpec
) -> tuple[str, ...]:
    """The columns; one that holds something else besides a column of the form (`ผู้รับผิดชอบ/หมายเหตุ`) as that of the form.

    Unless that column stands by itself as well.
    """
    found = list(columns)
    for at, (key, stack) in enumerate(zip(columns, stacks, strict=True)):
        if key in ("", OTHER):
            lowest = next((text for text in reversed(stack) if text.strip()), "")
            keys = (heading_key(part, spec) for part in _JOINS.split(lowest)[:MOST_JOINED])
            own = (one for one in keys if one and not one.startswith("=") and one not in found)
            found[at] = next(own, key)
    return tuple(found)


def heading_key(text: str, spec: FormSpec) -> str:
    """What a heading names: a column's key, UNIT, NUMBER, OTHER, or "" if nothing known.

    A word too short to be looked for decides alone, as the whole heading. Else the word that stands first does: `การแก้ไขปัญหา` is a solution though it speaks of problems; of two that
    stand at the same place the longer.
    """
    if spec.whole_headings and (whole := spec.whole_headings.get(collapse(text).casefold())):
        return whole
    folded = fold(text)
    if folded in spec.short_unit_words:
        return UNIT
    if text.strip() == "#":
        return NUMBER
    if not folded or len(folded) > LONGEST_HEADING:
        return ""
    if folded in spec.words.vocabulary.number_headings:
        return NUMBER
    key = _first_word(folded, _heading_words(spec))
    return "" if _is_sentence(text) else key


@lru_cache(maxsize=4096)  # of a month's forms most have the same headings
def _first_word(folded: str, words: tuple[tuple[str, str], ...]) -> str:
    found = [(at, -len(word), key) for key, word in words if 0 <= (at := folded.find(word)) <= WORD_BEGINS_BY]
    return min(found)[2] if found else ""


def _heading_words(spec: FormSpec) -> tuple[tuple[str, str], ...]:
    return _with_common_words(spec.folded_words, spec.folded_unit_words, spec.words.vocabulary)


@lru_cache(maxsize=64)
def _with_common_words(
    words: tuple[tuple[str, str], ...], unit_words: tuple[str, ...], common: Vocabulary
) -> tuple[tuple[str, str], ...]:
    units = tuple((UNIT, word) for word in unit_words)
    periods = tuple((PERIOD, word) for word in common.period_headings)
    others = tuple((OTHER, word) for word in common.other_headings if word not in unit_words)
    return words + units + periods + others


def _is_sentence(text: str) -> bool:
    """A numbered text is an entry, not a heading."""
    return collapse(text)[:3].rstrip(" ").endswith((".", ")")) and any(
        char.isdigit() for char in collapse(text)[:2]
    )
