"""The rows under a heading: entries, totals, signatures and footnotes told apart, joined by issue, parted by unit and month."""

from collections.abc import Sequence

import pytest

from collector.forms.headings import NUMBER
from collector.forms.recognise import recognise
from collector.forms.rows import Group, Record, grouped, row_kind
from collector.forms.units import UnitNames
from collector.model.documents import Line
from collector.model.units import Unit
from tests.forms.sheets import HEADER, SPEC, TITLE, Merge, document, table
from tests.shipped import PROVINCES, names_of

NAMES = PROVINCES
DISTRICTS = names_of(Unit("KB-01", "อำเภอเขาพนม"), Unit("KB-02", "อำเภอคลองท่อม"))
MONTHS = ["จังหวัด", "ประจำเดือน", "ปัญหา", "การแก้ไข"]


def walked(
    rows: Sequence[Sequence[str]],
    *merges: Merge,
    header: Sequence[str] = HEADER,
    names: UnitNames = NAMES,
) -> tuple[tuple[Group, ...], tuple[Line, ...]]:
    """The groups of a form with these rows, and its footers; rows of merges count from the first of `rows`."""
    below = [(row + 1, *rest) for row, *rest in merges]
    (match,) = recognise(document(TITLE, table([header, *rows], below)), [SPEC])  # type: ignore[arg-type]  # as a merge
    return grouped(match, names)


def kind(row: Sequence[str], *merges: Merge, header: Sequence[str] = HEADER, names: UnitNames = NAMES) -> str:
    below = [(1, *rest) for _, *rest in merges]
    (match,) = recognise(document(TITLE, table([header, row], below)), [SPEC])  # type: ignore[arg-type]  # as a merge
    return row_kind(match.blocks[0].rows[0], match.blocks[0].layout, SPEC, names)


def issues(group: Group) -> list[str]:
    return [record.text("problem") for record in group.records]


def codes(groups: Sequence[Group]) -> list[tuple[str, ...] | None]:
    return [group.unit.codes if group.unit else None for group in groups]


WIDE = (0, 0, 1, 5)  # one cell over the whole row


# ── the kind of one row ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["", "", "", "", ""], "empty"),
        (["", " \n ", "", "", ""], "empty"),
        (["กระบี่", "ก", "", "", ""], "entry"),
        (["", "ก", "", "", ""], "entry"),
        (["", "", "ก", "", ""], "entry"),
        (["กระบี่", "", "", "", ""], "entry"),
        (["รวม", "2 ประเด็น", "", "", ""], "total"),
        (["รวมทั้งสิ้น 2 ประเด็น", "", "", "", ""], "total"),
        (["", "จำนวนทั้งสิ้น", "3", "", ""], "total"),
        (["กระบี่", "รวม 2 เรื่อง", "", "", ""], "entry"),
        (["", "รวม" + "ก" * 36, "", "", ""], "total"),
        (["", "รวม" + "ก" * 37, "", "", ""], "entry"),
        (["", "ลงชื่อ ..........", "", "", ""], "footer"),
        (["", "ลงชื่อ", "ลงชื่อ", "", ""], "footer"),
        (["", "ลงชื่อ ........ ผู้รายงาน", "ตำแหน่ง ......", "", ""], "footer"),
        (["กระบี่", "ลงชื่อ ........", "", "", ""], "footer"),
        (["", "ลงชื่อ ........", "ขาดคน", "", ""], "entry"),
        (["", "(นายสมชาย)", "(นางสมหญิง)", "", ""], "entry"),
        (["", "ลงชื่อในเอกสารไม่ครบ", "", "", ""], "entry"),
        (["", "ลงชื่อ นายสมชาย ใจดี", "", "", ""], "footer"),
        (["", "ลงชื่อ สมชาย ผู้รายงาน", "", "", ""], "footer"),
        (["", "ลงชื่อ _____", "", "", ""], "footer"),
        (["", "ลงชื่อ ..", "", "", ""], "footer"),
        (["", "ลงชื่อ .. ไม่ครบ", "", "", ""], "entry"),
        (["", "ลงชื่อ ...... เจ้าหน้าที่", "", "", ""], "footer"),
        (["", "", "", "", "หมายเหตุ : ก"], "footer"),
        (["วันที่ 4 มกราคม", "", "", "", ""], "footer"),
        (["", "", "ผู้ประสานงาน นายก", "", ""], "footer"),
        (["", "หมายเหตุไม่ชัดเจน", "", "", ""], "entry"),
        (["", "", "ไม่มี", "", ""], "entry"),
    ],
    ids=repr,
)
def test_the_kind_of_a_row(row: list[str], expected: str) -> None:
    assert kind(row) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("จังหวัดกระบี่", "unit"),
        ("กระบี่", "unit"),
        ("ไม่มีปัญหาอุปสรรค", "entry"),
        ("หมายเหตุ : ประเด็นปัญหา หมายถึง", "footer"),
        ("ข้อมูลเพิ่มเติม", "line"),
        ("รวม 2 ประเด็น", "total"),
        ("", "empty"),
    ],
)
def test_a_cell_over_the_whole_row_is_no_entry_but_a_nil(text: str, expected: str) -> None:
    assert kind([text], WIDE) == expected


