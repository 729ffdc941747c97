"""Excel 2007 workbooks as programs write them that are not here: what is hidden, not calculated, printed or drawn."""

from collections.abc import Sequence

import pytest

from collector.errors import UnreadableError
from collector.model.documents import Document
from collector.readers.limits import ReadingLimits
from collector.readers.sheets.page_margins import margin_lines
from collector.readers.sheets.xlsx import read_xlsx
from tests.readers.hostile import RELATIONS, TYPE, S, inline, xlsx_parts, zipped
from tests.readers.short_form import lines, short_table, tables, texts

Cells = dict[str, str]


def read(
    rows: str,
    *,
    before: str = "",
    after: str = "",
    formats: Sequence[str] = (),
    book: str = "",
    state: str = "",
    drawing: str = "",
    styles: str = "",
) -> Document:
    """A workbook of one sheet; `before` and `after` stand around its rows, `formats` are those of styles 1, 2 …"""
    parts = xlsx_parts("")
    parts["xl/worksheets/sheet1.xml"] = (
        f'<worksheet {S} xmlns:r="{TYPE}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    )
    workbook = str(parts["xl/workbook.xml"]).replace("</workbook>", f"{book}</workbook>")
    parts["xl/workbook.xml"] = workbook.replace('sheetId="1"', f'sheetId="1" {state}')
    codes = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{code}"/>' for n, code in enumerate(formats))
    known = "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(formats)))
    styles = styles or f'<numFmts>{codes}</numFmts><cellXfs><xf numFmtId="0"/>{known}</cellXfs>'
    parts["xl/styles.xml"] = f"<styleSheet {S}>{styles}</styleSheet>"
    relation = f'<Relationship Id="r9" Type="{TYPE}/styles" Target="styles.xml"/></Relationships>'
    path = "xl/_rels/workbook.xml.rels"
    parts[path] = str(parts[path]).replace("</Relationships>", relation)
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        f'<Relationships {RELATIONS}><Relationship Id="d1" Type="{TYPE}/drawing" Target="../drawings/d.xml"/></Relationships>'
    )
    parts["xl/drawings/d.xml"] = drawing or "<a/>"
    return read_xlsx(zipped(parts), ReadingLimits())


def shown(document: Document, *, hidden: bool = False) -> Cells:
    found: Cells = {}
    for table in tables(document, hidden=hidden):
        found |= short_table(table)["cells"]
    return found


def number(reference: str, value: object, style: int = 0) -> str:
    return f'<c r="{reference}" s="{style}"><v>{value}</v></c>'


TWO = f'<row r="1">{inline("A1", "เห็น")}{inline("B1", "สอง")}</row>'
THIRD = f'<row r="3" {{}}>{inline("A3", "สาม")}</row>'


@pytest.mark.parametrize(
    ("rows", "before", "hidden"),
    [
        (TWO + THIRD.format('hidden="1"'), "", {"A3": "สาม"}),
        (TWO + THIRD.format('hidden="true"'), "", {"A3": "สาม"}),
        (TWO + THIRD.format('ht="0" customHeight="1"'), "", {"A3": "สาม"}),
        (TWO + THIRD.format('ht="0.1" customHeight="1"'), "", {"A3": "สาม"}),
        (TWO + THIRD.format('ht="5" customHeight="1"'), "", {}),  # a line is left of it
        (TWO + THIRD.format('ht="15"'), "", {}),
        (TWO + THIRD.format('ht="15"'), '<sheetFormatPr defaultRowHeight="0.1" customHeight="1"/>', {"A1": "เห็น", "B1": "สอง"}),
        (TWO, '<sheetFormatPr defaultRowHeight="0.1"/>', {}),
        (TWO, '<cols><col min="1" max="1" width="0.1" customWidth="1"/></cols>', {"A1": "เห็น"}),
        (TWO, '<cols><col min="1" max="1" width="1" customWidth="1"/></cols>', {}),
        (TWO, '<cols><col min="2" max="2" width="0.1"/></cols>', {}),  # it runs over the empty cell beside it
        (TWO, '<cols><col min="2" max="2" width="9" hidden="1"/></cols>', {"B1": "สอง"}),
        (TWO, '<cols><col min="2" max="16384" width="0" customWidth="1"/></cols>', {"B1": "สอง"}),
        (TWO, '<cols><col min="2" max="2" width="9"/></cols>', {}),
        (TWO + THIRD.format(""), '<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>', {}),
        (TWO + THIRD.format('hidden="1"'), '<sheetFormatPr zeroHeight="1"/>', {"A3": "สาม"}),
    ],
)  # fmt: skip
def test_rows_and_columns_are_hidden_in_more_than_one_way(rows: str, before: str, hidden: Cells) -> None:
    document = read(rows, before=before)
    assert shown(document, hidden=True) == hidden
    assert not shown(document).keys() & hidden.keys()
    assert [note.code for note in document.notes] == ["hidden-content"] * bool(hidden)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_told(state: str) -> None:
    document = read(TWO, state=f'state="{state}"')
    assert [section.hidden for section in document.sections] == [True]
    assert [note.values for note in document.notes] == [{"place": "sheet S", "text": "เห็น สอง"}]


