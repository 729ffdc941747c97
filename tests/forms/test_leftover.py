"""Nothing that a person sees disappears in silence: what found no place is told, and is a person's where it looks like an entry."""

from dataclasses import replace

import pytest

from collector.forms.extract import Extract, extract
from collector.forms.recognise import recognise
from collector.model.documents import Table
from tests.forms.sheets import HEADER, TITLE, document, table
from tests.shipped import PROVINCES, SPEC

ROW = ["กระบี่", "1. คนไม่พอ", "จ้างเพิ่ม", "ระเบียบฯ ข้อ 6", ""]
SECOND = ["", "2. รถเสีย", "ซ่อม", "", "2 คัน"]


def form(*rows: list[str], header: list[str] = HEADER) -> Table:
    return table([header, *rows])


def read(*behind: str | Table, first: Table | None = None) -> Extract:
    found = document(TITLE, "ประจำเดือนธันวาคม ๒๕๖๑", first or form(ROW, SECOND), *behind)
    (match,) = recognise(found, [SPEC])
    (content,) = extract(match, PROVINCES)
    return content


def left_out(content: Extract) -> list[str]:
    return [note.values["detail"] for note in content.notes if note.code == "left-out"]


def doubted(content: Extract) -> list[str]:
    return [doubt.values["detail"] for doubt in content.doubts if doubt.code == "left-out-entry"]


KNOWN = [
    *SPEC.footnotes,
    "(ลงชื่อ) นางสาวมะลิ แก้วใส ผู้รายงาน",
    "ท้องถิ่นจังหวัดกระบี่",
    "ข้อมูล ณ วันที่ 5 มกราคม 2562",
    "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดกระบี่",
    "โทร. 0 7561 1302",
    "- ๒ -",
    "จังหวัดกระบี่ ไม่มีปัญหาอุปสรรค",
]


@pytest.mark.parametrize("line", KNOWN)
def test_what_stands_under_tables_is_nothing_left(line: str) -> None:
    content = read(line)
    assert (left_out(content), doubted(content)) == ([], [])


def test_words_beside_the_units_name_are_told() -> None:
    content = read(first=form(["กระบี่ (อ.คลองท่อม แจ้งเพิ่มว่าขอถุงยังชีพ 200 ชุด)", *ROW[1:]], SECOND))
    assert len(content.entries) == 2
    assert ["ถุงยังชีพ 200 ชุด" in said for said in left_out(content)] == [True]


@pytest.mark.parametrize("name", ["จังหวัดกระบี่", "จ.กระบี่", "กระบี", "เชียงไหม่"])
def test_the_units_name_alone_is_nothing_left_however_it_is_written(name: str) -> None:
    assert left_out(read(first=form([name, *ROW[1:]]))) == []


def test_the_text_of_an_unknown_column_is_told() -> None:
    header = [*HEADER, "สถานะเรื่อง"]
    content = read(first=form([*ROW, "รอผลตรวจของ สตง."], [*SECOND, ""], header=header))
    assert left_out(content) == ["รอผลตรวจของ สตง."]


def test_a_request_under_the_table_is_told() -> None:
    content = read("ด่วน! ขอรับการสนับสนุนเรือท้องแบน 5 ลำ จากกรมฯ")
    assert left_out(content) == ["ด่วน! ขอรับการสนับสนุนเรือท้องแบน 5 ลำ จากกรมฯ"]
    assert content.doubts == ()


def test_a_line_that_counts_on_is_a_persons() -> None:
    content = read("ปัญหาเพิ่มเติม", "3. บ่อขยะเต็ม ไม่มีที่ทิ้งหลังน้ำท่วม")
    assert doubted(content) == ["3. บ่อขยะเต็ม ไม่มีที่ทิ้งหลังน้ำท่วม"]


ENTRY_LIKE = [
    "ปัญหา: ขาดแคลนเรือท้องแบนในพื้นที่",
    "- ขาดแคลนเรือท้องแบนสำหรับช่วยเหลือผู้ประสบภัย",
    "ประเด็นปัญหาเพิ่มเติม เจ้าหน้าที่ขาดความรู้ด้านกฎหมาย",
    "นอกจากนี้ยังพบว่าเครื่องสูบน้ำชำรุดหลายเครื่อง ไม่สามารถใช้งานได้",
    "ปัญหาถนนชำรุดหลายสาย",
]


