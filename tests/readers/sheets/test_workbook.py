"""Sheets: what is trimmed, what stays, how values are spelt, and what only one of the readers manages."""

import io
import struct
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from collector.errors import UnreadableError
from collector.model.documents import Document, Table
from collector.model.files import ReadableKind
from collector.readers.choose_reader import READERS
from collector.readers.limits import ReadingLimits
from collector.readers.opendocument import STYLE
from collector.readers.sheets.ods import read_ods
from collector.readers.sheets.sheet import Placed, Sheet, Spread, address, sheet_section
from collector.readers.sheets.workbook_by_calamine import Value, read_xlsb_again, read_xlsx_again, value_text
from collector.readers.sheets.xlsx import read_xlsx
from tests.readers.fixtures import FOLDER
from tests.readers.hostile import FAR, ods, ods_cell, xlsx, zipped
from tests.readers.short_form import short_form, tables, texts


def section_table(values: list[Placed], merged: list[Spread], limits: ReadingLimits | None = None) -> Table:
    block = sheet_section(Sheet("ก", values=values, merged=merged), limits or ReadingLimits()).blocks[0]
    assert isinstance(block, Table)
    return block


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (-0.0, "0"),
        (0.1 + 0.2, "0.3"),
        (1e20, "1E+20"),
        (float("inf"), "inf"),
        (12, "12"),
        (True, "TRUE"),
        (date(2018, 12, 1), "2018-12-01"),
        (datetime(2018, 12, 1), "2018-12-01"),  # noqa: DTZ001 - as Excel has it, without a zone
        (datetime(2018, 12, 1, 9, 5), "2018-12-01 09:05"),  # noqa: DTZ001
        (time(9, 5), "09:05"),
        (timedelta(hours=30), "1 day, 6:00:00"),
        ("ก\r\nข_x000D_\rค", "ก\nข\nค"),
    ],
)
def test_values_are_spelt_without_tails(value: Value, text: str) -> None:
    assert value_text(value) == text


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [
        (0, 0, "A1"),
        (6, 1, "B7"),
        (0, 25, "Z1"),
        (0, 26, "AA1"),
        (0, 701, "ZZ1"),
        (1048575, 16383, "XFD1048576"),
    ],
)
def test_addresses_are_those_of_the_program(row: int, column: int, name: str) -> None:
    assert address(row, column) == name


def test_blank_edges_are_cut_and_blanks_inside_stay() -> None:
    table = section_table([Placed(3, 2, "a"), Placed(5, 4, "b"), Placed(9, 9, " \u00a0")], [])
    assert texts(table) == [["a", "", ""], ["", "", ""], ["", "", "b"]]
    assert table.rows[1][1].place == "D5"


def test_a_merge_over_whole_columns_is_cut_to_what_is_used() -> None:
    table = section_table([Placed(0, 0, "title"), Placed(1, 2, "x")], [Spread(0, 0, 0, 16383)])
    assert texts(table) == [["title"] * 3, ["", "", "x"]]
    assert table.rows[0][2].columns == 3


def test_text_below_a_merge_is_not_read_because_nobody_sees_it() -> None:
    table = section_table(
        [Placed(0, 0, "a"), Placed(1, 0, "hidden"), Placed(2, 0, "b")], [Spread(0, 0, 1, 0)]
    )
    assert texts(table) == [["a"], ["a"], ["b"]]


def test_cells_far_apart_are_read_without_what_lies_between() -> None:
    far = [Placed(0, 0, "a"), Placed(1, 1, "b"), Placed(1048575, 16383, "c")]
    table = section_table(far, [Spread(0, 0, 500, 0), Spread(1048575, 5, 1048575, 16382), Spread(7, 0, 9, 9)])
    assert texts(table) == [["a", "", ""], ["a", "b", ""], ["", "", "c"]]
    assert [table.rows[2][2].place, table.rows[2][0].place] == ["XFD1048576", "A1048576"]


