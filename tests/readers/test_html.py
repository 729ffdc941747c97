"""HTML as mail programs and spreadsheets write it."""

import pytest

from collector.errors import UnreadableError
from collector.formats.charset import decode_page
from collector.model.documents import Document
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


HIDING = [
    "display:/**/none",
    "opacity:calc(0)",
    "opacity:1e-9",
    r"d\69splay:none",
    r"display:n\00006f ne",
    "--x:none;display:var(--x)",
    "display:none!important;display:block",
    "height:0;overflow:hidden",
    "max-height:1px;overflow:hidden;padding:0 0",
    "width:0;overflow:hidden",
    "position:absolute;left:-9999px",
    "position:fixed;top:-100em",
    "text-indent:-9999px",
    "margin:0 0 0 -9999px",
    "transform:translateX(-2000px)",
    "color:transparent",
    "color:rgba(0, 0, 0, 0)",
    "color:#ffff0000",
    "opacity:0.01",
    "filter:opacity(0)",
    "transform:scale(0)",
    "transform:scale(1,.01)",
    "position:absolute;clip:rect(0,0,0,0)",
    "clip-path:inset(50%)",
    "font-size:0",
    "font-size:1px",
    "font-size/* a */:/**/0",
    r"font-s\69ze:1px",
    "font:0/0 a",
    "font-size:1pt;visibility:visible",
    "content-visibility:hidden",
    "color:white",
    "color:#fefefe",
    "color:RGB(255, 255, 255)",
    "color:#FFF;background:transparent",
    "color:white;background-color:rgba(0, 0, 0, 0)",
    "background:#000;color:#000",
    "background-color:red;color:rgb(100%,0%,0%)",
    "-webkit-text-fill-color:#fff;color:black",
    "zoom:0.01",
    "zoom:5%",
]
SEEN = [
    "height:0",  # what is in it hangs out
    "height:0;padding-bottom:56.25%;overflow:hidden",  # a frame that keeps its shape
    "line-height:0;overflow:hidden",
    "height:5px;overflow:visible",
    "max-height:100px;overflow:hidden",
    "margin-left:-18.0pt;text-indent:-.25in",  # a list of Word's
    "position:absolute;top:5000px",  # a later page
    "position:relative;left:-5px",
    "left:-9999px",
    "color:transparent;background-clip:text",
    "color:transparent;text-shadow:0 0 #000",
    "color:windowtext;background:transparent",
    "color:rgb(0,0,0)",
    "color:#000000",
    "opacity:0.5",
    "transform:scale(0.8)",
    "font-size:3pt",
    "font:700 10.0pt/0 Tahoma",
    "font-size:80%",
    "display:none;display:block",
    "color:white;background:#4472C4",
    "color:white;background:url(a.png)",
    "color:white;background-image:linear-gradient(red,blue)",
    "color:white;text-shadow:0 0 2px black",
    "color:inherit;background:black",  # the program chooses
    "color:#777",
    "color:hsl(0,0%,100%)",
    "zoom:0.5",
    "zoom:0",
]


@pytest.mark.parametrize("style", HIDING)
def test_a_style_that_shows_nothing_hides(style: str) -> None:
    document = read(f'<p>เห็น</p><div style="{style}">ลับ</div>')
    assert (lines(document), lines(document, hidden=True)) == (["เห็น"], ["ลับ"])


@pytest.mark.parametrize("style", SEEN)
def test_a_style_that_shows_something_does_not_hide(style: str) -> None:
    document = read(f'<p hidden>ลับ</p><div style="{style}">เห็น</div>')
    assert (lines(document), lines(document, hidden=True)) == (["เห็น"], ["ลับ"])


FALLBACKS = ["canvas", "video", "audio", "meter", "progress", "rp"]


