"""One cell → the points that stand in it: by numbers that count up, by bullets, or the whole as one."""

import pytest

from collector.forms.items import content_of, counted_bare, is_dash

Said = list[tuple[str, str]]


def items(text: str, clause: int | None = None) -> Said:
    return [(item.mark, item.text) for item in content_of(text, clause).items]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ขาดคน", [("", "ขาดคน")]),
        ("1. ขาดคน", [("1", "ขาดคน")]),
        ("๒) ขาดคน\nและเงิน", [("2", "ขาดคน และเงิน")]),
        ("1. ก\n2. ข", [("1", "ก"), ("2", "ข")]),
        ("๑. ก\n\n  ๒. ข  \n", [("1", "ก"), ("2", "ข")]),
        ("1. ก\nต่อ\nอีก\n2. ข\nท้าย", [("1", "ก ต่อ อีก"), ("2", "ข ท้าย")]),
        ("ดังนี้\n1. ก\n2. ข", [("1", "ดังนี้ ก"), ("2", "ข")]),
        ("4. ก\n5. ข", [("4", "ก"), ("5", "ข")]),
        ("1. ก\n3. ข", [("1", "ก"), ("3", "ข")]),
        ("1. ก\n10. ข", [("1", "ก"), ("10", "ข")]),
        ("1. ก\n11. ข", [("1", "ก 11. ข")]),
        ("1. ก\n1. ข", [("1", "ก 1. ข")]),
        ("2. ก\n1. ข", [("2", "ก 1. ข")]),
        ("1. ก\n2.\n3. ข", [("1", "ก"), ("2", ""), ("3", "ข")]),
        ("1. ก\n3.\n4. ข", [("1", "ก 3."), ("4", "ข")]),
        ("1.\n2.\n3.", [("1", ""), ("2", ""), ("3", "")]),
        ("- ก\n- ข", [("-", "ก"), ("-", "ข")]),
        ("• ก\nต่อ\n• ข", [("-", "ก ต่อ"), ("-", "ข")]),
        ("ก\n- ข\n- ค", [("", "ก - ข - ค")]),
        ("- ก\n-\n- ข", [("-", "ก -"), ("-", "ข")]),
        ("1. ก\n- ข\n2. ค", [("1", "ก - ข"), ("2", "ค")]),
        ("- ก\n1. ข\n2. ค", [("1", "- ก ข"), ("2", "ค")]),
        ("1. ก\n2. ......", [("1", "ก"), ("2", "")]),
    ],
    ids=repr,
)
def test_points_of_a_cell(text: str, expected: Said) -> None:
    assert items(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. ก 2. ข 3. ค", [("1", "ก"), ("2", "ข"), ("3", "ค")]),
        ("๑) ก ๒) ข", [("1", "ก"), ("2", "ข")]),
        ("(1) ก (2) ข", [("1", "ก"), ("2", "ข")]),
        ("1. ก  2.ข", [("1", "ก"), ("2", "ข")]),
        ("1. ก 3. ข", [("1", "ก 3. ข")]),
        ("1. ก 2. ข 2. ค", [("1", "ก"), ("2", "ข 2. ค")]),
        ("2. ก 3. ข", [("2", "ก 3. ข")]),
        ("ก 1. ข 2. ค", [("", "ก 1. ข 2. ค")]),
        ("1. ใช้เงิน 2.5 ล้าน 2. ข", [("1", "ใช้เงิน 2.5 ล้าน"), ("2", "ข")]),
        ("1. ก 2. ข\n2. ค", [("1", "ก 2. ข"), ("2", "ค")]),
        ("1 ก 2. ข", [("", "1 ก 2. ข")]),
        ("1. ก2. ข", [("1", "ก2. ข")]),
    ],
    ids=repr,
)
def test_one_line_that_counts_is_broken_before_each_number(text: str, expected: Said) -> None:
    assert items(text) == expected


@pytest.mark.parametrize("word", ["ข้อ", "ที่", "มาตรา", "ว", "ฉบับ", "วรรค", "พ.ศ.", "ลำดับ", "หมวด"])
def test_a_number_that_belongs_to_a_law_breaks_no_line(word: str) -> None:
    assert items(f"1. ตาม {word} 2. แห่งระเบียบ") == [("1", f"ตาม {word} 2. แห่งระเบียบ")]
    assert items(f"1. {word} ก 2. ข") == [("1", f"{word} ก"), ("2", "ข")]


