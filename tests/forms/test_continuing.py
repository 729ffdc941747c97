"""A row without number that goes on with the row above is no entry of its own."""

from collections.abc import Sequence

from collector.forms.extract import Extract, extract
from collector.forms.recognise import recognise
from tests.forms.sheets import HEADER, SPEC, TITLE, document, table
from tests.shipped import PROVINCES

Said = list[tuple[str, str]]


def read(*rows: Sequence[str], header: Sequence[str] = HEADER) -> Extract:
    (match,) = recognise(document(TITLE, table([header, *rows])), [SPEC])
    (content,) = extract(match, PROVINCES)
    return content


def said(*rows: tuple[str, str]) -> Said:
    content = read(*(["", *row, "", ""] for row in rows))
    assert content.notes == content.doubts == ()
    return [(entry.text("problem"), entry.text("solution")) for entry in content.entries]


def numbered(*rows: tuple[str, str, str]) -> Said:
    content = read(*([*row, "", ""] for row in rows), header=["ที่", *HEADER[1:]])
    return [(entry.text("problem"), entry.text("solution")) for entry in content.entries]


def test_what_stands_between_two_numbers_belongs_to_the_first() -> None:
    rows = [("1. รถเสีย", "1. ซ่อม"), ("รถสำรองไม่มี", "ระหว่างนั้นขอยืม"), ("2. ไฟดับ", "2. แจ้ง")]
    assert said(*rows) == [("รถเสีย รถสำรองไม่มี", "ซ่อม ระหว่างนั้นขอยืม"), ("ไฟดับ", "แจ้ง")]
    assert said(("1. รถเสีย", "1. ซ่อม"), ("", "แล้วคืน"), ("2. ไฟดับ", "2. แจ้ง")) == [
        ("รถเสีย", "ซ่อม แล้วคืน"),
        ("ไฟดับ", "แจ้ง"),
    ]


def test_a_sentence_may_go_on_over_several_rows_and_after_the_last_number() -> None:
    assert said(("1. รถเสีย", "ซ่อม"), ("และไม่มีรถสำรอง", ""), ("จึงออกตรวจไม่ได้", "")) == [
        ("รถเสีย และไม่มีรถสำรอง จึงออกตรวจไม่ได้", "ซ่อม")
    ]


def test_a_row_beside_an_empty_number_goes_on() -> None:
    assert numbered(("1", "รถเสีย", "ซ่อม"), ("", "และเก่า", ""), ("", "", "แล้วคืน"), ("2", "ไฟดับ", "แจ้ง")) == [
        ("รถเสีย และเก่า", "ซ่อม แล้วคืน"),
        ("ไฟดับ", "แจ้ง"),
    ]


def test_numbers_may_count_offices_with_several_problems_each() -> None:
    rows = [("1", "รถเสีย", "ซ่อม"), ("", "ขาดคน", "จ้าง"), ("2", "ไฟดับ", "แจ้ง")]
    assert numbered(*rows) == [("รถเสีย", "ซ่อม"), ("ขาดคน", "จ้าง"), ("ไฟดับ", "แจ้ง")]


def test_rows_that_nothing_counts_stay_entries() -> None:
    assert said(("รถเสีย", "ซ่อม"), ("และไฟดับ", "แจ้ง")) == [("รถเสีย", "ซ่อม"), ("และไฟดับ", "แจ้ง")]
    assert said(("1. รถเสีย", "ซ่อม"), ("ขาดคน", "จ้าง"), ("3. ไฟดับ", "แจ้ง"))[1] == ("ขาดคน", "จ้าง")
    assert said(("1. รถเสีย", "ซ่อม"), ("ขาดคน", "จ้าง"))[1] == ("ขาดคน", "จ้าง")
    assert said(("1. รถเสีย", "ซ่อม"), ("ขาดคน", "2. จ้าง"), ("2. ไฟดับ", ""))[1] == ("ขาดคน", "จ้าง")
