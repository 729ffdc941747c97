"""A cover letter on the form's own page names neighbours and receivers in passing, and says who reports."""

from datetime import date

import pytest

from collector.forms.claims import MailContext
from collector.forms.evidence import Found, weigh
from collector.forms.extract import extract
from collector.forms.letter_lines import in_passing, is_sentence, title_at
from collector.forms.recognise import recognise
from collector.model.documents import Line, Table
from tests.forms.sheets import HEADER, SPEC, TITLE, document, table
from tests.shipped import PROVINCES

PHATTHALUNG = "TH-93"
ROW = ["ขาดคน", "จัดหา", "", ""]
PASSING = [
    "อ้างถึง หนังสือจังหวัดตรัง ที่ ตง 0023/1",
    "ต้นเรื่อง จังหวัดตรังแจ้งว่า",
    "เนื่องจากจังหวัดตรังขอยืมเรือ",
    "เรื่อง ส่งรายงาน ตามโทรสารจังหวัดตรัง",
    "เรื่อง ส่งรายงาน อ้างถึง โทรสารจังหวัดตรัง ลงวันที่ 3 ธันวาคม 2561",
    "รายงานนี้ใช้แบบของจังหวัดแพร่",
    "ส่งช้า เนื่องจากจังหวัดชัยนาทขอยืมเรือ",
    "กลุ่มจังหวัดอันดามัน (ภูเก็ต พังงา ระนอง)",
    "สำเนาเรียน ท้องถิ่นจังหวัดสตูล",
    "เรียน ผู้ว่าราชการจังหวัดนครศรีธรรมราช",
    "ตามหนังสือจังหวัดตรัง ที่ ตง 0023/1 แจ้งมานั้น",
    "ร่วมกับจังหวัดสงขลา จังหวัดยะลา และจังหวัดปัตตานี ได้ประชุมหารือ",
    "ในคราวประชุมร่วมกันเมื่อต้นเดือน จังหวัดตรังแจ้งถึงปัญหาน้ำท่วมในพื้นที่รอยต่อและขอความร่วมมือ",
]


def unit_of(*content: str | Table, sender: str = "", below: str = "") -> tuple[str | None, list[str]]:
    """The unit of the one form in a document, and what is in doubt."""
    read = document(*content, *([below] if below else []))
    found = [
        Found(item, "form.docx") for match in recognise(read, [SPEC]) for item in extract(match, PROVINCES)
    ]
    context = MailContext(date(2019, 1, 3), sender_units=(sender,) if sender else ())
    (report,) = weigh(found, context, PROVINCES)
    return report.unit, [doubt.code for doubt in report.doubts]


def rows(unit: str = "") -> Table:
    return table([HEADER, [unit, *ROW]])


@pytest.mark.parametrize("line", PASSING)
def test_the_forms_title_column_or_sender_outweighs_what_a_letter_names_in_passing(line: str) -> None:
    filed = (PHATTHALUNG, [])
    assert unit_of(line, TITLE, "จังหวัดพัทลุง", rows()) == filed
    assert unit_of(line, TITLE, rows("พัทลุง")) == filed
    assert unit_of(line, TITLE, rows(), sender=PHATTHALUNG) == filed


def test_receivers_named_between_title_and_table_or_below_it_are_no_senders_either() -> None:
    assert unit_of(TITLE, "อ้างถึง หนังสือจังหวัดตรัง", rows("พัทลุง")) == (PHATTHALUNG, [])
    assert unit_of(TITLE, rows("พัทลุง"), below="สำเนาเรียน ท้องถิ่นจังหวัดสตูล") == (PHATTHALUNG, [])


@pytest.mark.parametrize("line", PASSING[:9])
def test_whom_a_letter_names_in_passing_is_never_filed_by_that_alone(line: str) -> None:
    assert unit_of(line, TITLE, rows()) == (None, ["unit-unknown"])


def test_who_says_of_itself_that_it_reports_is_the_sender() -> None:
    line = "ตามที่จังหวัดสงขลาและจังหวัดตรังได้ขอความร่วมมือ จังหวัดพัทลุงขอส่งแบบรายงาน"
    assert unit_of(line, TITLE, rows()) == (PHATTHALUNG, [])
    assert unit_of(line, TITLE, rows("ตรัง")) == (None, ["unit-conflict"])


def test_another_unit_in_a_heading_is_still_a_conflict() -> None:
    assert unit_of("จังหวัดตรัง", TITLE, rows("พัทลุง")) == (None, ["unit-conflict"])


@pytest.mark.parametrize(
    "line",
    [
        "แบบรายงานของจังหวัดตรัง",
        "แนบท้ายหนังสือจังหวัดตรัง ที่ ตง 0023/1",
        "กลุ่มจังหวัดอันดามัน จังหวัดตรัง",
        "กลุ่มจังหวัดอันดามัน (จังหวัดตรัง)",
    ],
)
def test_a_unit_that_a_line_names_otherwise_is_no_mention(line: str) -> None:
    assert unit_of(line, TITLE, rows()) == ("TH-92", [])
    assert unit_of(line, TITLE, rows("พัทลุง")) == (None, ["unit-conflict"])


def test_who_is_mentioned_and_reports_in_one_line_is_the_sender() -> None:
    line = "ตามโทรสารจังหวัดพัทลุง จังหวัดพัทลุงขอส่ง"
    assert unit_of(TITLE, f"เรื่อง {line}", rows()) == (PHATTHALUNG, [])


@pytest.mark.parametrize(
    "line",
    [
        "ศาลากลางจังหวัด ถนนอุตรกิจ",
        "ศาลากลางจังหวัด ถ.อุตรกิจ",
        "ศาลากลางจังหวัด ชั้น 3",
        "สำนักงานท้องถิ่นจังหวัด ถนนตรัง",
        "ศาลากลางจังหวัด หลังใหม่ อาคาร 2",
    ],
)
def test_where_an_office_is_names_no_unit(line: str) -> None:
    assert unit_of(line, TITLE, rows("พัทลุง")) == (PHATTHALUNG, [])
    assert unit_of(TITLE, line, rows(), sender=PHATTHALUNG) == (PHATTHALUNG, [])


def test_an_unknown_name_behind_the_word_for_an_office_is_still_asked_about() -> None:
    assert unit_of(TITLE, "ศาลากลางจังหวัดถลาง", rows()) == (None, ["unit-unclear"])


def test_a_long_line_above_the_title_decides_where_nothing_else_does() -> None:
    assert unit_of("จังหวัดพัทลุง " + "ก" * 60, TITLE, rows()) == (PHATTHALUNG, [])


def test_which_lines_are_a_letters() -> None:
    lines = (Line("จังหวัดตรัง"), Line(TITLE), Line("ประจำเดือนธันวาคม"))
    assert (title_at(lines, SPEC), title_at(lines[2:], SPEC)) == (1, 0)
    assert in_passing(Line(" อ้างถึง : หนังสือ"), PROVINCES)
    assert not in_passing(Line("หนังสืออ้างถึง"), PROVINCES)
    assert (is_sentence(Line("ก" * 60)), is_sentence(Line("ก" * 61))) == (False, True)