@pytest.mark.parametrize(
    ("text", "clause", "expected"),
    [
        ("ข้อ ๑๒ แห่งระเบียบ", 1, [("", "ข้อ ๑๒ แห่งระเบียบ")]),
        ("ข้อ ๑๒ แห่งระเบียบ", 12, [("12", "แห่งระเบียบ")]),
        ("ข้อที่ 3 ก", 3, [("3", "ก")]),
        ("ข้อที่ 3 ก", None, [("", "ข้อที่ 3 ก")]),
        ("ข้อ 5 ก\nต่อ", 0, [("", "ข้อ 5 ก ต่อ")]),
        ("ข้อ 1 ก\nข้อ 2 ข", 0, [("1", "ก"), ("2", "ข")]),
        ("ข้อ 1 ก\nข้อ 2 ข\nข้อ 3 ค", 0, [("1", "ก"), ("2", "ข"), ("3", "ค")]),
        ("ข้อ 1 ก\nต่อ\nข้อ 2 ข", 0, [("1", "ก ต่อ"), ("2", "ข")]),
        ("ข้อ 1 ก\nข้อ 3 ข", 0, [("", "ข้อ 1 ก ข้อ 3 ข")]),
        ("ข้อ 2 ก\nข้อ 2 ข", 0, [("", "ข้อ 2 ก ข้อ 2 ข")]),
        ("ข้อ 1\nก", 0, [("", "ข้อ 1 ก")]),
        ("ข้อ 1", 0, [("1", "")]),
        ("ตาม ข้อ 5", 0, [("", "ตาม ข้อ 5")]),
        ("ก\nข้อ 5 ข", 0, [("", "ก ข้อ 5 ข")]),
    ],
    ids=repr,
)
def test_a_clause_is_a_number_only_where_it_counts_along(
    text: str, clause: int | None, expected: Said
) -> None:
    assert items(text, clause) == expected
    assert items(text + " " * 2_000, clause) == expected


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("1. ก\n2. ข", "ก 2. ข"),
        ("- ก\n- ข", "ก - ข"),
        ("ก\nข", "ก ข"),
        ("ข้อ ๑๒ แห่ง\nระเบียบ", "ข้อ ๑๒ แห่ง ระเบียบ"),
        ("1.", ""),
        ("......\n____", ""),
        ("", ""),
        ("-", ""),
    ],
    ids=repr,
)
def test_the_whole_of_a_cell_keeps_all_numbers_but_the_first(text: str, whole: str) -> None:
    assert content_of(text).whole == whole


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("ก\n\nข", ("ก", "ข")),
        ("1. ก\n2. ข\nต่อ", ("ก", "ข", "ต่อ")),
        ("- ก\nข", ("ก", "ข")),
        ("1. ก\n.....", ("ก", "")),
        ("ข้อ ๑๒ แห่ง\n ระเบียบ", ("ข้อ ๑๒ แห่ง", "ระเบียบ")),
        ("", ()),
    ],
    ids=repr,
)
def test_the_lines_of_a_cell_are_bare(text: str, lines: tuple[str, ...]) -> None:
    assert content_of(text).lines == lines


EMPTY, DASH, SAID = (True, False), (False, True), (False, False)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", EMPTY),
        (" \n ", EMPTY),
        ("1.", EMPTY),
        ("๑.\n๒.", EMPTY),
        ("1. ........", EMPTY),
        ("-", DASH),
        (" – ", DASH),
        ("---", DASH),
        ("1. -", DASH),
        ("1. -\n2. -", DASH),
        ("1. -\n2.", DASH),
        ("1. ก\n2. -", SAID),
        ("ก", SAID),
        ("- ก", SAID),
        ("5", EMPTY),
    ],
    ids=repr,
)
def test_nothing_a_dash_and_something_are_told_apart(text: str, state: tuple[bool, bool]) -> None:
    assert (content_of(text).empty, content_of(text).dash) == state


@pytest.mark.parametrize(
    ("text", "numbered"),
    [("1. ก\n2. ข", True), ("1. ก", True), ("- ก\n- ข", False), ("ก", False), ("", False), ("-", False)],
    ids=repr,
)
def test_a_cell_is_numbered_where_each_point_is(text: str, numbered: bool) -> None:
    assert content_of(text).numbered is numbered


@pytest.mark.parametrize(
    ("texts", "plain"),
    [
        (["1 ก", "2 ข"], ["1. ก", "2. ข"]),
        (["๑ ก", " ๒  ข", "3 ค"], ["๑. ก", "๒. ข", "3. ค"]),
        (["1 ก"], None),
        ([], None),
        (["1 ก", "3 ข"], None),
        (["2 ก", "3 ข"], None),
        (["1 ก", "ข"], None),
        (["1 ก", "2ข"], None),
        (["1 ก", "2 5 คน"], None),
        (["1 ก", "ข", "2 ค"], None),
    ],
    ids=repr,
)
def test_numbers_without_a_dot_count_where_they_count_the_texts(
    texts: list[str], plain: list[str] | None
) -> None:
    assert counted_bare(texts) == plain


def test_lines_with_bare_numbers_are_points() -> None:
    assert items("1 ก\n2 ข") == [("1", "ก"), ("2", "ข")]
    assert items("2 อำเภอ\n3 ตำบล") == [("", "2 อำเภอ 3 ตำบล")]


@pytest.mark.parametrize(
    ("text", "dash"),
    [("-", True), (" – — ", True), ("−", True), ("‒", True), ("―", True), ("...", False), ("___", False), ("", False), ("- ก", False), ("-1", False)],
)  # fmt: skip
def test_a_dash_alone_says_nothing(text: str, dash: bool) -> None:
    assert is_dash(text) is dash
