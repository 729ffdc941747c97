"""Sheets whose rows are too low for their text → PDFs as LibreOffice prints them. `python -m tests.readers.pdf.low_rows`

The result is committed, so that a test run needs no LibreOffice.
"""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Border, Side

from tests.readers.fixtures import HEADER, MONTH, TITLE, convert

FOLDER = Path(__file__).resolve().parents[2] / "data/pdf/low"
LONG = "(1) ประชาชนยื่นคำขอผิดพื้นที่ จำนวน 12 ราย จากสามตำบล"
SECOND = "(2) ระยะเวลาดำเนินการ 30 วัน"
SHORT = ("(1) ส่งต่อให้ อปท. ที่รับผิดชอบ", "-", "-")
THIN = Side(style="thin")

# name → the rows of problems and the height of all rows in points: `None` where the program chooses, 0 where no text wraps
SHEETS: Mapping[str, tuple[Sequence[str], float | None]] = {
    "over-each-other": ((LONG, SECOND), None),
    "out-of-the-table": ((SECOND, LONG), None),
    "clipped": ((LONG, SECOND), 15),
    "clipped-through": ((LONG, SECOND), 20),
    "clipped-below-the-table": ((SECOND, LONG), 15),
    "clipped-at-the-side": ((LONG, SECOND), 0),
    "high-enough": ((LONG, SECOND), 45),
    "tight": (("(1) ยื่นผิดพื้นที่", SECOND), 12.5),
}


def make_sheet(path: Path, problems: Sequence[str], height: float | None) -> None:
    """The form as openpyxl writes it, with texts that wrap in rows of one height."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([TITLE])
    sheet.append([MONTH])
    sheet.append(HEADER)
    for problem in problems:
        sheet.append(["กระบี่", problem, *SHORT])
    for row in sheet.iter_rows(min_row=3):
        sheet.row_dimensions[row[0].row].height = height or None
        for cell in row:
            cell.alignment = Alignment(wrap_text=height != 0, vertical="top")
            cell.border = Border(THIN, THIN, THIN, THIN)
    for column, width in zip("ABCDE", (12, 32, 32, 32, 32), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    book.save(path)


def make_files() -> None:
    """Write all files anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, (problems, height) in SHEETS.items():
            source = Path(folder) / f"{name}.xlsx"
            make_sheet(source, problems, height)
            convert(source, "pdf", FOLDER / f"{name}.pdf", Path(folder) / "profile")


if __name__ == "__main__":
    make_files()
