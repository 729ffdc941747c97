"""Excel 2007 workbooks into documents by openpyxl, when calamine fails; slower, but it keeps to the cells.

Calamine cannot read some valid workbooks, and none with cells far apart; openpyxl reads most of those.
"""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from collector.errors import UnreadableError
from collector.formats.zips import FAULTS
from collector.model import Document, Section
from collector.readers.limits import ReadingLimits
from collector.readers.package import Package
from collector.readers.sheets.sheet import Placed, Spread, sheet_section, value_text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_BYTES = 40_000_000  # unpacked: openpyxl takes some ten seconds for them, calamine half a second


def read_xlsx_again(data: bytes, limits: ReadingLimits) -> Document:
    """Read an Excel 2007 workbook; raises UnreadableError."""
    from openpyxl import load_workbook  # noqa: PLC0415 - takes longer than a worker's start, seldom needed

    package = Package.open(data, limits)
    unpacked = sum(entry.file_size for entry in package.archive.infolist())
    if unpacked > MOST_BYTES:
        raise UnreadableError("too-large", f"{unpacked} bytes unpacked")
    try:
        book = load_workbook(io.BytesIO(data), data_only=True)
    except (*FAULTS, AttributeError, LookupError, SyntaxError, TypeError) as error:
        raise UnreadableError("damaged", f"openpyxl: {error!r}") from error
    return Document(
        tuple(_read_sheet(sheet, limits) for sheet in book.worksheets), "xlsx", package.identifier()
    )


def _read_sheet(sheet: "Worksheet", limits: ReadingLimits) -> Section:
    merged = [
        Spread(found.min_row - 1, found.min_col - 1, found.max_row - 1, found.max_col - 1)
        for found in sheet.merged_cells.ranges
    ]
    return sheet_section(sheet.title, sheet.sheet_state != "visible", _values(sheet), merged, limits)


def _values(sheet: "Worksheet") -> Iterator[Placed]:
    # `iter_rows` would make a cell for every empty position in between, which is what has to be avoided.
    for (row, column), cell in sheet._cells.items():
        value = cell.value
        if cell.data_type == "e" or value is None:
            continue
        if isinstance(value, int | float | str | bool | time | date | datetime | timedelta):
            yield Placed(row - 1, column - 1, value_text(value))
