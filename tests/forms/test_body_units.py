"""What the body of a mail says of who reports, and whom it only names in passing."""

import pytest

from collector.forms.body_units import body_reporters
from collector.forms.claims import Claim, MailContext, unit_claims_of_mail
from collector.forms.evidence import Found, weigh
from collector.forms.extract import extract
from collector.forms.presume import presume
from collector.forms.recognise import recognise
from collector.model.documents import Table
from collector.model.reports import Source
from tests.forms.sheets import HEADER, SPEC, TITLE, document, table
from tests.forms.test_claims import RECEIVED
from tests.shipped import MONTHS, PROVINCES

KRABI, TRANG = "TH-81", "TH-92"
REPORTING = [
    "จังหวัดกระบี่ขอส่งรายงาน",
    "จังหวัดกระบี่ ขอรายงานปัญหา อุปสรรค ดังนี้",
    "เรียน ผอ. จังหวัดกระบี่ขอส่งแบบรายงานตามแนบ",
    "ตามที่กรมฯ ให้รายงานนั้น จังหวัดกระบี่ขอส่งรายงาน",
    "ขอส่งรายงานของจังหวัดกระบี่",
    "ของจังหวัดกระบี่ค่ะ ใช้แบบเดียวกับจังหวัดตรัง",
    "ขอส่งแบบรายงานปัญหา อุปสรรค ประจำเดือนธันวาคม 2561 ของจังหวัดกระบี่ ตามไฟล์แนบ",
    "ขอส่งรายงาน ประจำเดือนธันวาคม 2561 จังหวัดกระบี่",
    "ขอส่งรายงาน จังหวัดกระบี่ เดือนธันวาคม 2561 ครับ",
    "ส่งรายงานจากจังหวัดกระบี่",
    "ในนามจังหวัดกระบี่",
    "ท้องถิ่นจังหวัดกระบี่",
    "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดกระบี่ ศาลากลางจังหวัดกระบี่ ถนนอุตรกิจ",
    "ขอแสดงความนับถือ สถจ.กระบี่ โทร. 0 7561 1111",
    "นายสมชาย ใจดี ท้องถิ่นจังหวัดกระบี่",
    "นักส่งเสริมการปกครองท้องถิ่นชำนาญการ จังหวัดกระบี่",
    "ผมชื่อสมชายจากท้องถิ่นจังหวัดกระบี่ครับ",
    "จังหวัดกระบี่ นำส่งรายงาน",
    "จังหวัดกระบี่ไม่มีปัญหา อุปสรรค",
    "จังหวัดกระบี่ เดือน ธ.ค. 61",
    "Please find attached the report of Krabi Province.",
    "Krabi Provincial Office",
]
PASSING = [
    "สำเนาเรียน ท้องถิ่นจังหวัดกระบี่",
    "สำเนาเรียน ท้องถิ่นจังหวัดกระบี่, ตรัง",
    "สำเนาเรียน\nท้องถิ่นจังหวัดกระบี่",
    "เรียน ผู้ว่าราชการจังหวัดกระบี่ ขอส่งรายงาน",
    "เรียน ท้องถิ่นจังหวัดกระบี่ ขอส่งรายงาน",
    "ขอส่งรายงานครับ ผมเพิ่งย้ายมาจากจังหวัดกระบี่",
    "ผมเพิ่งย้ายมาจากจังหวัดกระบี่",
    "ทำตามตัวอย่างของจังหวัดกระบี่",
    "ส่งรายงานตามแนบ ทั้งนี้ได้ปรับแบบตามตัวอย่างของจังหวัดกระบี่ แล้ว",
    "เหมือนที่ จ.กระบี่ ส่งเมื่อวาน",
    "เหมือนที่ จ.กระบี่ ส่งรายงานเมื่อวาน",
    "จังหวัดกระบี่ส่งรายงานไปแล้ว",
    "ติดต่อจังหวัดกระบี่ไม่ได้เลยค่ะ",
    "จังหวัดกระบี่ติดต่อไม่ได้เลยค่ะ",
    "พร้อมนี้ขอแจ้งว่าจังหวัดกระบี่ได้ขอยืมแบบไปแล้ว",
    "ขอบคุณจังหวัดกระบี่ที่ช่วยทำแบบ",
    "ส่งรายงานตามแนบ จังหวัดกระบี่ยังไม่ทราบเรื่อง",
    "ได้รับรายงานของจังหวัดกระบี่",
    "ขอส่งรายงาน ใช้แบบเดียวกับของจังหวัดกระบี่",
    "ขอส่งรายงานให้จังหวัดกระบี่",
    "ผมส่งรายงานไปจังหวัดกระบี่",
    "ขอส่งรายงานตามแนบ วันนี้อยู่จังหวัดกระบี่",
    "นายสมชาย ใจดี ไปราชการจังหวัดกระบี่",
    "นายกรัฐมนตรีตรวจเยี่ยมศูนย์ฯ จังหวัดกระบี่",
    "เจ้าหน้าที่ลาออกกลับจังหวัดกระบี่",
    "เมื่อวานไปอบรมที่จังหวัดกระบี่",
    "ขอส่งรายงาน ปัญหาเรื่องเรือเกิดที่จังหวัดกระบี่มากที่สุด",
]