def test_a_cell_over_a_column_of_the_form_and_one_of_none_is_not_wide() -> None:
    header = ["จังหวัด", "ปัญหา", "รายละเอียด", "การแก้ไข"]
    assert kind(["", "ข้อมูลเพิ่มเติม", "", ""], (0, 1, 1, 2), header=header) == "entry"
    assert kind(["", "ข้อมูลเพิ่มเติม", "", ""], (0, 1, 1, 3), header=header) == "line"
    assert kind(["", "ข้อมูลเพิ่มเติม", "", ""], (0, 1, 1, 2)) == "line"


# ── footers ─────────────────────────────────────────────────────────────────────────────────────


def test_footers_totals_and_lines_are_no_records_and_footers_are_kept_as_lines() -> None:
    (group,), footer = walked(
        [
            ["กระบี่", "ก", "ข", "", ""],
            ["รวม 1", "", "", "", ""],
            ["", "", "", "", ""],
            ["ข้อมูล เพิ่มเติม"],
            ["", "ลงชื่อ  ......", "ลงชื่อ ......", "", ""],
            ["", "(นายสมชาย)", "(นางสมหญิง)", "", ""],
        ],
        (3, 0, 1, 5),
    )
    assert issues(group) == ["ก"]
    assert footer == (
        Line("ข้อมูล เพิ่มเติม", "R5C1"),
        Line("ลงชื่อ ...... ลงชื่อ ......", "R6C2"),
        Line("(นายสมชาย) (นางสมหญิง)", "R7C2"),
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["", "", "", "วันที่", "2018-12-03"], "footer"),
        (["", "", "", "ข้อมูล ณ วันที่", "3 ธ.ค. 61"], "footer"),
        (["", "", "", "วันที่รายงาน", "5-Dec-18"], "footer"),
        (["", "", "ผู้ประสานงาน", "นายดี มาก", "075-123456"], "footer"),
        (["", "", "ผู้ประสานงาน", "ดี มาก", "d@krabi.go.th"], "footer"),
        (["", "วันที่", "3 ธันวาคม 2561", "", ""], "footer"),
        (["", "โทร. 0 7561 1302", "", "", ""], "footer"),
        (["ผู้ประสานงาน", "นางสาวมะลิ แก้วใส", "โทร 075-123456", "", ""], "footer"),
        (["", "โทรศัพท์", "ซ่อม", "", ""], "entry"),
        (["", "หน้าที่ของเจ้าหน้าที่ไม่ชัดเจน", "แบ่งงาน", "", ""], "entry"),
        (["", "", "โทรศัพท์ชำรุดทุกเครื่อง", "ซ่อม", ""], "entry"),
        (["", "ข", "", "วันที่", "2018-12-03"], "entry"),
        (["กระบี่", "", "", "วันที่", "2018-12-03"], "entry"),
    ],
    ids=repr,
)
def test_the_lines_of_a_signature_are_no_entries_whatever_column_they_stand_in(
    row: list[str], expected: str
) -> None:
    assert kind(row) == expected


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        (["", "ข", "ค", "", ""], ["ก", "ข"]),
        (["", "ข", "", "", "ค"], ["ก", "ข"]),
        (["", "ข", "", "", ""], ["ก"]),
        (["", "", "ข", "ค", ""], ["ก"]),
        (["", "ข", "โทร 02", "", ""], ["ก"]),
        (["", "นายสมชาย", "ข", "", ""], ["ก"]),
    ],
    ids=repr,
)
def test_below_a_footnote_only_an_issue_with_something_beside_it_goes_on(
    row: list[str], kept: list[str]
) -> None:
    (group,), footer = walked([["กระบี่", "ก", "", "", ""], ["", "", "", "", "หมายเหตุ : ง"], row])
    assert issues(group) == kept
    assert len(footer) == 1 + (kept == ["ก"])