def test_a_joined_cell_is_read_as_long_as_a_part_of_it_is_shown() -> None:
    rows = (
        f'<row r="1" hidden="1">{inline("A1", "กระบี่")}{inline("B1", "หนึ่ง")}</row>'
        f'<row r="2">{inline("B2", "สอง")}</row><row r="3">{inline("B3", "สาม")}</row>'
    )
    document = read(rows, after='<mergeCells><mergeCell ref="A1:A3"/></mergeCells>')
    assert shown(document) == {"A2 2x1": "กระบี่", "B2": "สอง", "B3": "สาม"}
    assert shown(document, hidden=True) == {"B1": "หนึ่ง"}


def test_a_joined_cell_across_hidden_columns_keeps_its_place_in_the_table() -> None:
    rows = f'<row r="1">{inline("A1", "หัว")}</row><row r="2">{inline("A2", "ก")}{inline("B2", "ซ่อน")}{inline("C2", "ข")}</row>'
    document = read(
        rows,
        before='<cols><col min="2" max="2" hidden="1"/></cols>',
        after='<mergeCells><mergeCell ref="A1:C1"/></mergeCells>',
    )
    assert texts(tables(document)[0]) == [["หัว", "หัว"], ["ก", "ข"]]


@pytest.mark.parametrize(
    ("cell", "text", "note"),
    [
        ('<c r="A1" s="1"><v>43374</v></c>', "ตุลาคม ๒๕๖๑", ""),
        ('<c r="A1" s="2"><v>2561</v></c>', "ตุลาคม พ.ศ. 2561", ""),
        ('<c r="A1" s="3" t="str"><v>กระบี่</v></c>', "จังหวัดกระบี่", ""),
        ('<c r="A1" s="5"><v>43374</v></c>', "2018-10-01", ""),
        ('<c r="A1" t="d" s="1"><v>2018-10-01T00:00:00</v></c>', "ตุลาคม ๒๕๖๑", ""),
        ('<c r="A1" t="d"><v>2018-10-01</v></c>', "2018-10-01", ""),
        ('<c r="A1" t="b"><v>1</v></c>', "TRUE", ""),
        ('<c r="A1" s="99"><v>1</v></c>', "1", ""),
        ('<c r="A1"><v>x</v></c>', "x", ""),
        ('<c r="A1" t="e"><f>B1</f><v>#REF!</v></c>', "#REF!", "error-value"),
        ('<c r="A1"><f>B1</f></c>', "=B1", "not-calculated"),
        ('<c r="A1"><f>B1</f><v></v></c>', "=B1", "not-calculated"),
        ('<c r="A1"><f t="shared" si="0"/></c>', "=", "not-calculated"),
        ('<c r="A1"><f>B1</f><v>7</v></c>', "7", ""),
        ('<c r="A1"><f>B1</f><v>0</v></c>', "0", ""),
        ('<c r="A1" t="inlineStr"><is><r><t>ก</t></r><r><t>ข</t></r><rPh><t>ค</t></rPh></is></c>', "กข", ""),
        ('<c r="A1" t="inlineStr"><is><t>ก_x000D_\nข_x005F_</t></is></c>', "ก\nข_", ""),
    ],
)
def test_a_cell_is_read_as_it_is_shown(cell: str, text: str, note: str) -> None:
    formats = ("[$-D07041E]mmmm yyyy", "&quot;ตุลาคม พ.ศ. &quot;0", "&quot;จังหวัด&quot;@", ";;;", "m/d/yyyy")
    document = read(f'<row r="1">{cell}</row>', formats=formats)
    assert shown(document) == {"A1": text}
    assert [found.code for found in document.notes] == [note] * bool(note)


