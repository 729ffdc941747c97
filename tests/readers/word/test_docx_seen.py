"""What a person sees who opens a Word document is what counts: hidden text, forms, changes, margins, objects."""

import io

import openpyxl
import pytest

from collector.errors import UnreadableError
from collector.model.documents import Document
from collector.readers.limits import ReadingLimits
from collector.readers.word.docx import read_docx
from tests.readers.hostile import RELATIONS, TYPE, W, docx_parts, paragraph, zipped
from tests.readers.short_form import lines, tables, texts
from tests.readers.word.test_docx import cell, read, row

VANISH = "<w:rPr><w:vanish/></w:rPr>"
SHOWN = '<w:vanish w:val="0"/>'
STYLES = (
    '<w:style w:type="character" w:styleId="Note"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Other"><w:basedOn w:val="Note"/></w:style>'
    '<w:style w:type="character" w:styleId="Shown"><w:basedOn w:val="Note"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Inside"><w:rPr><w:vanish/></w:rPr></w:style>'
)
NAMES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    f'xmlns:r="{TYPE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:ex="urn:example"'
)
BOX = "<w:txbxContent><w:p><w:r><w:t>กล่อง</w:t></w:r></w:p></w:txbxContent>"


def run(text: str, properties: str = "") -> str:
    return f"<w:r>{properties}<w:t>{text}</w:t></w:r>"


def seen() -> str:
    return run("เห็น", f"<w:rPr>{SHOWN}</w:rPr>")


def styled(text: str, style: str, more: str = "") -> str:
    return run(text, f'<w:rPr><w:rStyle w:val="{style}"/>{more}</w:rPr>')


@pytest.mark.parametrize(
    ("body", "shown", "hidden"),
    [
        (f"<w:p>{run('ซ่อน', VANISH)}{run('เห็น')}</w:p>", ["เห็น"], ["ซ่อน"]),
        (f"<w:p>{styled('ซ่อน', 'Note')}{run('เห็น')}</w:p>", ["เห็น"], ["ซ่อน"]),
        (f"<w:p>{styled('ซ่อน', 'Other')}</w:p>", [], ["ซ่อน"]),
        (f"<w:p>{styled('เห็น', 'Shown')}</w:p>", ["เห็น"], []),
        (f"<w:p>{styled('เห็น', 'Note', SHOWN)}</w:p>", ["เห็น"], []),
        (f"<w:p><w:pPr><w:pStyle w:val='Inside'/></w:pPr>{run('ซ่อน')}</w:p>", [], ["ซ่อน"]),
        (
            f"<w:p><w:pPr><w:pStyle w:val='Inside'/></w:pPr>{seen()}</w:p>",
            ["เห็น"],
            [],
        ),
    ],
)  # fmt: skip
def test_hidden_text_is_told_apart_however_it_is_hidden(
    body: str, shown: list[str], hidden: list[str]
) -> None:
    found = read(body, styles=STYLES)
    assert (lines(found), lines(found, hidden=True)) == (shown, hidden)


W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def filled(inside: str) -> str:
    return f'<w14:textFill xmlns:w14="{W14}">{inside}</w14:textFill>'


