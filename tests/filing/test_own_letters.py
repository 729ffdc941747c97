"""Letters of ours within what a sender sends: known by their mark however they were passed on, and left out of his words."""

import pytest

from collector.filing.own_letters import is_letter, sign_of, without_letters
from collector.message_ids import make, mark_of, marks_in

SECRET = b"s" * 32
LETTER = make("acknowledgement", "a" * 64, SECRET, "dept.example")
MARK = mark_of(LETTER, SECRET)
WRITTEN = f"เรื่อง  แจ้งการได้รับรายงาน\n\nเรียน  ท้องถิ่นจังหวัดตรัง\n\nหนังสือฉบับนี้จัดทำและส่งโดยระบบอัตโนมัติ เลขที่อ้างอิง {MARK}"


@pytest.mark.parametrize(
    "text", [MARK, f"({MARK})", f"เลขที่อ้างอิง{MARK}ค่ะ", f"> *เลขที่อ้างอิง {MARK}*", f"<{MARK}>", WRITTEN]
)
def test_a_mark_is_known_wherever_it_stands(text: str) -> None:
    assert marks_in(text, SECRET) == (MARK,)
    assert sign_of(text, SECRET) == MARK


@pytest.mark.parametrize(
    "text",
    [
        MARK[:-1] + ("0" if MARK[-1] != "0" else "1"),
        f"{MARK}0",
        f"0{MARK}",
        f"{MARK}-1",
        MARK.lower(),
        "12345678-87654321",
        "",
    ],
)
def test_what_only_looks_like_a_mark_is_none(text: str) -> None:
    assert marks_in(text, SECRET) == ()


def test_without_its_secret_or_of_another_letter_there_is_no_mark() -> None:
    assert marks_in(MARK, b"other") == marks_in(MARK, b"") == ()
    assert mark_of("<CAB+1@mail.example>", SECRET) == ""
    other = make("review", "b" * 64, SECRET, "dept.example")
    assert mark_of(other, SECRET) != MARK


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"ขอแก้ไขรายงานค่ะ\n\n{WRITTEN}\nขอบคุณค่ะ", "ขอแก้ไขรายงานค่ะ\n\nขอบคุณค่ะ"),
        ("ขอแก้ไข\n" + "\n".join(f"> {line}" for line in WRITTEN.splitlines()), "ขอแก้ไข"),
        (f"{WRITTEN}\n\n{WRITTEN}\nท้าย", "\nท้าย"),
        (f"ดูท้ายหนังสือ {MARK}\nตราด", "ตราด"),
        ("เรื่อง ขอส่งรายงาน\nจังหวัดตรัง", "เรื่อง ขอส่งรายงาน\nจังหวัดตรัง"),
    ],
)
def test_only_what_the_sender_added_is_left(text: str, left: str) -> None:
    assert without_letters(text, SECRET) == left


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        (f"{WRITTEN}\n", True),
        (f"{WRITTEN}\nขอแก้ไขข้อ 2", False),
        (f"ขอแก้ไข\n{WRITTEN}", False),
        (WRITTEN.replace(MARK, "HC-2561-12/TH-92/1"), False),
        (" \n", False),
    ],
)
def test_a_text_is_a_letter_of_ours_where_nothing_stands_beside_it(text: str, ours: bool) -> None:
    assert is_letter(text, SECRET) is ours
