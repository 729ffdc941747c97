"""A laid-out form → an xlsx workbook, A4 landscape, made for print and for typing into."""

import io
import math
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from collector.letters.form_sheet import FONT, POINTS, PROPERTY, FormSheet

_CREATED = datetime(2018, 12, 20)  # noqa: DTZ001 - openpyxl writes UTC and takes no zone
_LINE = 24.0  # height in points of one line of 16-point Sarabun
_ENTRY_HEIGHT = 4 * _LINE
_HEADING_ROW = 4
_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
Look = tuple[Font, Alignment]
_TOP = Alignment(vertical="top", wrap_text=True)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_PLAIN = (Font(FONT, POINTS), _TOP)
_UNIT = (Font(FONT, POINTS), Alignment(horizontal="center", vertical="top", wrap_text=True))
_BOLD = (Font(FONT, POINTS, bold=True), _MIDDLE)
_TITLE = (Font(FONT, POINTS + 2, bold=True), _MIDDLE)


def draw(sheet: FormSheet) -> bytes:
    """The workbook's bytes; they bear the time of making, which blank.py takes out."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)  # a new workbook has one
    page.title = sheet.unit[:20] or "1"
    last = len(sheet.headings)
    for number, width in enumerate(sheet.widths, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    _across(page, 1, last, sheet.title, _TITLE)
    _across(page, 2, last, sheet.month, _BOLD)
    _headings(page, sheet)
    below = _entries(page, sheet)
    for number, note in enumerate(sheet.footnotes, below + 1):
        _across(page, number, last, note, _PLAIN)
        page.row_dimensions[number].height = _LINE * (math.ceil(len(note) / (sum(sheet.widths) * 1.1)) + 0.5)
    _print_setup(page)
    book.properties.creator = ""
    book.properties.created = _CREATED
    book.properties.title = sheet.title
    if sheet.identifier:
        identifier = StringProperty(name=PROPERTY, value=sheet.identifier)
        book.custom_doc_props.append(identifier)  # type: ignore[attr-defined]  # the stubs do not know it
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _headings(page: Worksheet, sheet: FormSheet) -> None:
    lines = max(
        math.ceil(len(text) / width) for text, width in zip(sheet.headings, sheet.widths, strict=True)
    )
    page.row_dimensions[_HEADING_ROW].height = _LINE * (lines + 1)
    for column, text in enumerate(sheet.headings, 1):
        _write(page, _HEADING_ROW, column, text, _BOLD)


def _entries(page: Worksheet, sheet: FormSheet) -> int:
    """Writes the numbered rows and the unit beside them; returns the first free row."""
    first = _HEADING_ROW + 1
    for row, texts in enumerate(sheet.rows, first):
        page.row_dimensions[row].height = _ENTRY_HEIGHT
        for column, text in enumerate(("", *texts), 1):
            _write(page, row, column, text, _PLAIN)
    free = first + len(sheet.rows)
    _write(page, first, 1, sheet.unit, _UNIT)
    if len(sheet.rows) > 1:
        page.merge_cells(start_row=first, end_row=free - 1, start_column=1, end_column=1)
    return free


def _across(page: Worksheet, row: int, last: int, text: str, look: Look) -> None:
    """Writes a line over the columns 1 to `last` of a row, in the font and alignment of `look`."""
    cell = page.cell(row, 1, text)
    assert isinstance(cell, Cell)
    cell.font, cell.alignment = look
    page.row_dimensions[row].height = _LINE
    page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)


def _write(page: Worksheet, row: int, column: int, text: str, look: Look) -> None:
    """Writes a cell of the table with a border, in the font and alignment of `look`."""
    cell = page.cell(row, column, text or None)
    cell.font, cell.alignment = look
    cell.border = _BOX
    cell.number_format = "@"  # what is typed here is text: no 1/2 that turns into a date


def _print_setup(page: Worksheet) -> None:
    page.page_setup.orientation = page.ORIENTATION_LANDSCAPE
    page.page_setup.paperSize = int(page.PAPERSIZE_A4)
    page.page_setup.fitToHeight = 0  # as many pages down as it takes
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_options.horizontalCentered = True
    page.print_title_rows = f"{_HEADING_ROW}:{_HEADING_ROW}"
    for side in ("left", "right", "top", "bottom"):
        setattr(page.page_margins, side, 0.6)
