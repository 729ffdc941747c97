"""The cells of one sheet of an Excel 97-2003 workbook ([MS-XLS] 2.4) → their texts as they are shown."""

import struct
from dataclasses import dataclass, field

from collector.readers.sheets.biff import ERRORS, rk, short_text
from collector.readers.sheets.not_shown import LAST_ROW
from collector.readers.sheets.sheet import ERROR, HIDDEN, NOT_CALCULATED, Placed, cell_text
from collector.readers.sheets.shown import shown_text, shown_value

_CALCULATE_ON_LOAD = 2
_TEXT, _BOOLEAN, _ERROR_VALUE, _EMPTY_TEXT = 0, 1, 2, 3  # [MS-XLS] 2.5.133


@dataclass(frozen=True, slots=True)
class XlsBook:
    """What the sheets of a workbook share."""

    version: int
    page: int
    since_1904: bool
    codes: list[str]  # the number format of each cell style
    strings: list[str]

    def code(self, style: int) -> str:
        return self.codes[style] if style < len(self.codes) else ""


@dataclass(slots=True)
class XlsCells:
    """The way through the records of cells, each of which one method takes."""

    book: XlsBook
    values: list[Placed] = field(default_factory=list)
    waiting: tuple[int, int, int] | None = None  # the formula whose text comes next

    def number(self, data: bytes) -> None:
        row, column, style, value = struct.unpack_from("<3Hd", data)
        self._add_number(row, column, style, value)

    def rk(self, data: bytes) -> None:
        row, column, style, value = struct.unpack_from("<3HL", data)
        self._add_number(row, column, style, rk(value))

    def several_rk(self, data: bytes) -> None:
        row, column = struct.unpack_from("<2H", data)
        for at in range(4, len(data) - 7, 6):
            style, value = struct.unpack_from("<HL", data, at)
            self._add_number(row, column, style, rk(value))
            column += 1

    def shared_text(self, data: bytes) -> None:
        row, column, style, number = struct.unpack_from("<3HL", data)
        if number < len(self.book.strings):
            self._add_text(row, column, style, self.book.strings[number])

    def label(self, data: bytes) -> None:
        row, column, style = struct.unpack_from("<3H", data)
        text = short_text(data, 6, self.book.version, self.book.page, wide_length=True)
        self._add_text(row, column, style, text)

    def truth_or_error(self, data: bytes) -> None:
        row, column, _, value, is_error = struct.unpack_from("<3H2B", data)
        self._add_truth_or_error(row, column, value, is_error=bool(is_error))

    def formula(self, data: bytes) -> None:
        row, column, style = struct.unpack_from("<3H", data)
        kind, flags = data[6], struct.unpack_from("<H", data, 14)[0]
        if data[12:14] == b"\xff\xff" and kind <= _EMPTY_TEXT:
            if kind == _TEXT:
                self.waiting = (row, column, style)
            elif kind in {_BOOLEAN, _ERROR_VALUE}:
                self._add_truth_or_error(row, column, data[8], is_error=kind == _ERROR_VALUE)
            elif flags & _CALCULATE_ON_LOAD:
                self.values.append(Placed(row, column, "=", NOT_CALCULATED))
            return
        value = struct.unpack_from("<d", data, 6)[0]
        if value == 0 and flags & _CALCULATE_ON_LOAD:
            self.values.append(Placed(row, column, "=", NOT_CALCULATED))
        else:
            self._add_number(row, column, style, value)

    def formula_text(self, data: bytes) -> None:
        if self.waiting is not None:
            text = short_text(data, 0, self.book.version, self.book.page, wide_length=self.book.version > 2)
            self._add_text(*self.waiting, text)
            self.waiting = None

    # ── cells of BIFF2, whose formats are not looked up ─────────────────────────────────────────

    def old_number(self, data: bytes) -> None:
        row, column, value = struct.unpack_from("<2H3xd", data)
        self._add_number(row, column, LAST_ROW, value)

    def old_integer(self, data: bytes) -> None:
        row, column, value = struct.unpack_from("<2H3xH", data)
        self._add_number(row, column, LAST_ROW, value)

    def old_label(self, data: bytes) -> None:
        row, column = struct.unpack_from("<2H", data)
        text = short_text(data, 7, 2, self.book.page, wide_length=False)
        self._add_text(row, column, LAST_ROW, text)

    # ── values ──────────────────────────────────────────────────────────────────────────────────

    def _add_number(self, row: int, column: int, style: int, value: float) -> None:
        code = self.book.code(style)
        text = shown_value(value, code, self.book.since_1904)
        hidden = not text
        self.values.append(Placed(row, column, text or shown_value(value, ""), HIDDEN if hidden else ""))

    def _add_text(self, row: int, column: int, style: int, text: str) -> None:
        said = cell_text(text)
        shown = shown_text(said, self.book.code(style))
        self.values.append(Placed(row, column, shown or said, "" if shown or not said else HIDDEN))

    def _add_truth_or_error(self, row: int, column: int, value: int, *, is_error: bool) -> None:
        if is_error:
            self.values.append(Placed(row, column, ERRORS.get(value, "#N/A"), ERROR))
        else:
            self.values.append(Placed(row, column, "TRUE" if value else "FALSE"))