def test_after_a_page_break_entries_go_on_without_more_ado() -> None:
    rows = [["กระบี่", "ก", "", "", ""], ["", "", "", "", "หมายเหตุ : ง"], HEADER, ["", "ข", "", "", ""]]
    (group,), _ = walked(rows)
    assert issues(group) == ["ก", "ข"]


# ── records ─────────────────────────────────────────────────────────────────────────────────────


def said(record: Record) -> dict[str, str]:
    return {
        key: record.text(key) for key in (NUMBER, "problem", "solution", "law", "remark") if record.text(key)
    }


def test_a_record_holds_the_cells_of_each_column_by_its_key() -> None:
    header = ["ลำดับ", "จังหวัด", "การแก้ไข", "ปัญหา", "หมายเหตุ", "กฎหมาย"]
    (group,), _ = walked([["7", "กระบี่", "ข", "ก", "จ", "ง"]], header=header)
    (record,) = group.records
    assert said(record) == {NUMBER: "7", "problem": "ก", "solution": "ข", "law": "ง", "remark": "จ"}
    assert (record.place("problem"), record.place("solution"), record.place("nothing")) == (
        "R2C4",
        "R2C3",
        "",
    )


def test_rows_beside_one_merged_issue_are_one_record_its_cells_from_top_to_bottom() -> None:
    rows = [["กระบี่", "ก", "ข", "", ""], ["", "", "", "", "จ"], ["", "", "ค", "", ""], ["", "ง", "", "", ""]]
    (group,), _ = walked(rows, (0, 1, 3, 1))
    assert [said(record) for record in group.records] == [
        {"problem": "ก", "solution": "ข\nค", "remark": "จ"},
        {"problem": "ง"},
    ]


def test_spare_rows_of_one_empty_merged_issue_are_records_of_their_own() -> None:
    (group,), _ = walked([["กระบี่", "", "ข", "", ""], ["", "", "ค", "", ""]], (0, 1, 2, 1))
    assert [said(record) for record in group.records] == [{"solution": "ข"}, {"solution": "ค"}]


def test_an_issue_of_two_columns_is_one_only_where_both_are_merged() -> None:
    header, rows = ["ปัญหา", "อุปสรรค", "การแก้ไข"], [["ก", "ข", "ง"], ["", "ค", "จ"]]
    parted, _ = walked(rows, (0, 0, 2, 1), header=header)
    assert [record.text("problem") for record in parted[0].records] == ["ก\nข", "ก\nค"]
    joined, _ = walked(rows, (0, 0, 2, 1), (0, 1, 2, 1), header=header)
    assert [said(record) for record in joined[0].records] == [{"problem": "ก\nข", "solution": "ง\nจ"}]


def test_the_same_issue_typed_twice_is_two_records() -> None:
    (group,), _ = walked([["กระบี่", "ก", "ข", "", ""], ["", "ก", "ค", "", ""]])
    assert [said(record) for record in group.records] == [
        {"problem": "ก", "solution": "ข"},
        {"problem": "ก", "solution": "ค"},
    ]


def test_a_cell_over_two_columns_belongs_to_the_issue_or_else_to_the_first() -> None:
    over_issue, _ = walked([["กระบี่", "ก", "", "ง", ""]], (0, 1, 1, 2))
    assert said(over_issue[0].records[0]) == {"problem": "ก", "law": "ง"}
    beside, _ = walked([["กระบี่", "ก", "ข", "", ""]], (0, 2, 1, 2))
    assert said(beside[0].records[0]) == {"problem": "ก", "solution": "ข"}
    header = ["จังหวัด", "การแก้ไข", "ปัญหา", "หมายเหตุ", "กฎหมาย"]
    other, _ = walked([["กระบี่", "ก", "", "ข", ""]], (0, 1, 1, 2), (0, 3, 1, 2), header=header)
    assert said(other[0].records[0]) == {"problem": "ก", "remark": "ข"}


