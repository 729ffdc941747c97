"""Tables in every variety that offices send → entries."""

from collections.abc import Sequence

import pytest

from collector.forms.extract import Extract, extract
from collector.forms.recognise import recognise
from collector.model import Document, Table
from tests.forms.sheets import HEADER, SPEC, TITLE, document, table
from tests.shipped import PROVINCES

NAMES = PROVINCES


def extracts(found: Document) -> tuple[Extract, ...]:
    return tuple(content for match in recognise(found, [SPEC]) for content in extract(match, NAMES))


def only(*blocks: str | Table) -> Extract:
    (content,) = extracts(document(*blocks))
    return content


def said(content: Extract, *keys: str) -> list[tuple[str, ...]]:
    wanted = keys or ("problem", "solution")
    return [tuple(entry.text(key) for key in wanted) for entry in content.entries]


def form(*rows: Sequence[str]) -> Table:
    return table([HEADER, *rows])


@pytest.mark.parametrize("mark", ["1.", "๑.", "1)", "(1)", "-", "•", "ข้อ 1", ""])
def test_numbers_in_the_cell_are_removed(mark: str) -> None:
    content = only(TITLE, form(["กระบี่", f"{mark} ขาดคน", f"{mark} จัดหา", "-", ""]))
    assert said(content, "problem", "solution", "law", "remark") == [("ขาดคน", "จัดหา", "", "")]


def test_rows_are_entries_and_spare_numbers_are_none() -> None:
    content = only(
        TITLE, form(["กระบี่", "1. ก", "1. ข", "", ""], ["", "2. ค", "2. ง", "", ""], ["", "3", "3", "", ""])
    )
    assert said(content) == [("ก", "ข"), ("ค", "ง")]
    assert [entry.number for entry in content.entries] == [1, 2]


def test_all_entries_in_one_cell_are_paired_by_number() -> None:
    content = only(TITLE, form(["กระบี่", "1. ก\n2. ข\n3. ค", "1. ง\n3. จ", "", "2. ฉ"]))
    assert said(content, "problem", "solution", "remark") == [("ก", "ง", ""), ("ข", "", "ฉ"), ("ค", "จ", "")]


def test_a_line_without_number_goes_on_the_one_before() -> None:
    content = only(TITLE, form(["กระบี่", "๑. ขาดคน\nและขาดเงิน\n๒. ฝนตก", "", "", ""]))
    assert said(content, "problem") == [("ขาดคน และขาดเงิน",), ("ฝนตก",)]


def test_plain_lines_count_against_as_many_lines_beside_them() -> None:
    content = only(TITLE, form(["กระบี่", "ขาดคน\nขาดเงิน", "จัดหา\nขอเพิ่ม", "", ""]))
    assert said(content) == [("ขาดคน", "จัดหา"), ("ขาดเงิน", "ขอเพิ่ม")]


def test_plain_lines_without_a_counterpart_are_one_text() -> None:
    content = only(TITLE, form(["กระบี่", "ขาดคน\nเพราะโอนย้าย", "จัดหา", "", ""]))
    assert said(content) == [("ขาดคน เพราะโอนย้าย", "จัดหา")]


def test_details_under_a_number_stay_in_its_text() -> None:
    content = only(TITLE, form(["กระบี่", "1. ขาดคน\n- ธุรการ\n- ช่าง\n2. ฝนตก", "", "", ""]))
    assert said(content, "problem") == [("ขาดคน - ธุรการ - ช่าง",), ("ฝนตก",)]


@pytest.mark.parametrize("text", ["2 อำเภอไม่มีเจ้าหน้าที่", "14 ธ.ค. 2561 เกิดน้ำท่วม", "3.5 ล้านบาทไม่พอ"])
def test_a_number_that_belongs_to_the_sentence_stays(text: str) -> None:
    assert said(only(TITLE, form(["กระบี่", text, "", "", ""])), "problem") == [(text,)]


def test_a_merged_solution_belongs_to_every_problem_beside_it() -> None:
    rows = [HEADER, ["กระบี่", "ก", "ทำ", "", ""], ["", "ข", "", "", ""], ["", "ค", "ง", "", ""]]
    assert said(only(TITLE, table(rows, [(1, 2, 2, 1)]))) == [("ก", "ทำ"), ("ข", "ทำ"), ("ค", "ง")]


