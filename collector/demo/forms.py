"""One province's filled form → the bytes of a Word document, a workbook or a page; knows no mail."""

import html
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

import openpyxl
from docx import Document
from docx.table import Table
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from collector.demo.texts import Said, Texts
from collector.thai import thai_digits

_EPOCH = (2018, 12, 20, 9, 0, 0)  # equal input must give equal bytes, so no clock in the containers
_WIDTHS = (14, 44, 44, 36, 20)


@dataclass(frozen=True, slots=True)
class FilledForm:
    """What stands on the form, as its writer sees it; `rows` are the cells right of the first column."""

    title_lines: tuple[str, ...]
    header: tuple[str, ...]
    province: str  # merged down the first column; "" numbers that column instead
    rows: tuple[tuple[str, ...], ...]
    below: tuple[str, ...] = ()


def numbered(entries: Sequence[Said]) -> tuple[tuple[str, ...], ...]:
    """One row an entry; problem and solution lead with Thai numbers, as the printed form asks."""
    return tuple(
        (
            f"{thai_digits(str(n))}. {said.problem}",
            f"{thai_digits(str(n))}. {said.solution}",
            said.law or "-",
            said.remark,
        )
        for n, said in enumerate(entries, 1)
    )


def plain(entries: Sequence[Said]) -> tuple[tuple[str, ...], ...]:
    """One row an entry, without numbers."""
    return tuple(said.cells for said in entries)


def one_cell(entries: Sequence[Said]) -> tuple[tuple[str, ...], ...]:
    """All entries as numbered lines of a single row."""
    columns = zip(*(said.cells for said in entries), strict=True)
    return (
        tuple(
            "\n".join(f"{thai_digits(str(n))}. {text or '-'}" for n, text in enumerate(column, 1))
            for column in columns
        ),
    )


def nothing(word: str) -> tuple[tuple[str, ...], ...]:
    """The row of a nil report."""
    return ((word, "-", "-", ""),)


def spare() -> tuple[tuple[str, ...], ...]:
    """The three numbered rows of the printed form, not filled in."""
    return tuple((str(n), str(n), "", "") for n in (1, 2, 3))


def word(form: FilledForm) -> bytes:
    """The form as python-docx writes it: the province's cell is merged down."""
    document = Document()
    for line in form.title_lines:
        document.add_paragraph(line)
    table = document.add_table(rows=1 + len(form.rows), cols=len(form.header))
    table.style = "Table Grid"
    _fill_word(table, form)
    for line in form.below:
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return _repack(buffer.getvalue())


def _fill_word(table: Table, form: FilledForm) -> None:
    for cell, text in zip(table.rows[0].cells, form.header, strict=True):
        cell.text = text
    for number, texts in enumerate(form.rows, 1):
        first = "" if form.province else thai_digits(str(number))
        for cell, text in zip(table.rows[number].cells, (first, *texts), strict=True):
            cell.text = text
    if form.province:
        top = table.cell(1, 0).merge(table.cell(len(form.rows), 0))
        top.text = form.province


def excel(form: FilledForm, sheet_name: str) -> bytes:
    """The form as a workbook; the titles are merged across, the province down."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = sheet_name
    width = len(form.header)
    for line in form.title_lines:
        sheet.append([line])
        sheet.merge_cells(start_row=sheet.max_row, start_column=1, end_row=sheet.max_row, end_column=width)
        sheet.cell(sheet.max_row, 1).font = Font(bold=True)
    _fill_sheet(sheet, form)
    for line in form.below:
        sheet.append([line])
    buffer = io.BytesIO()
    book.save(buffer)
    return _repack(buffer.getvalue())


def _fill_sheet(sheet: Worksheet, form: FilledForm) -> None:
    top = len(form.title_lines) + 1
    sheet.append(form.header)
    for number, texts in enumerate(form.rows, 1):
        first = (form.province if number == 1 else None) if form.province else number
        sheet.append([first, *texts])
    if form.province and len(form.rows) > 1:
        sheet.merge_cells(start_row=top + 1, start_column=1, end_row=top + len(form.rows), end_column=1)
    edge = Side(style="thin")
    for row in sheet.iter_rows(min_row=top, max_row=top + len(form.rows), max_col=len(form.header)):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = Border(edge, edge, edge, edge)
    for letter, width in zip("ABCDE", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width


def page(form: FilledForm) -> str:
    """The form as Outlook writes it when a Word table is pasted into the body."""
    lines = [f"<p class=MsoNormal>{html.escape(line)}<o:p></o:p></p>" for line in form.title_lines]
    rows = [_page_row(form.header)]
    for number, texts in enumerate(form.rows, 1):
        if not form.province:
            rows.append(_page_row((str(number), *texts)))
        elif number == 1:
            rows.append(_page_row((form.province, *texts), down=len(form.rows)))
        else:
            rows.append(_page_row(texts))
    below = [f"<p class=MsoNormal>{html.escape(line)}</p>" for line in form.below]
    table = ["<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0>", *rows, "</table>"]
    head = '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="utf-8"></head><body lang=TH>'
    return "\n".join([head, *lines, *table, *below, "</body></html>"])


def _page_row(texts: Sequence[str], down: int = 1) -> str:
    cells = []
    for column, text in enumerate(texts):
        span = f" rowspan={down}" if down > 1 and column == 0 else ""
        inner = html.escape(text).replace("\n", "<br>\n")
        cells.append(
            f"<td{span} valign=top><p class=MsoNormal><span lang=TH>{inner}<o:p></o:p></span></p></td>"
        )
    return "<tr>" + "".join(cells) + "</tr>"


def printed(texts: Texts, month_line: str, province: str, rows: tuple[tuple[str, ...], ...]) -> FilledForm:
    """The department's own form with these rows; `month_line` "" leaves the month out."""
    titles = tuple(line for line in (texts.title, month_line) if line)
    return FilledForm(titles, texts.headers["printed"], province, rows, texts.footnotes)


def own_columns(
    texts: Texts, month_line: str, province: str, rows: tuple[tuple[str, ...], ...]
) -> FilledForm:
    """A form that an office drew up itself: numbers in a column, the province in the title."""
    return FilledForm((texts.title, f"{province}  {month_line}"), texts.headers["own"], "", rows)


def signed(form: FilledForm, lines: Sequence[str]) -> FilledForm:
    """The same form with a signature below the table."""
    return FilledForm(form.title_lines, form.header, form.province, form.rows, ("", *lines, "", *form.below))


def _repack(data: bytes) -> bytes:
    """The same container without the time of its making."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            content = before.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2018-12-20T09:00:00Z", content)
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(info, content)
    return buffer.getvalue()
