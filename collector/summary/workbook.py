"""The summary's table → an Excel workbook that staff filter and print; reads and writes no file."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from collector.formats.fixed_times import fix_times
from collector.summary import sections
from collector.summary.sections import Panel
from collector.summary.standings import SummaryTable, UnitState
from collector.summary.workbook_sheet import FACE, SIZE, Pen, at, text_height, write_panel, write_text

_OVERVIEW_WIDTHS = (40.0, 26.0, 13.0, 26.0, 18.0, 26.0)
_TELEPHONE_WIDTHS = (40.0, 26.0, 13.0, 26.0, 44.0)  # its last column takes what the other panels need for two
_MEANINGS_A_LINE = 4
_PRINTED_ENTRY_COLUMNS = 5  # beside the form's own: unit, month, number; received, receipt
_PRINTED_HELD_COLUMNS = 7  # all but where the original lies


@dataclass(frozen=True, slots=True)
class _Layout:
    """How one sheet of one panel is shown and printed."""

    name: str
    frozen: int = 0  # columns that stay in sight
    printed: int = 0  # columns on paper; 0: all
    filtered: bool = False
    legend: bool = False


def make_workbook(tables: Sequence[SummaryTable], pen: Pen) -> bytes:
    """The bytes of the .xlsx, four sheets for each form; equal tables give equal bytes.

    Raises TemplateError for a word that is missing.
    """
    words, first = pen.words, tables[0]
    book = Workbook()
    for empty in book.worksheets:
        book.remove(empty)
    for number, table in enumerate(tables, start=1):
        _form(book, table, Pen(words.of(table), pen.archive), f"({number})" if len(tables) > 1 else "")
    book.properties.title = f"{words.say('title.heading')} {words.span(first)}"
    book.properties.creator = words.say("title.creator")
    out = io.BytesIO()
    book.save(out)
    return fix_times(out.getvalue(), first.generated)


def _form(book: Workbook, table: SummaryTable, pen: Pen, number: str) -> None:
    """The sheets of one form; `number` tells their names from another form's."""
    words = pen.words
    _overview(book.create_sheet(words.sheet("overview", number)), table, pen)
    grid = _Layout(words.sheet("grid", number), frozen=1, legend=True)
    _single(book.create_sheet(), sections.grid(table, words), pen, table, grid)
    printed = len(table.spec.columns) + _PRINTED_ENTRY_COLUMNS
    entries = _Layout(words.sheet("entries", number), frozen=1, printed=printed, filtered=True)
    _single(book.create_sheet(), sections.entries(table, words), pen, table, entries)
    held = _Layout(words.sheet("held", number), printed=_PRINTED_HELD_COLUMNS, filtered=True)
    _single(book.create_sheet(), sections.held(table, words), pen, table, held)


def _overview(sheet: Worksheet, table: SummaryTable, pen: Pen) -> None:
    words = pen.words
    _set_widths(sheet, _OVERVIEW_WIDTHS)
    row = _title(sheet, table, pen)
    shown = [sections.figures(table, words), sections.states(table, words), sections.regions(table, words)]
    if not table.one_period:
        shown.append(sections.months(table, words))
    for panel in (*shown, sections.telephone(table, words), sections.mails(table, words)):
        write_text(at(sheet, row, 1), panel.title, Font(name=FACE, size=18, bold=True))
        sheet.row_dimensions[row].height = text_height("", 1, 18)
        first = row + 1
        wide = panel.key == "telephone" and panel.rows
        row = write_panel(sheet, first, panel, pen, _TELEPHONE_WIDTHS if wide else _OVERVIEW_WIDTHS) + 1
        for line in range(first, row - 1) if wide else ():
            sheet.merge_cells(start_row=line, end_row=line, start_column=5, end_column=6)
    _print_setup(sheet, table, pen)


def _single(sheet: Worksheet, panel: Panel, pen: Pen, table: SummaryTable, layout: _Layout) -> None:
    """A sheet of one panel under a title; the heading stays in sight and stands on every printed page.

    `table` gives the title, `layout` the sheet's name and how it is printed.
    """
    sheet.title = layout.name
    widths = tuple(float(width) for width in panel.widths)
    _set_widths(sheet, widths)
    head = _title(sheet, table, pen, panel.title)
    if layout.legend:
        head = _legend(sheet, head, pen)
    below = write_panel(sheet, head, panel, pen, widths)
    sheet.freeze_panes = f"{get_column_letter(layout.frozen + 1)}{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    last = get_column_letter(layout.printed or len(widths))
    if layout.filtered and panel.rows:
        sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(widths))}{below - 1}"
    sheet.print_area = f"A1:{last}{below - 1}"
    _print_setup(sheet, table, pen)


def _title(sheet: Worksheet, table: SummaryTable, pen: Pen, subject: str = "") -> int:
    """Heading, form, months and moment of the summary; returns the first free row, one left empty."""
    words = pen.words
    heading = " – ".join(filter(None, (words.say("title.heading"), subject)))
    lines = (
        (heading, Font(name=FACE, size=20, bold=True)),
        (table.spec.title, Font(name=FACE, size=18, bold=True)),
        (words.span(table), Font(name=FACE, size=18, bold=True)),
        (words.generated(table), Font(name=FACE, size=SIZE)),
    )
    for row, (text, font) in enumerate(lines, start=1):
        write_text(at(sheet, row, 1), text, font)
        sheet.row_dimensions[row].height = text_height("", 1, 20)
    return len(lines) + 2


def _legend(sheet: Worksheet, row: int, pen: Pen) -> int:
    """What the letters of the grid mean, a few to a line; returns the first free row."""
    meanings = [
        f"{pen.words.mark(state)} = {pen.words.state(state)}"
        for state in UnitState
        if pen.words.mark(state).strip()
    ]
    for first in range(0, len(meanings), _MEANINGS_A_LINE):
        line = " ,  ".join(meanings[first : first + _MEANINGS_A_LINE])
        write_text(at(sheet, row, 1), line)
        sheet.row_dimensions[row].height = text_height("", 1)
        row += 1
    return row + 1


def _set_widths(sheet: Worksheet, widths: tuple[float, ...]) -> None:
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def _print_setup(sheet: Worksheet, table: SummaryTable, pen: Pen) -> None:
    words = pen.words
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top = margins.bottom = 0.7
    title = f"{words.say('title.heading')} {words.span(table)}"
    sheet.oddHeader = HeaderFooterItem()
    sheet.oddFooter = HeaderFooterItem()
    for part, text in (
        (sheet.oddHeader.right, title.replace("&", "&&")),
        (sheet.oddFooter.center, words.say("title.page", page="&P", pages="&N")),
    ):
        part.text = text
        part.font = f"{FACE},Regular"
        part.size = 14