@pytest.mark.parametrize("line", ENTRY_LIKE)
def test_a_line_that_tells_a_problem_is_a_persons_below_and_above_the_table(line: str) -> None:
    assert doubted(read(line)) == [line]
    found = document(line, TITLE, line, "ประจำเดือนธันวาคม ๒๕๖๑", form(ROW, SECOND))
    (match,) = recognise(found, [SPEC])
    (content,) = extract(match, PROVINCES)
    assert doubted(content) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "ปัญหาที่พบมีรายละเอียดดังนี้",
        "ประเด็นปัญหา อุปสรรค หมายถึง ข้อขัดข้องในการทำงานของ อปท. ทุกแห่ง",
        "เรียน ท้องถิ่นจังหวัดกระบี่",
        "- ขอแสดงความนับถือ",
        "๓. จังหวัดได้แจ้งให้อำเภอทุกแห่งทราบแล้ว",
        "ปัญหาและอุปสรรคในการดำเนินงานของจังหวัดกระบี่ ปรากฏตามตารางข้างล่าง",
    ],
)
def test_what_a_letter_says_above_its_table_is_nothing_left(line: str) -> None:
    found = document(line, TITLE, line, "ประจำเดือนธันวาคม ๒๕๖๑", form(ROW, SECOND))
    (match,) = recognise(found, [SPEC])
    (content,) = extract(match, PROVINCES)
    assert (left_out(content), doubted(content)) == ([], [])


@pytest.mark.parametrize("line", ["ปัญหาอื่นๆ - ไม่มี", "นอกจากนี้ไม่มีปัญหาอื่น"])
def test_a_line_that_says_there_is_no_other_problem_is_no_entry(line: str) -> None:
    assert doubted(read(line)) == []


def test_a_word_of_an_address_hides_no_lack() -> None:
    line = "จังหวัดกระบี่ ขอรายงานเพิ่มเติม น้ำท่วมถนนขาด"
    assert left_out(read(line)) == [line]
    assert left_out(read("ศาลากลางจังหวัดกระบี่ ถนนอุตรกิจ")) == []


def test_what_stands_beside_the_title_is_a_line_of_its_own() -> None:
    rows = [
        [TITLE, "", "", "", "3. ปัญหาขาดแคลนเรือท้องแบน"],
        ["จังหวัด", "กระบี่", "", "", ""],
        HEADER,
        ROW,
        SECOND,
    ]
    (match,) = recognise(document(table(rows)), [SPEC])
    (content,) = extract(match, PROVINCES)
    assert doubted(content) == ["3. ปัญหาขาดแคลนเรือท้องแบน"]
    assert [line.text for line in content.above][-1] == "จังหวัด กระบี่"


def test_a_remark_around_the_table_is_told_and_the_printed_one_is_not() -> None:
    remark = "หมายเหตุ ขอรับการสนับสนุนงบประมาณเพิ่มเติม"
    assert left_out(read(remark)) == [remark]
    assert left_out(read("หมายเหตุ : ข้อมูล ณ วันที่ 5 มกราคม 2562")) == []
    found = document(remark, TITLE, form(ROW, SECOND))
    (match,) = recognise(found, [SPEC])
    assert left_out(extract(match, PROVINCES)[0]) == [remark]


def test_a_problem_in_the_column_of_units_or_in_one_without_heading_is_a_persons() -> None:
    units = read(first=form(ROW, SECOND, ["3. ปัญหาขาดแคลนเรือท้องแบน", "", "", "", ""]))
    assert doubted(units) == ["3. ปัญหาขาดแคลนเรือท้องแบน"]
    far = read(first=form([*ROW, "ปัญหาเพิ่มเติม: ขาดแคลนเรือท้องแบน"], SECOND, header=[*HEADER, ""]))
    assert doubted(far) == ["ปัญหาเพิ่มเติม: ขาดแคลนเรือท้องแบน"]


def test_a_narrow_table_behind_the_form_is_a_persons_where_it_tells_a_lack() -> None:
    behind = read("แนบ", table([["งบประมาณเบิกจ่ายล่าช้า", "เร่งรัดให้ดำเนินการตามขั้นตอน"]]))
    assert doubted(behind) == ["งบประมาณเบิกจ่ายล่าช้า เร่งรัดให้ดำเนินการตามขั้นตอน"]
    contacts = read("ผู้ประสาน", table([["นายสมชาย ใจดีมากมาย", "นักส่งเสริมการปกครองท้องถิ่น"]]))
    assert doubted(contacts) == []


