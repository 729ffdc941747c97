"""OpenDocument texts: each feature in a document of its own."""

import pytest

from collector.errors import UnreadableError
from collector.model.documents import Document
from collector.readers.limits import ReadingLimits
from collector.readers.word.odt import read_odt
from tests.readers.hostile import zipped
from tests.readers.short_form import lines, short_table, tables, texts

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in {
        "office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing"
    }.items()
)  # fmt: skip
STYLES = (
    '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")" text:display-levels="2"/></text:list-style>'
    '<text:list-style style:name="T"><text:list-level-style-number text:level="1" style:num-format="๑, ๒, ๓, ..." style:num-suffix=")" text:start-value="3"/></text:list-style>'
    '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>'
)


def parts(body: str) -> dict[str, str | bytes]:
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}


def read(body: str, limits: ReadingLimits | None = None) -> Document:
    return read_odt(zipped(parts(body)), limits or ReadingLimits())


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}>{p(text)}</table:table-cell>"


def table(*rows: str) -> str:
    return (
        f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)}</table:table>"
    )


COVERED = "<table:covered-table-cell/>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p("  ก\n  ข<text:s text:c='2'/>ค<text:tab/>ง<text:line-break/>จ"), "ก ข  ค\tง\nจ"),
        (p("ก<text:span text:style-name='H'>ซ่อน</text:span><text:span>ข</text:span>"), "กข"),
        (p("ก<text:note>x</text:note><office:annotation>y</office:annotation>ข"), "กข"),
        (p("ก<text:ruby><text:ruby-base>ข</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby>"), "กข"),
        ("<text:h>หัว</text:h>", "หัว"),
        ("<text:section>" + p("ก") + "</text:section><text:section text:display='none'>" + p("ซ่อน") + "</text:section>", "ก"),
        ("<text:tracked-changes><text:changed-region>" + p("ลบ") + "</text:changed-region></text:tracked-changes>" + p("ก"), "ก"),
        ("<text:table-of-content><text:index-body>" + p("สารบัญ") + "</text:index-body></text:table-of-content>", "สารบัญ"),
    ],
)  # fmt: skip
def test_a_paragraph_says_what_is_printed(body: str, text: str) -> None:
    assert lines(read(body)) == [text]


def test_text_boxes_and_shapes_are_read_where_they_hang() -> None:
    body = p(
        f"ก<draw:frame><draw:text-box>{p('กรอบ')}</draw:text-box></draw:frame><draw:custom-shape>{p('รูป')}</draw:custom-shape>"
    )
    assert lines(read(body)) == ["ก", "กรอบ", "รูป"]
    assert lines(read(f"<draw:frame><draw:text-box>{p('หน้า')}</draw:text-box></draw:frame>")) == ["หน้า"]


def item(text: str, inner: str = "", attributes: str = "") -> str:
    return f"<text:list-item {attributes}>{p(text)}{inner}</text:list-item>"


def listed(*items: str, style: str = "N", attributes: str = "") -> str:
    return f'<text:list text:style-name="{style}" {attributes}>{"".join(items)}</text:list>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (listed(item("ก"), item("ข")), ["1. ก", "2. ข"]),
        (listed(item("ก")) + listed(item("ข")), ["1. ก", "1. ข"]),
        (listed(item("ก")) + p("-") + listed(item("ข"), attributes="text:continue-numbering='true'"), ["1. ก", "-", "2. ข"]),
        (listed(item("ก"), attributes="xml:id='x'") + listed(item("-"), style="B") + listed(item("ข"), attributes="text:continue-list='x'"),
         ["1. ก", "- -", "2. ข"]),
        (listed(item("ก", listed(item("ข"), item("ค")))), ["1. ก", "(1.a) ข", "(1.b) ค"]),
        (listed(item("ก"), item("ข", attributes="text:start-value='7'"), item("ค")), ["1. ก", "7. ข", "8. ค"]),
        (listed(item("ก"), item("ข"), style="T"), ["๓) ก", "๔) ข"]),
        (listed(f"<text:list-item>{p('ก')}{p('ต่อ')}</text:list-item>", item("ข")), ["1. ก", "ต่อ", "2. ข"]),
        (listed(f"<text:list-header>{p('หัว')}</text:list-header>", item("ก")), ["หัว", "1. ก"]),
        (listed(item("ก"), style="unknown"), ["ก"]),
    ],
)  # fmt: skip
def test_automatic_numbers_are_part_of_the_text(body: str, expected: list[str]) -> None:
    assert [line.strip() for line in lines(read(body))] == expected


def test_a_table_that_lays_out_title_and_form_is_no_table() -> None:
    framed = read(
        table(cell("จังหวัดกระบี่"), f"<table:table-cell>{table(cell('ก') + cell('ข'))}</table:table-cell>")
    )
    assert lines(framed) == ["จังหวัดกระบี่"]
    assert [texts(found) for found in tables(framed)] == [[["ก", "ข"]]]


def test_merged_repeated_and_nested_cells() -> None:
    found = read(
        table(
            cell("ก", 'table:number-rows-spanned="2"') + cell("ข", 'table:number-columns-spanned="2"') + COVERED,
            COVERED + cell("ค", 'table:number-columns-repeated="2"'),
        )
        + table(cell("") + f"<table:table-cell>{table(cell('ใน') + cell('ใน๒'))}</table:table-cell>")
    )  # fmt: skip
    first, second = tables(found)
    assert short_table(first)["cells"] == {
        "table 1, row 1, column 1 2x1": "ก",
        "table 1, row 1, column 2 1x2": "ข",
        "table 1, row 2, column 2": "ค",
        "table 1, row 2, column 3": "ค",
    }
    assert short_table(second)["cells"] == {
        "table 2, row 1, column 1": "ใน",
        "table 2, row 1, column 2": "ใน๒",
    }


@pytest.mark.parametrize(
    "rows",
    [
        (cell("ก", 'table:number-columns-repeated="999999999"'),),
        (cell("ก", 'table:number-columns-repeated="900"') * 2,),
        (*[cell("ก", 'table:number-columns-repeated="900"')] * 200,),
    ],
)
def test_more_columns_than_allowed_are_too_large(rows: tuple[str, ...]) -> None:
    with pytest.raises(UnreadableError) as raised:
        read(table(*rows))
    assert raised.value.code == "too-large"


@pytest.mark.parametrize("times", ["100001", "999999999"])
def test_repeated_rows_are_counted_before_they_are_made(times: str) -> None:
    body = f'<table:table><table:table-row table:number-rows-repeated="{times}">{cell("ก")}</table:table-row></table:table>'
    with pytest.raises(UnreadableError) as raised:
        read(body)
    assert raised.value.code == "too-large"


def test_a_password_and_a_spreadsheet_inside_are_refused_by_name() -> None:
    locked = {
        **parts(p("ก")),
        "META-INF/manifest.xml": "<m:manifest xmlns:m='x'><m:encryption-data/></m:manifest>",
    }
    other = zipped({"content.xml": f"<office:document-content {SPACES}/>"})
    for data, code in ((zipped(locked), "encrypted"), (other, "damaged")):
        with pytest.raises(UnreadableError) as raised:
            read_odt(data, ReadingLimits())
        assert raised.value.code == code