def test_a_merged_solution_with_numbers_is_parted() -> None:
    rows = [HEADER, ["กระบี่", "1. ก", "1. ทำ\n2. แก้", "", ""], ["", "2. ข", "", "", ""]]
    assert said(only(TITLE, table(rows, [(1, 2, 2, 1)]))) == [("ก", "ทำ"), ("ข", "แก้")]


def test_a_merged_problem_takes_all_solutions_beside_it() -> None:
    rows = [HEADER, ["กระบี่", "ก", "ทำ", "", ""], ["", "", "แก้", "", ""]]
    assert said(only(TITLE, table(rows, [(1, 1, 2, 1)]))) == [("ก", "ทำ แก้")]


def test_columns_in_another_order_with_words_of_their_own_and_extra_columns() -> None:
    heading = ["ลำดับ", "อปท.", "แนวทางแก้ไข", "ปัญหา/อุปสรรค", "ข้อกฎหมายที่เกี่ยวข้อง"]
    content = only(TITLE, table([heading, ["1", "อบต.ก", "จัดหา", "ขาดคน", "ระเบียบ ข้อ 5"]]))
    assert said(content, "problem", "solution", "law", "remark") == [("ขาดคน", "จัดหา", "ระเบียบ ข้อ 5", "")]


def test_two_heading_rows() -> None:
    rows = [
        ["จังหวัด", "ที่", "ปัญหา อุปสรรค", "", "การแก้ไข", "หมายเหตุ"],
        ["", "", "อปท.", "ประเด็นปัญหา", "", ""],
        ["ตาก", "1", "อบต.ก", "ขาดคน", "จัดหา", ""],
    ]
    merges = [(0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 2), (0, 4, 2, 1), (0, 5, 2, 1)]
    for known in (merges, []):
        assert said(only(TITLE, table(rows, known))) == [("ขาดคน", "จัดหา")]


def test_a_row_that_numbers_the_columns_is_part_of_the_heading() -> None:
    content = only(TITLE, form(["(1)", "(2)", "(3)", "(4)", "(5)"], ["กระบี่", "ก", "ข", "", ""]))
    assert said(content) == [("ก", "ข")]


def test_an_entry_that_reads_like_a_heading_is_an_entry() -> None:
    row = ["กระบี่", "ปัญหาการบันทึกข้อมูล", "แก้ไขโดยอบรม", "ระเบียบกระทรวง", "หมายเหตุเพิ่ม"]
    assert said(only(TITLE, form(row, row))) == [("ปัญหาการบันทึกข้อมูล", "แก้ไขโดยอบรม")] * 2


def test_the_heading_again_after_a_page_break() -> None:
    content = only(TITLE, form(["กระบี่", "1. ก", "", "", ""], HEADER, ["", "2. ข", "", "", ""]))
    assert said(content, "problem") == [("ก",), ("ข",)]


def test_a_second_table_with_the_same_heading_goes_on() -> None:
    content = only(TITLE, form(["กระบี่", "1. ก", "", "", ""]), "", form(["", "2. ข", "", "", ""]))
    assert said(content, "problem") == [("ก",), ("ข",)]


def test_two_forms_with_titles_of_their_own_are_two() -> None:
    first, second = form(["กระบี่", "ก", "", "", ""]), form(["กระบี่", "ข", "", "", ""])
    assert len(extracts(document(TITLE, "ประจำเดือน พ.ย. 61", first, TITLE, "ประจำเดือน ธ.ค. 61", second))) == 2


def test_signatures_footnotes_and_totals_are_no_entries() -> None:
    content = only(
        TITLE,
        form(
            ["กระบี่", "ก", "ข", "", ""],
            ["รวม 1 ประเด็น", "", "", "", ""],
            ["", "", "", "", ""],
            ["หมายเหตุ : ประเด็นปัญหา หมายถึง", "", "", "", ""],
            ["", "ลงชื่อ ..............", "ลงชื่อ ............", "", ""],
            ["", "(นายสมชาย ใจดี)", "(นางสมหญิง ใจงาม)", "", ""],
            ["", "ตำแหน่ง ท้องถิ่นจังหวัด", "วันที่ 4 มกราคม 2562", "", ""],
        ),
    )
    assert said(content) == [("ก", "ข")]


