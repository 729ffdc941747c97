"""One sheet of a binary Excel workbook ([MS-XLSB] 2.1.7.62) → its values as they are shown, and what is hidden."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from collector.errors import UnreadableError
from collector.readers.limits import ReadingLimits
from collector.readers.sheets.biff import ERRORS, rk
from collector.readers.sheets.not_shown import LAST_COLUMN, LAST_ROW, LEAST_HEIGHT, LEAST_WIDTH, NotShown
from collector.readers.sheets.page_margins import margin_lines
from collector.readers.sheets.sheet import ERROR, HIDDEN, Placed, Sheet, Spread, cell_text
from collector.readers.sheets.shown import shown_text, shown_value

_ROW, _COLUMN, _MERGED, _USUAL, _DRAWING, _MARGINS = 0, 60, 176, 485, 550, 479
_RK, _ERROR, _BOOLEAN, _REAL, _TEXT, _SHARED = 2, 3, 4, 5, 6, 7
# A formula stands with its value, in records of their own (2.4.638 and those that follow).
_SAME = {8: _TEXT, 9: _REAL, 10: _BOOLEAN, 11: _ERROR}
_NO_TEXT = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class XlsbBook:
    """What the sheets of a workbook share."""

    strings: list[str]
    codes: list[str]  # the number format of each cell style
    since_1904: bool = False

    def code(self, style: int) -> str:
        return self.codes[style] if style < len(self.codes) else ""


@dataclass(slots=True)
class SheetPart:
    """A sheet as far as its own part tells, and the name of the relation to its drawing."""

    sheet: Sheet
    drawing: str


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a part (2.1.4); what is cut off at the end is left out."""
    at, end = 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind & 0x80 and at < end:
            kind = kind & 0x7F | (data[at] & 0x7F) << 7
            at += 1
        size = shift = 0
        while at < end and shift < 28:
            byte = data[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        if at + size > end:
            return
        yield kind, data[at : at + size]
        at += size


def wide_text(data: bytes, at: int) -> tuple[str, int]:
    """A text with its length before it (2.5.169), and where it ends; "" for one that is not there."""
    if at + 4 > len(data):
        return "", len(data)
    count = struct.unpack_from("<L", data, at)[0]
    if count == _NO_TEXT:
        return "", at + 4
    end = at + 4 + 2 * count
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def read_sheet(data: bytes, book: XlsbBook, limits: ReadingLimits) -> SheetPart:
    """Read one sheet, as far as it goes; raises UnreadableError("too-large")."""
    reading = _Reading(book)
    for kind, record in records(data):
        if kind == _ROW and len(record) >= 12:
            reading.row(record)
        elif len(record) > 8 and _RK <= kind <= 11:
            reading.cell(_SAME.get(kind, kind), record)
            if len(reading.values) > limits.cells:
                raise UnreadableError("too-large", f"{len(reading.values)} cells")
        else:
            reading.other(kind, record)
    return SheetPart(reading.sheet(), reading.drawing)


@dataclass(slots=True)
class _Reading:
    """The way through the records of one sheet."""

    book: XlsbBook
    at: int = 0  # the row in hand
    values: list[Placed] = field(default_factory=list)
    merged: list[Spread] = field(default_factory=list)
    rows: list[tuple[int, int]] = field(default_factory=list)  # that are not shown
    told: list[tuple[int, int]] = field(default_factory=list)  # rows that are shown
    columns: list[tuple[int, int]] = field(default_factory=list)
    narrow: list[tuple[int, int]] = field(default_factory=list)
    rows_hidden: bool = False  # unless a row says otherwise
    margins: list[str] = field(default_factory=list)
    drawing: str = ""

    def sheet(self) -> Sheet:
        rows = NotShown.all_but(self.told, LAST_ROW) if self.rows_hidden else NotShown.of(self.rows)
        header, footer = (
            list(dict.fromkeys(line for code in self.margins[begin::2] for line in margin_lines(code)))
            for begin in (0, 1)
        )
        return Sheet(
            "", values=self.values, merged=self.merged, rows=rows, columns=NotShown.of(self.columns),
            narrow=NotShown.of(self.narrow), header=header, footer=footer,
        )  # fmt: skip

    def row(self, record: bytes) -> None:
        self.at, height, flags = struct.unpack_from("<L4xHxB", record)
        unseen = flags & 0x10 or 0 < height < LEAST_HEIGHT * 20
        (self.rows if unseen else self.told).append((self.at, self.at))

    def cell(self, kind: int, record: bytes) -> None:
        column, style = struct.unpack_from("<LL", record)
        if column < LAST_COLUMN and self.at < LAST_ROW:
            text, note = self._text(kind, record, self.book.code(style & 0xFFFFFF))
            if text:
                self.values.append(Placed(self.at, column, text, note))

    def _text(self, kind: int, record: bytes, code: str) -> tuple[str, str]:
        """What a cell shows, and what is to be said of it."""
        if kind == _ERROR:
            return ERRORS.get(record[8], "#N/A"), ERROR
        if kind == _BOOLEAN:
            return "TRUE" if record[8] else "FALSE", ""
        if kind in {_RK, _REAL}:
            if len(record) < (12 if kind == _RK else 16):
                return "", ""
            value = (
                rk(struct.unpack_from("<L", record, 8)[0])
                if kind == _RK
                else struct.unpack_from("<d", record, 8)[0]
            )
            shown = shown_value(value, code, self.book.since_1904)
            return (shown, "") if shown else (shown_value(value, ""), HIDDEN)
        if kind == _SHARED:
            number = int.from_bytes(record[8:12], "little")
            said = self.book.strings[number] if number < len(self.book.strings) else ""
        else:
            said = wide_text(record, 8)[0]
        said = cell_text(said)
        shown = shown_text(said, code)
        return (shown, "") if shown or not said else (said, HIDDEN)

    def other(self, kind: int, record: bytes) -> None:
        if kind == _MERGED and len(record) >= 16:
            top, bottom, left, right = struct.unpack_from("<4L", record)
            if top <= bottom and left <= right:
                self.merged.append(Spread(top, left, bottom, right))
        elif kind == _COLUMN and len(record) >= 18:
            first, last, width, flags = struct.unpack_from("<3L4xH", record)
            if flags & 1 or not width:
                self.columns.append((first, min(max(first, last), LAST_COLUMN)))
            elif width < LEAST_WIDTH * 256:
                self.narrow.append((first, min(max(first, last), LAST_COLUMN)))
        elif kind == _USUAL and len(record) >= 10:
            self.rows_hidden = bool(record[8] & 2)
        elif kind == _DRAWING:
            self.drawing = wide_text(record, 0)[0]
        elif kind == _MARGINS and len(record) > 2:
            self.margins = _margins(record)


def _margins(record: bytes) -> list[str]:
    """The codes of header and footer in turn: of odd pages, of even ones and of the first where they differ (2.4.86)."""
    at, found = 2, []
    for differs in (0, 1, 2):
        for _ in range(2):
            text, at = wide_text(record, at)
            found.append(text if not differs or record[0] & differs else "")
    return found
