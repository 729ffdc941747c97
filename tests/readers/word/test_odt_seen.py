"""What a person sees who opens an OpenDocument text is what counts: hidden text, form fields, notes, embedded sheets."""

import pytest

from collector.errors import UnreadableError
from collector.model.documents import Document
from collector.readers.limits import ReadingLimits
from collector.readers.word.odt import read_odt
from tests.readers.hostile import zipped
from tests.readers.short_form import lines, tables, texts
from tests.readers.word.test_odt import SPACES, cell, p, table

STYLES = (
    '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="I" style:parent-style-name="H"/>'
    '<style:style style:name="V" style:parent-style-name="H"><style:text-properties text:display="true"/></style:style>'
)
MORE = (
    'xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0" '
    'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)


def content(body: str, kind: str = "text") -> str:
    return (
        f"<office:document-content {SPACES} {MORE}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )


def read(body: str, more: dict[str, str | bytes] | None = None) -> Document:
    return read_odt(zipped({"mimetype": "x", "content.xml": content(body), **(more or {})}), ReadingLimits())


def span(style: str, text: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


@pytest.mark.parametrize(
    ("body", "shown", "hidden"),
    [
        (p(span("H", "ซ่อน") + "เห็น"), ["เห็น"], ["ซ่อน"]),
        (p(span("I", f"ซ่อน{span('V', 'เห็น')}")), ["เห็น"], ["ซ่อน"]),
        ('<text:p text:style-name="I">ซ่อน</text:p>' + p("เห็น"), ["เห็น"], ["ซ่อน"]),
        ("<text:p>ซ่อน<text:hidden-paragraph text:is-hidden='true'/></text:p>" + p("เห็น"), ["เห็น"], ["ซ่อน"]),
        ("<text:p>เห็น<text:hidden-paragraph text:is-hidden='false'/></text:p>", ["เห็น"], []),
        (p("<text:hidden-text text:is-hidden='false' text:string-value='เห็น'/>"), ["เห็น"], []),
        (p("ก<text:hidden-text text:is-hidden='true' text:string-value='ซ่อน'/>"), ["ก"], []),
        ("<text:section text:display='condition' text:is-hidden='true'>" + p("ซ่อน") + "</text:section>", [], ["ซ่อน"]),
        ("<text:section text:display='condition'>" + p("เห็น") + "</text:section>", ["เห็น"], []),
    ],
)  # fmt: skip
def test_hidden_text_is_told_apart(body: str, shown: list[str], hidden: list[str]) -> None:
    found = read(body)
    assert (lines(found), lines(found, hidden=True)) == (shown, hidden)


def test_a_form_in_a_hidden_section_is_kept_as_one() -> None:
    found = read("<text:section text:display='none'>" + table(cell("ก") + cell("ข")) + "</text:section>")
    assert tables(found) == []
    assert texts(tables(found, hidden=True)[0]) == [["ก", "ข"]]


FORMS = (
    '<office:forms><form:form><form:listbox form:id="a"><form:option form:label="กันยายน"/>'
    '<form:option form:label="ตุลาคม" form:current-selected="true"/></form:listbox>'
    '<form:text form:id="b" form:value="เก่า" form:current-value="ตุลาคม"/><form:checkbox form:id="c" form:label="มี" form:current-state="checked"/>'
    '<form:button form:id="d" form:label="ส่ง"/></form:form></office:forms>'
)


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<draw:control draw:control='a'/>", "เดือน ตุลาคม"),
        ("<draw:control draw:control='b'/>", "เดือน ตุลาคม"),
        ("<draw:control draw:control='c'/>", "เดือน ☒ มี"),
        ("<draw:control draw:control='d'/>", "เดือน "),
        ("<text:drop-down><text:label text:value='x'/><text:label text:value='y'/>ตุลาคม</text:drop-down>", "เดือน ตุลาคม"),
        ("<loext:content-control loext:showing-place-holder='true'>เลือก</loext:content-control>", "เดือน "),
        ("<loext:content-control>ตุลาคม</loext:content-control>", "เดือน ตุลาคม"),
        ("<field:fieldmark field:type='x.FORMCHECKBOX'/>", "เดือน ☐"),
    ],
)  # fmt: skip
def test_form_fields_say_what_they_show(inside: str, text: str) -> None:
    assert lines(read(FORMS + p(f"เดือน {inside}"))) == [text]


SHEET = content(
    f"<table:table table:name='s'><table:table-row>{cell('จังหวัด')}{cell('กระบี่')}</table:table-row></table:table>",
    "spreadsheet",
)
FRAME = "<draw:frame><draw:object xlink:href='./Object 1'/></draw:frame>"


def test_an_embedded_sheet_is_read_where_it_stands() -> None:
    found = read(p(f"บน{FRAME}"), {"Object 1/content.xml": SHEET})
    assert (lines(found), texts(tables(found)[0])) == (["บน"], [["จังหวัด", "กระบี่"]])
    in_cell = read(table(f"<table:table-cell>{p(FRAME)}</table:table-cell>"), {"Object 1/content.xml": SHEET})
    assert texts(tables(in_cell)[0]) == [["จังหวัด กระบี่"]]


def test_an_object_that_is_not_read_is_left_to_a_person_and_a_chart_is_none() -> None:
    frame = FRAME.replace("draw:object", "draw:object-ole")
    with pytest.raises(UnreadableError) as raised:
        read(p(frame), {"Object 1": b"%PDF-1.4"})
    assert raised.value.code == "read-by-person"
    assert lines(read(p(f"ก{FRAME}"), {"Object 1/content.xml": content("", "chart")})) == ["ก"]
