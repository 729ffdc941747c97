"""The heading of a table: what each cell names, how many rows it takes, and rows that only look like one."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from collector.forms.headings import (
    HIGHEST,
    NUMBER,
    OTHER,
    PERIOD,
    UNIT,
    Layout,
    heading_key,
    layout_of,
    repeats_header,
)
from tests.forms.sheets import HEADER, SPEC, Merge, spec_with, table

ENTRY = ["กระบี่", "ขาดคน", "จัดหา", "", ""]


def layout(rows: Sequence[Sequence[str]], *merges: Merge, at: int = 0) -> Layout | None:
    return layout_of(table(rows, merges).rows, at, SPEC)


def columns(rows: Sequence[Sequence[str]], *merges: Merge, at: int = 0) -> tuple[tuple[str, ...], int]:
    """What the columns hold and how high the heading is."""
    found = layout(rows, *merges, at=at)
    assert found is not None
    return found.columns, found.height


# ── one cell ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("จังหวัด", UNIT),
        ("หน่วยงาน", UNIT),
        ("Province", UNIT),
        ("ประจำเดือน", PERIOD),
        ("เดือน/ปี", PERIOD),
        ("ที่", NUMBER),
        ("ลำดับที่", NUMBER),
        ("No.", NUMBER),
        ("#", NUMBER),
        (" # ", NUMBER),
        ("อปท.", OTHER),
        ("ผู้รับผิดชอบ", OTHER),
        ("ตำบล", OTHER),
        ("อำเภอ", UNIT),  # one of the words for the units' column, which wins
        ("ประเด็นปัญหา อุปสรรค", "problem"),
        ("การแก้ไขปัญหา", "solution"),
        ("ปัญหาและการแก้ไข", "problem"),
        ("ความเห็นของจังหวัด", "solution"),
        ("กฎหมายที่เกี่ยวข้อง", "law"),
        ("หมายเหตุ", "remark"),
        ("ข้อเสนอแนะ", "solution"),
        ("ข้อกฎหมาย", "law"),
        ("รายละเอียด", ""),
        ("", ""),
        ("...", ""),
        ("##", ""),
        ("ลำดับความสำคัญ", ""),
        ("1. ปัญหา", ""),
        ("๑) ปัญหา", ""),
        ("12) ปัญหา", ""),
        ("1 . ปัญหา", ""),
        ("(1) ปัญหา", ""),
        ("123. ปัญหา", "problem"),
        ("ปัญหา 1.", "problem"),
        ("ก. ปัญหา", "problem"),
        ("ก. ปัญหา 1", "problem"),
    ],
    ids=repr,
)
def test_what_a_heading_names(text: str, key: str) -> None:
    assert heading_key(text, SPEC) == key


def test_of_two_words_at_one_place_the_longer_decides() -> None:
    problem, solution, *rest = SPEC.columns
    other = replace(solution, words=("ปัญหาที่แก้",))
    own = spec_with(columns=(problem, other, *rest))
    assert [heading_key(text, own) for text in ("ปัญหาที่แก้แล้ว", "ปัญหาที่พบ")] == ["solution", "problem"]


def test_a_word_counts_near_the_beginning_of_a_text_that_is_no_longer_than_a_heading() -> None:
    assert heading_key("ก" * 24 + "ปัญหา", SPEC) == "problem"
    assert heading_key("ก" * 25 + "ปัญหา", SPEC) == ""
    assert heading_key("ปัญหา" + "ก" * 155, SPEC) == "problem"
    assert heading_key("ปัญหา" + "ก" * 156, SPEC) == ""


# ── the first row of a heading ──────────────────────────────────────────────────────────────────


def test_the_official_heading() -> None:
    found = layout([HEADER, ENTRY])
    assert found is not None
    assert (found.columns, found.height, found.width) == (
        (UNIT, "problem", "solution", "law", "remark"),
        1,
        5,
    )
    assert [line.text for line in found.lines] == HEADER
    assert found.lines[1].place == "R1C2"
    assert (found.at("problem"), found.at(UNIT), found.at(NUMBER)) == ((1,), (0,), ())


@pytest.mark.parametrize(
    "row",
    [
        ["ปัญหา"],
        ["ปัญหา", "อปท."],
        ["ปัญหา", "จังหวัด", "ที่"],
        ["การแก้ไข", "กฎหมาย", "หมายเหตุ"],
        ["ปัญหา", "รายละเอียด"],
        ["วัน", "เวลา"],
        ["ปัญหา", "ปัญหา"],
        ["ปัญหา", "อุปสรรค", "อปท."],
        ENTRY,
    ],
    ids=repr,
)
def test_a_heading_names_the_issue_column_and_another_of_the_form(row: list[str]) -> None:
    assert layout([row, ENTRY]) is None


def test_issue_and_solution_in_one_cell_over_both_columns_are_no_heading() -> None:
    rows = [["จังหวัด", "ปัญหา", "", ""], ["กระบี่", "ขาดคน", "จัดหา", ""]]
    assert layout(rows, (0, 1, 1, 2)) is None
    assert layout([["จังหวัด", "ปัญหา", "ปัญหา", "การแก้ไข"]]) is not None


def test_issue_and_solution_above_one_cell_over_both_columns_are_no_heading() -> None:
    rows = [["จังหวัด", "ปัญหา", "การแก้ไข", "ข้อมูล"], ["", "รายละเอียด", "", ""], ["กระบี่", "ขาดคน", "จัดหา", ""]]
    assert layout(rows, (0, 0, 2, 1), (1, 1, 1, 2)) is None
    assert layout(rows, (0, 0, 2, 1)) is not None


def test_a_split_column_stands_at_several_places() -> None:
    found = layout([["ปัญหา", "แนวทางแก้ไข", "ข้อเสนอแนะ", "รายละเอียด"]])
    assert found is not None
    assert (found.at("solution"), found.columns[3]) == ((1, 2), "")


# ── how high a heading is ───────────────────────────────────────────────────────────────────────

TOP = ["จังหวัด", "ปัญหา อุปสรรค", "", "การแก้ไข", "หมายเหตุ"]
UNDER = ["", "อปท.", "ประเด็นปัญหา", "", ""]
BELOW = ["กระบี่", "อบต.ก", "ขาดคน", "จัดหา", ""]
PARTED = (UNIT, OTHER, "problem", "solution", "remark")
DOWN = ((0, 0, 2, 1), (0, 1, 1, 2), (0, 3, 2, 1), (0, 4, 2, 1))


def test_a_second_row_parts_a_heading_above_it() -> None:
    assert columns([TOP, UNDER, BELOW], *DOWN) == (PARTED, 2)
    assert columns([TOP, UNDER, BELOW]) == (PARTED, 2)
    assert columns([TOP, UNDER, BELOW], (0, 1, 1, 2)) == (PARTED, 2)


def test_a_heading_further_down_counts_from_its_own_row() -> None:
    rows = [["แบบรายงาน", "ก", "ข", "ค", "ง"], ["", "", "", "", ""], TOP, UNDER, BELOW]
    merges = [(row + 2, *rest) for row, *rest in DOWN]
    found = layout(rows, *merges, at=2)  # type: ignore[arg-type]  # as many as a merge has
    assert found is not None
    assert (found.columns, found.height) == (PARTED, 2)
    said = ["จังหวัด", "ปัญหา อุปสรรค", "การแก้ไข", "หมายเหตุ", "อปท.", "ประเด็นปัญหา"]
    assert [line.text for line in found.lines] == said
    assert found.headings[1:3] == ("ปัญหาอุปสรรคอปท", "ปัญหาอุปสรรคประเด็นปัญหา")


def test_a_cell_that_reaches_down_from_the_row_above_makes_the_heading_no_higher() -> None:
    rows = [["จังหวัด", "รายละเอียด", "", ""], ["", "ปัญหา", "การแก้ไข", "หมายเหตุ"], ["กระบี่", "ขาดคน", "จัดหา", ""]]
    assert layout(rows, (0, 0, 2, 1), (0, 1, 1, 3)) is None
    assert columns(rows, (0, 0, 2, 1), (0, 1, 1, 3), at=1) == ((UNIT, "problem", "solution", "remark"), 1)


def test_the_lines_of_a_heading_are_its_cells_that_say_something() -> None:
    found = layout([TOP, ["", "อปท.", "ประเด็นปัญหา", " ", ""], BELOW])
    assert found is not None
    assert [line.text for line in found.lines] == [
        "จังหวัด",
        "ปัญหา อุปสรรค",
        "การแก้ไข",
        "หมายเหตุ",
        "อปท.",
        "ประเด็นปัญหา",
    ]


def test_a_merged_cell_makes_the_heading_as_high_as_it_is_up_to_three_rows() -> None:
    rows = [HEADER, [""] * 5, [""] * 5, [""] * 5, ENTRY]
    for rowspan, height in ((1, 1), (2, 2), (3, 3), (4, 1)):
        assert columns(rows, (0, 0, rowspan, 1))[1] == height
    assert columns(rows, (0, 0, 2, 1), (0, 1, 3, 1))[1] == HIGHEST == 3
    assert columns(rows, *((0, column, 4, 1) for column in range(5)))[1] == 1


def test_a_heading_merged_down_over_entries_is_none_of_a_second_row() -> None:
    rows = [TOP, ["", "", "ประเด็นปัญหา", "", ""], BELOW, BELOW]
    assert columns(rows, (0, 0, 4, 1))[1] == 1
    assert columns([TOP, UNDER, BELOW, BELOW], (0, 0, 4, 1))[1] == 2


@pytest.mark.parametrize(
    ("second", "height"),
    [
        (["(1)", "(2)", "(3)", "(4)", "(5)"], 2),
        (["๑", "๒", "๓", "๔", "๕"], 2),
        (["", "(1)", "(2)", "(3)", ""], 2),
        (["(2)", "(3)", "(4)", "", ""], 2),
        (["(1)", "(2)", "", "", ""], 1),
        (["(1)", "(3)", "(2)", "(4)", ""], 1),
        (["", "1", "1", "", ""], 1),
        (["กระบี่", "(1)", "(2)", "(3)", ""], 1),
    ],
    ids=repr,
)
def test_a_row_that_numbers_three_columns_or_more_is_part_of_the_heading(
    second: list[str], height: int
) -> None:
    assert columns([HEADER, second, ENTRY])[1] == height


def test_a_number_may_stand_over_two_columns() -> None:
    numbers = ["(1)", "", "(2)", "(3)", "(4)"]
    assert columns([HEADER, numbers, ENTRY], (1, 0, 1, 2))[1] == 2
    assert columns([HEADER, ["(1)", "(2)", "", "(3)", ""], ENTRY], (1, 1, 1, 2))[1] == 2


def test_rows_that_number_and_rows_that_part_may_follow_each_other_up_to_three() -> None:
    numbers = ["(1)", "(2)", "(3)", "(4)", "(5)"]
    assert columns([TOP, UNDER, numbers, BELOW], *DOWN) == (PARTED, 3)
    assert columns([TOP, UNDER, numbers, numbers, BELOW], *DOWN) == (PARTED, 3)
    assert columns([TOP, UNDER], *DOWN) == (PARTED, 2)


@pytest.mark.parametrize(
    "second",
    [
        ["", "ปัญหา", "", "", ""],
        ["", "อปท.", "ไม่มีปัญหา", "", ""],
        ["จังหวัดตาก", "อปท.", "ปัญหา", "", ""],
        ["", "", "", "", ""],
    ],
    ids=repr,
)
def test_a_row_that_holds_more_or_less_than_headings_is_no_second_row(second: list[str]) -> None:
    assert columns([TOP, second, BELOW], (0, 1, 1, 2))[1] == 1


def test_a_second_row_of_headings_under_headings_of_one_column_each_is_an_entry() -> None:
    first = ["จังหวัด", "ปัญหา", "การแก้ไข", "กฎหมาย", "หมายเหตุ"]
    assert columns([first, ["", "ปัญหา", "การแก้ไข", "", ""]])[1] == 1
    for blank in ("", " "):
        assert columns([["จังหวัด", "ปัญหา", blank, "การแก้ไข", ""], ["", "ประเด็น", "อุปสรรค", "", ""]])[1] == 2


@pytest.mark.parametrize(
    ("text", "height"),
    [
        ("ประเด็นปัญหา", 2),
        ("ประเด็นปัญหา ฯ", 2),
        ("ประเด็นปัญหาของเรา", 1),
        ("ปัญหาคน", 2),
        ("ประเด็นปัญหาหลัก", 2),
        ("ปัญหาใหญ่", 1),
        ("กข", 1),
    ],
)
def test_a_few_letters_beside_the_words_are_still_a_heading(text: str, height: int) -> None:
    assert columns([TOP, ["", "อปท.", text, "", ""], BELOW], *DOWN)[1] == 2
    assert columns([TOP, ["", "อปท.", text, "", ""], BELOW])[1] == height


def test_of_two_heading_words_the_longer_is_taken_away() -> None:
    assert columns([TOP, ["", "ประเด็นปัญหา", "ข้อกฎหมาย", "", ""], BELOW], (0, 1, 1, 2))[1] == 2


def test_the_lowest_heading_that_says_something_decides() -> None:
    rows = [["จังหวัด", "ปัญหา", "การแก้ไข"], ["", "ก", "กฎหมาย"], ["กระบี่", "ข", "ค"]]
    assert columns(rows, (0, 0, 2, 1))[0] == (UNIT, "problem", "law")


# ── the heading again ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("row", "again"),
    [
        (HEADER, True),
        (["จังหวัด", "ประเด็นปัญหา อุปสรรค", "การแก้ไขปัญหา อุปสรรค", "", ""], True),
        (["", "", "", "กฎหมาย", "หมายเหตุ"], True),
        (["", "", "", "", "หมายเหตุ"], False),
        (["", "ปัญหา", "แก้", "", ""], False),
        (["", "ปัญหา", "แก้ไข", "", ""], True),
        (["", "ปัญหา", "", "", "หมาย"], True),
        (["จังหวัด", "ประเด็นปัญหา", "ขาดคน", "", ""], False),
        (["", "", "", "", ""], False),
        (ENTRY, False),
    ],
    ids=repr,
)
def test_a_row_that_says_two_headings_again_and_nothing_else(row: list[str], again: bool) -> None:
    found = layout([HEADER, ENTRY])
    assert found is not None
    assert repeats_header(table([row]).rows[0], found) is again


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("ผู้รับผิดชอบ/หมายเหตุ", "remark"),
        ("ผู้รับผิดชอบ\nและหมายเหตุ", "remark"),
        ("วันที่ (หมายเหตุ)", "remark"),
        ("หน่วยงานที่รับผิดชอบ/หมายเหตุ", UNIT),
        ("ผู้รับผิดชอบ/กฎหมาย", OTHER),
    ],
)
def test_a_heading_of_two_names_is_of_the_column_that_the_form_has(heading: str, key: str) -> None:
    assert columns([[*HEADER[:4], heading]])[0][4] == key


def test_a_heading_of_two_names_is_none_where_the_column_stands_by_itself() -> None:
    assert columns([[*HEADER, "ผู้รับผิดชอบ/หมายเหตุ"]])[0][4:] == ("remark", OTHER)