@pytest.mark.parametrize(
    ("text", "shown", "hidden"),
    [
        ("<font color=white>ก</font>", [], ["ก"]),
        ("<style>.a{color:#fff}</style><span class=a>ก</span>", [], ["ก"]),
        (
            "<style>.a{color:#000080}.b{background:navy}</style><div class=b>ก<b class=a>ข</b></div>",
            ["ก"],
            ["ข"],
        ),
        ("<body text='#ffffff'>ก<font color=red>ข</font></body>", ["ข"], ["ก"]),
        ("<body text=white bgcolor=navy>ก</body>", ["ก"], []),
        ("<body text=white background='a.png'>ก</body>", ["ก"], []),
        (
            "<div style='background:#000'><p style='color:white'>ก</p></div><p style='color:white'>ข",
            ["ก"],
            ["ข"],
        ),
        ("<div style='color:white'>ก<p style='background:navy'>ข</p></div>", ["ข"], ["ก"]),
        ("<noscript>ก</noscript>ข", ["ข"], ["ก"]),
        ("<svg width=0 height=0><text>ก</text></svg>ข", ["ข"], ["ก"]),
        *((f"<{name}>ก</{name}>ข", ["ข"], ["ก"]) for name in FALLBACKS),
        ("<p popover>ก</p>ข", ["ข"], ["ก"]),
    ],
)
def test_letters_count_by_their_colour_and_what_is_behind_them(
    text: str, shown: list[str], hidden: list[str]
) -> None:
    document = read(text)
    assert (lines(document), lines(document, hidden=True)) == (shown, hidden)


def test_white_letters_are_seen_in_a_dark_cell_and_hidden_in_a_white_one() -> None:
    document = read(
        "<table><tr bgcolor=#1F4E79 style='color:white'><th>หัว<td bgcolor=white>ลับ</tr>"
        "<tr><td style='color:white'>ลับ<td style='color:black'>เห็น</table>"
    )
    assert texts(tables(document)[0]) == [["หัว", ""], ["", "เห็น"]]
    assert lines(document, hidden=True) == ["ลับ ลับ"]


@pytest.mark.parametrize(
    ("text", "shown", "hidden"),
    [
        ("@media screen{.x{display:none}}", [], ["ก"]),
        ("@media print, only screen and (min-width:600px){.x{display:none}}", [], ["ก"]),
        ("@media screen{@supports (color:red){.x{display:none}}}", [], ["ก"]),
        (r".\78{d\isplay:none}", [], ["ก"]),
        (".y{color:red}.x{display:none;.y{}}", [], ["ก"]),
        ("@media print{.x{display:none}}", ["ก"], []),
        ("@media screen and (max-width:480px){.x{display:none}}", ["ก"], []),
        ("@media (prefers-color-scheme:dark){.x{display:none}}", ["ก"], []),
        ("@supports not (color:red){.x{display:none}}", ["ก"], []),
        (".x{display:none}@media screen{.x{display:block}}", ["ก"], []),
        ("@keyframes a{from{opacity:0}}.x{opacity:1}", ["ก"], []),
    ],
)
def test_rules_count_where_their_condition_holds(text: str, shown: list[str], hidden: list[str]) -> None:
    document = read(f"<style>{text}</style><p class=x>ก")
    assert (lines(document), lines(document, hidden=True)) == (shown, hidden)


@pytest.mark.parametrize(
    ("text", "shown", "hidden"),
    [
        ("<details>ก<summary>ข</summary><p>ค</p>ง<summary>จ</summary></details>", ["ข"], ["ค", "จ", "ก ง"]),
        ("<details open><summary>ข</summary>ค</details>", ["ข", "ค"], []),
        ("<datalist><option>ก</datalist>ข", ["ข"], ["ก"]),
        ("<span style='height:0;overflow:hidden'>ก</span>", ["ก"], []),
        ("<span style='display:block;height:0;overflow:hidden'>ก</span>", [], ["ก"]),
        ("<span style='transform:scale(0)'>ก</span>", ["ก"], []),
        ("<div style='visibility:hidden'>ก<b style='font-size:12pt'>ข</b></div>", [], ["ก ข"]),
        ("<div style='color:transparent'>ก<font color=red>ข</font></div>", ["ข"], ["ก"]),
        ("<table><tr style='height:0;overflow:hidden'><td style='height:0;overflow:hidden'>ก<td>ข</table>", [], []),
    ],
)  # fmt: skip
def test_elements_hide_as_browsers_do(text: str, shown: list[str], hidden: list[str]) -> None:
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
