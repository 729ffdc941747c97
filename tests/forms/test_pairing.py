"""The record of one issue cell → its entries: who belongs to whom, and what belongs to nobody."""

import pytest

from collector.forms.headings import NUMBER
from collector.forms.pairing import Paired, contents_of, paired
from collector.forms.rows import Record
from collector.model.documents import Cell
from tests.forms.sheets import SPEC

AT = {NUMBER: 0, "problem": 1, "solution": 2, "law": 3, "remark": 4}


def record(problem: str | list[str], solution: str | list[str] = "", **others: str) -> Record:
    """The cells of one row; a list for a column that the sender made two of."""
    said = {"problem": problem, "solution": solution, **others}
    cells = {}
    for key, texts in said.items():
        own = [texts] if isinstance(texts, str) else texts
        cells[key] = tuple(Cell(text, 1, AT[key] + n * 10, place=f"{key} {n}") for n, text in enumerate(own))
    return Record(cells)


def outcome(one: Record, *, number: int = 1, alone: bool = False, **ordinals: int) -> Paired:
    return paired(one, SPEC, contents_of(one, SPEC, number), alone=alone, ordinals=ordinals)


def pairs(one: Record, *, alone: bool = False, **ordinals: int) -> list[tuple[str, str]]:
    """(problem, solution) of each entry."""
    made = outcome(one, alone=alone, **ordinals).drafts
    return [(draft.fields[0].text, draft.fields[1].text) for draft in made]


THREE = "1. ก\n2. ข\n3. ค"


# ── a neighbour against several issues ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("solution", "expected", "left"),
    [
        ("1. ง\n2. จ\n3. ฉ", ["ง", "จ", "ฉ"], []),
        ("1. ง\n3. ฉ", ["ง", "", "ฉ"], []),
        ("2. จ", ["", "จ", ""], []),
        ("1. ง\n2.\n3. ฉ", ["ง", "", "ฉ"], []),
        ("1. ง\n4. ช", ["ง", "", ""], ["ช"]),
        ("4. ง\n5. จ\n6. ฉ", ["ง", "จ", "ฉ"], []),  # Word counts on in the next cell
        ("5. ง\n6. จ", ["", "", ""], ["ง", "จ"]),
        ("3. ง\n4. จ\n5. ฉ", ["", "", "ง"], ["จ", "ฉ"]),
        ("- ง\n- จ\n- ฉ", ["ง", "จ", "ฉ"], []),
        ("- ง\n- จ", ["ง", "จ", ""], []),
        ("- ง\n- จ\n- ฉ\n- ช", ["ง", "จ", "ฉ"], ["ช"]),
        ("ง\nจ\nฉ", ["ง", "จ", "ฉ"], []),
        ("", ["", "", ""], []),
        ("-", ["", "", ""], []),
        ("1.\n2.", ["", "", ""], []),
    ],
    ids=repr,
)
def test_by_number_where_both_count_else_one_by_one(
    solution: str, expected: list[str], left: list[str]
) -> None:
    found = outcome(record(THREE, solution))
    assert [draft.fields[1].text for draft in found.drafts] == expected
    assert [draft.fields[0].text for draft in found.drafts] == ["ก", "ข", "ค"]
    assert (found.unpaired, found.shared) == (tuple(("solution", text) for text in left), ())


@pytest.mark.parametrize("solution", ["ทำทั้งหมด", "ทำ\nทั้งหมด", "ดังนี้\n- ทำ", "- ทำ"], ids=repr)
def test_one_text_beside_several_issues_belongs_to_each(solution: str) -> None:
    found = outcome(record(THREE, solution))
    whole = " ".join(solution.removeprefix("- ").split())
    assert [draft.fields[1].text for draft in found.drafts] == [whole] * 3
    assert (found.shared, found.unpaired) == (("solution",), ())


def test_issues_with_bullets_take_the_numbered_points_beside_them_in_order() -> None:
    assert pairs(record("- ก\n- ข", "1. ง\n2. จ")) == [("ก", "ง"), ("ข", "จ")]
    assert pairs(record("- ก\n- ข", "2. ง\n3. จ")) == [("ก", "ง"), ("ข", "จ")]


def test_each_column_is_paired_for_itself() -> None:
    found = outcome(record("1. ก\n2. ข", "ทำ", law="2. ระเบียบ", remark="1. ด่วน\n7. อื่น"))
    assert [[field.text for field in draft.fields] for draft in found.drafts] == [
        ["ก", "ทำ", "", "ด่วน"],
        ["ข", "ทำ", "ระเบียบ", ""],
    ]
    assert (found.shared, found.unpaired) == (("solution",), (("remark", "อื่น"),))


def test_fields_come_in_the_order_of_the_form_with_their_places() -> None:
    (draft,) = outcome(record("ก", "ข")).drafts
    assert [(field.key, field.place) for field in draft.fields] == [
        ("problem", "problem 0"),
        ("solution", "solution 0"),
        ("law", ""),
        ("remark", ""),
    ]
    first, second = outcome(record("1. ก\n2. ข", "ค")).drafts
    assert [field.place for field in (*first.fields[:2], *second.fields[:2])] == [
        "problem 0",
        "solution 0",
    ] * 2


def test_an_issue_that_says_nothing_is_an_entry_only_if_something_is_beside_it() -> None:
    assert pairs(record("1. ก\n2.\n3. ค", "1. ง\n2. จ")) == [("ก", "ง"), ("", "จ"), ("ค", "")]
    assert pairs(record("1. ก\n2.\n3. ค", "1. ง")) == [("ก", "ง"), ("ค", "")]