def test_more_cells_or_characters_than_allowed_are_too_large() -> None:
    cells = [Placed(row, 0, "xx") for row in range(11)]
    for limits in (ReadingLimits(cells=10), ReadingLimits(characters=20)):
        with pytest.raises(UnreadableError) as raised:
            section_table(cells, [], limits)
        assert raised.value.code == "too-large"


def test_the_second_reader_says_the_same_as_the_first() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for reference, value in {"B2": 1.5, "C2": "ข้อ\nสอง", "D2": date(2018, 12, 1), "B5": False}.items():
        sheet[reference] = value
    sheet.merge_cells("B3:C4")
    book.create_sheet("ซ่อน").sheet_state = "veryHidden"
    target = io.BytesIO()
    book.save(target)
    first, second = (
        read_xlsx(target.getvalue(), ReadingLimits()),
        read_xlsx_again(target.getvalue(), ReadingLimits()),
    )
    assert short_form(first) == short_form(second)
    assert [section.hidden for section in first.sections] == [False, True]


@pytest.mark.parametrize("name", ["calc.xls", "openpyxl.xlsx", "calc.xlsx"])
def test_both_readers_say_the_same_of_every_program_s_workbook(name: str) -> None:
    data = (FOLDER / name).read_bytes()
    first, second = READERS[ReadableKind(name.rpartition(".")[2])]
    assert short_form(first(data, ReadingLimits())) == short_form(second(data, ReadingLimits()))


def test_cells_far_apart_that_make_calamine_abort_are_read() -> None:
    document = read_xlsx(xlsx(FAR), ReadingLimits())
    assert texts(tables(document)[0]) == [["first", ""], ["", "last"]]


def test_what_cannot_be_unpacked_is_damaged() -> None:
    data = bytearray((FOLDER / "openpyxl.xlsx").read_bytes())
    at = len(data) * 3 // 4
    data[at : at + 4] = bytes(4)
    for read in (read_xlsx, read_xlsx_again):
        with pytest.raises(UnreadableError) as raised:
            read(bytes(data), ReadingLimits())
        assert raised.value.code == "damaged"


def read_rows(rows: str) -> Document:
    return read_ods(ods(rows), ReadingLimits())


