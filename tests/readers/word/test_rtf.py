"""RTF as Word, WordPad, TextEdit and small programs write it: each feature in a text of its own."""

import pytest

from collector.errors import UnreadableError
from collector.model.documents import Document
from collector.readers.limits import ReadingLimits
from collector.readers.word.rtf import read_rtf
from tests.readers.short_form import lines, short_table, tables, texts

HEAD = rb"{\rtf1\ansi\ansicpg874\deff0{\fonttbl{\f0\fnil\fcharset222 Cordia New;}{\f1\fnil\fcharset0 Arial;}{\f2\fnil\fcharset2 Symbol;}}"


def read(body: str, head: bytes = HEAD) -> Document:
    return read_rtf(head + body.encode("cp874") + b"}", ReadingLimits())


def quoted(text: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode("cp874"))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rf"\f0 {quoted('ทดสอบ')}\f1  abc\par", "ทดสอบ abc"),
        ("\\f0 ทดสอบ\\par", "ทดสอบ"),
        (rf"\f1 {quoted('ที่')} \'93x\'94\'85", "ที่ “x”…"),
        (r"\u3588?\u-4?\uc2\u3588\'aa\'bb{\uc0\u3588}x\u3588\tab", "ค￼คคxค\t"),
        (r"\uc0\u55357 \u56832 ", "😀"),
        (r"a\tab b\line c\emdash\~d\_e\{\}\\", "a\tb\nc—\u00a0d-e{}\\"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt ลิงก์}}", "ลิงก์"),
        (r"ก{\v ซ่อน}{\deleted ลบ}{\v\v0 ข}\plain ค", "กขค"),
        (r"ก{\*\unknown x{y}}{\pict 0102}\bin3 }}}ข", "กข"),
        (r"{\listtext\pard\plain 1.\tab}หนึ่ง", "1. หนึ่ง"),
        (r"{\pntext\f2\'b7\tab}จุด", "- จุด"),
        (r"{\*\bkmkstart b}ก\softline ข\chpgn", "กข"),
    ],
)  # fmt: skip
def test_a_paragraph_says_what_is_printed(body: str, text: str) -> None:
    assert lines(read(body)) == [text]


def test_textedit_writes_a_font_table_without_groups_and_a_backslash_for_each_line() -> None:
    head = rb"{\rtf1\ansi\ansicpg1252\cocoartf2822{\fonttbl\f0\fswiss\fcharset0 Helvetica;}"
    body = "\\f0 \\uc0\\u3588 \\u3657 \\\ncaf\\'e9\\\n\\b \\'b7\\'d5\\'e8"
    assert lines(read(body, head)) == ["ค้", "café", "ที่"]


def test_headers_and_text_boxes_stand_behind_the_text() -> None:
    body = r"{\header หัว\par}{\headerl หัว\par}ก{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt กรอบ\par}}{\shprslt x}}ข\par"
    assert lines(read(body)) == ["กข", "กรอบ", "หัว"]


CELLS = r"\trowd\cellx1000\cellx3000\cellx4000 "


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (rf"{CELLS}\pard\intbl a\cell b\par c\cell d\cell\row", {"1, column 1": "a", "1, column 2": "b\nc", "1, column 3": "d"}),
        (rf"{CELLS}{{\intbl a\cell b\cell c\cell}}{{\row }}\trowd\cellx1000\cellx4000 d\cell e\cell\row",
         {"1, column 1": "a", "1, column 2": "b", "1, column 3": "c", "2, column 1": "d", "2, column 2 1x2": "e"}),
        (r"\trowd\clvmgf\cellx9\cellx19 a\cell b\cell\row\trowd\clvmrg\cellx9\cellx19 \cell c\cell\row",
         {"1, column 1 2x1": "a", "1, column 2": "b", "2, column 2": "c"}),
        (r"\trowd\cellx9\clmgf\cellx19\clmrg\cellx29 a\cell b\cell\cell\row\trowd\cellx9\cellx19\cellx29 1\cell 2\cell 3\cell\row",
         {"1, column 1": "a", "1, column 2 1x2": "b", "2, column 1": "1", "2, column 2": "2", "2, column 3": "3"}),
        (r"a\cell b\cell\row c\cell d\cell\row", {"1, column 1": "a", "1, column 2": "b", "2, column 1": "c", "2, column 2": "d"}),
        (r"\trowd\cellx1000\cellx4000 a\cell b\cell\row\trowd\cellx3000\cellx3100 c\cell d\cell\row",
         {"1, column 1": "a", "1, column 2": "b", "2, column 1": "c", "2, column 2": "d"}),
    ],
)  # fmt: skip
def test_rows_are_laid_out_by_their_edges(rows: str, expected: dict[str, str]) -> None:
    found = short_table(tables(read(rows))[0])["cells"]
    assert {place.removeprefix("table 1, row "): text for place, text in found.items()} == expected


