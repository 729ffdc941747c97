"""One sheet of an Excel 97-2003 workbook ([MS-XLS] 2.1.7.20.5) → its values as they are shown, and what is hidden."""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from collector.errors import UnreadableError
from collector.readers.limits import ReadingLimits
from collector.readers.sheets.biff import (
    BEGINS,
    BOF,
    CONTINUE,
    EOF,
    Texts,
    records,
    short_text,
)
from collector.readers.sheets.not_shown import LAST_ROW, LEAST_HEIGHT, LEAST_WIDTH, NotShown
from collector.readers.sheets.page_margins import margin_lines
from collector.readers.sheets.sheet import Box, Sheet, Spread
from collector.readers.sheets.xls_cells import XlsBook, XlsCells

_COMMENT = 0x19  # the kind of object that a comment is
_PROPERTIES = (
    b"\x0b\xf0"  # OfficeArtFOPT; each has a name of 14 bits, and what is longer stands behind them all
)
_COMPLEX, _NAME, _LETTERING = 0x8000, 0x3FFF, 0xC0
_ANCHOR = b"\x10\xf0\x12\x00\x00\x00"  # OfficeArtClientAnchorSheet, [MS-XLS] 2.5.193


def read_sheet(stream: bytes, at: int, book: XlsBook, limits: ReadingLimits) -> Sheet:
    """Read the sheet that begins at a place of the stream, as far as it goes; raises UnreadableError("too-large")."""
    reading = _Reading(book)
    take = _OLD if book.version == 2 else _TAKE
    depth = 0
    for record in records(stream, at, _BOUNDS | take.keys()):
        kind = record.kind
        if kind == BOF or kind in BEGINS:
            depth += 1
        elif kind == EOF:
            depth -= 1
            if depth <= 0:
                break
        elif depth == 1:  # deeper there are charts
            handle, least = take[kind]
            if len(record.data) >= least:
                handle(reading, record.data)
                if len(reading.values) > limits.cells:
                    raise UnreadableError("too-large", f"{len(reading.values)} cells")
    return reading.sheet()


