"""What a sheet holds, by its place → what the page shows, and what it hides; it knows no file format."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from collector.errors import UnreadableError
from collector.model.documents import Cell, Line, Section, Table
from collector.model.reasons import Reason
from collector.readers.grid import distinct, rectangle
from collector.readers.limits import ReadingLimits
from collector.readers.sheets.not_shown import NotShown

MOST_NOTES = 20  # of each sheet
LONGEST_NOTE = 300  # characters of text
HIDDEN, NOT_CALCULATED, ERROR = "hidden-content", "not-calculated", "error-value"


class Placed(NamedTuple):
    """A text and its position in the sheet, from 0."""

    row: int
    column: int
    text: str
    note: str = ""  # what is to be said of it: HIDDEN by its number format, NOT_CALCULATED, ERROR


class Box(NamedTuple):
    """A text that lies over the cells: a text box, a shape, lettering."""

    row: int  # over which it begins, from 0
    text: str
    hidden: bool = False


class Spread(NamedTuple):
    """A merged range, corners included, from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Axes:
    """The rows and the columns of the sheet that the table shows, ascending."""

    rows: Sequence[int]
    columns: Sequence[int]

    def name(self, row: int, column: int) -> str:
        """Return the address of a table position as the program shows it: "B7"."""
        return address(self.rows[row], self.columns[column])

    def cell(self, text: str, spread: Spread) -> Cell:
        """Return the cell that stands where `spread` does in the sheet."""
        row, column = bisect_left(self.rows, spread.top), bisect_left(self.columns, spread.left)
        rows = bisect_right(self.rows, spread.bottom) - row
        columns = bisect_right(self.columns, spread.right) - column
        return Cell(text, row, column, rows, columns, address(spread.top, spread.left))


@dataclass(slots=True)
class Sheet:
    """All that one sheet holds; values come once a position."""

    name: str
    hidden: bool = False
    values: Iterable[Placed] = ()
    merged: Sequence[Spread] = ()
    rows: NotShown = NotShown()  # noqa: RUF009 - frozen
    columns: NotShown = NotShown()  # noqa: RUF009
    narrow: NotShown = NotShown()  # noqa: RUF009 - columns whose text is seen only where it runs over the next, empty one
    boxes: Sequence[Box] = ()
    header: Sequence[str] = ()  # printed above every page
    footer: Sequence[str] = ()

    @property
    def place(self) -> str:
        return f"sheet {self.name}".strip()


def sheet_section(sheet: Sheet, limits: ReadingLimits) -> Section:
    """The section of a sheet that hides nothing; raises UnreadableError("too-large")."""
    return Section(tuple(_blocks(_collect(sheet.values, limits), sheet, limits)), sheet.name)


@dataclass(slots=True)
class Sections:
    """The sections of one document and its notes, as its sheets come."""

    limits: ReadingLimits
    found: list[Section] = field(default_factory=list)
    notes: list[Reason] = field(default_factory=list)

    def add(self, sheet: Sheet) -> None:
        """Add what a sheet shows as a section, and what it hides as another that is marked so.

        Empty rows and columns outside of what is used are cut off; inside they stay, unless the table would break the
        limits with them (a blank in the last row of the sheet, a hostile pair of far corners). Raises
        UnreadableError("too-large").
        """
        placed = _collect(sheet.values, self.limits)
        if sheet.hidden:
            shown = Sheet(
                sheet.name,
                values=(),
                merged=sheet.merged,
                boxes=[box._replace(hidden=False) for box in sheet.boxes],
            )
            self._add_hidden(_blocks(placed, shown, self.limits), shown)
            return
        unseen = _take_hidden(placed, sheet)
        blocks = _blocks(placed, sheet, self.limits)
        if blocks:
            above = [Line(text, "page header") for text in sheet.header]
            blocks = [*above, *blocks, *(Line(text, "page footer") for text in sheet.footer)]
        self.found.append(Section(tuple(blocks), sheet.name))
        noted = [value for value in placed.values() if value.note]
        for value in noted[:MOST_NOTES]:
            self._say(value.note, f"{sheet.place}, {address(value.row, value.column)}", value.text)
        behind = Sheet(sheet.name, boxes=[box._replace(hidden=False) for box in sheet.boxes if box.hidden])
        if unseen or behind.boxes:
            texts = {(value.row, value.column): value for value in unseen}
            self._add_hidden(_blocks(texts, behind, self.limits), behind)

    def _add_hidden(self, blocks: list[Line | Table], sheet: Sheet) -> None:
        self.found.append(Section(tuple(blocks), sheet.name, hidden=True))
        said = [
            cell.text
            for block in blocks
            for cell in ([block] if isinstance(block, Line) else distinct(block.rows))
            if cell.text
        ]
        if said:
            self._say(HIDDEN, sheet.place, " ".join(said))

    def _say(self, code: str, place: str, text: str) -> None:
        self.notes.append(Reason(code, {"place": place, "text": text[:LONGEST_NOTE]}))