TABLE_STYLES = (
    '<w:style w:type="paragraph" w:styleId="Band"><w:pPr><w:shd w:val="clear" w:fill="000080"/></w:pPr></w:style>'
    '<w:style w:type="table" w:styleId="Plain"><w:tblPr/></w:style>'
    '<w:style w:type="table" w:styleId="Blue"><w:basedOn w:val="Bluer"/></w:style>'
    '<w:style w:type="table" w:styleId="Bluer"><w:tcPr><w:shd w:val="clear" w:fill="4472C4"/></w:tcPr></w:style>'
)


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ("<w:specVanish/>", "ก"),
        ('<w:color w:val="FFFFFF"/>', "ก"),
        ('<w:color w:val="FDFDFD"/>', "ก"),
        ('<w:color w:val="auto" w:themeColor="background1"/>', "ก"),
        ('<w:color w:val="000000"/><w:shd w:fill="000000"/>', "ก"),
        ('<w:color w:val="000000"/><w:highlight w:val="black"/>', "ก"),
        ('<w:color w:val="FF0000"/><w:shd w:val="solid" w:color="FF0000"/>', "ก"),
        ('<w:sz w:val="2"/>', "a 1"),
        ('<w:sz w:val="2"/><w:szCs w:val="2"/>', "ก a"),
        ('<w:w w:val="1"/>', "ก"),
        ('<w:w w:val="5%"/>', "ก"),
        ('<w:position w:val="-3000"/>', "ก"),
        ('<w:position w:val="1700"/>', "ก"),
        (filled("<w14:noFill/>"), "ก"),
        (
            filled(
                '<w14:solidFill><w14:srgbClr w14:val="000000"><w14:alpha w14:val="100000"/></w14:srgbClr></w14:solidFill>'
            ),
            "ก",
        ),
        (filled('<w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill>'), "ก"),
    ],
)
def test_letters_that_nobody_sees_are_hidden(properties: str, text: str) -> None:
    found = read(f"<w:p>{run(text, f'<w:rPr>{properties}</w:rPr>')}{run('เห็น')}</w:p>")
    assert (lines(found), lines(found, hidden=True)) == (["เห็น"], [text])


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ('<w:specVanish w:val="0"/>', "ก"),
        ('<w:color w:val="auto"/><w:shd w:fill="000000"/>', "ก"),
        ('<w:color w:val="000000"/><w:shd w:val="clear" w:fill="auto"/>', "ก"),
        ('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="4472C4"/>', "ก"),
        ('<w:color w:val="FFFFFF"/><w:highlight w:val="darkBlue"/>', "ก"),
        ('<w:color w:val="FFFFFF"/><w:shd w:val="pct50" w:fill="FFFFFF"/>', "ก"),
        ('<w:color w:val="FFFFFF"/><w:shadow/>', "ก"),
        ('<w:color w:val="808080" w:themeColor="background1" w:themeShade="80"/>', "ก"),
        ('<w:sz w:val="2"/>', "ก"),  # Thai letters have a size of their own
        ('<w:szCs w:val="2"/>', "a"),
        ('<w:sz w:val="8"/><w:szCs w:val="8"/>', "ก"),
        ('<w:w w:val="33"/>', "ก"),
        ('<w:position w:val="-12"/>', "ก"),
        (
            filled(
                '<w14:solidFill><w14:srgbClr w14:val="FF0000"><w14:alpha w14:val="40000"/></w14:srgbClr></w14:solidFill>'
            ),
            "ก",
        ),
        (
            '<w:color w:val="FFFFFF"/>'
            + filled('<w14:solidFill><w14:srgbClr w14:val="FF0000"/></w14:solidFill>'),
            "ก",
        ),
        (filled("<w14:noFill/>") + f'<w14:textOutline xmlns:w14="{W14}"/>', "ก"),
    ],
)
def test_letters_that_a_person_sees_are_not_hidden(properties: str, text: str) -> None:
    found = read(f"<w:p>{run(text, f'<w:rPr>{properties}</w:rPr>')}</w:p>")
    assert (lines(found), lines(found, hidden=True)) == ([text], [])


@pytest.mark.parametrize(
    ("table", "cell_", "paragraph_", "shown"),
    [
        ("", "", "", ""),
        ("", '<w:shd w:val="clear" w:fill="FFFFFF"/>', "", ""),
        ("", "", '<w:pStyle w:val="None"/>', ""),
        ('<w:tblStyle w:val="Plain"/>', "", "", ""),
        ("", '<w:shd w:val="clear" w:color="auto" w:fill="4472C4"/>', "", "ก"),
        ("", "", '<w:shd w:val="clear" w:fill="4472C4"/>', "ก"),
        ("", "", '<w:pStyle w:val="Band"/>', "ก"),
        ('<w:tblStyle w:val="Blue"/>', "", "", "ก"),
        ('<w:shd w:val="clear" w:fill="4472C4"/>', "", "", "ก"),
    ],
)
def test_white_letters_are_seen_on_a_colour(table: str, cell_: str, paragraph_: str, shown: str) -> None:
    white = run("ก", '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>')
    found = read(
        f"<w:tbl><w:tblPr>{table}</w:tblPr><w:tr><w:tc><w:tcPr>{cell_}</w:tcPr><w:p><w:pPr>{paragraph_}</w:pPr>{white}</w:p>"
        "</w:tc></w:tr></w:tbl>",
        styles=TABLE_STYLES,
    )
    assert texts(tables(found)[0]) == [[shown]]