@dataclass(slots=True)
class _Reading(XlsCells):
    """The way through all records of one sheet."""

    merged: list[Spread] = field(default_factory=list)
    rows: list[tuple[int, int]] = field(default_factory=list)  # that are not shown
    told: list[tuple[int, int]] = field(default_factory=list)  # rows that are shown
    columns: list[tuple[int, int]] = field(default_factory=list)
    narrow: list[tuple[int, int]] = field(default_factory=list)
    rows_hidden: bool = False  # unless a row says otherwise
    rows_flat: bool = False  # unless a row has a height of its own
    boxes: list[Box] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    footer: list[str] = field(default_factory=list)
    anchor: int = 0  # the row of the newest shape
    is_comment: bool = False
    text_left: int = 0  # letters of a box that are still to come
    text: str = ""

    def sheet(self) -> Sheet:
        rows = NotShown.of(self.rows)
        if self.rows_hidden:
            rows = NotShown.all_but(self.told, LAST_ROW)
        return Sheet(
            "",
            values=self.values,
            merged=self.merged,
            rows=rows,
            columns=NotShown.of(self.columns),
            narrow=NotShown.of(self.narrow),
            boxes=self.boxes,
            header=self.header,
            footer=self.footer,
        )

    # ── what is hidden, joined, and printed around ──────────────────────────────────────────────

    def row(self, data: bytes) -> None:
        number, height, flags = struct.unpack_from("<H4xH4xH", data)
        usual = not height or height & 0x8000  # as high as all others
        unseen = self.rows_flat if usual else height < LEAST_HEIGHT * 20
        (self.rows if flags & 0x20 or unseen else self.told).append((number, number))

    def usual_height(self, data: bytes) -> None:
        flags, height = struct.unpack_from("<HH", data)
        self.rows_flat = bool(flags & 1) and 0 < height < LEAST_HEIGHT * 20
        self.rows_hidden = bool(flags & 2) or self.rows_flat

    def column(self, data: bytes) -> None:
        first, last, width, flags = struct.unpack_from("<3H2xH", data)
        if flags & 1 or not width:
            self.columns.append((first, max(first, last)))
        elif width < LEAST_WIDTH * 256:
            self.narrow.append((first, max(first, last)))

    def joined(self, data: bytes) -> None:
        for at in range(2, min(len(data) - 7, 2 + 8 * struct.unpack_from("<H", data)[0]), 8):
            top, bottom, left, right = struct.unpack_from("<4H", data, at)
            if top <= bottom and left <= right:
                self.merged.append(Spread(top, left, bottom, right))

    def page_header(self, data: bytes) -> None:
        self.header = self._margin(data)

    def page_footer(self, data: bytes) -> None:
        self.footer = self._margin(data)

    def _margin(self, data: bytes) -> list[str]:
        version = self.book.version
        code = short_text(data, 0, version, self.book.page, wide_length=version == 8)
        return list(dict.fromkeys(margin_lines(code)))

    # ── boxes ───────────────────────────────────────────────────────────────────────────────────

    def drawing(self, data: bytes) -> None:
        at = data.rfind(_ANCHOR)
        if at >= 0 and at + 14 <= len(data):
            self.anchor = struct.unpack_from("<H", data, at + 12)[0]
        for text in _letterings(data):
            self.add_box(text)

    def object(self, data: bytes) -> None:
        self.is_comment = struct.unpack_from("<H", data, 4)[0] == _COMMENT

    def box(self, data: bytes) -> None:
        self.text_left, self.text = struct.unpack_from("<H", data, 10)[0], ""

    def continued(self, data: bytes) -> None:
        """The letters of a box; every record of them says how wide they are."""
        if not self.text_left:
            return
        wide = bool(data[0] & 1)
        self.text += Texts([data[1:]]).letters(self.text_left, wide=wide)
        self.text_left -= min(self.text_left, (len(data) - 1) // (2 if wide else 1) or self.text_left)
        if not self.text_left and not self.is_comment:
            self.add_box(self.text)

    def add_box(self, text: str) -> None:
        lines = (line.strip("\0 \t") for line in text.splitlines())
        self.boxes += [Box(self.anchor, line) for line in lines if line]


def _letterings(data: bytes) -> Iterator[str]:
    """The words of letterings, which are properties of their shapes ([MS-ODRAW] 2.2.9 and 2.3.22.1)."""
    at = data.find(_PROPERTIES)
    while at >= 2:
        count = struct.unpack_from("<H", data, at - 2)[0] >> 4
        entry, more = at + 6, at + 6 + 6 * count
        for place in range(entry, min(more, len(data) - 5), 6):
            name, size = struct.unpack_from("<HL", data, place)
            if name & _COMPLEX:
                if name & _NAME == _LETTERING:
                    yield data[more : more + size].decode("utf-16-le", "replace")
                more += size
        at = data.find(_PROPERTIES, max(at + 6, min(more, len(data))))


_BOUNDS = {BOF, EOF, *BEGINS}
Handler = tuple[Callable[[_Reading, bytes], None], int]  # and the least bytes that it needs

_TAKE: dict[int, Handler] = {
    0x0FD: (_Reading.shared_text, 10),
    0x203: (_Reading.number, 14),
    0x27E: (_Reading.rk, 10),
    0x0BD: (_Reading.several_rk, 6),
    0x204: (_Reading.label, 8),
    0x0D6: (_Reading.label, 8),
    0x205: (_Reading.truth_or_error, 8),
    0x006: (_Reading.formula, 16),
    0x206: (_Reading.formula, 16),
    0x406: (_Reading.formula, 16),
    0x207: (_Reading.formula_text, 2),
    0x208: (_Reading.row, 14),
    0x225: (_Reading.usual_height, 4),
    0x07D: (_Reading.column, 10),
    0x0E5: (_Reading.joined, 2),
    0x014: (_Reading.page_header, 1),
    0x015: (_Reading.page_footer, 1),
    0x0EC: (_Reading.drawing, 8),
    0x05D: (_Reading.object, 6),
    0x1B6: (_Reading.box, 12),
    CONTINUE: (_Reading.continued, 2),
}
_OLD: dict[int, Handler] = {
    0x002: (_Reading.old_integer, 9),
    0x003: (_Reading.old_number, 15),
    0x004: (_Reading.old_label, 8),
    0x006: (_Reading.old_number, 15),
}
