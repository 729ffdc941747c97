"""What a cell shows: by hand where Excel and LibreOffice differ, and against LibreOffice's own rendering elsewhere."""

import csv
import io
from itertools import product
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.readers.sheets.shown import BUILT_IN, shown_text, shown_value
from tests.readers.sheets.office import converted

OCTOBER = 43374  # 1 October 2018


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (OCTOBER, "[$-D07041E]mmmm yyyy", "ตุลาคม ๒๕๖๑"),
        (OCTOBER + 1, "[$-107041E]d mmm yy;@", "2 ต.ค. 61"),
        (OCTOBER + 1, "[$-th-TH,107]d mmmm yyyy", "2 ตุลาคม 2561"),
        (OCTOBER, "[$-th-TH,D07]mmmm yyyy", "ตุลาคม ๒๕๖๑"),
        (OCTOBER, "[$-th-TH]mmmm bbbb", "ตุลาคม 2561"),
        (OCTOBER, "[$-41E]mmmm bb", "ตุลาคม 61"),
        (OCTOBER, "B1mmmm yyyy", "October 2018"),
        (OCTOBER, '"เดือน "m"/"bbbb', "เดือน 10/2561"),
        (OCTOBER, "ggge", "2018"),
        # Two digits of a Western year beside a Thai month and no day would be read as a Buddhist one.
        (OCTOBER, "[$-41E]mmm-yy", "ต.ค.-2018"),
        # The American order would be read as the tenth of January.
        (OCTOBER, "mm/dd/yyyy", "2018-10-01"),
        (OCTOBER + 0.75, "m/d/yy h:mm", "10/1/18 18:00"),
        (OCTOBER, "m/d/yyyy h:mm", "2018-10-01"),
        (OCTOBER, BUILT_IN[14], "2018-10-01"),
        (OCTOBER + 1, BUILT_IN[72], "2-ต.ค.-61"),
        (OCTOBER + 1, "[$-F800]dddd, mmmm dd, yyyy", "2 ตุลาคม 2561"),
        (OCTOBER + 0.5, "[$-F400]h:mm:ss AM/PM", "12:00:00"),
        # The first of a month is how that month is typed.
        (OCTOBER, "d/m/yyyy", "2018-10-01"),
        (OCTOBER, "[$-107041E]d mmmm yyyy;@", "2018-10-01"),
        (OCTOBER, "d mmmm", "1 October"),
        (OCTOBER, '[$-41E]"ลงวันที่ "d mmmm bbbb', "ลงวันที่ 1 ตุลาคม 2561"),
        (OCTOBER + 0.5, "d/m/yyyy h:mm", "1/10/2018 12:00"),
        (-1, "d/m/yyyy", "-1"),
        (3e6, "d/m/yyyy", "3000000"),
        (59, "d/m/yyyy", "28/2/1900"),
        (43465.999, "h:mm:ss", "23:58:34"),
        (12, "t0", "๑๒"),
        (1234.5, "#,##0.-", "1,235.-"),
        (12, "0.0#", "12.0"),
        (12, "#.##", "12."),
        (5, ";;;", ""),
        (1 / 3, "General", "0.3333333333"),
        (1e20, "", "1E+20"),
        (float("inf"), "0", "inf"),
        (float("nan"), "", "nan"),
        (12, "0" * 2000, "12"),
        (12, "0" + "%" * 9, "1200000000%%%%%%%%%"),
        (1e308, "0", "1" + "0" * 308),
        (5e-324, "0.0", "0.0"),
        (1e300, "0.0,,", f"{10**294}.0"),
        (7, "[=1]0;[=2]0", "7"),
    ],
)
def test_numbers_and_dates(value: float, code: str, text: str) -> None:
    assert shown_value(value, code) == text


def test_dates_counted_from_1904() -> None:
    assert shown_value(OCTOBER - 1461, "d/m/yyyy", since_1904=True) == "2/10/2018"
    assert shown_value(2_958_465, "d/m/yyyy", since_1904=True) == "2958465"


@pytest.mark.parametrize(
    ("code", "text"),
    [("", "กระบี่"), ("0", "กระบี่"), ('"จังหวัด"@', "จังหวัดกระบี่"), (";;;", ""), ('0;-0;0;"อ."@', "อ.กระบี่")],
)
def test_texts(code: str, text: str) -> None:
    assert shown_text("กระบี่", code) == text