def test_letters_that_a_style_makes_unseen_are_hidden_unless_they_say_otherwise() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Pale"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Tiny"><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:style>'
    )
    tiny = '<w:pPr><w:pStyle w:val="Tiny"/></w:pPr>'
    large, red = '<w:sz w:val="32"/><w:szCs w:val="32"/>', '<w:color w:val="FF0000"/>'
    found = read(
        f"<w:p>{styled('ก', 'Pale')}{styled('ข', 'Pale', red)}</w:p>"
        f"<w:p>{tiny}{run('ค')}{run('ง', f'<w:rPr>{large}</w:rPr>')}</w:p>",
        styles=styles,
    )
    assert (lines(found), lines(found, hidden=True)) == (["ข", "ง"], ["ก", "ค"])


@pytest.mark.parametrize(
    "around",
    [
        f'<w:p {NAMES}><w:r><w:pict><v:shape fillcolor="navy"><v:textbox><w:txbxContent>{{}}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>',
        f'<w:p {NAMES}><w:r><w:drawing><wp:anchor behindDoc="1"/></w:drawing></w:r></w:p>{{}}',
    ],
)
def test_white_letters_on_what_is_not_known_are_seen(around: str) -> None:
    white = run("ก", '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>')
    white = f"<w:p>{white}</w:p>"
    assert lines(read(around.format(white))) == ["ก"]


@pytest.mark.parametrize(
    ("place", "hides"),
    [
        ('<w:ind w:left="-30000"/>', True),
        ('<w:ind w:start="31000"/>', True),
        ('<w:ind w:left="720" w:firstLine="-20000"/>', True),
        ('<w:framePr w:w="1" w:h="1" w:hRule="exact" w:x="-9000"/>', True),
        ('<w:framePr w:x="1" w:y="-20000"/>', True),
        ('<w:ind w:left="2880" w:hanging="720"/>', False),
        ('<w:framePr w:w="4000" w:h="1" w:hRule="atLeast" w:x="9000" w:y="15000"/>', False),
    ],
)
def test_a_paragraph_that_stands_off_the_page_is_hidden(place: str, hides: bool) -> None:
    found = read(f"<w:p><w:pPr>{place}</w:pPr>{run('ก')}</w:p><w:p>{run('เห็น')}</w:p>")
    assert (lines(found), lines(found, hidden=True)) == ((["เห็น"], ["ก"]) if hides else (["ก", "เห็น"], []))


def test_the_code_of_a_field_is_hidden_though_it_is_written_as_text() -> None:
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    found = read(f"<w:p>{begin}{run('ก')}{separate}{run('ข')}{end}{run('ค')}{begin}{run('ง')}{end}</w:p>")
    assert (lines(found), lines(found, hidden=True)) == (["ขค"], ["กง"])


def test_rows_and_lines_of_no_height_are_hidden() -> None:
    least = '<w:trHeight w:val="1"/>'
    exact = '<w:trHeight w:val="{}" w:hRule="exact"/>'
    found = read(
        f"<w:tbl>{row(cell('ก'), properties=exact.format(1))}{row(cell('ข'), properties=exact.format(100))}"
        f"{row(cell('ค'), properties=least)}</w:tbl>"
        f'<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr>{run("ง")}</w:p>'
        f'<w:p><w:pPr><w:spacing w:line="20" w:lineRule="auto"/></w:pPr>{run("จ")}</w:p>'
    )
    assert texts(tables(found)[0]) == [["ข"], ["ค"]]
    assert lines(found) == ["จ"]
    assert (lines(found, hidden=True), texts(tables(found, hidden=True)[0])) == (["ง"], [["ก"]])


def test_a_hidden_row_is_no_row_of_the_table() -> None:
    found = read(
        "<w:tbl>"
        + row(cell("ก"), cell("ข"))
        + row(cell("ร่าง"), cell("เก่า"), properties="<w:hidden/>")
        + row(cell("ค"), cell("ง"), properties='<w:hidden w:val="0"/>')
        + "</w:tbl>"
    )
    assert texts(tables(found)[0]) == [["ก", "ข"], ["ค", "ง"]]
    assert texts(tables(found, hidden=True)[0]) == [["ร่าง", "เก่า"]]