@pytest.mark.parametrize(
    ("font", "fill", "after", "hidden"),
    [
        ('<color rgb="FFFFFFFF"/>', '<patternFill patternType="none"/>', "", True),
        ('<color theme="0"/>', '<patternFill/>', "", True),
        ('<color indexed="9"/>', '<patternFill patternType="solid"><fgColor rgb="FFFFFFFF"/></patternFill>', "", True),
        ('<color rgb="FFFFFFFF"/>', '<patternFill patternType="solid"><fgColor rgb="FF4472C4"/></patternFill>', "", False),
        ('<color rgb="FFFFFFFF"/>', '<patternFill patternType="gray125"/>', "", False),
        ('<color rgb="FFFFFFFF"/>', '<gradientFill/>', "", False),
        ('<color theme="0" tint="-0.5"/>', '<patternFill/>', "", False),
        ('<color auto="1"/>', '<patternFill/>', "", False),
        ('<color rgb="FFFFFFFF"/>', '<patternFill/>', "<conditionalFormatting/>", False),
        ('<color rgb="FFFFFFFF"/>', '<patternFill/>', "<tableParts/>", False),
    ],
)  # fmt: skip
def test_white_letters_are_hidden_where_their_ground_is_white(
    font: str, fill: str, after: str, hidden: bool
) -> None:
    styles = f"<fonts><font/><font>{font}</font></fonts><fills><fill>{fill}</fill></fills>"
    styles += (
        '<cellXfs><xf numFmtId="0" fontId="0" fillId="0"/><xf numFmtId="0" fontId="1" fillId="0"/></cellXfs>'
    )
    document = read(f'<row r="1">{number("A1", 5, 1)}{inline("B1", "ข")}</row>', styles=styles, after=after)
    assert shown(document, hidden=True) == ({"A1": "5"} if hidden else {})


def test_what_a_number_format_hides_is_hidden() -> None:
    document = read(f'<row r="1">{number("A1", 5, 1)}{inline("B1", "ข")}</row>', formats=(";;;",))
    assert (shown(document), shown(document, hidden=True)) == ({"B1": "ข"}, {"A1": "5"})


def test_an_empty_text_that_a_formula_gave_is_no_formula_without_a_value() -> None:
    document = read(f'<row r="1"><c r="A1" t="str"><f>B1</f><v></v></c>{inline("B1", "ข")}</row>')
    assert (shown(document), document.notes) == ({"B1": "ข"}, ())


def test_a_nought_that_excel_is_told_to_calculate_anew_was_never_a_value() -> None:
    # XlsxWriter writes a nought behind each formula, and that all is to be calculated when the file is opened.
    document = read('<row r="1"><c r="A1"><f>B1</f><v>0</v></c></row>', book='<calcPr fullCalcOnLoad="1"/>')
    assert [note.code for note in document.notes] == ["not-calculated"]


def test_days_counted_from_1904() -> None:
    document = read(
        f'<row r="1">{number("A1", 43374 - 1461, 1)}</row>',
        formats=("d/m/yyyy",),
        book='<workbookPr date1904="1"/>',
    )
    assert shown(document) == {"A1": "2/10/2018"}


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("&Cประจำเดือน ตุลาคม 2561", ["ประจำเดือน ตุลาคม 2561"]),
        ('&L&"TH Sarabun,Bold"&14กระบี่&R&KFF0000ตุลาคม', ["กระบี่", "ตุลาคม"]),
        ("ก && ข&C&A&R&D &T", ["ก & ข"]),
        ("Page &P of &N", []),
        ("&Rหน้าที่ &P/&N", []),
        ("&Cรายงาน หน้า &P+1", ["รายงาน หน้า"]),
        ("&Lบรรทัดหนึ่ง\nบรรทัดสอง", ["บรรทัดหนึ่ง", "บรรทัดสอง"]),
        ("", []),
    ],
)
def test_codes_of_page_headers(code: str, said: list[str]) -> None:
    assert margin_lines(code) == said