# Without what LibreOffice does not know (bbbb, [$-th-TH,…]), rounds down (seconds), or writes by a longer General; and
# without the first of a month, which is told in another way on purpose.
DAYS = (OCTOBER + 1, OCTOBER + 1.75, 43465.998, 36526.25, 62, 45000.0, 54790, 44620.5)
DATES = (
    "[$-D07041E]mmmm yyyy", "[$-107041E]d mmmm yyyy;@", "[$-107041E]d mmm yy;@", "[$-101041E]d mmmm yyyy",
    "[$-D00041E]d/m/yyyy", "[$-1070000]d/mm/yyyy;@", "[$-41E]mmmm yyyy", "mmmm yyyy", "mmm-yy", "mmmmm",
    "d/m/yyyy", "dd/mm/yyyy", "d.m.yyyy", "yyyy-mm-dd", "h:mm", "h:mm AM/PM", "dddd d mmmm yyyy", "ddd",
    "d-mmm-yy", r"d\-mmm\-yy", r"dd\-mmm\-yyyy", r"[$-409]d\-mmm\-yy;@", "m/d/yyyy h:mm", "[$-101041E]d mmm yy",
    "[$-41E]d mmmm yy", "[$-41E]d-mmm-yy", "[$-41E]d/m/yy", "[$-409]m/d/yy h:mm AM/PM;@", "d mmm yy", "dd/mm/yy", "d-mmm",
    '[$-41E]dddd"ที่ "d mmmm yyyy', "[$-41E]ddd d mmm", "[$-409]d-mmm-yyyy", "[$-409]mmmm d, yyyy", "yyyy", "m",
    "mm", "d", "yy", 'h"."mm" น."', "[$-107041E]mmmm yyyy h:mm",
)  # fmt: skip
NUMBERS = (0, 1, 5, 12, -5, 0.5, -0.5, 1234.5, 1234567.891, -1234567.891, 0.005, 2.675, 0.999, 2561, 812345678, 100, 99.995)  # fmt: skip
CODES = (
    "0", "0.00", "#,##0", "#,##0.00", "0%", "0.00%", "0.00E+00", "000", "00000", '"ตุลาคม พ.ศ. "0', '0" ราย"',
    "0.0#", "0.??", "#,##0;(#,##0)", "#,##0;[Red]-#,##0", '#,##0.00;(#,##0.00);"-"', "0;;", '0;-0;"ศูนย์"',
    "000-0000-000", "0,", '0,,"M"', "0.0,", '[>=100]"มาก";"น้อย"', '[<100]0" ต่ำ";0" สูง"', "0.0%",
    '[=1]"หนึ่ง";[=2]"สอง";0', '"ข้อ "General', "[$฿-41E]#,##0.00", "[$-D000041E]0", "[$-D000041E]#,##0.00",
    "฿#,##0", r"\x0", "0_)", "+0;-0", '0"."', "#", "?", "??0", '00"/"00', "##0.0E+0", '0 "%"', "General", "@",
    r"0\ "+ '"บาท"', "(0)", "?/?", "[<0]-0;0", "[<=0](0);0", "[>=0]0;(0)", "[<=9999999]###-####;(###) ###-####",
    '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)', "00000-0000", '"ครั้งที่ "0"/2561"', "$#,##0.00", "0.000", "#,###", "0;0", '"ไม่มี";"ไม่มี";"ไม่มี"',
)  # fmt: skip
TEXTS = ('"จังหวัด"@', "@", "0", '0;0;0;@" จ."', ";;;", 'General;General;General;"<"@">"')


@pytest.mark.slow
@pytest.mark.libreoffice
def test_cells_show_what_libreoffice_shows(tmp_path: Path) -> None:
    cells = [*product(DAYS, DATES), *product(NUMBERS, CODES), *product(("กระบี่", "x"), TEXTS)]
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row, (value, code) in enumerate(cells, start=1):
        sheet.cell(row, 1, value).number_format = code
        sheet.cell(row, 2, "|")  # so that no line is empty
    book.save(tmp_path / "cells.xlsx")
    said = converted(tmp_path / "cells.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true")
    theirs = [line[0].strip() for line in csv.reader(io.StringIO(said.decode()))]
    ours = [
        shown_text(value, code) if isinstance(value, str) else shown_value(value, code)
        for value, code in cells
    ]
    assert len(theirs) == len(cells)
    differing = [
        (cell, our, their)
        for cell, our, their in zip(cells, ours, theirs, strict=True)
        if our.strip() != their
    ]
    assert not differing


@given(
    st.text('0#?.,%/@;E+-yYmdhsbegGAP[]$<>=1479"\\_*tกe ', max_size=30),
    st.floats() | st.integers(-(10**6), 3 * 10**6),
)
def test_whatever_the_code_something_is_shown(code: str, value: float) -> None:
    assert isinstance(shown_value(value, code), str)
    assert isinstance(shown_text("ก", code), str)
