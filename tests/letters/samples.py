"""Mails, reports and verdicts of Krabi's office, as the letters' tests need them."""

from datetime import UTC, date, datetime

from collector.filing.receipt import receipt_number
from collector.letters.letterhead import LetterContext, Letterhead
from collector.message_ids import make, mark_of
from collector.model.mail import Address, Mail
from collector.model.outcomes import Outcome, Ruling, Standing, Timeliness, Verdict
from collector.model.reasons import Reason
from collector.model.reports import Difference, Entry, Field, Report
from collector.model.units import Contact, Role, Unit
from collector.periods import Calendar, Period
from collector.registry import Registry
from tests.shipped import SPEC

DECEMBER = Period(2018, 12)
RECEIVED = datetime(2019, 1, 3, 7, 5, tzinfo=UTC)  # 14.05 in Bangkok
LATE = datetime(2019, 1, 10, 2, 30, tzinfo=UTC)
NOW = datetime(2019, 1, 3, 7, 6, tzinfo=UTC)
SHA = "5a" * 32
SECRET = b"of the tests only"

UNITS = (
    Unit("TH-81", "กระบี่"),
    Unit("TH-92", "ตรัง"),
    Unit("KB-02", "อำเภอเขาพนม"),
)
CONTACTS = (
    Contact("TH-81", "krabi@dla.example", "", Role.REPORTER),
    Contact("TH-81", "chief@krabi.example", "", Role.SUPERVISOR),
    Contact("TH-92", "trang@dla.example", "", Role.REPORTER),
)
REGISTRY = Registry(UNITS, CONTACTS)
# New Year's holidays of 2019; the 5th of January was a Saturday, so December was due on Monday the 7th.
CALENDAR = Calendar(frozenset({date(2018, 12, 31), date(2019, 1, 1)}))


def message_id(kind: str, cause: str) -> str:
    return make(kind, cause, SECRET, "dept.example")


def letterhead(*, name: str = "กรมส่งเสริมการปกครองท้องถิ่น", signature: str = "") -> Letterhead:
    spec = SPEC
    return Letterhead(
        name,
        "helpcenter@dept.example",
        message_id,
        REGISTRY,
        {spec.id: spec},
        CALENDAR,
        lambda message_id: mark_of(message_id, SECRET),
        phone="0-2241-9000 ต่อ 2332",
        signature=signature,
    )


def mail(
    *,
    sender: str = "krabi@dla.example",
    subject: str = "ส่งแบบรายงาน ธ.ค. 61",
    received: datetime = RECEIVED,
    references: tuple[str, ...] = (),
    reply_to: str = "",
    headers: tuple[tuple[str, str], ...] = (),
) -> Mail:
    return Mail(
        Address("สถจ.กระบี่", sender),
        Address("", reply_to or sender),
        (Address("", "helpcenter@dept.example"),),
        subject,
        "<CAB+1@mail.krabi.example>",
        references,
        received,
        "",
        "",
        (),
        headers,
    )


def entry(number: int, problem: str, solution: str = "", law: str = "", remark: str = "") -> Entry:
    texts = {"problem": problem, "solution": solution, "law": law, "remark": remark}
    return Entry(number, tuple(Field(key, text) for key, text in texts.items()))


ENTRIES = (
    entry(
        1,
        "ประชาชนไม่ทราบช่องทางการขอรับความช่วยเหลือ",
        "ประชาสัมพันธ์ผ่านผู้ใหญ่บ้านและหอกระจายข่าว",
        "ระเบียบกระทรวงมหาดไทยว่าด้วยค่าใช้จ่ายเพื่อช่วยเหลือประชาชนฯ พ.ศ. 2560",
    ),
    entry(2, "เจ้าหน้าที่บันทึกข้อมูลในระบบ INFO ไม่ครบถ้วน", "จัดอบรมเจ้าหน้าที่", remark="ดำเนินการแล้ว"),
)


def report(
    *,
    unit: str | None = "TH-81",
    period: Period | None = DECEMBER,
    entries: tuple[Entry, ...] = ENTRIES,
    nil: bool = False,
    attachment: str = "รายงาน ธ.ค.61.docx",
    notes: tuple[Reason, ...] = (),
    doubts: tuple[Reason, ...] = (),
) -> Report:
    return Report("help-centre", unit, period, nil, entries, attachment, notes=notes, doubts=doubts)


def ruling(
    told: Report,
    outcome: Outcome = Outcome.FILED,
    *,
    reasons: tuple[Reason, ...] = (),
    revision: int = 1,
    differences: tuple[Difference, ...] = (),
    received: datetime = RECEIVED,
) -> Ruling:
    filed = outcome not in (Outcome.RETURNED, Outcome.REVIEW)
    due = CALENDAR.due(told.period, 5) if filed and told.period else None
    return Ruling(
        told,
        outcome,
        reasons,
        (Timeliness.ON_TIME if received.date() <= due else Timeliness.LATE) if due else None,
        revision if filed else 0,
        differences,
        standing=Standing.REGISTERED,
        receipt=receipt_number(told.unit, told.period, revision, told.form)
        if filed and told.unit and told.period
        else "",
    )


def context(
    *rulings: Ruling,
    outcome: Outcome | None = None,
    reasons: tuple[Reason, ...] = (),
    about: Mail | None = None,
) -> LetterContext:
    worst = min((item.outcome for item in rulings), key=lambda item: item.attention, default=Outcome.IGNORED)
    verdict = Verdict(outcome or worst, reasons, rulings)
    return LetterContext(letterhead(), about or mail(), SHA, verdict)
