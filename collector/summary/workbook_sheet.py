"""One panel → cells of a worksheet, with looks, links and row heights; knows no file and no other sheet."""

import math
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet
from rich.cells import cell_len

from collector.periods import Period
from collector.summary import palette
from collector.summary.plain import in_workbook, plain
from collector.summary.sections import Cell, Panel, Place, Share
from collector.summary.standings import UnitState
from collector.summary.words import SummaryWords

FACE = "TH Sarabun New"  # the government's standard face; an office suite without it takes another
SIZE = 16
MAX_HEIGHT = 409.0  # points; the highest row that a workbook can have

# Real dates, so that sorting and filtering work, shown with the Buddhist year: locale 041E, calendar 07.
_MONTH_FORMAT = "[$-107041E]mmm yy"
_MOMENT_FORMAT = "[$-107041E]d mmm yy h:mm"

_EDGE = Side(style="thin", color=palette.LINE)
_BORDER = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_HEAD_FILL = PatternFill("solid", fgColor=palette.HEAD)
_FILLS = {state: PatternFill("solid", fgColor=colour) for state, colour in palette.FILLS.items()}


@dataclass(frozen=True, slots=True)
class Pen:
    """What every cell is written with."""

    words: SummaryWords
    archive: str = ""  # where the archive lies, as a relative URL; empty: no links


def write_panel(sheet: Worksheet, row: int, panel: Panel, pen: Pen, widths: tuple[float, ...]) -> int:
    """Writes heading and rows from `row` on, in columns of these widths (of characters); returns the first row below."""
    for column, text in enumerate(panel.head, start=1):
        _head(at(sheet, row, column), text)
    sheet.row_dimensions[row].height = _height(panel.head, widths, SIZE)
    for values in panel.rows:
        row += 1
        texts = tuple(_wrapped(value) for value in values)
        size = _fitting_size(texts, widths)
        for column, value in enumerate(values, start=1):
            _write(at(sheet, row, column), value, pen, size)
        sheet.row_dimensions[row].height = _height(texts, widths, size)
    if panel.nothing:
        row += 1
        write_text(at(sheet, row, 1), panel.nothing)
        sheet.row_dimensions[row].height = _height((), widths, SIZE)
    return row + 1


def write_text(cell: SheetCell, text: str, font: Font | None = None) -> None:
    """A text that stays one: neither the file's reader nor a person who edits the cell makes it a formula."""
    cell.value = in_workbook(text)
    cell.data_type = "s"
    cell.font = font or Font(name=FACE, size=SIZE)
    if text[:1] in ("=", "+", "-", "@"):
        cell.quotePrefix = True


def text_height(text: str, width: float, size: int = SIZE) -> float:
    """Points that a wrapped text needs in a column of this width."""
    return _lines(text, width, size) * size * 1.7 + 2


def at(sheet: Worksheet, row: int, column: int) -> SheetCell:
    """The cell at a place that no merged range covers."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, SheetCell):
        raise TypeError(f"{cell.coordinate} lies inside a merged range")
    return cell


def _wrapped(value: Cell) -> str:
    """The text of a cell that may need several lines; all others are narrower than their column."""
    if isinstance(value, Place):
        return value.folder
    return value if isinstance(value, str) and not isinstance(value, UnitState) else ""


def _head(cell: SheetCell, text: str) -> None:
    write_text(cell, text, Font(name=FACE, size=SIZE, bold=True, color="FFFFFF"))
    cell.fill = _HEAD_FILL
    cell.border = _BORDER
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _write(cell: SheetCell, value: Cell, pen: Pen, size: int) -> None:
    font = Font(name=FACE, size=size)
    cell.font = font
    cell.border = _BORDER
    prose = isinstance(value, str) and not isinstance(value, UnitState)
    cell.alignment = Alignment(vertical="top", wrap_text=True, horizontal=None if prose else "center")
    match value:
        case UnitState():
            write_text(cell, pen.words.mark(value), font)
            cell.fill = _FILLS[value]
        case str():
            write_text(cell, value, font)
        case Share(rate):
            _share(cell, rate, pen.words)
        case Period():
            cell.value = date(value.year, value.month, 1)
            cell.number_format = _MONTH_FORMAT
        case datetime():
            cell.value = value.replace(tzinfo=None)  # a cell knows no zone: the department's wall clock
            cell.number_format = _MOMENT_FORMAT
        case Place(folder):
            _place(cell, folder, pen, font)
        case _:
            cell.value = value


def _share(cell: SheetCell, rate: float | None, words: SummaryWords) -> None:
    cell.value = words.percent(None) if rate is None else rate
    cell.number_format = "0.0%"


def _place(cell: SheetCell, folder: str, pen: Pen, font: Font) -> None:
    if pen.archive and folder:
        cell.hyperlink = f"{pen.archive}/{quote(folder)}"
        font = Font(name=FACE, size=font.size, color="0B4F9E", underline="single")
    write_text(cell, folder, font)
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def _fitting_size(texts: tuple[str, ...], widths: tuple[float, ...]) -> int:
    """The body's size, or the largest below it at which the longest text still fits into one row."""
    return next((size for size in (SIZE, 14, 12, 10) if _height(texts, widths, size) < MAX_HEIGHT), 8)


def _height(texts: tuple[str, ...], widths: tuple[float, ...], size: int) -> float:
    needed = (text_height(text, width, size) for text, width in zip(texts, widths, strict=False))
    return min(MAX_HEIGHT, max(needed, default=text_height("", 1, size)))


def _lines(text: str, width: float, size: int) -> int:
    """How many lines a text takes; the face's letters are 0.42 em wide on average, marks above and below none.

    About an eighth is lost where a longer text is broken, for Thai breaks between words only.
    """
    letters = max(1.0, (width * 7 - 6) / (size * 96 / 72 * 0.42))
    lengths = (cell_len(line) for line in plain(text).split("\n"))
    return sum(1 if length <= letters else math.ceil(length / (letters * 0.88)) for length in lengths)
