"""A year of 76 provinces, like the real thing: long entries, nil and late reports, held mails, gaps, hostile texts."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from collector.filing.receipt import receipt_number
from collector.forms.spec import FormSpec
from collector.model.outcomes import Filed, Outcome, Timeliness
from collector.model.reasons import Reason
from collector.model.reports import Entry, Field
from collector.model.units import Contact, Role
from collector.periods import Calendar, Period, fiscal_periods
from collector.registry import Registry
from collector.registry_files import load_registry
from collector.store.records import HeldReport
from collector.summary.standings import SummaryTable
from collector.summary.table import OnFile, Scope, build
from tests.shipped import SPEC

BANGKOK = ZoneInfo("Asia/Bangkok")
NOW = datetime(2019, 4, 20, 9, 5, tzinfo=BANGKOK)
SINCE = Period(2018, 11)

PROBLEMS = (
    "จำนวนสมาชิกอาสาสมัครไม่เพียงพอต่อการสำรวจความเสียหาย",
    "การสงเคราะห์ผู้มีรายได้น้อยไม่มีเกณฑ์รายได้ที่ชัดเจน ทำให้ อปท. แต่ละแห่งพิจารณาไม่เหมือนกัน",
    (
        "ระบบ INFO ใช้งานไม่ได้ในช่วงต้นเดือน เนื่องจากมีผู้เข้าใช้งานพร้อมกันจำนวนมาก เจ้าหน้าที่ต้องบันทึกข้อมูลนอกเวลาราชการ "
        "และบางแห่งไม่สามารถบันทึกได้ทันภายในวันที่ ๕ ของเดือน ส่งผลให้ข้อมูลในภาพรวมของจังหวัดไม่ครบถ้วน ไม่เป็นปัจจุบัน "
        "และต้องประสานขอขยายเวลาเป็นรายกรณีทุกเดือน ซึ่งไม่สอดคล้องกับแนวทางปฏิบัติที่กรมกำหนดไว้"
    ),
    "ผู้ป่วยติดเตียงต้องการรถรับส่งไปโรงพยาบาล แต่ อปท. ไม่มีรถพยาบาลและไม่แน่ใจว่าเช่าเหมาได้หรือไม่",
    "โรคระบาดในสัตว์เกิดขึ้นหลายตำบล งบประมาณจัดซื้อวัคซีนไม่เพียงพอ",
)
SOLUTIONS = (
    "ฝึกอบรม อสม. และ อปพร. ให้ร่วมสำรวจข้อมูลความเสียหาย",
    "ใช้ข้อมูล จปฐ. และบัตรสวัสดิการแห่งรัฐประกอบการพิจารณา จนกว่าจะมีหลักเกณฑ์กลาง",
    "ขอให้ส่วนกลางเพิ่มประสิทธิภาพเครื่องแม่ข่าย และขยายเวลาบันทึกข้อมูลถึงวันที่ ๑๐ ของเดือน",
    "หารือกรมส่งเสริมการปกครองท้องถิ่นเรื่องการจ้างเหมารถ และทำบันทึกข้อตกลงกับโรงพยาบาลส่งเสริมสุขภาพตำบล",
    "",
)
LAWS = (
    "ระเบียบกระทรวงมหาดไทยว่าด้วยค่าใช้จ่ายเพื่อช่วยเหลือประชาชนตามอำนาจหน้าที่ขององค์กรปกครองส่วนท้องถิ่น พ.ศ. ๒๕๖๐",
    "หนังสือกรมส่งเสริมการปกครองท้องถิ่น ด่วนที่สุด ที่ มท ๐๘๑๐.๗/ว ๕๘๐ ลงวันที่ ๒๘ กุมภาพันธ์ ๒๕๖๑",
    "",
)
REMARKS = ("", "", "อยู่ระหว่างดำเนินการ", "เร่งด่วน", "ติดตามผลเดือนหน้า")
WAITING = {("TH-81", Period(2018, 12)), ("TH-50", Period(2018, 12)), ("TH-40", Period(2018, 12))}
HOSTILE = '=HYPERLINK("http://bad.example","x")<script>alert(\'x\')</script>\x1b[31m\u202e\u2067\u200f'
PHONE = "0 7561 1234"


@dataclass(frozen=True)
class Year:
    """What `build` takes, for a whole fiscal year."""

    registry: Registry
    spec: FormSpec
    on_file: OnFile

    def table(self, periods: tuple[Period, ...], now: datetime = NOW) -> SummaryTable:
        return build(self.registry, self.spec, self.on_file, Scope(periods, SINCE, Calendar(), now))


def year() -> Year:
    chance = random.Random(2562)
    units = load_registry(None, None).units
    people = tuple(
        Contact(
            unit.code,
            f"{unit.name_en.lower().replace(' ', '')}@local.example",
            "นางสาวสมศรี ใจดี",
            Role.REPORTER,
            PHONE,
        )
        for unit in units[::2]
    )
    spec = SPEC
    current = tuple(
        _filed(chance, spec, unit.code, period)
        for period in fiscal_periods(2562)[1:7]  # the seventh, April, is not due yet
        for unit in units
        if (unit.code, period) not in WAITING
        and chance.random() < (0.15 if period == Period(2019, 4) else 0.85)
    )
    mails = {
        "filed": len(current),
        "revised": 31,
        "duplicate": 12,
        "review": 4,
        "returned": 9,
        "ignored": 207,
    }
    return Year(Registry(units, people), spec, OnFile(current, _held(), mails))


def _filed(chance: random.Random, spec: FormSpec, unit: str, period: Period) -> Filed:
    late = chance.random() < 0.12
    following = period.next()
    due = datetime(following.year, following.month, 5, tzinfo=BANGKOK)
    received = due + timedelta(days=chance.randrange(1, 9) if late else -chance.randrange(0, 4), minutes=601)
    nil = chance.random() < 0.2
    entries = (
        () if nil else tuple(_entry(chance, spec, number) for number in range(1, chance.randrange(2, 6)))
    )
    return Filed(
        form=spec.id,
        unit=unit,
        period=period,
        revision=chance.choice((1, 1, 1, 2)),
        content_hash="",
        nil=nil,
        entries=entries,
        received=received,
        timeliness=Timeliness.LATE if late else Timeliness.ON_TIME,
        known_sender=True,
        receipt=receipt_number(unit, period, 1, spec.id),
        archive=f"{period.buddhist_year}/{period.month:02d} เดือน/{unit}",
    )


def _entry(chance: random.Random, spec: FormSpec, number: int) -> Entry:
    texts = (chance.choice(PROBLEMS), chance.choice(SOLUTIONS), chance.choice(LAWS), chance.choice(REMARKS))
    columns = (column.key for column in spec.columns)
    return Entry(number, tuple(Field(key, text) for key, text in zip(columns, texts, strict=True)))


def _held() -> tuple[HeldReport, ...]:
    def held(
        outcome: Outcome, unit: str | None, period: Period | None, day: int, subject: str, code: str
    ) -> HeldReport:
        return HeldReport(
            outcome=outcome,
            reasons=(Reason(code, {"first": "จังหวัดกระบี่", "second": "จังหวัดพังงา"}),),
            form=None,
            unit=unit,
            period=period,
            sha256=f"{day:064d}",
            received=datetime(2019, 1, day, 3, 30, tzinfo=BANGKOK),
            sender="someone@web.example",
            sender_name="",
            subject=subject,
            attachment="form.xlsx",
            archive=f"mail/2562/01/{day:02d}",
        )

    december = Period(2018, 12)
    return (
        held(Outcome.REVIEW, "TH-81", december, 4, "รายงานประจำเดือน ธ.ค. 61 จังหวัดกระบี่/พังงา", "unit-conflict"),
        held(Outcome.RETURNED, "TH-50", december, 5, "ส่งแบบรายงานครับ", "blank-form"),
        held(Outcome.RETURNED, "TH-40", None, 7, "รายงานของจังหวัดขอนแก่น ประจำเดือน", "forgot-attachment"),
        held(Outcome.REVIEW, None, None, 9, HOSTILE, "unit-unknown"),
    )