def test_a_table_that_stands_alone_in_a_cell_is_the_table() -> None:
    inner = r"\pard\intbl\itap2 1\nestcell 2\nestcell{\*\nesttableprops\trowd\cellx1\cellx2\nestrow}{\nonesttables\par}"
    body = rf"\trowd\cellx1000\pard\intbl\itap1 {{}}{inner}\pard\intbl \cell\row"
    assert texts(tables(read(body))[0]) == [["1", "2"]]
    above = rf"\trowd\cellx1000 \pard\intbl ก\cell\row {body}"
    assert (lines(read(above)), texts(tables(read(above))[0])) == (["ก"], [["1", "2"]])
    beside = rf"\trowd\cellx1000\cellx2000 \pard\intbl ก\cell {inner}\pard\intbl \cell\row"
    assert texts(tables(read(beside))[0]) == [["ก", "1 2"]]


def test_the_identifier_is_found_among_keywords_and_properties() -> None:
    assert read(r"{\info{\keywords collector-form:a/TH-81/2018-12}}").identifier == "a/TH-81/2018-12"
    properties = r"{\*\userprops {\propname collector-form}\proptype30{\staticval a/TH-81/2018-12}}"
    assert read(properties).identifier == "a/TH-81/2018-12"


@pytest.mark.parametrize("body", ["a{b", "a\\", "", "a{\\pict"])
def test_a_text_that_breaks_off_is_damaged(body: str) -> None:
    with pytest.raises(UnreadableError) as raised:
        read_rtf(HEAD + body.encode(), ReadingLimits())
    assert raised.value.code == "damaged"


def test_what_follows_the_end_does_not_matter() -> None:
    assert lines(read_rtf(HEAD + b"a}\0\0}}}x", ReadingLimits())) == ["a"]


FORM = r"{\field{\*\fldinst FORMDROPDOWN {\*\formfield{\fftype2\ffres%s\ffdefres1{\*\ffl กันยายน}{\*\ffl ตุลาคม}}}}{\fldrslt เก่า}}"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("เดือน" + FORM % 0, "เดือนกันยายน"),
        ("เดือน" + FORM % 25, "เดือนตุลาคม"),
        ("{\\v " + FORM % 0 + "}ก", "ก"),
        (r"{\field{\*\fldinst FORMCHECKBOX{\*\formfield{\fftype1\ffres1}}}{\fldrslt }}ก", "☒ก"),
        (r"{\field{\*\fldinst FORMTEXT{\*\formfield{\fftype0}}}{\fldrslt ตุลาคม}}", "ตุลาคม"),
        (r"{\field{\*\fldinst IF {\field{\*\fldinst DATE\par}{\fldrslt x}}}{\fldrslt ตุลาคม}}", "ตุลาคม"),
    ],
)  # fmt: skip
def test_form_fields_say_what_they_show(body: str, text: str) -> None:
    assert lines(read(body)) == [text]


def test_a_deleted_cell_lets_the_others_move_up_and_a_deleted_or_hidden_row_is_none() -> None:
    deleted = r"\trowd\cellx1000\cldel\cellx2000\cellx3000\cellx4000 "
    body = (
        rf"{CELLS}\pard\intbl a\cell b\cell c\cell\row {deleted}d\cell{{\deleted e}}\cell f\cell g\cell\row "
        rf"{CELLS}{{\deleted h\cell i\cell j\cell\row}}{CELLS}{{\v k\cell l\cell m\cell\row}}"
    )
    found = read(body)
    assert texts(tables(found)[0]) == [["a", "b", "c"], ["d", "f", "g"]]
    assert lines(found, hidden=True) == ["k\nl\nm"]