def test_a_split_column_gives_one_text_for_each_of_its_columns() -> None:
    header = ["จังหวัด", "ปัญหา", "แนวทางแก้ไข", "ข้อเสนอแนะ"]
    rows = [["กระบี่", "ก", "ข", "ค"], ["", "", "ง", ""], ["", "", "", "จ"]]
    (group,), _ = walked(rows, (0, 1, 3, 1), header=header)
    (record,) = group.records
    assert record.texts("solution") == ["ข\nง", "ค\nจ"]
    assert (record.texts("law"), record.text("law")) == ([], "")


# ── units ───────────────────────────────────────────────────────────────────────────────────────


def test_a_new_unit_begins_a_new_group_and_the_same_again_does_not() -> None:
    rows = [
        ["กระบี่", "ก", "", "", ""],
        ["จ.กระบี่", "ข", "", "", ""],
        ["", "ค", "", "", ""],
        ["ตรัง", "ง", "", "", ""],
        ["กระบี่", "จ", "", "", ""],
    ]
    groups, _ = walked(rows)
    assert codes(groups) == [("TH-81",), ("TH-92",), ("TH-81",)]
    assert [issues(group) for group in groups] == [["ก", "ข", "ค"], ["ง"], ["จ"]]
    assert [group.place for group in groups] == ["R2C1", "R5C1", "R6C1"]


def test_rows_above_the_first_name_belong_to_its_unit() -> None:
    groups, _ = walked([["", "ก", "", "", ""], ["กระบี่", "ข", "", "", ""]])
    assert (codes(groups), issues(groups[0]), groups[0].place) == ([("TH-81",)], ["ก", "ข"], "R3C1")


def test_a_name_over_the_whole_row_is_the_unit_of_the_rows_below() -> None:
    rows = [["จังหวัดกระบี่"], ["", "ก", "", "", ""], ["จังหวัดตรัง"], ["", "ข", "", "", ""]]
    groups, footer = walked(rows, (0, 0, 1, 5), (2, 0, 1, 5))
    assert (codes(groups), [issues(group) for group in groups]) == ([("TH-81",), ("TH-92",)], [["ก"], ["ข"]])
    assert (footer, [group.place for group in groups]) == ((), ["R2C1", "R4C1"])
    assert [group.beside for group in groups] == [(), ()]


def test_a_name_over_the_whole_row_needs_no_column_of_units() -> None:
    groups, _ = walked([["จังหวัดกระบี่"], ["ก", "ข"]], (0, 0, 1, 2), header=["ปัญหา", "การแก้ไข"])
    assert (codes(groups), issues(groups[0])) == ([("TH-81",)], ["ก"])


def test_without_a_column_of_units_nobody_is_named() -> None:
    groups, _ = walked([["กระบี่", "ก"]], header=["การแก้ไข", "ปัญหา"])
    assert (codes(groups), groups[0].place) == ([None], "")


def test_a_slip_of_the_pen_in_the_column_of_units_needs_no_word_for_province() -> None:
    groups, _ = walked([["กระบี", "ก", "", "", ""]])
    assert groups[0].unit is not None
    assert (groups[0].unit.codes, groups[0].unit.certain) == (("TH-81",), True)


@pytest.mark.parametrize(
    ("heading", "text", "names", "named"),
    [
        ("อำเภอ", "เขาพนม", DISTRICTS, ("KB-01",)),
        ("หน่วยงาน", "เขาพนม", DISTRICTS, ("KB-01",)),
        ("จังหวัด", "เขาพนม", DISTRICTS, None),
        ("อำเภอ", "กระบี่", NAMES, None),
        ("จังหวัด", "กระบี่", NAMES, ("TH-81",)),
        ("จังหวัด", "จังหวัดกรุงศรี", NAMES, ()),
    ],
    ids=repr,
)
def test_a_column_headed_by_a_kind_names_units_of_that_kind_only(
    heading: str, text: str, names: UnitNames, named: tuple[str, ...] | None
) -> None:
    groups, _ = walked([[text, "ก", ""]], header=[heading, "ปัญหา", "การแก้ไข"], names=names)
    assert codes(groups) == [named]