def test_hidden_text_in_a_cell_leaves_neither_text_nor_number() -> None:
    listed = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>"
    lists = '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    body = "".join(
        f"<w:p>{listed}{run(text, properties)}</w:p>"
        for text, properties in (("ก", ""), ("x", VANISH), ("ข", ""))
    )
    found = read(f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>", lists)
    assert tables(found)[0].rows[0][0].text.split("\n") == ["1. ก", "", "2. ข"]


def field(settings: str, code: str, result: str = "") -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{settings}</w:ffData></w:fldChar></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


MONTHS = '<w:listEntry w:val="กันยายน"/><w:listEntry w:val="ตุลาคม"/>'


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (field(f'<w:ddList><w:result w:val="1"/>{MONTHS}</w:ddList>', "FORMDROPDOWN"), "เดือนตุลาคม 2561"),
        (field(f'<w:ddList><w:default w:val="1"/>{MONTHS}</w:ddList>', "FORMDROPDOWN"), "เดือนตุลาคม 2561"),
        (field(f"<w:ddList>{MONTHS}</w:ddList>", "FORMDROPDOWN", run("เก่า")), "เดือนกันยายน 2561"),
        (field("<w:ddList/>", "FORMDROPDOWN"), "เดือน 2561"),
        (field("<w:textInput/>", "FORMTEXT", run("ตุลาคม")), "เดือนตุลาคม 2561"),
        (field('<w:checkBox><w:checked/></w:checkBox>', "FORMCHECKBOX"), "เดือน☒ 2561"),
        (field('<w:checkBox><w:default w:val="0"/></w:checkBox>', "FORMCHECKBOX"), "เดือน☐ 2561"),
        (
            f"<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>{run('ตุลาคม')}</w:sdtContent></w:sdt>",
            "เดือนตุลาคม 2561",
        ),
        (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{styled('เลือกเดือน', 'a3')}</w:sdtContent></w:sdt>",
            "เดือน 2561",
        ),
        (f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('ตุลาคม')}</w:sdtContent></w:sdt>", "เดือนตุลาคม 2561"),
    ],
)  # fmt: skip
def test_the_chosen_value_of_a_form_is_read(inside: str, text: str) -> None:
    assert lines(read(f"<w:p>{run('เดือน')}{inside}{run(' 2561')}</w:p>")) == [text]


def test_the_invitation_of_an_empty_control_around_paragraphs_or_cells_is_no_text() -> None:
    asked = f"<w:p>{styled('คลิกเพื่อพิมพ์', 'a3')}</w:p>"
    control = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    assert lines(read(control.format(asked))) == []
    inner = f"<w:tr>{cell('ก')}{control.format(f'<w:tc>{asked}</w:tc>')}</w:tr>"
    assert texts(tables(read(f"<w:tbl>{inner}</w:tbl>"))[0]) == [["ก", ""]]


@pytest.mark.parametrize(
    ("alternate", "shown"),
    [
        (f'<mc:Choice Requires="wps">{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback>', ["กล่อง"]),
        (f'<mc:Choice Requires="ex"><w:x/></mc:Choice><mc:Fallback>{BOX}</mc:Fallback>', ["กล่อง"]),
        (f'<mc:Choice Requires="ex">{BOX}</mc:Choice><mc:Fallback><w:x/></mc:Fallback>', []),
        (f'<mc:Choice Requires="wps"><w:x/></mc:Choice><mc:Fallback>{BOX}</mc:Fallback>', ["กล่อง"]),
    ],
)
def test_of_alternatives_the_one_that_word_shows_is_read(alternate: str, shown: list[str]) -> None:
    body = f"<w:p {NAMES}><w:r><mc:AlternateContent>{alternate}</mc:AlternateContent></w:r></w:p>"
    assert lines(read(body)) == shown


def test_rows_in_an_alternative_are_rows_of_the_table() -> None:
    inner = f'<mc:AlternateContent {NAMES}><mc:Choice Requires="wps">{row(cell("ข"))}</mc:Choice></mc:AlternateContent>'
    assert texts(tables(read(f"<w:tbl>{row(cell('ก'))}{inner}</w:tbl>"))[0]) == [["ก"], ["ข"]]


