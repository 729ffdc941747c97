"""Excel 2003 XML as Excel and as programs that export "xls" write it."""

import pytest

from collector.errors import UnreadableError
from collector.mail.kind_of_file import kind_of
from collector.model.documents import Document
from collector.readers.limits import ReadingLimits
from collector.readers.sheets.spreadsheetml import read_spreadsheetml
from tests.readers.short_form import lines, short_table, tables

BOOK = """<?xml version="1.0"{encoding}?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">
 <DocumentProperties xmlns="urn:schemas-microsoft-com:office:office"><Keywords>collector-form:help-centre/TH-81/2018-12</Keywords></DocumentProperties>
 <Worksheet ss:Name="ธ.ค.61"><Table><Column ss:Width="60"/>{rows}</Table>
  <WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel">{options}</WorksheetOptions></Worksheet>
</Workbook>"""


def book(rows: str, options: str = "", encoding: str = "") -> str:
    declared = f' encoding="{encoding}"' if encoding else ""
    return BOOK.format(rows=rows, options=options, encoding=declared)


def read(rows: str, options: str = "") -> Document:
    return read_spreadsheetml(book(rows, options).encode(), ReadingLimits())


def cell(text: str, attributes: str = "", kind: str = "String") -> str:
    return f'<Cell {attributes}><Data ss:Type="{kind}">{text}</Data></Cell>'


ACROSS, DOWN, SECOND, THIRD = 'ss:MergeAcross="2"', 'ss:MergeDown="1"', 'ss:Index="2"', 'ss:Index="3"'
FAR = 'ss:Index="16384" ss:MergeAcross="999999999"'
FORM = (
    f"<Row>{cell('หัวเรื่อง', ACROSS)}</Row>"
    f"<Row ss:Index='3'>{cell('จังหวัด', DOWN)}{cell('ข', THIRD)}</Row>"
    f"<Row>{cell('ค', SECOND)}{cell('ง')}</Row>"
)


def test_indexes_and_merged_cells_place_what_is_said() -> None:
    document = read(FORM)
    assert document.identifier == "help-centre/TH-81/2018-12"
    assert document.sections[0].name == "ธ.ค.61"
    assert short_table(tables(document)[0]) == {
        "table": "sheet ธ.ค.61",
        "size": [4, 3],
        "cells": {
            "A1 1x3": "หัวเรื่อง",
            "A3 2x1": "จังหวัด",
            "C3": "ข",
            "B4": "ค",
            "C4": "ง",
        },
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-874"])
def test_every_encoding_that_is_declared(encoding: str) -> None:
    codec = "cp874" if encoding == "windows-874" else encoding
    data = book(FORM, encoding=encoding).encode(codec)
    assert kind_of(data, "form.xls") == "xml-spreadsheet"
    assert short_table(tables(read_spreadsheetml(data, ReadingLimits()))[0])["cells"]["B4"] == "ค"


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("Number", "1", "1"),
        ("Number", "0.30000000000000004", "0.3"),
        ("Number", "x", "x"),
        ("DateTime", "2018-12-01T00:00:00.000", "2018-12-01"),
        ("DateTime", "2018-12-01T09:30:00.000", "2018-12-01 09:30"),
        ("Boolean", "1", "TRUE"),
        ("String", "ก&#10;ข", "ก\nข"),
        ("String", "<html:B>ก</html:B>ข", "กข"),
    ],
)
def test_values_become_text(kind: str, value: str, text: str) -> None:
    table = tables(read(f"<Row>{cell(value, kind=kind)}{cell('#REF!', kind='Error')}</Row>"))[0]
    assert [found.text for found in table.rows[0]] == [text, "#REF!"]


def test_a_hidden_sheet_is_told_and_rows_that_span_are_counted() -> None:
    document = read(
        f"<Row>{cell('ก')}</Row><Row ss:Span='8'/><Row>{cell('ข')}</Row>", "<Visible>SheetHidden</Visible>"
    )
    assert document.sections[0].hidden
    assert short_table(tables(document, hidden=True)[0])["cells"] == {"A1": "ก", "A11": "ข"}


def formatted(value: str, code: str, kind: str = "Number") -> str:
    style = f"<Styles><Style ss:ID='Default'/><Style ss:ID='s1'><NumberFormat ss:Format='{code}'/></Style></Styles>"
    styled = cell(value, "ss:StyleID='s1'", kind)
    text = book(f"<Row>{styled}</Row>").replace("<Worksheet", f"{style}<Worksheet", 1)
    found = read_spreadsheetml(text.encode(), ReadingLimits())
    return "".join(found.text for found in tables(found)[0].rows[0]) if tables(found) else ""


