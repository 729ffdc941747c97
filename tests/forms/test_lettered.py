"""Letters count the points of a cell, or the rows of a column, as numbers do."""

from collections.abc import Sequence

import pytest

from collector.forms.extract import extract
from collector.forms.items import content_of
from collector.forms.recognise import recognise
from tests.forms.sheets import HEADER, SPEC, TITLE, document, table
from tests.shipped import PROVINCES

Said = list[tuple[str, str]]


def said(*rows: Sequence[str]) -> Said:
    (match,) = recognise(document(TITLE, table([HEADER, *rows])), [SPEC])
    (content,) = extract(match, PROVINCES)
    assert content.notes == content.doubts == ()
    return [(entry.text("problem"), entry.text("solution")) for entry in content.entries]


@pytest.mark.parametrize("marks", ["ก. ข. ค.", "(ก) (ข) (ค)", "ก) ข) ค)", "a. b. c.", "A) B) C)"])
@pytest.mark.parametrize("between", ["\n", " "])
def test_letters_that_count_are_removed_as_numbers_are(marks: str, between: str) -> None:
    one, two, three = marks.split()
    cells = [
        between.join(f"{mark} {text}" for mark, text in zip((one, two, three), texts, strict=True))
        for texts in (("ขาดคน", "รถเสีย", "ไฟดับ"), ("จ้าง", "ซ่อม", "สำรองไฟ"))
    ]
    assert said(["กระบี่", *cells, "", ""]) == [("ขาดคน", "จ้าง"), ("รถเสีย", "ซ่อม"), ("ไฟดับ", "สำรองไฟ")]


def test_letters_that_count_the_rows_are_removed() -> None:
    rows = [["", "ก. ขาดคน", "ก. จ้าง", "", ""], ["", "ข. รถเสีย", "ข. ซ่อม", "", ""]]
    assert said(*rows) == [("ขาดคน", "จ้าง"), ("รถเสีย", "ซ่อม")]


def test_letters_pair_with_numbers_by_what_they_count() -> None:
    assert said(["", "ก. ขาดคน\nข. รถเสีย\nค. ไฟดับ", "1. จ้าง\n3. สำรองไฟ", "", ""]) == [
        ("ขาดคน", "จ้าง"),
        ("รถเสีย", ""),
        ("ไฟดับ", "สำรองไฟ"),
    ]


def test_lines_without_letter_go_on_the_one_before() -> None:
    assert [item.text for item in content_of("ก. ขาดคน\nและเงิน\nข. รถเสีย").items] == ["ขาดคน และเงิน", "รถเสีย"]


@pytest.mark.parametrize(
    "text",
    [
        "ก.พ. ยังไม่อนุมัติ",
        "ก. อย่างเดียว",
        "ข. ก่อน\nก. หลัง",
        "อ. เมือง\nอ. คลองท่อม",
        "อบต. ก. ไม่มีรถ ข. มี",
        "ก. ก\nค. ข",
    ],
)
def test_letters_that_do_not_count_stay(text: str) -> None:
    assert [item.text for item in content_of(text).items] == [" ".join(text.split())]


def test_letters_under_numbers_are_details_of_theirs() -> None:
    assert [item.text for item in content_of("1. ขาด\nก. คน\nข. เงิน\n2. ฝน").items] == [
        "ขาด ก. คน ข. เงิน",
        "ฝน",
    ]


def test_a_text_taken_as_a_whole_keeps_all_letters_but_the_first() -> None:
    assert content_of("(ก) ระเบียบหนึ่ง\n(ข) ระเบียบสอง").whole == "ระเบียบหนึ่ง (ข) ระเบียบสอง"