@pytest.mark.parametrize(
    "words",
    [
        "ไม่มี",
        "-",
        "ไม่พบปัญหาอุปสรรค",
        "๑. ไม่มี",
        "ไม่มีปัญหาอุปสรรคในการดำเนินงาน",
        "ไม่มีปัญหา/อุปสรรคแต่อย่างใด",
        "- ไม่มี -",
        "1. -",
        "ในเดือนนี้ไม่มีปัญหาอุปสรรค",
        "อปท. ทุกแห่งไม่มีปัญหาอุปสรรค",
        "ไม่มีครับ",
        "ไม่มีปัญหาอุปสรรคในเดือนมิถุนายน ๒๕๖๗",
        "ประจำเดือน ธ.ค. 61 ไม่มีปัญหาอุปสรรค",
        "การดำเนินงานเป็นไปด้วยความเรียบร้อย ไม่พบปัญหาอุปสรรค",
        "ในรอบเดือนที่ผ่านมา ไม่พบปัญหาอุปสรรค",
        "ไม่มีปัญหาอุปสรรคในการให้ความช่วยเหลือประชาชน",
        "1. ไม่มี\n2. ไม่มี\n3. ไม่มี",
        "N/A",
    ],
)
def test_nil(words: str) -> None:
    content = only(TITLE, form(["กระบี่", words, "-", "", ""], ["", "2", "2", "", ""]))
    assert (content.nil, content.blank, content.entries) == (True, False, ())


def test_nil_over_the_whole_row_and_below_the_table() -> None:
    rows = [HEADER, ["กระบี่", "ไม่มีปัญหาอุปสรรค", "", "", ""]]
    assert only(TITLE, table(rows, [(1, 1, 1, 4)])).nil
    assert only(TITLE, table([HEADER, ["ไม่พบปัญหา อุปสรรค", "", "", "", ""]], [(1, 0, 1, 5)])).nil
    assert only(TITLE, form(["กระบี่", "1", "1", "", ""]), "ไม่มีปัญหาอุปสรรค").nil


@pytest.mark.parametrize(
    "words", ["ไม่มีงบประมาณเพียงพอ", "ไม่มีเจ้าหน้าที่", "ไม่พบผู้มีรายได้น้อยในระบบ", "ไม่มีพื้นที่ให้บริการ", "ศูนย์ไม่มีระบบ"]
)
def test_a_lack_of_something_is_a_problem(words: str) -> None:
    assert said(only(TITLE, form(["กระบี่", words, "", "", ""])), "problem") == [(words,)]


def test_blank() -> None:
    content = only(TITLE, form(["", "1", "1", "", ""], ["", "2", "2", "", ""]))
    assert (content.nil, content.blank) == (False, True)


def test_a_text_without_a_partner_is_kept_in_a_note() -> None:
    content = only(TITLE, form(["กระบี่", "1. ก\n2. ข", "1. ค\n5. ง", "", ""]))
    assert [(note.code, note.values["detail"]) for note in content.notes] == [("unpaired", "ง")]


def test_rows_of_several_provinces_are_several_extracts() -> None:
    found = extracts(
        document(TITLE, form(["กระบี่", "ก", "", "", ""], ["", "ข", "", "", ""], ["ตรัง", "ค", "", "", ""]))
    )
    assert [(item.unit.codes if item.unit else None, len(item.entries)) for item in found] == [
        (("TH-81",), 2),
        (("TH-92",), 1),
    ]


def test_what_is_no_form_is_none() -> None:
    assert extracts(document("ขอเชิญประชุม", table([["วัน", "เวลา"], ["จันทร์", "เช้า"]]))) == ()
    assert extracts(document(TITLE, "ไม่มีตาราง")) == ()


@pytest.mark.parametrize(
    "words", ["ลงชื่อในเอกสารไม่ครบถ้วน", "ตำแหน่งนักพัฒนาชุมชนว่าง", "ผู้ประสานงานโอนย้าย", "วันที่รับคำร้องไม่ตรงกัน"]
)
def test_an_entry_that_begins_like_a_signature_is_an_entry(words: str) -> None:
    content = only(TITLE, form(["กระบี่", words, "ให้ตรวจสอบ", "", ""], ["", "ฝนตก", "รอ", "", ""]))
    assert said(content) == [(words, "ให้ตรวจสอบ"), ("ฝนตก", "รอ")]