def cell_text(text: str) -> str:
    """A cell's text with one kind of line end, and without the mark that some programs begin texts with."""
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def address(row: int, column: int) -> str:
    """Return a position, from 0, as spreadsheets name it: (6, 1) → "B7"."""
    return f"{_letters(column)}{row + 1}"


@lru_cache(1024)
def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


Texts = dict[tuple[int, int], Placed]


def _collect(values: Iterable[Placed], limits: ReadingLimits) -> Texts:
    """Return the texts that are not blank by position."""
    texts: Texts = {}
    characters = 0
    for value in values:
        if not value.text or value.text.isspace():
            continue
        texts[value.row, value.column] = value
        characters += len(value.text)
        if len(texts) > limits.cells or characters > limits.characters:
            raise UnreadableError("too-large", f"{len(texts)} cells, {characters} characters")
    return texts


def _take_hidden(texts: Texts, sheet: Sheet) -> list[Placed]:
    """Take out of `texts` what nobody sees; a joined cell is seen as long as a part of it is, and moves there."""
    rows, columns = sheet.rows, sheet.columns
    if not (rows or columns or sheet.narrow) and not any(value.note for value in texts.values()):
        return []
    corners = {(spread.top, spread.left): spread for spread in sheet.merged}
    unseen = []
    for place, value in list(texts.items()):
        cut = value.column in sheet.narrow and (value.row, value.column + 1) in texts and place not in corners
        if not (cut or value.note == HIDDEN or value.row in rows or value.column in columns):
            continue
        del texts[place]
        spread = corners.get(place)
        if spread and value.note != HIDDEN:
            row, column = rows.first_shown(spread.top), columns.first_shown(spread.left)
            if row <= spread.bottom and column <= spread.right:
                texts[row, column] = value._replace(row=row, column=column)
                continue
        unseen.append(value)
    return unseen


def _blocks(texts: Texts, sheet: Sheet, limits: ReadingLimits) -> list[Line | Table]:
    """The table of some texts between the boxes above it and below it; none where there is no text."""
    boxes = sorted(box for box in sheet.boxes if not box.hidden)
    if not texts:
        return [Line(box.text, f"{sheet.place}, a box") for box in boxes]
    axes = _axes(texts, sheet, limits)
    middle = axes.rows[0] + (axes.rows[-1] - axes.rows[0]) // 2
    lines = [(box.row > middle, Line(box.text, f"{sheet.place}, a box")) for box in boxes]
    return [
        *(line for below, line in lines if not below),
        _table(texts, axes, sheet, limits),
        *(line for below, line in lines if below),
    ]


def _table(texts: Texts, axes: Axes, sheet: Sheet, limits: ReadingLimits) -> Table:
    corner = Spread(axes.rows[0], axes.columns[0], axes.rows[-1], axes.columns[-1])
    spreads: dict[tuple[int, int], Cell] = {}
    for spread in sheet.merged:
        shown = _overlap(spread, corner, sheet)
        if shown is not None and shown[:2] not in spreads:
            value = texts.get(shown[:2])
            spreads[shown[:2]] = axes.cell(value.text if value else "", shown)
    rows = {number: at for at, number in enumerate(axes.rows)}
    columns = {number: at for at, number in enumerate(axes.columns)}
    single = [
        Cell(value.text, rows[row], columns[column], place=address(row, column))
        for (row, column), value in texts.items()
        if (row, column) not in spreads
    ]
    size = (len(axes.rows), len(axes.columns))
    wide = (cell for cell in spreads.values() if cell.rows and cell.columns)  # not those between far corners
    return rectangle((*wide, *single), size, sheet.place, axes.name, limits)


def _axes(texts: Texts, sheet: Sheet, limits: ReadingLimits) -> Axes:
    rows = sorted({row for row, _ in texts})
    columns = sorted({column for _, column in texts})
    all_rows: Sequence[int] = range(rows[0], rows[-1] + 1)
    all_columns: Sequence[int] = range(columns[0], columns[-1] + 1)
    if len(all_columns) > limits.columns or len(all_rows) * len(all_columns) > limits.cells:
        return Axes(rows, columns)
    if sheet.rows:
        all_rows = [row for row in all_rows if row not in sheet.rows]
    if sheet.columns:
        all_columns = [column for column in all_columns if column not in sheet.columns]
    return Axes(all_rows, all_columns)


def _overlap(spread: Spread, corner: Spread, sheet: Sheet) -> Spread | None:
    """Return the part of a merged range that is shown, inside of what is used."""
    shown = Spread(
        sheet.rows.first_shown(max(spread.top, corner.top)),
        sheet.columns.first_shown(max(spread.left, corner.left)),
        min(spread.bottom, corner.bottom),
        min(spread.right, corner.right),
    )
    return shown if shown.top <= shown.bottom and shown.left <= shown.right else None
