"""Excel 97-2003 workbooks and those of Excel 5 ([MS-XLS]) into documents: what a person sees, and what is hidden."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from collector.errors import UnreadableError
from collector.formats.compound import MAGIC, CompoundFile
from collector.model.documents import Document
from collector.readers.limits import ReadingLimits
from collector.readers.sheets.biff import (
    BEGINS,
    BOF,
    CONTINUE,
    EOF,
    FILE_PASS,
    Record,
    Texts,
    records,
    short_text,
    version_of,
)
from collector.readers.sheets.default_password import unlocked_stream
from collector.readers.sheets.sheet import Sections
from collector.readers.sheets.shown import BUILT_IN
from collector.readers.sheets.xls_cells import XlsBook
from collector.readers.sheets.xls_sheet import read_sheet

_STREAMS = ("Workbook", "Book")
_CODE_PAGE, _DATE_MODE, _FORMAT, _XF, _SHEET, _STRINGS = 0x42, 0x22, 0x41E, 0xE0, 0x85, 0xFC
_WANTED = {
    *BEGINS, BOF, EOF, FILE_PASS, _CODE_PAGE, _DATE_MODE, _FORMAT, _XF, _SHEET, _STRINGS,
}  # fmt: skip
_WORKSHEET = 0


@dataclass(frozen=True, slots=True)
class _Entry:
    """One sheet as the list of sheets has it."""

    name: str
    at: int
    hidden: bool


@dataclass(slots=True)
class _Globals:
    """What stands before the first sheet."""

    version: int
    page: int = 0
    since_1904: bool = False
    formats: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)  # the number of the format of each cell style
    sheets: list[_Entry] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)

    def book(self) -> XlsBook:
        codes = [self.formats.get(number, BUILT_IN.get(number, "")) for number in self.styles]
        return XlsBook(self.version, self.page, self.since_1904, codes, self.strings)


def read_xls(data: bytes, limits: ReadingLimits) -> Document:
    """Read a workbook of BIFF5 or BIFF8, or a lone sheet of any BIFF; raises UnreadableError."""
    stream = _stream(data)
    first = next(records(stream), None)
    if first is None or not (version := version_of(first)):
        raise UnreadableError("damaged", "no workbook stream")
    try:
        told = _globals(stream, version)
    except UnreadableError:  # with a password
        stream = unlocked_stream(stream)
        told = _globals(stream, version)
    book = told.book()
    sections = Sections(limits)
    for entry in told.sheets or [_Entry("", 0, False)]:
        sheet = read_sheet(stream, entry.at, book, limits)
        sheet.name, sheet.hidden = entry.name, entry.hidden
        sections.add(sheet)
    return Document(tuple(sections.found), "xls", "", tuple(sections.notes))


def _stream(data: bytes) -> bytes:
    """The workbook itself, of a file that may be nothing else."""
    if not data.startswith(MAGIC):
        return data
    file = CompoundFile(data, len(data))
    return next((stream for name in _STREAMS if (stream := file.stream(name))), b"")


def _globals(stream: bytes, version: int) -> _Globals:
    found = _Globals(version)
    begun = 0
    for record in records(stream, 0, _WANTED):
        if record.kind == BOF or record.kind in BEGINS:
            begun += 1
        if begun > 1 or (record.kind == EOF and found.sheets):
            break
        if record.kind == FILE_PASS:
            raise UnreadableError("encrypted", "a workbook with a password")
        if record.kind == _STRINGS:
            pieces = [record.data[8:], *_continued(stream, record)]
            found.strings = list(Texts(pieces).all())
        else:
            _take(found, record)
    return found


def _continued(stream: bytes, record: Record) -> Iterator[bytes]:
    """The records behind one that only continue it."""
    for more in records(stream, record.at + 4 + len(record.data)):
        if more.kind != CONTINUE:
            return
        yield more.data


def _take(found: _Globals, record: Record) -> None:
    kind, data = record.kind, record.data
    if kind == _XF and len(data) >= 4:
        found.styles.append(struct.unpack_from("<H", data, 2)[0])
    elif kind == _FORMAT and len(data) > 3:
        number = struct.unpack_from("<H", data)[0]
        found.formats[number] = short_text(data, 2, found.version, found.page, wide_length=found.version == 8)
    elif kind == _SHEET and len(data) > 7:
        at, state, sort = struct.unpack_from("<LBB", data)
        if sort == _WORKSHEET:
            name = short_text(data, 6, found.version, found.page, wide_length=False)
            found.sheets.append(_Entry(name, at, bool(state & 3)))
    elif kind == _CODE_PAGE and len(data) >= 2:
        found.page = struct.unpack_from("<H", data)[0]
    elif kind == _DATE_MODE and len(data) >= 2:
        found.since_1904 = data[0] == 1