def test_a_table_of_numbers_is_told_and_one_as_wide_as_the_form_is_a_persons() -> None:
    numbers = read("ตารางแนบ", table([["ประเภท", "จำนวน"], ["สาธารณภัย", "14"]]))
    assert doubted(numbers) == []
    assert "สาธารณภัย 14" in left_out(numbers)
    rows = read("รายการเพิ่มเติม", table([["", "ถนนชำรุดหลายสาย", "ประสานกรมทางหลวง", "", ""]]))
    assert doubted(rows) == ["ถนนชำรุดหลายสาย ประสานกรมทางหลวง"]


def test_no_more_is_told_than_a_letter_bears() -> None:
    content = read(*(f"ขอรับการสนับสนุนเรือท้องแบนลำที่ {'กขคงจฉชซ'[n]}" for n in range(8)))
    assert len(left_out(content)) == 5


def test_an_opinion_beside_no_problem_is_an_entry() -> None:
    content = read(first=form(["กระบี่", "ไม่มี", "เห็นควรจัดอบรม", "", ""]))
    assert not content.nil
    assert [(entry.text("problem"), entry.text("solution")) for entry in content.entries] == [
        ("", "เห็นควรจัดอบรม")
    ]
    assert left_out(content) == []


@pytest.mark.parametrize("heading", ["จว.", "จ.", "จังหวัด"])
def test_the_column_of_units_may_be_headed_in_short(heading: str) -> None:
    content = read(first=form(ROW, header=[heading, *HEADER[1:]]))
    assert content.unit is not None
    assert content.unit.codes == ("TH-81",)


@pytest.mark.parametrize(
    "text",
    [
        "ตรวจสอบแล้วไม่พบปัญหาหรืออุปสรรค",
        "จากการตรวจสอบ ไม่มีปัญหา อุปสรรค",
        "ศูนย์ฯ สามารถปฏิบัติงานได้ตามปกติ ไม่มีปัญหาข้อขัดข้อง",
        "ไม่ปรากฏว่ามีปัญหา อุปสรรค",
    ],
)
def test_nil_may_have_words_in_front(text: str) -> None:
    content = read(first=form(["กระบี่", text, "-", "", ""]))
    assert content.nil
    assert content.entries == ()


def test_a_formula_that_failed_is_shown_as_the_problem_and_is_no_nil() -> None:
    rows = [["กระบี่", "#N/A", "ซ่อม", "", ""], SECOND]
    assert [entry.text("problem") for entry in read(first=form(*rows)).entries] == ["#N/A", "รถเสีย"]
    assert not read(first=form(["กระบี่", "#N/A", "-", "", ""])).nil


@pytest.mark.parametrize("text", ["1. ขาดงบประมาณ", "ไม่มีเจ้าหน้าที่ประจำศูนย์", "พบปัญหาน้ำท่วมสำนักงาน จึงย้ายที่ทำการ"])
def test_what_looks_like_an_entry_above_the_table_is_a_persons(text: str) -> None:
    assert doubted(read_above(text)) == [text]
    assert doubted(read_above(text, "เรียน อธิบดีกรมส่งเสริมการปกครองท้องถิ่น", TITLE, text)) == [text]


def test_running_words_above_the_table_are_told_and_those_of_a_letter_are_not() -> None:
    text = "รถกู้ภัยเสีย 2 คัน ขอจัดซื้อใหม่"
    assert left_out(read_above(text)) == [text]
    letter = ["เรียน อธิบดีกรมส่งเสริมการปกครองท้องถิ่น", "กรมฯ ขอให้จังหวัดรวบรวมข้อมูลของศูนย์ช่วยเหลือประชาชน"]
    content = read_above(*letter, "ไม่มีงบประมาณสำหรับการประชุมตามที่แจ้ง", "ประจำเดือนธันวาคม ๒๕๖๑")
    assert (left_out(content), doubted(content)) == ([], [])


@pytest.mark.parametrize("text", ["3. อาคารสถานที่คับแคบ ขอขยายห้อง", "(3) เอกสารสูญหาย ให้สำรองข้อมูล"])
def test_a_row_that_bears_the_next_number_in_the_column_of_units_is_a_persons(text: str) -> None:
    assert doubted(read(first=form(ROW, SECOND, ["", "", "", "", ""], [text, "", "", "", ""]))) == [text]


def read_above(*above: str) -> Extract:
    (match,) = recognise(document(*above, form(ROW, SECOND)), [SPEC])
    (content,) = extract(match, PROVINCES)
    return content


