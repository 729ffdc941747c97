"""Which months of a mail's body are the report's, and which stand there in passing."""

import pytest

from collector.forms.claims import MailContext
from collector.forms.month_claims import period_claims_of_mail
from collector.model.reports import Source
from tests.forms.test_claims import RECEIVED
from tests.shipped import MONTHS


def months(body: str) -> tuple[str, ...]:
    """The months that a body says its report is of."""
    claims = period_claims_of_mail(MailContext(RECEIVED, body=body), MONTHS)
    return tuple(value for claim in claims if claim.source is Source.BODY for value in claim.values)


@pytest.mark.parametrize(
    "body",
    [
        "ส่วนเดือนตุลาคม 2561 ส่งไปแล้วครับ",
        "ส่งรายงานเดือนนี้ครับ ส่วนเดือนตุลาคม 2561 ส่งไปแล้วครับ",
        "ส่วนเดือน ๑๐/๒๕๖๑ ส่งไปแล้ว",
        "เดือนกันยายน และเดือนตุลาคม 2561 ส่งไปแล้ว",
        "รายงานประจำเดือนตุลาคม 2561 จะส่งภายหลัง",
        "กำหนดส่งเดือนธันวาคม 2561 จะส่งภายหลัง",
        "กำหนดส่งรายงานเดือนธันวาคม 2561",
        "ส่งรายงานตามแนบ\nตามที่ประชุมเมื่อเดือนกันยายน 2561",
        "ส่งรายงานตามที่ประชุมประจำเดือนตุลาคม 2561",
        "ขอบคุณสำหรับแบบฟอร์มที่ส่งมาเมื่อ ต.ค. 61",
        "น้ำท่วมใหญ่ทั้งจังหวัดในเดือนตุลาคม 2561",
        "พบกันอีกครั้งในงานเลี้ยง ต.ค. 61",
    ],
)
def test_a_month_in_passing_is_none_of_the_report(body: str) -> None:
    assert months(body) == ()


@pytest.mark.parametrize(
    "body",
    [
        "ขอส่งรายงานประจำเดือนพฤศจิกายน 2561",
        "แบบรายงานเดือน พ.ย. 61 ตามแนบ",
        "รายงาน 11/2561",
        "เดือนพฤศจิกายน 2561",
        "พ.ย. 61",
        "จังหวัดกระบี่ เดือนพฤศจิกายน 2561",
        "เดือนพฤศจิกายน 2561 ไม่มีปัญหา อุปสรรค",
        "ของเดือนพฤศจิกายน 2561 ครับ",
        "ขอส่งรายงานเดือน พ.ย. 61 ส่วนเดือนตุลาคม 2561 ส่งไปแล้วครับ",
        "ส่งรายงานเดือน พ.ย. 61 (ของเดือน ต.ค. 61 ส่งไปแล้ว)",
        "ตามที่ประชุมเมื่อเดือนกันยายน 2561 ขอส่งรายงานเดือน พ.ย. 61",
        "ตามมติที่ประชุม ขอส่งรายงานเดือน พ.ย. 61",
        "ขอส่งรายงานเดือน พ.ย. 61 ต้นฉบับจะส่งทางไปรษณีย์ภายหลัง",
        "Please find attached the report for November 2018.",
    ],
)
def test_a_month_of_what_is_sent_is_the_reports(body: str) -> None:
    assert months(body) == ("2018-11",)


def test_several_months_of_what_is_sent_stay_several() -> None:
    assert months("ขอส่งรายงานเดือน ต.ค. และ พ.ย. 61") == ("2018-10", "2018-11")
    assert months("รายงาน พ.ย. 61, ธ.ค. 61") == ("2018-11", "2018-12")