# ── plain lines ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (record("ก\nข", "ง\nจ"), [("ก", "ง"), ("ข", "จ")]),
        (record("ก\nข", "1. ง\n2. จ"), [("ก", "ง"), ("ข", "จ")]),
        (record("ก\nข", law="ง\nจ"), [("ก", ""), ("ข", "")]),
        (record("ก\nข", "ง", **{NUMBER: "1\n2"}), [("ก", "ง"), ("ข", "ง")]),
        (record("ก\nข\nค", "ง\nจ"), [("ก ข ค", "ง จ")]),
        (record("ก\nข", "ง"), [("ก ข", "ง")]),
        (record("ก", "ง"), [("ก", "ง")]),
        (record("ก\n....", "ง\nจ"), [("ก ....", "ง จ")]),
    ],
    ids=["solutions", "numbered solutions", "laws", "numbers", "three and two", "no partner", "one", "dots"],
)
def test_plain_lines_are_issues_only_against_as_many_beside_them(
    one: Record, expected: list[tuple[str, str]]
) -> None:
    assert pairs(one, alone=True) == expected


def test_plain_lines_of_a_form_with_more_rows_are_one_text() -> None:
    assert pairs(record("ก\nข", "ง\nจ")) == [("ก ข", "ง จ")]


def test_plain_lines_that_are_issues_count_from_one() -> None:
    one = record("ก\nข", "ง\nจ", law="2. ระเบียบ")
    assert [draft.fields[2].text for draft in outcome(one, alone=True).drafts] == ["", "ระเบียบ"]


# ── one issue, and a cell that lies over several records ────────────────────────────────────────


@pytest.mark.parametrize(
    ("problem", "solution", "ordinal", "own"),
    [
        ("ก", "1. ง\n2. จ", 1, "ง"),
        ("ก", "1. ง\n2. จ", 2, "จ"),
        ("ก", "1. ง\n2. จ", 3, ""),
        ("2. ก", "1. ง\n2. จ", 1, "จ"),
        ("- ก", "1. ง\n2. จ", 1, "ง"),
        ("ก", "1. ง", 2, "ง"),
        ("ก", "ทำ\nแก้", 2, "ทำ แก้"),
        ("ก", "- ง\n- จ", 2, "ง - จ"),
        ("ก", "", 1, ""),
    ],
    ids=repr,
)
def test_of_a_merged_cell_each_issue_takes_its_own_number_or_all(
    problem: str, solution: str, ordinal: int, own: str
) -> None:
    assert pairs(record(problem, solution), solution=ordinal) == [(problem[-1], own)]


@pytest.mark.parametrize(
    ("number", "own"), [("2", "จ"), ("๒.", "จ"), ("", "ง"), ("-", "ง"), ("3", "")], ids=repr
)
def test_the_number_may_stand_in_a_column_of_its_own(number: str, own: str) -> None:
    assert pairs(record("ก", "1. ง\n2. จ", **{NUMBER: number}), solution=1) == [("ก", own)]
    assert pairs(record("1. ก", "1. ง\n2. จ", **{NUMBER: number}), solution=1) == [("ก", "ง")]


# ── columns that the sender split ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("solution", "expected"),
    [
        (["1. ง\n2. จ", "1. ฉ\n2. ช"], ["ง ฉ", "จ ช"]),
        (["1. ง\n2. จ", "-"], ["ง", "จ"]),
        (["", "1. ง\n2. จ"], ["ง", "จ"]),
        (["1. ง\n2. จ", "ฉ"], ["ง 2. จ ฉ", ""]),
        (["-", ""], ["", ""]),
        (["", ""], ["", ""]),
        (["", "-"], ["", ""]),
    ],
    ids=repr,
)
def test_two_columns_of_one_matter_are_joined_point_by_point_where_they_count_alike(
    solution: list[str], expected: list[str]
) -> None:
    found = outcome(record("1. ก\n2. ข", solution))
    assert [draft.fields[1].text for draft in found.drafts] == expected


def test_two_columns_beside_one_issue_are_one_text() -> None:
    assert pairs(record("ก", ["1. ง\n2. จ", "ฉ"])) == [("ก", "ง 2. จ ฉ")]
    assert pairs(record("ก", ["1. ง\n2. จ", "1. ฉ\n2. ช"])) == [("ก", "ง 2. จ ฉ 2. ช")]
    assert pairs(record("ก", ["ง", "-"])) == [("ก", "ง")]


# ── ข้อ ๑ ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "number", "expected"),
    [
        (record("ข้อ 2 ก", "ข้อ 2 ง"), 2, ("ก", "ง")),
        (record("ข้อ 2 ก", "ข้อ 2 ง"), 1, ("ข้อ 2 ก", "ข้อ 2 ง")),
        (record("ข้อ 2 ก", **{NUMBER: "2"}), 2, ("ข้อ 2 ก", "")),
    ],
    ids=["counts along", "does not", "beside a column of numbers"],
)
def test_a_clause_is_a_number_where_it_counts_along(
    one: Record, number: int, expected: tuple[str, str]
) -> None:
    (draft,) = outcome(one, number=number).drafts
    assert (draft.fields[0].text, draft.fields[1].text) == expected


def test_a_clause_in_a_column_without_numbers_is_always_one_of_a_law() -> None:
    (draft,) = outcome(record("ก", law="ข้อ 1 แห่งระเบียบ"), number=1).drafts
    assert draft.fields[2].text == "ข้อ 1 แห่งระเบียบ"