@pytest.mark.parametrize(
    ("drawing", "shown", "hidden"),
    [
        (f"<wp:anchor><wp:docPr hidden='1'/>{BOX}</wp:anchor>", [], ["กล่อง"]),
        (f"<wp:anchor><wp:docPr hidden='0'/>{BOX}</wp:anchor>", ["กล่อง"], []),
        (f"<v:shape style='width:9pt;visibility: hidden'>{BOX}</v:shape>", [], ["กล่อง"]),
        ('<v:shape><v:textpath string="ตุลาคม 2561"/></v:shape>', ["ตุลาคม 2561"], []),
    ],
)
def test_shapes_are_read_unless_they_are_switched_off(
    drawing: str, shown: list[str], hidden: list[str]
) -> None:
    found = read(f"<w:p {NAMES}><w:r><w:drawing>{drawing}</w:drawing></w:r></w:p>")
    assert (lines(found), lines(found, hidden=True)) == (shown, hidden)


def test_cells_that_a_tracked_change_replaces_are_left_out() -> None:
    found = tables(
        read(
            "<w:tbl>"
            + row(cell("ก"), cell("ข"), cell("ค"))
            + row(cell("1"), cell("เก่า", "<w:cellDel/>"), cell("ใหม่", "<w:cellIns/>"), cell("3"))
            + row(cell("4", '<w:cellMerge w:vMerge="rest"/>'), cell("5"), cell("6"))
            + row(cell("", '<w:cellMerge w:vMerge="cont"/>'), cell("7"), cell("8"))
            + "</w:tbl>"
        )
    )[0]
    assert texts(found) == [["ก", "ข", "ค"], ["1", "ใหม่", "3"], ["4", "5", "6"], ["4", "7", "8"]]


GRID = "<w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid>"