def claims(body: str) -> list[Claim]:
    return list(unit_claims_of_mail(MailContext(RECEIVED, body=body), PROVINCES))


def filed(*, body: str, unit: str = "", sender: str = "", subject: str = "") -> tuple[str | None, list[str]]:
    """The unit of the one form in a mail, and what is in doubt."""
    filled: Table = table([HEADER, [unit, "ขาดคน", "จัดหา", "", ""]])
    matches = recognise(document(TITLE, filled), [SPEC])
    found = [Found(item, "form.docx") for match in matches for item in extract(match, PROVINCES)]
    senders = (sender,) if sender else ()
    (report,) = weigh(found, MailContext(RECEIVED, subject, body, sender_units=senders), PROVINCES)
    return report.unit, [doubt.code for doubt in report.doubts]


@pytest.mark.parametrize("body", REPORTING)
def test_a_body_that_says_who_reports_names_the_unit(body: str) -> None:
    (claim,) = claims(body)
    assert (claim.source, claim.values, claim.certain, claim.passing) == (Source.BODY, (KRABI,), True, False)
    assert filed(body=body) == (KRABI, [])
    assert filed(body=body, sender=TRANG) == (None, ["unit-conflict"])


@pytest.mark.parametrize("body", PASSING)
def test_a_unit_that_a_body_names_in_passing_files_nothing_and_contradicts_nothing(body: str) -> None:
    assert all(claim.passing and not claim.certain for claim in claims(body))
    assert filed(body=body) == (None, ["unit-unknown"])
    assert filed(body=body, unit="ตรัง") == (TRANG, [])
    assert filed(body=body, sender=TRANG) == (TRANG, [])
    assert filed(body=body, subject="รายงานจังหวัดตรัง") == (TRANG, [])
    context = MailContext(RECEIVED, body=body)
    assert presume(context, PROVINCES, MONTHS).unit is None


def test_who_reports_is_told_beside_others_in_passing() -> None:
    (claim,) = claims("จังหวัดกระบี่ขอส่งรายงาน\nตามตัวอย่างของจังหวัดตรัง\nสำเนาเรียน ท้องถิ่นจังหวัดตรัง")
    assert claim.values == (KRABI,)
    (both,) = claims("ขอส่งรายงานของจังหวัดกระบี่ และของจังหวัดตรัง")
    assert both.values == (KRABI, TRANG)


def test_the_name_of_an_ordinary_word_counts_behind_its_kind_only() -> None:
    found = PROVINCES.inside("สำเนาเรียน ท้องถิ่นจังหวัดเลย", after_kind=True)
    assert len(found) == 1
    assert body_reporters("สำเนาเรียน ท้องถิ่นจังหวัดเลย\nไม่มีอะไรเลย", found, PROVINCES) == ()
    assert body_reporters("จังหวัดเลย", found, PROVINCES) == found
    assert body_reporters("จังหวัดเลย", (), PROVINCES) == ()