def test_headers_of_the_first_and_of_even_pages_are_read_where_they_are_printed() -> None:
    pages = "<oddHeader>หัว</oddHeader><evenHeader>คู่</evenHeader><firstHeader>แรก</firstHeader><oddFooter>ท้าย</oddFooter>"
    assert lines(read(TWO, after=f"<headerFooter>{pages}</headerFooter>")) == ["หัว", "ท้าย"]
    every = f'<headerFooter differentFirst="1" differentOddEven="1">{pages}</headerFooter>'
    assert lines(read(TWO, after=every)) == ["หัว", "แรก", "คู่", "ท้าย"]
    assert read("", after=every).sections[0].blocks == ()


NAMES = (
    'xmlns:x="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def anchor(row: int, shape: str) -> str:
    return f"<x:twoCellAnchor><x:from><x:col>0</x:col><x:row>{row}</x:row></x:from>{shape}</x:twoCellAnchor>"


def shape(text: str, properties: str = "") -> str:
    name = f'<x:nvSpPr><x:cNvPr id="1" name="a" {properties}/></x:nvSpPr>'
    return f"<x:sp>{name}<x:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></x:txBody></x:sp>"


def test_boxes_stand_above_or_below_the_table_by_where_they_begin() -> None:
    rows = f'<row r="1">{inline("A1", "ก")}</row><row r="9">{inline("A9", "ข")}</row>'
    both = f"<mc:AlternateContent><mc:Choice>{shape('กล่อง')}</mc:Choice><mc:Fallback>{shape('กล่อง')}</mc:Fallback></mc:AlternateContent>"
    group, secret = f"<x:grpSp>{shape('กลุ่ม')}</x:grpSp>", shape("ลับ", "hidden='1'")
    drawn = (anchor(9, shape("ลงชื่อ")), anchor(0, both), anchor(1, group), anchor(1, secret))
    drawing = f"<x:wsDr {NAMES}>{''.join(drawn)}</x:wsDr>"
    document = read(rows, after='<drawing r:id="d1"/>', drawing=drawing)
    blocks = [getattr(block, "text", "table") for block in document.sections[0].blocks]
    assert blocks == ["กล่อง", "กลุ่ม", "table", "ลงชื่อ"]
    assert lines(document, hidden=True) == ["ลับ"]


def test_a_sheet_of_boxes_alone_and_rows_without_numbers() -> None:
    drawing = f"<x:wsDr {NAMES}>{anchor(0, shape('กล่อง'))}</x:wsDr>"
    assert lines(read("", after='<drawing r:id="d1"/>', drawing=drawing)) == ["กล่อง"]
    plain = '<row><c t="inlineStr"><is><t>ก</t></is></c><c><v>1</v></c></row><row><c><v>2</v></c></row>'
    assert texts(tables(read(plain))[0]) == [["ก", "1"], ["2", ""]]
    mixed = '<row r="1"><c r="B1" s="0"/><c t="inlineStr"><is><t>ค</t></is></c><c r="E1"><v>5</v></c></row>'
    assert shown(read(mixed)) == {"C1": "ค", "E1": "5"}


@pytest.mark.parametrize("end", ["", "<row>"])
def test_a_large_sheet_is_read_bit_by_bit(end: str) -> None:
    rows = "".join(f'<row r="{at}">{inline(f"A{at}", "ก" * 90)}</row>' for at in range(1, 12_000))
    if end:
        with pytest.raises(UnreadableError, match="XML"):
            read(rows + end)
        return
    document = read(rows, after="<headerFooter><oddHeader>หัว</oddHeader></headerFooter>")
    assert len(tables(document)[0].rows) == 11_999
    assert lines(document) == ["หัว"]


@pytest.mark.parametrize("rows", ['<row r="1">', "<row>&e;</row>", '<row r="1"><c r="A1"><v>1</v></row>'])
def test_a_broken_sheet_is_damaged(rows: str) -> None:
    with pytest.raises(UnreadableError) as raised:
        read(rows)
    assert raised.value.code == "damaged"
