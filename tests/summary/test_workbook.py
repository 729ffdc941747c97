"""The workbook, read again."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from collector.formats.fixed_times import fix_times
from collector.summary import palette
from collector.summary.standings import SummaryTable, UnitState
from collector.summary.words import SummaryWords
from collector.summary.workbook import make_workbook
from collector.summary.workbook_sheet import MAX_HEIGHT, Pen, at, write_text

SHEETS = ["ภาพรวม", "ตารางส่งรายงาน", "รายการ", "รอตรวจสอบ"]


def read(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def month_book(month_table: SummaryTable, words: SummaryWords) -> Workbook:
    return read(make_workbook([month_table], Pen(words, "../data/archive")))


@pytest.fixture(scope="module")
def year_book(year_table: SummaryTable, words: SummaryWords) -> Workbook:
    return read(make_workbook([year_table], Pen(words)))


def head_row(sheet: Worksheet) -> int:
    """The row under which the sheet is frozen."""
    return int(re.sub(r"\D", "", str(sheet.freeze_panes))) - 1


def texts(sheet: Worksheet) -> set[object]:
    return {cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


def test_the_overview_says_the_numbers(month_book: Workbook, month_table: SummaryTable) -> None:
    sheet = month_book[SHEETS[0]]
    said = {row[0].value: row[1].value for row in sheet.iter_rows(max_col=2)}
    total = month_table.total
    assert month_book.sheetnames == SHEETS
    assert said["รายงานที่ต้องส่ง"] == 76
    assert said["ส่งแล้ว"] == total.reported
    assert said["ร้อยละที่ส่งแล้ว"] == pytest.approx(total.reported / 76)
    assert said["เรื่องที่รอตรวจสอบหรือส่งคืน"] == 4
    assert {line.unit.name for line in month_table.to_telephone} <= texts(sheet)


def test_who_sent_nothing_has_a_dash_for_entries_and_a_nil_report_has_none(
    month_book: Workbook, month_table: SummaryTable
) -> None:
    rows = {row[0]: row[6] for row in month_book[SHEETS[1]].iter_rows(values_only=True)}
    for line in month_table.lines:
        (standing,) = line.standings
        assert rows[line.unit.name] == (standing.entries if standing.state.reported else "–")


def test_every_entry_is_there_with_its_texts_receipt_and_source(
    month_book: Workbook, month_table: SummaryTable
) -> None:
    sheet = month_book[SHEETS[2]]
    head = head_row(sheet)
    assert sheet.cell(head, 1).value == "จังหวัด"
    assert [sheet.cell(head, column).value for column in range(4, 8)] == [
        column.heading for column in month_table.spec.columns
    ]
    rows = list(sheet.iter_rows(min_row=head + 1))
    assert len(rows) == len(month_table.entries) > 100
    for cells, entry in zip(rows, month_table.entries, strict=True):
        assert cells[0].value == entry.unit.name
        assert cells[1].value == datetime(2018, 12, 1)  # noqa: DTZ001 — a workbook's dates have no zone
        assert tuple(cell.value or "" for cell in cells[3:7]) == entry.texts
        assert cells[7].value == entry.received.replace(tzinfo=None)
        assert cells[8].value == entry.receipt
        assert cells[11].value == entry.archive
        assert " " not in cells[11].hyperlink.target
        assert cells[11].hyperlink.target.startswith("../data/archive/2561/12")
    assert sheet.auto_filter.ref == f"A{head}:L{head + len(rows)}"


def test_the_grid_has_a_letter_and_a_colour_for_each_month(
    year_book: Workbook, year_table: SummaryTable, words: SummaryWords
) -> None:
    sheet = year_book[SHEETS[1]]
    head = head_row(sheet)
    months = [str(sheet.cell(head, column).value) for column in range(3, 15)]
    assert (months[0], months[11]) == ("ต.ค. ๖๑", "ก.ย. ๖๒")
    rows = list(sheet.iter_rows(min_row=head + 1, max_col=15))
    assert len(rows) == 76
    by_name = {line.unit.name: line for line in year_table.lines}
    for cells in rows:
        standings = by_name[str(cells[0].value)].standings
        for cell, standing in zip(cells[2:14], standings, strict=True):
            assert (cell.value or "").strip() == words.mark(standing.state).strip()
            assert cell.fill.fgColor.rgb == "00" + palette.FILLS[standing.state]
        assert cells[14].value == sum(standing.state.reported for standing in standings)
    legend = " ".join(str(sheet.cell(row, 1).value) for row in range(4, head))
    assert all(words.state(state) in legend for state in UnitState if words.mark(state).strip())


def test_sheets_are_set_up_for_printing_on_a4(year_book: Workbook) -> None:
    for sheet in year_book.worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.center.text == "หน้า &P จาก &N"
        assert "๒๕๖๒" in sheet.oddHeader.right.text
    for sheet in year_book.worksheets[1:]:
        assert sheet.print_title_rows == f"${head_row(sheet)}:${head_row(sheet)}"


def test_text_from_outside_is_never_a_formula(month_table: SummaryTable, words: SummaryWords) -> None:
    bad = ("=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)\x00\x1b[31m\ud800\ufffe")
    table = replace(month_table, entries=(replace(month_table.entries[0], texts=bad, receipt="=2"),))
    data = make_workbook([table], Pen(words))
    sheet = read(data)[SHEETS[2]]
    cells = sheet[head_row(sheet) + 1]
    assert [cell.value for cell in cells[3:7]] == ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)[31m"]
    assert {cell.data_type for cell in cells[3:7]} == {"s"}
    assert all(cell.quotePrefix for cell in cells[3:7])
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 4
    assert not any(b"<f>" in xml or b"<f " in xml for xml in sheets)


def test_a_very_long_text_gets_a_smaller_face_and_no_row_is_higher_than_a_row_can_be(
    month_table: SummaryTable, words: SummaryWords
) -> None:
    first = month_table.entries[0]
    long = tuple("ปัญหาที่ยาวมาก " * times for times in (90, 1, 1, 1))
    short = replace(first, number=2, texts=("สั้น", "", "", ""))
    sheet = read(
        make_workbook([replace(month_table, entries=(replace(first, texts=long), short))], Pen(words))
    )[SHEETS[2]]
    row = head_row(sheet) + 1
    assert 200 < sheet.row_dimensions[row].height <= MAX_HEIGHT
    assert sheet.cell(row, 4).font.size < 16
    assert (sheet.cell(row + 1, 4).font.size, sheet.cell(row + 1, 4).font.name) == (16, "TH Sarabun New")
    assert sheet.row_dimensions[row + 1].height < 40


def test_equal_tables_give_equal_bytes(month_table: SummaryTable, words: SummaryWords) -> None:
    first = make_workbook([month_table], Pen(words))
    assert make_workbook([month_table], Pen(words)) == first
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {member.date_time[:3] for member in package.infolist()} == {(2019, 4, 20)}
        assert b"2019-04-20T02:05:00Z</dcterms:modified>" in package.read("docProps/core.xml")


def test_settling_changes_no_member_but_the_core_properties(
    month_table: SummaryTable, words: SummaryWords
) -> None:
    data = make_workbook([month_table], Pen(words))
    again = fix_times(data, datetime(2020, 1, 1, tzinfo=UTC))
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(again)) as new:
        assert old.namelist() == new.namelist()
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert changed == ["docProps/core.xml"]


def test_an_empty_summary_says_so(month_table: SummaryTable, words: SummaryWords) -> None:
    book = read(make_workbook([replace(month_table, entries=(), held=(), mails={}, lines=())], Pen(words)))
    assert "ไม่มีประเด็นปัญหา อุปสรรค" in texts(book[SHEETS[2]])
    assert "ไม่มีเรื่องค้าง" in texts(book[SHEETS[3]])
    assert "ไม่มีหน่วยงานที่ต้องติดตาม" in texts(book[SHEETS[0]])


def test_what_looks_like_an_escaped_character_stays_what_was_typed() -> None:
    """`_x202E_` in a cell of a workbook stands for the mark that turns the direction of writing (ECMA-376, ST_Xstring)."""
    book = openpyxl.Workbook()
    cell = at(book.worksheets[0], 1, 1)
    write_text(cell, "a_x202E_b _x41_ _x0041_")
    assert cell.value == "a_x005F_x202E_b _x41_ _x005F_x0041_"
