"""What a mail reports in its running text: nothing to report, or problems and what was done; and what is no report."""

import pytest

from collector.forms.typed_report import typed_report
from tests.shipped import PROVINCES, SPEC

ABOUT = "รายงานศูนย์ช่วยเหลือประชาชน ธ.ค. 61"
OTHER = "สวัสดีปีใหม่"
LISTS = "ปัญหา อุปสรรค\n1. ระบบล่ม\n2. ขาดคน\n\nการแก้ไขปัญหา อุปสรรค\n1. แจ้งผู้ดูแล\n2. จ้างเพิ่ม"


def code(text: str, subject: str = ABOUT, *, expected: bool = False) -> str:
    found = typed_report(subject, text, [SPEC], PROVINCES, expected=expected)
    return found.code if found else ""


@pytest.mark.parametrize(
    "text",
    [
        "ไม่มีปัญหาอุปสรรค",
        "เรียน กรมฯ\n\nจังหวัดตากขอรายงานว่า ในเดือนธันวาคม 2561 ไม่มีปัญหา อุปสรรค ในการปฏิบัติงาน\n\nท้องถิ่นจังหวัดตาก",
        "ตรวจสอบแล้วไม่พบปัญหาหรืออุปสรรคแต่อย่างใด ขอบคุณค่ะ",
        "ผลการรายงาน : ไม่มีปัญหา\nอุปสรรค",
        "เดือนนี้ยังไม่มีข้อขัดข้องในการดำเนินงาน ครับ",
        "ไม่ประสบปัญหาใด ๆ",
        "จังหวัดตราด ไม่มีประเด็นปัญหา ได้รับแล้วกรุณาตอบกลับด้วย",
        "There were no problems or obstacles in December 2018.",
        "ปัญหาอุปสรรค: ไม่มี",
    ],
)
def test_a_sentence_that_says_there_is_nothing_reports_nil(text: str) -> None:
    assert code(text, "รายงานประเด็นปัญหา อุปสรรค ธ.ค. 61") == "typed-nil"


@pytest.mark.parametrize("text", ["ไม่มีครับ", "จังหวัดตราด ไม่มี", "ไม่มีค่ะ\n\nส่งจาก iPhone", "nil", "ไม่พบ"])
def test_a_short_answer_to_our_letter_reports_nil(text: str) -> None:
    assert code(text, OTHER, expected=True) == "typed-nil"
    assert code(text, OTHER) == ""


@pytest.mark.parametrize(
    "text",
    [
        LISTS,
        f"แบบรายงานประเด็นปัญหา อุปสรรค\nจังหวัดแพร่ ประจำเดือน ธันวาคม 2561\n\n{LISTS}\n\nคำมูล",
        "ปัญหา: ระบบล่ม\nแก้ไข: แจ้งผู้ดูแล",
        "1. ปัญหา : ระบบล่ม\n   การแก้ไข : แจ้งผู้ดูแล",
        "เดือนนี้พบปัญหาระบบล่มบ่อย ได้แก้ไขโดยแจ้งผู้ดูแลระบบแล้ว",
        "ประเด็นปัญหา อุปสรรค\nระบบล่ม\nความเห็นของจังหวัด\nขอให้กรมปรับปรุง",
    ],
)
def test_problems_and_what_was_done_are_a_report(text: str) -> None:
    assert code(text) == "typed-report"


@pytest.mark.parametrize(
    "text",
    [
        "ขอส่งรายงานปัญหาอุปสรรค ตามแนบ",
        "ขอส่งแบบรายงานประเด็นปัญหา อุปสรรค และการแก้ไขปัญหา ประจำเดือนธันวาคม 2561 ตามไฟล์แนบ",
        "ปัญหา อุปสรรค และการแก้ไข ตามแนบ",
        "ถ้าไม่มีปัญหาอุปสรรคต้องส่งแบบรายงานไหมคะ",
        "หากจังหวัดใดไม่มีปัญหาอุปสรรค ให้รายงานด้วย",
        "ไม่มีปัญหาอุปสรรคต้องรายงานหรือไม่",
        "ไม่มีปัญหาครับ ขอบคุณครับ",
        "ไม่มีปัญหาค่ะ จะรีบส่งให้ค่ะ",
        "ไม่มีงบประมาณเพียงพอ",
        "หากพบปัญหาในการกรอก กรุณาแจ้ง จะได้แก้ไข",
        "ได้รับแล้ว ขอบคุณครับ",
        "",
    ],
)
def test_a_cover_sentence_a_question_or_thanks_report_nothing(text: str) -> None:
    assert code(text) == ""


def test_an_article_of_somebody_unknown_is_no_report_and_the_long_letter_of_an_office_is() -> None:
    article = "จังหวัดขอนแก่นเปิดศูนย์ช่วยเหลือประชาชนต้นแบบ พบว่าไม่มีปัญหาอุปสรรค " + "ข่าวท้องถิ่น " * 200
    assert code(article) == ""
    assert code(article, expected=True) == "typed-nil"


def test_words_about_another_matter_of_somebody_unknown_are_no_report() -> None:
    assert code("รถเสีย พบปัญหาที่เครื่องยนต์ ได้แก้ไขแล้ว", OTHER) == ""
    assert code("ระบบไฟไม่มีปัญหาอุปสรรค", OTHER) == ""
