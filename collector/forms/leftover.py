"""A match and the entries taken out of it → the texts that found no place; nothing that a person sees disappears in silence.

Known places are headings, titles, numbers of rows, the unit's name, months, totals, footnotes and signatures.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from collector.forms.entry_like import LEAST, looks_like_entry
from collector.forms.heading_zone import telling
from collector.forms.headings import NUMBER, PERIOD, UNIT, Layout
from collector.forms.items import content_of, is_dash, lone_numbers
from collector.forms.matter import LEAST_MATTER, left_of, matter_of
from collector.forms.nil_of_unit import says_nil
from collector.forms.recognise import Block, Match, Row
from collector.forms.rows import distinct, row_kind
from collector.forms.spec import FormSpec
from collector.forms.units import UnitNames
from collector.model.documents import Cell, Line
from collector.model.reasons import Reason
from collector.model.reports import Entry
from collector.thai import collapse, fold, split_bullet

LEAST_CELL = 6  # of a cell of a table
LONGEST_NAME = 24  # of a cell that says nothing but a unit's name, however it is written
MOST_TOLD = 5  # texts that one report tells of
NO_TEXT = frozenset({"empty", "total", "footer", "unit"})  # rows that are no part of a report
QUOTED = 80  # characters of a text that a note repeats


_LEAD = re.compile(
    r"^\s*(?:[0-9๐-๙]{1,2}\s+|[(\[]?[ก-ฮA-Za-z][.)\]])"
)  # `1 ก`, counted without a dot, or `ก. ก`


@dataclass(frozen=True, slots=True)
class Left:
    """A text that went nowhere; `entry`: it looks like an entry, so that a person has to see it."""

    text: str
    entry: bool = False


def told(left: Sequence[Left]) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """What was left out as notes, and as doubts where it looks like an entry."""
    notes = [Reason("left-out", {"detail": item.text[:QUOTED]}) for item in left if not item.entry]
    doubts = [Reason("left-out-entry", {"detail": item.text[:QUOTED]}) for item in left if item.entry]
    return tuple(notes[:MOST_TOLD]), tuple(doubts[:MOST_TOLD])


def left_over(
    match: Match, entries: Sequence[Entry], notes: Iterable[Reason], names: UnitNames
) -> tuple[Left, ...]:
    """The texts in the table of a form, around it and in tables behind it that are in no entry and no known place.

    Above it stand titles, the head of a letter and the letter itself: of those only entries and remarks are told. What `notes` tell of already counts as told.
    """
    said = [fold(field.text) for entry in entries for field in entry.fields]
    details = tuple(fold(detail) for note in notes if (detail := note.values.get("detail", "")))
    taken = _Taken(frozenset(said), "\n".join(said), details, len(entries))
    found = [left for block in match.blocks for left in _in_block(block, match.spec, taken, names)]
    found += [left for block in match.blocks for left in _numbers_of(block, match.spec, taken)]
    found += _in_loose(match, len(entries), names)
    found += _going_on(match, taken)
    loose = {cell.place for row in match.loose for cell in row}
    lines = [line for line in match.below if not line.place or line.place not in loose]
    found += _in_lines(lines, match, len(entries), names)
    found += _in_lines(telling(match, names), match, None, names)
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _Taken:
    """What is said elsewhere: in the entries, all folded, and in notes, by how their texts begin."""

    texts: frozenset[str]
    whole: str  # a line of a cell is part of its text; looked for only where it is none by itself
    notes: tuple[str, ...]
    count: int  # of the entries

    def has(self, text: str) -> bool:
        folded = fold(text)
        return folded in self.texts or folded.startswith(self.notes) or folded in self.whole


def _in_block(block: Block, spec: FormSpec, taken: _Taken, names: UnitNames) -> Iterator[Left]:
    seen: dict[tuple[int, str], bool] = {}  # whether what stands in a column has a place there
    leading = _Leading(block)
    for number, row in enumerate(block.rows, 1):
        left: list[Cell] = []
        for cell in distinct(row):
            key = cell.column, cell.text
            if key not in seen:
                lost = leading.lost(cell, number, taken) and not _is_spare(cell, row, block.layout, spec)
                seen[key] = not lost and _has_place(cell, block.layout, spec, taken, names)
                left.extend(() if seen[key] else (cell,))
        if not left or (kind := row_kind(row, block.layout, spec, names)) in NO_TEXT:
            continue
        issues = [cell for cell in left if block.layout.columns[cell.column] == spec.issue.key]
        whole = len(left) > 1 and bool(issues) and kind == "entry"
        astray = (cell.text for cell in left if _is_astray(cell, block.layout))
        tells = any(_counts_on(text, taken.count) or looks_like_entry(text, spec, names) for text in astray)
        yield Left(" ".join(collapse(cell.text) for cell in left), entry=whole or tells)


def _is_astray(cell: Cell, layout: Layout) -> bool:
    """Whether a cell stands where no entry has a place: in a column without heading, or in that of units, months or numbers."""
    return not layout.headings[cell.column] or layout.columns[cell.column] in (UNIT, PERIOD, NUMBER)


def _has_place(cell: Cell, layout: Layout, spec: FormSpec, taken: _Taken, names: UnitNames) -> bool:
    """Whether all that a cell says is in an entry, or is what its column is for."""
    text, key = cell.text, layout.columns[cell.column]
    folded, words = fold(text), spec.words.vocabulary
    if is_dash(text) or says_nil(text, spec, names) or folded in layout.headings:
        return True
    if folded.startswith((*words.footer, *words.signs)):  # a signature within the table
        return True
    if key == NUMBER:
        return fold(text).isdigit()
    if key in (UNIT, PERIOD):
        alone = len(folded) <= LONGEST_NAME and names.named(text, is_name=True) is not None  # misspelt
        return alone or len(left_of(text, spec, names)) < LEAST_CELL
    if not key or key.startswith("="):
        return False
    said = all(_is_said(line, taken) for line in text.splitlines())
    return said or all(taken.has(item.text) for item in content_of(text).items)


def _is_spare(cell: Cell, row: Row, layout: Layout, spec: FormSpec) -> bool:
    """Whether a number stands where the issue does, and nothing else in the columns of the form."""
    said = [other for other in distinct(row) if not layout.columns[other.column].startswith("=")]
    return layout.columns[cell.column] == spec.issue.key and all(lone_numbers(other.text) for other in said)


def _numbers_of(block: Block, spec: FormSpec, taken: _Taken) -> Iterator[Left]:
    """Bare numbers that count the rows of a column where the form prints none: they may as well be what it says."""
    for column in spec.columns:
        if column.issue or column.numbered:
            continue
        texts = [collapse(row[at].text) for at in block.layout.at(column.key) for row in block.rows]
        bare = [text for text in texts if text.isdigit() and fold(text) not in taken.texts]
        if bare:
            yield Left(f"{column.heading} {' '.join(bare)}")


class _Leading:
    """The numbers that lead the cells of each column of a form, looked up when one stands alone."""

    def __init__(self, block: Block) -> None:
        self._block = block
        self._known: dict[int, frozenset[str | None]] = {}

    def lost(self, cell: Cell, number: int, taken: _Taken) -> bool:
        """Whether a cell of the `number`th row says nothing but numbers that are in no entry and count no rows.

        Such count from one, on from another, or are their row's own.
        """
        key, numbers = self._block.layout.columns[cell.column], lone_numbers(cell.text)
        if not numbers or not key or key.startswith("="):
            return False
        first = int(split_bullet(numbers[0])[0] or 0)
        if first in (1, number) or str(first - 1) in self._of(cell.column):
            return False
        return fold(cell.text) not in taken.texts and any(fold(one) not in taken.texts for one in numbers)

    def _of(self, column: int) -> frozenset[str | None]:
        if column not in self._known:
            marks = (split_bullet(row[column].text)[0] for row in self._block.rows)
            self._known[column] = frozenset(marks)
        return self._known[column]


def _is_said(line: str, taken: _Taken) -> bool:
    rest = _LEAD.sub("", split_bullet(line)[1])
    return not fold(rest) or taken.has(rest) or taken.has(line)


def _in_loose(match: Match, count: int, names: UnitNames) -> Iterator[Left]:
    """Rows of tables behind the form; those that are as wide as its own, count on, or tell a lack, look like its entries."""
    width, spec = match.blocks[-1].layout.width, match.spec
    for row in match.loose:
        cells = distinct(row)
        if not cells:
            continue
        long = [cell for cell in cells if len(fold(cell.text).strip("0123456789")) >= LEAST_CELL]
        counts_on = split_bullet(cells[0].text)[0] == str(count + 1)
        side_by_side = len(long) > 1 and (len(row) == width or counts_on or _tells_a_lack(long, spec))
        alone = any(looks_like_entry(cell.text, spec, names) for cell in long if _tells_a_lack([cell], spec))
        yield Left(" ".join(collapse(cell.text) for cell in cells), side_by_side or alone)


def _going_on(match: Match, taken: _Taken) -> Iterator[Left]:
    """Rows of a sheet that goes on with the form under no heading: two texts side by side look like a problem and its remedy."""
    words = match.spec.words.vocabulary
    for row in match.going_on:
        cells = [cell for cell in distinct(row) if fold(cell.text).strip("0123456789")]
        if not cells or all(taken.has(cell.text) for cell in cells):
            continue
        signs = fold(cells[0].text).startswith((*words.footer, *words.signs, *words.contact_labels))
        side_by_side = len(cells) > 1 and len(fold(cells[0].text)) >= LEAST_CELL
        yield Left(" ".join(collapse(cell.text) for cell in cells), entry=side_by_side and not signs)


def _tells_a_lack(cells: Iterable[Cell], spec: FormSpec) -> bool:
    """Whether one of the cells says that something is lacking, broken or late, and is no name of a table's column."""
    texts = [fold(cell.text) for cell in cells]
    return any(sign in text for text in texts if len(text) >= LEAST for sign in spec.words.vocabulary.lacks)