@pytest.mark.parametrize(
    ("value", "code", "kind", "text"),
    [
        ("2018-10-01T00:00:00.000", "[$-D07041E]mmmm\\ yyyy", "DateTime", "ตุลาคม ๒๕๖๑"),
        ("2018-10-01T00:00:00.000", "Short Date", "DateTime", "2018-10-01"),
        ("2018-10-02T00:00:00.000", "Medium Date", "DateTime", "2-Oct-18"),
        ("2018-10-01T09:30:00.000", "General Date", "DateTime", "2018-10-01 9:30"),
        ("0.5", "Percent", "Number", "50.00%"),
        ("1234.5", "Standard", "Number", "1,234.50"),
        ("2561", "&quot;ตุลาคม พ.ศ. &quot;0", "Number", "ตุลาคม พ.ศ. 2561"),
        ("กระบี่", "&quot;จังหวัด&quot;@", "String", "จังหวัดกระบี่"),
        ("5", ";;;", "Number", ""),
    ],
)
def test_number_formats_are_applied(value: str, code: str, kind: str, text: str) -> None:
    assert formatted(value, code, kind) == text


def test_hidden_rows_and_columns_are_told_apart_and_page_headers_are_read() -> None:
    rows = (
        f"<Column ss:Index='2' ss:Hidden='1'/><Column ss:Index='4' ss:Width='0'/>"
        f"<Row>{cell('ก')}{cell('ซ่อน1')}{cell('ข')}{cell('ซ่อน2')}</Row>"
        f"<Row ss:Hidden='1'>{cell('ซ่อน3')}</Row><Row ss:Height='0'>{cell('ซ่อน4')}</Row><Row>{cell('ค')}</Row>"
        "<Row><Cell ss:Formula='=R[-1]C'/></Row>"
    )
    document = read(
        rows, "<PageSetup><Header x:Data='&amp;Cจังหวัดกระบี่'/><Footer x:Data='หน้า &amp;P'/></PageSetup>"
    )
    assert short_table(tables(document)[0])["cells"] == {"A1": "ก", "C1": "ข", "A4": "ค", "A5": "=R[-1]C"}
    hidden = short_table(tables(document, hidden=True)[0])["cells"]
    assert hidden == {"B1": "ซ่อน1", "D1": "ซ่อน2", "A2": "ซ่อน3", "A3": "ซ่อน4"}
    assert lines(document) == ["จังหวัดกระบี่"]
    assert [note.code for note in document.notes] == ["not-calculated", "hidden-content"]


def test_a_row_of_next_to_no_height_is_not_seen() -> None:
    document = read(
        f"<Row ss:Height='0.1'>{cell('ซ่อน')}</Row><Row ss:Height='5'>{cell('ก')}</Row><Row ss:Height='x'>{cell('ข')}</Row>"
    )
    assert short_table(tables(document)[0])["cells"] == {"A2": "ก", "A3": "ข"}
    assert short_table(tables(document, hidden=True)[0])["cells"] == {"A1": "ซ่อน"}


@pytest.mark.parametrize(
    "text", ["<a/>", "<Workbook", "<!DOCTYPE x [<!ENTITY a SYSTEM 'a'>]>" + book("")[21:]]
)
def test_what_is_no_workbook_is_damaged(text: str) -> None:
    with pytest.raises(UnreadableError) as raised:
        read_spreadsheetml(text.encode(), ReadingLimits())
    assert raised.value.code == "damaged"


def test_far_corners_and_long_numbers_end_well() -> None:
    far = f"<Row ss:Index='1048576'>{cell('ก', FAR)}</Row><Row ss:Index='1'>{cell('ข')}</Row>"
    assert short_table(tables(read(far))[0])["size"] == [2, 2]


@pytest.mark.parametrize("declared", ["", "utf-8", "windows-874", "x-windows-874", "tis-620"])
@pytest.mark.parametrize("written", ["cp874", "utf-8", "utf-16"])
def test_a_workbook_in_another_encoding_than_it_says(declared: str, written: str) -> None:
    data = book(FORM, encoding=declared).encode(written)
    assert short_table(tables(read_spreadsheetml(data, ReadingLimits()))[0]) == short_table(
        tables(read(FORM))[0]
    )
