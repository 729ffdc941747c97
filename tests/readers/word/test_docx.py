"""What Word prints is what is read: each feature in a document of its own."""

import pytest

from collector.errors import UnreadableError
from collector.model.documents import Document
from collector.readers.limits import ReadingLimits
from collector.readers.word.docx import read_docx
from tests.readers.hostile import RELATIONS, TYPE, W, docx, docx_parts, paragraph, zipped
from tests.readers.short_form import lines, short_table, size, tables, texts


def read(body: str, numbering: str = "", styles: str = "") -> Document:
    parts = docx_parts(body)
    relations = ""
    for kind, inside in (("numbering", numbering), ("styles", styles)):
        if inside:
            parts[f"word/{kind}.xml"] = f"<w:{kind} {W}>{inside}</w:{kind}>"
            relations += f'<Relationship Id="{kind}" Type="http://x/{kind}" Target="{kind}.xml"/>'
    parts["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>'
    )
    return read_docx(zipped(parts), ReadingLimits())


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<w:p><w:ins><w:r><w:t>ใหม่</w:t></w:r></w:ins><w:del><w:r><w:delText>เก่า</w:delText></w:r></w:del></w:p>", "ใหม่"),
        ("<w:p><w:moveFrom><w:r><w:t>ก</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>ข</w:t></w:r></w:moveTo></w:p>", "ข"),
        ("<w:p><w:r><w:t>ก</w:t><w:tab/><w:t>ข</w:t><w:br/><w:t>ค</w:t><w:noBreakHyphen/></w:r></w:p>", "ก\tข\nค-"),
        ("<w:p><w:hyperlink><w:r><w:t>ลิงก์</w:t></w:r></w:hyperlink></w:p>", "ลิงก์"),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>7</w:t></w:r></w:p>", "7"),
        ('<w:p><w:fldSimple w:instr="DATE"><w:r><w:t>5 ม.ค.</w:t></w:r></w:fldSimple></w:p>', "5 ม.ค."),
        ("<w:sdt><w:sdtContent><w:p><w:sdt><w:sdtContent><w:r><w:t>ช่อง</w:t></w:r></w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>", "ช่อง"),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ซ่อน</w:t></w:r><w:r><w:t>เห็น</w:t></w:r></w:p>", "เห็น"),
        ('<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>เห็น</w:t></w:r></w:p>', "เห็น"),
    ],
)  # fmt: skip
def test_a_paragraph_says_what_is_printed(body: str, text: str) -> None:
    assert lines(read(body)) == [text]