@pytest.mark.parametrize(
    ("deleted", "said"),
    [
        (row(cell("1"), cell("เก่า", "<w:cellDel/>"), cell("3")), ["1", "", "3"]),
        (row(cell("เก่า", "<w:cellDel/>"), cell("2"), cell("3")), ["", "2", "3"]),
        (row(cell("เก่า", '<w:gridSpan w:val="2"/><w:cellDel/>'), cell("3")), ["", "", "3"]),
        (
            row(cell("1"), cell("เก่า", "<w:cellDel/>"), cell("ใหม่", "<w:cellIns/>"), cell("3")),
            ["1", "ใหม่", "3"],
        ),
    ],
)
def test_a_deleted_cell_leaves_the_others_in_their_columns(deleted: str, said: list[str]) -> None:
    found = tables(read(f"<w:tbl>{GRID}{row(cell('ก'), cell('ข'), cell('ค'))}{deleted}</w:tbl>"))[0]
    assert texts(found) == [["ก", "ข", "ค"], said]


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    body = (
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('เดือน')}</w:p>{paragraph('ตุลาคม')}{paragraph('จบ')}"
    )
    assert lines(read(body)) == ["เดือนตุลาคม", "จบ"]
    assert texts(tables(read(f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"))[0]) == [["เดือนตุลาคม\nจบ"]]


def with_parts(body: str, more: dict[str, tuple[str, str | bytes]]) -> Document:
    """A document with other parts: name → their kind, and what stands in them."""
    parts = docx_parts(body)
    relations = ""
    for name, (kind, inside) in more.items():
        parts[f"word/{name}"] = inside
        relations += f'<Relationship Id="{name}" Type="{TYPE}/{kind}" Target="{name}"/>'
    parts["word/_rels/document.xml.rels"] = f"<Relationships {RELATIONS}>{relations}</Relationships>"
    return read_docx(zipped(parts), ReadingLimits())


def margin(text: str, kind: str = "hdr") -> str:
    return f"<w:{kind} {W}>{paragraph(text)}</w:{kind}>"


def test_only_the_headers_that_a_page_shows_are_read() -> None:
    def section(more: str) -> str:
        return (
            f'<w:sectPr {NAMES}><w:headerReference w:type="default" r:id="a.xml"/>'
            f'<w:headerReference w:type="first" r:id="b.xml"/><w:footerReference w:type="even" r:id="c.xml"/>{more}</w:sectPr>'
        )

    more: dict[str, tuple[str, str | bytes]] = {
        "a.xml": ("header", margin("ทุกหน้า")),
        "b.xml": ("header", margin("หน้าแรก")),
        "c.xml": ("footer", margin("หน้าคู่", "ftr")),
    }
    found = with_parts(paragraph("ก") + section(""), more)
    assert lines(found) == ["ก", "ทุกหน้า"]
    assert lines(found, hidden=True) == ["หน้าแรก", "หน้าคู่"]
    more["s.xml"] = ("settings", f"<w:settings {W}><w:evenAndOddHeaders/></w:settings>")
    found = with_parts(paragraph("ก") + section("<w:titlePg/>"), more)
    assert lines(found) == ["ก", "ทุกหน้า", "หน้าแรก", "หน้าคู่"]


def test_notes_are_read_because_they_are_printed() -> None:
    notes = f'<w:footnotes {W}><w:footnote w:type="separator">{paragraph("x")}</w:footnote><w:footnote>{paragraph("เชิงอรรถ")}</w:footnote></w:footnotes>'
    found = with_parts(paragraph("ก"), {"footnotes.xml": ("footnotes", notes)})
    assert [(block.text, block.place) for block in found.sections[0].blocks if hasattr(block, "text")] == [
        ("ก", "paragraph 1"),
        ("เชิงอรรถ", "footnote"),
    ]


def workbook() -> bytes:
    book = openpyxl.Workbook()
    front = book.create_sheet("หน้า")
    front.append(["จังหวัด", "กระบี่"])
    assert book.active is not None
    book.active.append(["ร่าง"])
    book.active = 1
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def embedded(program: str = "Excel.Sheet.12", aspect: str = "Content") -> str:
    return (
        f'<w:p {NAMES}><w:r><w:object><o:OLEObject Type="Embed" ProgID="{program}" DrawAspect="{aspect}" r:id="x.bin"/>'
        "</w:object></w:r></w:p>"
    )


def test_an_embedded_sheet_is_read_as_it_shows() -> None:
    found = with_parts(embedded(), {"x.bin": ("package", workbook())})
    assert texts(tables(found)[0]) == [["จังหวัด", "กระบี่"]]
    assert texts(tables(found, hidden=True)[0]) == [["ร่าง"]]
    in_cell = with_parts(
        f"<w:tbl><w:tr><w:tc>{embedded()}</w:tc></w:tr></w:tbl>", {"x.bin": ("package", workbook())}
    )
    assert texts(tables(in_cell)[0]) == [["จังหวัด กระบี่"]]


def test_an_embedded_document_is_read_but_not_what_is_embedded_in_that() -> None:
    parts = docx_parts(paragraph("ข้างใน") + embedded() + f"<w:tbl>{row(cell('ก'), cell('ข'))}</w:tbl>")
    found = with_parts(embedded("Word.Document.12"), {"x.bin": ("package", zipped(parts))})
    assert (lines(found), texts(tables(found)[0])) == (["ข้างใน"], [["ก", "ข"]])


@pytest.mark.parametrize(
    ("body", "data"),
    [
        (embedded(aspect="Icon"), workbook()),
        (embedded("AcroExch.Document.DC"), b"%PDF-1.4"),
        (embedded("Package"), b""),
    ],
)
def test_an_object_that_may_be_the_form_and_is_not_read_is_left_to_a_person(body: str, data: bytes) -> None:
    with pytest.raises(UnreadableError) as raised:
        with_parts(paragraph("ตามแนบ") + body, {"x.bin": ("oleObject", data)})
    assert raised.value.code == "read-by-person"
    beside = with_parts(body + f"<w:tbl>{row(cell('ก'))}</w:tbl>", {"x.bin": ("oleObject", data)})
    assert texts(tables(beside)[0]) == [["ก"]]
    assert len(lines(beside, hidden=True)) == 1


def test_a_formula_is_no_document() -> None:
    found = with_parts(paragraph("ก") + embedded("Equation.3"), {"x.bin": ("oleObject", b"?")})
    assert lines(found) == ["ก"]
