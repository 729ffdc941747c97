"""HTML as mail programs and spreadsheets write it."""

import pytest

from collector.errors import UnreadableError
from collector.formats.charset import decode_page
from collector.model import Document
from collector.readers.html import read_html
from collector.readers.limits import ReadingLimits
from tests.readers.short_form import lines, size, tables, texts


def read(text: str) -> Document:
    return read_html(text.encode(), ReadingLimits())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>ก<br>ข</p>ค<div>ง</div>", ["ก", "ข", "ค", "ง"]),
        ("<p>หนึ่ง\n   สอง&nbsp; สาม</p>", ["หนึ่ง สอง สาม"]),
        ("<pre>ก\nข</pre>", ["ก", "ข"]),
        ("<ol start=3><li>ก<li value=7>ข<li></ol>", ["3. ก", "7. ข", "8."]),
        ("<ol><li>ก<ul><li>ย่อย</ul></li><li>ข</ol>", ["1. ก", "- ย่อย", "2. ข"]),
        ("<p style='DISPLAY : none'>ลับ</p><p hidden>ลับ</p><p style='mso-hide:all'>ลับ</p>ก", ["ก"]),
        ("<!--[if mso]>ก<![endif]--><![if !vml]>ข<![endif]>", ["ข"]),
        ("<style>p{}</style><script>1</script><title>t</title>ก<o:p></o:p>", ["ก"]),
        ('<?xml version="1.0" encoding="tis-620"?><html><body>ก</body></html>', ["ก"]),
        ("&#3585;&lt;b&gt;", ["ก<b>"]),
        ("", []),
    ],
)
def test_lines_are_what_a_browser_shows(text: str, expected: list[str]) -> None:
    assert lines(read(text)) == expected


def test_layout_tables_are_left_for_what_is_in_them() -> None:
    inner = "<table><tr><td>ก<td>ข</table>"
    document = read(f"<table><tr><td>ซ้าย<td><table><tr><td>{inner}</table>ท้าย</table>{inner}")
    assert lines(document) == ["ซ้าย", "ท้าย"]
    assert [texts(table) for table in tables(document)] == [[["ก", "ข"]]] * 2


def test_spans_are_resolved_clamped_and_cut_where_they_overlap() -> None:
    table = tables(
        read(
            "<table><tr><td rowspan=99>a<td colspan=2>b<tr><td>c<td rowspan=2>d"
            "<tr><td colspan=9>e<tr hidden><td>x</table>"
        )
    )[0]
    assert texts(table) == [["a", "b", "b"], ["a", "c", "d"], ["a", "e", "d"]]
    assert table.rows[0][0].rows == 3
    assert table.rows[2][1].columns == 1


def test_thousands_of_wide_cells_are_refused_at_once() -> None:
    with pytest.raises(UnreadableError) as raised:
        read("<table>" + "<tr><td colspan=1000000 rowspan=1000000>a" * 2000)
    assert raised.value.code == "too-large"


def test_a_title_that_spans_more_than_there_is_does_not_widen_the_table() -> None:
    assert size(tables(read("<table><tr><td colspan=1000>a<tr><td>b<td>c</table>"))[0]) == [2, 2]


THAI = "จังหวัดกระบี่ น้ำท่วม"


@pytest.mark.parametrize(
    "data",
    [
        THAI.encode(),
        THAI.encode("utf-8-sig"),
        THAI.encode("utf-16"),
        THAI.encode("cp874"),
        f"<meta charset=windows-874>{THAI}".encode("cp874"),
        f'<meta content="text/html; charset=TIS-620">{THAI}'.encode("cp874"),
        f"<meta charset=iso-8859-1>{THAI}".encode("cp874"),
        f"<meta charset=utf-8>{THAI}".encode("cp874"),
        f"<meta charset=windows-874>{THAI}".encode(),
        f"<meta charset=hex>{THAI}".encode("cp874"),
        f"<meta charset=no-such-name>{THAI}".encode("cp874"),
        f"<meta charset=mac-thai-if-only>{THAI}".encode("cp874"),
    ],
)
def test_thai_is_read_whatever_it_is_declared_as(data: bytes) -> None:
    assert decode_page(data).endswith(THAI)
    assert lines(read_html(data, ReadingLimits())) == [THAI]