def test_a_text_box_is_read_once_although_word_writes_it_twice() -> None:
    box = f"<w:txbxContent>{paragraph('ในกรอบ')}</w:txbxContent>"
    body = (
        '<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><mc:AlternateContent>'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent><w:t>นอก</w:t></w:r></w:p>"
    )
    assert lines(read(body)) == ["นอก", "ในกรอบ"]
    assert texts(tables(read(f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"))[0]) == [["นอก\nในกรอบ"]]


def test_cells_merged_across_and_down_and_rows_of_differing_widths() -> None:
    found = tables(
        read(
            "<w:tbl>"
            + row(cell("a", '<w:gridSpan w:val="2"/>' + DOWN), cell("b", DOWN))
            + row(cell("", '<w:gridSpan w:val="2"/>' + ON), cell("", ON))
            + row(cell("c"), cell("d"))
            + row(cell("e"), properties='<w:gridBefore w:val="1"/>')
            + row(cell("deleted"), properties="<w:del/>")
            + "</w:tbl>"
        )
    )[0]
    assert texts(found) == [["a", "a", "b"], ["a", "a", "b"], ["c", "d", ""], ["", "e", ""]]
    merged = found.rows[1][1]
    assert (merged.row, merged.column, merged.rows, merged.columns) == (0, 0, 2, 2)
    assert found.rows[2][2].place == "table 1, row 3, column 3"


def test_a_merge_ends_where_another_cell_stands_between() -> None:
    found = tables(read("<w:tbl>" + row(cell("a", DOWN)) + row(cell("b")) + row(cell("c", ON)) + "</w:tbl>"))[
        0
    ]
    assert texts(found) == [["a"], ["b"], ["c"]]


def test_a_row_in_which_every_cell_goes_on_is_part_of_the_merge() -> None:
    (found,) = tables(
        read(f"<w:tbl>{row(cell('ก', DOWN), cell('ข', DOWN))}{row(cell('', ON), cell('', ON))}</w:tbl>")
    )
    assert size(found) == [2, 2]
    assert {(merged.text, merged.rows) for merged in found.rows[1]} == {("ก", 2), ("ข", 2)}


def test_a_table_in_a_cell_becomes_its_lines_and_a_frame_is_no_table() -> None:
    inner = "<w:tbl>" + row(cell("1."), cell("ก")) + row(cell("2."), cell("ข")) + "</w:tbl>"
    outer = (
        "<w:tbl><w:tr>" + cell("ซ้าย") + f"<w:tc>{paragraph('บน')}{inner}{paragraph('')}</w:tc></w:tr></w:tbl>"
    )
    assert texts(tables(read(outer))[0]) == [["ซ้าย", "บน\n1. ก\n2. ข"]]
    framed = read(f"<w:tbl><w:tr><w:tc>{paragraph('หัว')}{inner}</w:tc></w:tr></w:tbl>")
    assert lines(framed) == ["หัว"]
    assert [size(table) for table in tables(framed)] == [[2, 2]]


def test_a_table_that_lays_out_title_and_form_is_no_table() -> None:
    inner = (
        "<w:tbl>" + row(cell("1."), cell("ก"), cell("ข")) + row(cell("2."), cell("ค"), cell("ง")) + "</w:tbl>"
    )
    nested = f"<w:tr><w:tc>{inner}{paragraph('')}</w:tc></w:tr>"
    found = read("<w:tbl>" + row(cell("ตรา"), cell("จังหวัดกระบี่")) + nested + row(cell("ลงชื่อ")) + "</w:tbl>")
    assert lines(found) == ["ตรา", "จังหวัดกระบี่", "ลงชื่อ"]
    assert [size(table) for table in tables(found)] == [[2, 3]]


def test_a_form_with_a_small_table_in_a_row_of_its_own_stays_a_table() -> None:
    inner = "<w:tbl>" + row(cell("ก"), cell("1")) + "</w:tbl>"
    form = (
        row(cell("ปัญหา"), cell("แก้ไข"), cell("กฎหมาย")) + f"<w:tr><w:tc>{inner}{paragraph('')}</w:tc></w:tr>"
    )
    assert [size(table) for table in tables(read(f"<w:tbl>{form}</w:tbl>"))] == [[2, 3]]


LISTS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="thaiNumbers"/><w:lvlText w:val="%1)"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="thaiLetters"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def numbered(text: str, listed: str, level: str = "0") -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{listed}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def test_automatic_numbers_count_by_list_and_level() -> None:
    body = (
        numbered("a", "1") + numbered("b", "1", "1") + numbered("c", "1", "1") + numbered("d", "1")
        + numbered("e", "1", "1") + numbered("f", "2") + numbered("g", "3") + numbered("h", "3")
        + numbered("i", "4") + numbered("", "4") + numbered("j", "0") + numbered("k", "99")
    )  # fmt: skip
    assert lines(read(body, LISTS)) == [
        *("๑) a", "๑.1 b", "๑.2 c", "๒) d", "๒.1 e", "- f", "ก. g", "ข. h", "๑) i", "๒) ", "j", "k"),
    ]


def test_a_style_brings_its_list_along_and_passes_it_on() -> None:
    styles = (
        '<w:style w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
        '<w:style w:styleId="C"><w:basedOn w:val="C"/></w:style>'
    )
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr><w:r><w:t>{name}</w:t></w:r></w:p>' for name in "ABC"
    )
    assert lines(read(body, LISTS, styles)) == ["๑) A", "๒) B", "C"]


def test_numbers_in_one_cell_start_its_lines() -> None:
    body = f"<w:tbl><w:tr><w:tc>{numbered('ก', '1')}{numbered('ข', '1')}</w:tc></w:tr></w:tbl>"
    assert short_table(tables(read(body, LISTS))[0])["cells"] == {"table 1, row 1, column 1": "๑) ก\n๒) ข"}


def test_strict_documents_are_read_as_well() -> None:
    parts = docx_parts(paragraph("เคร่งครัด"))
    parts["word/document.xml"] = str(parts["word/document.xml"]).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert lines(read_docx(zipped(parts), ReadingLimits())) == ["เคร่งครัด"]


def test_more_columns_than_allowed_are_too_large() -> None:
    with pytest.raises(UnreadableError) as raised:
        read_docx(docx("<w:tbl>" + row(*[cell("x")] * 20) + "</w:tbl>"), ReadingLimits(columns=10))
    assert raised.value.code == "too-large"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.htm", "<p>ก</p><table><tr><td>1<td>2</table>".encode()),
        ("page.mht", "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<p>ก</p><table><tr><td>1<td>2</table>".encode()),
        ("page.rtf", "{\\rtf1\\ansicpg874 ก\\par\\trowd\\cellx1\\cellx2 1\\cell 2\\cell\\row}".encode("cp874")),
    ],
)  # fmt: skip
def test_a_page_that_a_web_program_put_in_whole_is_read_in_its_place(name: str, data: bytes) -> None:
    relation = f'<w:altChunk xmlns:r="{TYPE}" r:id="x"/>'
    parts = docx_parts(paragraph("บน") + relation + paragraph("ล่าง"))
    parts[f"word/{name}"] = data
    parts["word/_rels/document.xml.rels"] = (
        f'<Relationships {RELATIONS}><Relationship Id="x" Type="{TYPE}/aFChunk" Target="{name}"/></Relationships>'
    )
    found = read_docx(zipped(parts), ReadingLimits())
    assert lines(found) == ["บน", "ก", "ล่าง"]
    assert texts(tables(found)[0]) == [["1", "2"]]
