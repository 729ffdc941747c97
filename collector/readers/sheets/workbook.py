"""Excel workbooks (xlsx, xls, xlsb) into documents by calamine; it knows neither zip nor form.

Calamine lays every sheet out as a full rectangle and aborts the whole process when memory runs out,
so it runs in the worker only. It panics on some valid files, too: see `workbook_by_openpyxl.py`.
"""

import io
from collections.abc import Iterator

import python_calamine as calamine

from collector.errors import UnreadableError
from collector.model import Document, Section
from collector.readers.limits import ReadingLimits
from collector.readers.package import Package
from collector.readers.sheets.sheet import Placed, Spread, sheet_section, value_text


def read_xlsx(data: bytes, limits: ReadingLimits) -> Document:
    """Read an Excel 2007 workbook (ECMA-376); raises UnreadableError."""
    identifier = Package.open(data, limits).identifier()
    return Document(_read_sections(data, limits), "xlsx", identifier)


def read_xls(data: bytes, limits: ReadingLimits) -> Document:
    """Read an Excel 97-2003 workbook (MS-XLS); raises UnreadableError."""
    return Document(_read_sections(data, limits), "xls")


def read_xlsb(data: bytes, limits: ReadingLimits) -> Document:
    """Read a binary Excel workbook (MS-XLSB), of which calamine tells no merged cells."""
    identifier = Package.open(data, limits).identifier()
    return Document(_read_sections(data, limits), "xlsb", identifier)


def _read_sections(data: bytes, limits: ReadingLimits) -> tuple[Section, ...]:
    try:
        book = calamine.load_workbook(io.BytesIO(data))
        return tuple(
            _read_sheet(book, sheet, limits)
            for sheet in book.sheets_metadata
            if sheet.typ == calamine.SheetTypeEnum.WorkSheet
        )
    except calamine.PasswordError as error:
        raise UnreadableError("encrypted", str(error)) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableError("damaged", str(error)) from error


def _read_sheet(
    book: calamine.CalamineWorkbook, known: calamine.SheetMetadata, limits: ReadingLimits
) -> Section:
    sheet = book.get_sheet_by_name(known.name)
    merged = [
        Spread(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]
    hidden = known.visible != calamine.SheetVisibleEnum.Visible
    return sheet_section(known.name, hidden, _values(sheet), merged, limits)


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