def test_a_declared_western_charset_is_believed_when_it_is_none_of_the_usual_mistakes() -> None:
    assert decode_page("<meta charset=koi8-r>Привет".encode("koi8-r")).endswith("Привет")


TOP = "<style>.x, p#y{display:none} td.z{visibility:hidden} @media print{.ok{display:none}} comment{display:none}</style>"


@pytest.mark.parametrize(
    ("text", "shown", "hidden"),
    [
        ("<p style='visibility:hidden'>ลับ<span style='visibility:visible'>เห็น</span></p>", ["เห็น"], ["ลับ"]),
        ("<p style='font-size:0'>ลับ</p><p style='font-size:0px'>ลับ<b style='font-size:12pt'>เห็น</b></p>", ["เห็น"], ["ลับ ลับ"]),
        ("<p style='font-size:0.8em'>เห็น</p><p style='font:12pt x'>เห็น</p>", ["เห็น", "เห็น"], []),
        ("<div style='max-height:0; overflow:hidden'>ลับ</div><div style='opacity:0.0'>ลับ</div>ก", ["ก"], ["ลับ", "ลับ"]),
        ("<template><p>ลับ</p></template><dialog>ลับ</dialog><dialog open>เห็น</dialog>", ["เห็น"], ["ลับ", "ลับ"]),
        ("<p style='display:none; display:block'>เห็น</p>", ["เห็น"], []),
        (TOP + "<p class='a X'>ลับ</p><p id=y>ลับ</p><p class=ok>เห็น</p>", ["เห็น"], ["ลับ", "ลับ"]),
        (TOP + "<p class=x style='display:block'>เห็น</p>", ["เห็น"], []),
        (TOP + "<p>ก<comment>ลับ</comment></p>", ["ก"], ["ลับ"]),
    ],
)  # fmt: skip
def test_what_styles_hide_is_told_apart(text: str, shown: list[str], hidden: list[str]) -> None:
    document = read(text)
    assert (lines(document), lines(document, hidden=True)) == (shown, hidden)


def test_hidden_rows_cells_and_columns_are_no_part_of_a_table() -> None:
    document = read(
        TOP + "<table><tr><td>ก<td>ข<tr style='display:none'><td>ร่าง<td>เก่า<tr><td class=z>ลับ<td>ง"
        "<tr style='visibility:collapse'><td>x</table>"
        "<table><col><col width=0 style='display:none'><tr><td>ค<td>ลับ<td>ฆ</table>"
    )
    assert [texts(table) for table in tables(document)] == [[["ก", "ข"], ["", "ง"]], [["ค", "", "ฆ"]]]
    assert lines(document, hidden=True) == ["ร่าง", "เก่า", "x", "ลับ ลับ"]


def test_a_hidden_table_is_kept_as_one_for_those_who_ask_whether_a_form_is_hidden() -> None:
    document = read("<div hidden><table><tr><td>ก<td>ข</table></div>เห็น")
    assert (lines(document), tables(document)) == (["เห็น"], [])
    assert texts(tables(document, hidden=True)[0]) == [["ก", "ข"]]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("เดือน <select><option>กันยายน<option selected>ตุลาคม</select> 2561", "เดือน ตุลาคม 2561"),
        ("เดือน <select><option>กันยายน<option>ตุลาคม</select>", "เดือน กันยายน"),
        ("<select multiple><option selected>ก<option>ข<option selected>ค</select>", "ก ค"),
        ("เดือน <input value='ตุลาคม'><input type=hidden value=x><input type=submit value=ส่ง>", "เดือน ตุลาคม"),
        ("<input type=checkbox checked>ไม่มี <input type=radio>มี", "☒ไม่มี ☐มี"),
        ("<textarea>ตุลาคม</textarea>", "ตุลาคม"),
    ],
)  # fmt: skip
def test_form_fields_say_what_they_show(text: str, shown: str) -> None:
    assert lines(read(text)) == [shown]