@pytest.mark.parametrize(
    ("label", "value"),
    [("เบอร์โทร", "081-1111111"), ("LINE ID", "krabi01"), ("ผู้ให้ข้อมูล", "นายก่อ"), ("อีเมล", "a@b.go.th")],
)
def test_how_to_reach_who_reports_is_no_entry(label: str, value: str) -> None:
    for row in (["", label, value, "", ""], ["", "", label, value, ""], ["", "", f"{label} {value}", "", ""]):
        assert len(read(first=form(ROW, SECOND, ["", "", "", "", ""], row)).entries) == 2
    assert len(read(first=form(ROW, SECOND, ["", f"{label}ใช้ไม่ได้", "ซ่อม", "", ""])).entries) == 3


@pytest.mark.parametrize(
    "text",
    [
        "จังหวัดขอรายงานผลว่า ไม่มีปัญหาอุปสรรคใดๆ ทั้งสิ้น",
        "จึงขอรายงานว่าไม่มีปัญหาอุปสรรค",
        "อปท. จำนวน 45 แห่ง ไม่มีปัญหาอุปสรรค",
        "ไม่มีรายงานปัญหา",
    ],
)
def test_nil_may_be_reported_in_a_sentence(text: str) -> None:
    assert read(first=form(["กระบี่", text, "", "", ""])).nil


def with_sheet(name: str, *rows: list[str]) -> Extract:
    """The one form of a workbook of two sheets, of which the second is without heading."""
    first = document(TITLE, form(["กระบี่", "ขาดคน", "จัดหา", "", ""]), sheet="Sheet1")
    both = replace(first, sections=(*first.sections, *document(table(rows), sheet=name).sections))
    (match,) = recognise(both, [SPEC])
    (content,) = extract(match, PROVINCES)
    return content


@pytest.mark.parametrize("name", ["ต่อ", "พ.ย.61 (ต่อ)", "แผ่นต่อ", "Sheet1_cont"])
def test_two_texts_side_by_side_on_a_sheet_that_goes_on_are_a_persons(name: str) -> None:
    content = with_sheet(name, ["ไฟฟ้าดับ", "ซื้อ UPS"], ["อินเทอร์เน็ตช้า", "เพิ่มความเร็ว"])
    assert doubted(content) == ["ไฟฟ้าดับ ซื้อ UPS", "อินเทอร์เน็ตช้า เพิ่มความเร็ว"]


def test_so_are_they_not_on_a_sheet_of_contacts_or_where_somebody_signs() -> None:
    contacts = with_sheet("ติดต่อ", ["นายสมชาย ใจดี", "นักส่งเสริม"])
    assert (doubted(contacts), left_out(contacts)) == ([], ["นายสมชาย ใจดี นักส่งเสริม"])
    assert doubted(with_sheet("ต่อ", ["ผู้รายงาน", "นายสมชาย ใจดี"], ["เบอร์โทร", "075-611111"])) == []


@pytest.mark.parametrize(
    "row",
    [
        ["", "กลุ่มงาน", "มาตรฐานการบริหารงาน", "", ""],
        ["", "", "กลุ่มงาน มาตรฐานการบริหารงานท้องถิ่น", "", ""],
        ["", "กลุ่มงาน ส่งเสริมและพัฒนาท้องถิ่น", "", "", ""],
        ["", "", "เรียน อธิบดีกรมส่งเสริมการปกครองท้องถิ่น เพื่อโปรดทราบ", "", ""],
        ["", "เรียน ผู้ว่าราชการจังหวัดกระบี่ เพื่อโปรดพิจารณา", "", "", ""],
    ],
)
def test_the_part_of_the_office_that_reports_and_whom_it_addresses_are_no_entry(row: list[str]) -> None:
    content = read(first=form(["กระบี่", "ขาดคน", "จัดหา", "", ""], row))
    assert [entry.fields[0].text for entry in content.entries] == ["ขาดคน"]


@pytest.mark.parametrize(
    "row",
    [
        ["", "กลุ่มงาน", "ขอเพิ่มอัตรากำลัง", "", ""],
        ["", "กลุ่มงานกฎหมาย มีภารกิจมาก", "ขอเพิ่มคน", "", ""],
        ["", "กลุ่มงานการเงินขาดคน", "", "", ""],
        ["", "เรียน อธิบดี ขอให้จัดสรรงบประมาณเพื่อดำเนินการ", "", "", ""],
    ],
)
def test_what_they_lack_or_ask_for_is_one(row: list[str]) -> None:
    content = read(first=form(["กระบี่", "ขาดคน", "จัดหา", "", ""], row))
    assert [entry.fields[0].text for entry in content.entries] == ["ขาดคน", row[1]]