def test_of_two_columns_of_units_the_first_that_names_one_decides() -> None:
    header = ["หน่วยงาน", "จังหวัด", "ปัญหา", "การแก้ไข"]
    groups, _ = walked([["งานธุรการ", "กระบี่", "ก", ""], ["ตรัง", "กระบี่", "ข", ""]], header=header)
    assert (codes(groups), groups[0].place) == ([("TH-81",), ("TH-92",)], "R2C2")


def test_a_department_whose_units_belong_to_offices_of_no_kind_is_named_in_its_column() -> None:
    names = names_of(Unit("A1", "กองคลัง", parent="สำนักเหนือ"), Unit("A2", "งานช่าง", parent="สำนักใต้"))
    header = ["หน่วยงาน", *HEADER[1:]]
    groups, _ = walked([["กองคลัง", "สำนักใต้ไม่ส่งของ", "จัดหา", "", ""]], header=header, names=names)
    assert codes(groups) == [("A1",)]


# ── months ──────────────────────────────────────────────────────────────────────────────────────


def test_another_month_in_its_column_begins_another_group_of_the_same_unit() -> None:
    rows = [
        ["กระบี่", "พ.ย. 61", "ก", ""],
        ["", "พย 61", "ข", ""],
        ["", "", "ค", ""],
        ["", "ธ.ค. 61", "ง", ""],
        ["ตรัง", "ธ.ค. 61", "จ", ""],
    ]
    groups, _ = walked(rows, header=MONTHS)
    assert [issues(group) for group in groups] == [["ก", "ข", "ค"], ["ง"], ["จ"]]
    assert codes(groups) == [("TH-81",), ("TH-81",), ("TH-92",)]
    assert groups[1].place == "R2C1"


def test_a_month_that_comes_later_is_that_of_the_rows_above_it_too() -> None:
    rows = [["กระบี่", "", "ก", ""], ["", "พ.ย. 61", "ข", ""], ["", "ธ.ค. 61", "ค", ""]]
    groups, _ = walked(rows, header=MONTHS)
    assert [issues(group) for group in groups] == [["ก", "ข"], ["ค"]]


def test_what_stands_in_the_columns_of_units_and_months_is_kept_beside_the_group() -> None:
    rows = [["กระบี่\nพ.ย. 61", "", "ก", ""], ["", "", "ข", ""], ["", "พ.ย. 61", "ค", ""]]
    (group,), _ = walked(rows, (0, 0, 2, 1), header=MONTHS)
    assert group.beside == (Line("กระบี่\nพ.ย. 61", "R2C1"), Line("พ.ย. 61", "R4C2"))


ENTRIES = (["", "1. ขาดคน", "จ้าง", "", ""], ["", "2. ขาดเงิน", "ขอเพิ่ม", "", ""])
ACROSS = [(0, 1, 1, 4)]


def test_words_over_all_columns_above_entries_name_a_group_of_them() -> None:
    ((group,), _) = walked([["กระบี่", "ด้านบุคลากร", "", "", ""], *ENTRIES], *ACROSS)
    assert (issues(group), codes([group])) == (["1. ขาดคน", "2. ขาดเงิน"], [("TH-81",)])
    twice = [["กระบี่", "ด้านที่ 1", "", "", ""], ["", "บุคลากร", "", "", ""], *ENTRIES]
    ((group,), _) = walked(twice, *ACROSS, (1, 1, 1, 4))
    assert issues(group) == ["1. ขาดคน", "2. ขาดเงิน"]


@pytest.mark.parametrize("text", ["ไม่มี", "ศูนย์ช่วยเหลือประชาชนในพื้นที่ห่างไกลขาดเจ้าหน้าที่และงบประมาณ"])
def test_nil_words_and_sentences_over_all_columns_stay_entries(text: str) -> None:
    ((group,), _) = walked([["กระบี่", text, "", "", ""], *ENTRIES], *ACROSS)
    assert issues(group)[0] == text


def test_words_over_all_columns_that_no_entry_follows_stay_one() -> None:
    ((group,), _) = walked([["กระบี่", "ขาดบุคลากร", "", "", ""], ["", "", "", "", ""]], *ACROSS)
    assert issues(group) == ["ขาดบุคลากร"]
