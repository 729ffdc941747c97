"""Excel workbooks into documents by calamine, where our own readers fail: values without their formats.

Calamine tells which sheets are hidden, but no hidden rows, boxes and page headers. It lays every sheet out as a full
rectangle and aborts the whole process when memory runs out, so it runs in the worker only.
"""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import python_calamine as calamine

from collector.errors import UnreadableError
from collector.model.documents import Document
from collector.readers.limits import ReadingLimits
from collector.readers.package import Package
from collector.readers.sheets.sheet import Placed, Sections, Sheet, Spread, cell_text
from collector.readers.sheets.shown import shown_value

Value = int | float | str | bool | time | date | datetime | timedelta


def read_xlsx_again(data: bytes, limits: ReadingLimits) -> Document:
    """Read an Excel 2007 workbook; raises UnreadableError."""
    return _read(data, limits, "xlsx", Package.open(data, limits).identifier())


def read_xls_again(data: bytes, limits: ReadingLimits) -> Document:
    """Read an Excel 97-2003 workbook; raises UnreadableError."""
    return _read(data, limits, "xls")


def read_xlsb_again(data: bytes, limits: ReadingLimits) -> Document:
    """Read a binary Excel workbook, of which calamine tells no merged cells."""
    return _read(data, limits, "xlsb", Package.open(data, limits).identifier())


def value_text(value: Value) -> str:
    """Return a cell's value as text: 1.0 → "1", midnight → the date alone, no float tails."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return shown_value(value, "")
    if isinstance(value, datetime):
        whole = value.time() == time()
        return value.date().isoformat() if whole else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    return cell_text(value.replace("_x000D_", "")) if isinstance(value, str) else str(value)


def _read(data: bytes, limits: ReadingLimits, reader: str, identifier: str = "") -> Document:
    sections = Sections(limits)
    try:
        book = calamine.load_workbook(io.BytesIO(data))
        for known in book.sheets_metadata:
            if known.typ == calamine.SheetTypeEnum.WorkSheet:
                sections.add(_sheet(book, known))
    except calamine.PasswordError as error:
        raise UnreadableError("encrypted", str(error)) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableError("damaged", str(error)) from error
    return Document(tuple(sections.found), reader, identifier, tuple(sections.notes))


def _sheet(book: calamine.CalamineWorkbook, known: calamine.SheetMetadata) -> Sheet:
    sheet = book.get_sheet_by_name(known.name)
    merged = [
        Spread(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]
    hidden = known.visible != calamine.SheetVisibleEnum.Visible
    return Sheet(known.name, hidden, _values(sheet), merged)


def _values(sheet: calamine.CalamineSheet) -> Iterator[Placed]:
    """Yield what is not empty, with its row and column in the sheet.

    Rows come one by one, because as a list an all but empty sheet of a million rows fills the memory.
    Their number tells where they begin: calamine starts at the sheet's first row, or at its first
    used row, depending on its version.
    """
    start, end = sheet.start, sheet.end
    if start is None or end is None:
        return
    first = end[0] + 1 - sum(1 for _ in sheet.iter_rows())
    for row, values in enumerate(sheet.iter_rows(), start=first):
        left = end[1] + 1 - len(values)
        for column, value in enumerate(values, start=left):
            if value != "":
                yield Placed(row, column, value_text(value))
