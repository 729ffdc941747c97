"""One spelling of Thai, digits, bullets, edit distance."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from collector.thai import arabic_digits, collapse, distance, fold, normalise, split_bullet, thai_digits

THAI = st.text(alphabet=st.characters(min_codepoint=0x0E00, max_codepoint=0x0E7F) | st.sampled_from(" \n.12"))


@pytest.mark.parametrize("typed", ["น้ำ", "น้ํา", "นํ้า", "นำ้", "น\u200bำ้", "น้้ำ"])
def test_sara_am_has_one_spelling(typed: str) -> None:
    assert normalise(typed) == "น้ำ"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("เเพร่", "แพร่"), ("ที่", "ที่"), ("ท่ี", "ที่"), ("ก\u00a0ข", "ก ข"), ("a\u00adb", "ab"), ("ก\x00ข", "กข")],
)
def test_normalise(typed: str, expected: str) -> None:
    assert normalise(typed) == expected


@given(THAI)
@example("่ิี")
@example("ู์ฺ")
@example("ำำ่")
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(THAI)
def test_texts_of_one_fold_differ_in_white_space_and_digits_only(text: str) -> None:
    assert fold(collapse(text)) == fold(text)
    assert fold(thai_digits(text)) == fold(arabic_digits(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. ก", ("1", "ก")),
        ("๑. ก", ("1", "ก")),
        ("1.ก", ("1", "ก")),
        ("๑) ก", ("1", "ก")),
        ("(๑) ก", ("1", "ก")),
        ("- ก", ("-", "ก")),
        ("• ก", ("-", "ก")),
        ("ข้อ 1 ก", ("1", "ก")),
        ("ประเด็นที่ ๒ : ก", ("2", "ก")),
        ("1", ("1", "")),
        ("๓.", ("3", "")),
        ("2 อำเภอไม่มีเจ้าหน้าที่", (None, "2 อำเภอไม่มีเจ้าหน้าที่")),
        ("14 ธ.ค. 2561 เกิดน้ำท่วม", (None, "14 ธ.ค. 2561 เกิดน้ำท่วม")),
        ("ปัญหา 2 อำเภอ", (None, "ปัญหา 2 อำเภอ")),
        ("3.5 ล้านบาท", (None, "3.5 ล้านบาท")),
        ("-5 องศา", (None, "-5 องศา")),
        ("ก", (None, "ก")),
    ],
)
def test_split_bullet(text: str, expected: tuple[str | None, str]) -> None:
    assert split_bullet(text) == expected


@pytest.mark.parametrize(
    ("left", "right", "edits"),
    [
        ("ระนอง", "ระยอง", 1),
        ("ชลบุรี", "ลพบุรี", 2),
        ("กก", "กก", 0),
        ("กข", "ขก", 1),
        ("ก", "กขคง", 3),
        ("กขคงจ", "ก", 3),
    ],
)
def test_distance_counts_edits_up_to_a_bound(left: str, right: str, edits: int) -> None:
    assert distance(left, right, 2) == min(edits, 3)
