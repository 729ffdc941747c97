"""Lines below a sheet's table, which stand in the form's columns as its entries do: signatures, footnotes, a month."""

import pytest

from collector.forms.extract import Extract, extract
from collector.forms.recognise import recognise
from tests.forms.sheets import HEADER, TITLE, document, table
from tests.shipped import PROVINCES, SPEC

MONEY, BOAT = ("ขาดงบประมาณดำเนินการ", "ของบเพิ่มเติม"), ("เรือท้องแบนชำรุด", "ซ่อมแซม")
COUNTED = (("1. " + MONEY[0], "1. " + MONEY[1]), ("2. " + BOAT[0], "2. " + BOAT[1]))
SIGNED = (
    "(ลงชื่อ) สุดา มีสุข",
    "( นางสาวสุดา มีสุข )",
    "ตำแหน่ง นักส่งเสริมการปกครองท้องถิ่นชำนาญการ",
    "โทร. 0 7521 8234 ต่อ 12",
)


def read(
    *rows: tuple[str, ...], column: int = 1, below: tuple[str, ...] = (), sheet: str = "Sheet1"
) -> Extract:
    """A sheet with these rows of issue and remedy, and below them each text alone in a column; "" is an empty row."""
    made = [["กระบี่" if at == 0 else "", *row, "", ""] for at, row in enumerate(rows)]
    lone = [["" if at != column else text for at in range(len(HEADER))] for text in below]
    (match,) = recognise(document(TITLE, table([HEADER, *made, *lone]), sheet=sheet), [SPEC])
    (found,) = extract(match, PROVINCES)
    return found


@pytest.mark.parametrize("rows", [COUNTED, (MONEY, BOAT)], ids=["numbered", "not numbered"])
@pytest.mark.parametrize("column", [1, 2], ids=["issue", "remedy"])
@pytest.mark.parametrize("gap", [(), ("",), ("", "")], ids=["no gap", "a gap", "two rows"])
def test_a_signature_and_what_follows_it_are_no_entries(
    rows: tuple[tuple[str, ...], ...], column: int, gap: tuple[str, ...]
) -> None:
    found = read(*rows, column=column, below=(*gap, *SIGNED))
    assert [entry.text("problem") for entry in found.entries] == [MONEY[0], BOAT[0]]
    assert [entry.text("solution") for entry in found.entries] == [MONEY[1], BOAT[1]]
    assert found.doubts == ()


@pytest.mark.parametrize(
    "below",
    [
        "หมายเหตุ : โปรดระบุเป็นรายประเด็น",
        "* ให้รายงานภายในวันที่ 5 ของเดือนถัดไป",
        "ปลัดจังหวัด รักษาราชการแทน",
        "ว่าที่ ร.ต. สมชาย ใจดี",
        "นายดำ แดง",
    ],
)
def test_a_footnote_behind_a_gap_is_no_entry(below: str) -> None:
    for rows in (COUNTED, (MONEY, BOAT)):
        assert len(read(*rows, below=("", below)).entries) == 2
    blank = read(("1.", "1."), ("2.", "2."), below=("", below))
    assert (blank.blank, blank.entries) == (True, ())
    nil = read(("ไม่มี", "-"), below=("", below))
    assert (nil.nil, nil.entries) == (True, ())


def test_a_line_that_tells_a_lack_below_numbered_entries_is_a_persons() -> None:
    found = read(*COUNTED, below=("", "ขาดแคลนเจ้าหน้าที่ประจำศูนย์ช่วยเหลือประชาชน"))
    assert len(found.entries) == 2
    assert [doubt.code for doubt in found.doubts] == ["left-out-entry"]


@pytest.mark.parametrize(
    ("rows", "below"),
    [
        pytest.param((MONEY, BOAT), ("", "เจ้าหน้าที่ย้ายบ่อย"), id="without numbers, behind a gap"),
        pytest.param((MONEY,), ("เจ้าหน้าที่ย้ายบ่อย",), id="right below"),
        pytest.param(COUNTED, ("", "3. เจ้าหน้าที่ย้ายบ่อย"), id="with the next number"),
    ],
)
def test_what_may_be_an_entry_stays_one(rows: tuple[tuple[str, ...], ...], below: tuple[str, ...]) -> None:
    found = read(*rows, below=below)
    assert "เจ้าหน้าที่ย้ายบ่อย" in [entry.text("problem") for entry in found.entries]