def _counts_on(text: str, count: int | None) -> bool:
    """Whether a line bears the number behind those of the entries, and says something."""
    mark, rest = split_bullet(text)
    return count is not None and mark == str(count + 1) and len(fold(rest)) >= LEAST


def _in_lines(lines: Iterable[Line], match: Match, count: int | None, names: UnitNames) -> Iterator[Left]:
    """The lines that are in no known place; `count` of the entries, None where no line goes on with them."""
    for line in lines:
        if _is_known(line.text, match.spec, names):
            continue
        lack = fold(line.text).startswith(match.spec.words.vocabulary.lacks)
        entry = lack or _counts_on(line.text, count) or looks_like_entry(line.text, match.spec, names)
        yield Left(collapse(line.text), entry)


def _is_known(text: str, spec: FormSpec, names: UnitNames) -> bool:
    """Whether a line is what stands around tables; of a remark that is of its own words."""
    words = spec.words.vocabulary
    if own := next(
        (text.lstrip()[len(word) :] for word in words.remarks if text.lstrip().startswith(word)), ""
    ):
        text = own
    folded = fold(text)
    letters = folded.strip("0123456789")
    printed = [fold(note) for note in spec.footnotes]
    return (
        (len(letters) < LEAST and not looks_like_entry(text, spec, names))
        or folded.startswith((*words.footer, *words.totals))
        or any(folded in note or note in folded for note in printed)
        or says_nil(text, spec, names)
        or matter_of(text, spec, names).ours
        or len(left_of(text, spec, names)) < LEAST_MATTER
        or (
            any(word in folded for word in (*words.signs, *words.addresses))
            and not any(sign in folded for sign in words.lacks)
            and not looks_like_entry(text, spec, names)
        )
    )