def test_a_heading_under_a_wider_one() -> None:
    rows = [
        ["จังหวัด", "รายละเอียด", "", "กฎหมาย", "หมายเหตุ"],
        ["", "ประเด็นปัญหา อุปสรรค", "การแก้ไขปัญหา", "", ""],
        ["กระบี่", "ก", "ข", "", ""],
    ]
    merges = [(0, 0, 2, 1), (0, 1, 1, 2), (0, 3, 2, 1), (0, 4, 2, 1)]
    assert said(only(TITLE, table(rows, merges))) == [("ก", "ข")]


def test_bare_numbers_count_when_they_count_the_rows() -> None:
    content = only(TITLE, form(["กระบี่", "1 ก", "1 ข", "", ""], ["", "2 ค", "2 ง", "", ""]))
    assert said(content) == [("ก", "ข"), ("ค", "ง")]


def test_automatic_numbers_that_run_on_in_the_next_cell_are_paired_in_order() -> None:
    content = only(TITLE, form(["กระบี่", "1. ก\n2. ข", "3. ค\n4. ง", "", ""]))
    assert said(content) == [("ก", "ค"), ("ข", "ง")]


def test_the_title_again_on_the_next_page() -> None:
    content = only(
        TITLE,
        "ประจำเดือน ธ.ค. 61",
        form(["กระบี่", "ก", "", "", ""]),
        TITLE,
        "ประจำเดือน ธ.ค. 61 (ต่อ)",
        form(["", "ข", "", "", ""]),
    )
    assert said(content, "problem") == [("ก",), ("ข",)]


@pytest.mark.parametrize("dots", ["........", "1. ......", "๑. ………", "____"])
def test_dots_to_write_on_are_blank(dots: str) -> None:
    content = only(TITLE, form(["กระบี่", dots, dots, "", ""]))
    assert (content.nil, content.blank) == (False, True)


def test_a_clause_of_a_law_is_no_number() -> None:
    content = only(
        TITLE, form(["กระบี่", "1. ก", "ข", "ข้อ ๑ แห่งระเบียบ", ""], ["", "ข้อ ๑๒ ตีความยาก", "ง", "", ""])
    )
    assert said(content, "problem", "law") == [("ก", "ข้อ ๑ แห่งระเบียบ"), ("ข้อ ๑๒ ตีความยาก", "")]


def test_two_columns_of_solutions_are_one() -> None:
    heading = ["จังหวัด", "ปัญหา", "แนวทางการแก้ไขปัญหา", "ข้อเสนอแนะ"]
    assert said(only(TITLE, table([heading, ["กระบี่", "1. ก", "1. ทำ", "1. เสนอ"]]))) == [("ก", "ทำ เสนอ")]


def test_rows_of_several_months_are_several_extracts() -> None:
    heading = ["จังหวัด", "ประจำเดือน", "ปัญหา", "การแก้ไข"]
    found = extracts(
        document(TITLE, table([heading, ["กระบี่", "พ.ย. 61", "ก", "ข"], ["กระบี่", "ธ.ค. 61", "ค", "ง"]]))
    )
    assert [[entry.text("problem") for entry in item.entries] for item in found] == [["ก"], ["ค"]]


def test_two_forms_below_each_other_on_one_sheet() -> None:
    def block(month: str, text: str) -> list[list[str]]:
        return [[TITLE], [f"ประจำเดือน {month}"], HEADER, ["กระบี่", text, "", "", ""], ["ลงชื่อ ............"]]

    found = extracts(document(table([*block("พ.ย. 61", "ก"), [""], *block("ธ.ค. 61", "ข")])))
    assert [[entry.text("problem") for entry in item.entries] for item in found] == [["ก"], ["ข"]]


def test_nil_of_a_province_beside_an_empty_table() -> None:
    assert only(TITLE, form(["กระบี่", "1", "1", "", ""]), "จังหวัดกระบี่ไม่มีปัญหาอุปสรรค").nil