def test_ods_repeats_spans_and_white_space() -> None:
    document = read_rows(
        '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="2"/>'
        "</table:table-row>"
        "<table:table-header-rows><table:table-row>"
        + ods_cell("ก", 'table:number-rows-spanned="2" table:number-columns-spanned="2"')
        + "<table:covered-table-cell/>"
        + ods_cell("x", 'table:number-columns-repeated="2"')
        + "</table:table-row></table:table-header-rows>"
        '<table:table-row table:number-rows-repeated="2"><table:covered-table-cell table:number-columns-repeated="2"/>'
        + ods_cell("a<text:s text:c='2'/>b<text:line-break/>c</text:p><text:p>d<text:note>n</text:note>e")
        + "</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    )
    table = tables(document)[0]
    long = "a  b\nc\nde"
    assert texts(table) == [["ก", "ก", "x", "x"], ["ก", "ก", long, ""], ["", "", long, ""]]
    assert table.rows[0][0].place == "A4"


def test_ods_rows_and_columns_of_next_to_no_size_are_not_seen() -> None:
    styles = "<office:automatic-styles>" + "".join(
        f'<style:style xmlns:style="{STYLE[1:-1]}" style:name="{name}" style:family="table-{kind}">'
        f'<style:{kind}-properties style:{size}="{length}"/></style:style>'
        for name, kind, size, length in (
            ("r", "row", "row-height", "0.01cm"),
            ("R", "row", "row-height", "0.176cm"),
            ("c", "column", "column-width", "0.2mm"),
            ("C", "column", "column-width", "3mm"),
        )
    )
    columns = "".join(f'<table:table-column table:style-name="{name}"/>' for name in "cCc")
    rows = "".join(
        f'<table:table-row table:style-name="{name}">{"".join(ods_cell(f"{name}{at}") for at in range(3))}</table:table-row>'
        for name in "rR"
    )
    content = ods(columns + rows, after=f"{styles}</office:automatic-styles>")
    document = read_ods(content, ReadingLimits())
    assert texts(tables(document)[0]) == [["R1", "R2"]]  # the last runs over the empty column beside it
    assert texts(tables(document, hidden=True)[0]) == [["r0", "r1", "r2"], ["R0", "", ""]]


def test_ods_values_are_those_that_are_shown_but_for_two_kinds_of_dates() -> None:
    document = read_rows(
        "<table:table-row>"
        + ods_cell("12/02/18", 'office:value-type="date" office:date-value="2018-12-02"')
        + ods_cell("02/12/61", 'office:value-type="date" office:date-value="2018-12-02"')
        + ods_cell("๑", 'office:value-type="float" office:value="1"')
        + ods_cell("1 ธ.ค. 61", 'office:value-type="date" office:date-value="2018-12-01T00:00:00"')
        + ods_cell("1 ธ.ค. 61", 'office:value-type="date" office:date-value="2018-12-01T09:05:00"')
        + ods_cell("12", 'office:value-type="float" office:value="twelve"')
        + "</table:table-row>"
    )
    assert texts(tables(document)[0]) == [["2018-12-02", "02/12/61", "๑", "2018-12-01", "1 ธ.ค. 61", "12"]]


def test_ods_values_of_programs_that_write_no_text_beside_them() -> None:
    document = read_rows(
        "<table:table-row>"
        '<table:table-cell office:value-type="float" office:value="1.50"/>'
        '<table:table-cell office:value-type="date" office:date-value="2018-12-01T00:00:00"/>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
        '<table:table-cell office:value-type="time" office:time-value="PT09H05M00S"/>'
        '<table:table-cell table:formula="of:=[.A1]"/>'
        "</table:table-row>"
    )
    assert texts(tables(document)[0]) == [["1.5", "2018-12-01", "TRUE", "PT09H05M00S", "=[.A1]"]]
    assert [note.code for note in document.notes] == ["not-calculated"]


def test_an_ods_with_a_password_is_encrypted() -> None:
    parts = {"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>", "content.xml": b"\1\2\3"}
    with pytest.raises(UnreadableError) as raised:
        read_ods(zipped(parts), ReadingLimits())
    assert raised.value.code == "encrypted"


def record(number: int, data: bytes) -> bytes:
    """One record of a binary workbook (MS-XLSB 2.1.4); our numbers and lengths need two bytes at most."""

    def varint(value: int) -> bytes:
        return bytes([value]) if value < 128 else bytes([value & 127 | 128, value >> 7])

    return varint(number) + varint(len(data)) + data


def wide(text: str) -> bytes:
    return struct.pack("<L", len(text)) + text.encode("utf-16-le")


def test_a_binary_workbook_is_read() -> None:
    # No program here writes xlsb; these are the records that its specification asks for at least.
    sheet = (
        record(129, b"") + record(148, struct.pack("<4L", 0, 1, 0, 1)) + record(145, b"")
        + record(0, struct.pack("<LL", 0, 0) + bytes(17))
        + record(6, struct.pack("<LL", 0, 0) + wide("จังหวัด"))
        + record(0, struct.pack("<LL", 1, 0) + bytes(17))
        + record(5, struct.pack("<LLd", 1, 0, 61.0))
        + record(146, b"") + record(130, b"")
    )  # fmt: skip
    bundle = record(156, struct.pack("<LL", 1, 1) + wide("r1") + wide("ธ.ค."))
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.bin": record(131, b"") + record(143, b"") + bundle + record(144, b"") + record(132, b""),
        "xl/_rels/workbook.bin.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.bin"/></Relationships>',
        "xl/worksheets/sheet1.bin": sheet,
    }
    document = read_xlsb_again(zipped(parts), ReadingLimits())
    assert [(section.name, section.hidden) for section in document.sections] == [("ธ.ค.", True)]
    assert texts(tables(document, hidden=True)[0]) == [["จังหวัด", ""], ["", "61"]]
