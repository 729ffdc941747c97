"""Mails, reports and what is on file, as the decisions' tests need them; every maker has the usual case as its default."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from collector.filing.decide import decide
from collector.filing.receipt import receipt_number
from collector.filing.understood import OnFile, Rules, Understood, Unread
from collector.model.files import FileKind
from collector.model.mail import Address, Machine, Mail
from collector.model.outcomes import Filed, Timeliness, Verdict
from collector.model.reasons import Reason
from collector.model.reports import Report
from collector.periods import Calendar, Period
from tests.filing.cases import DECEMBER, FORM, entry
from tests.shipped import SPEC, WORDS

KRABI, TRANG = "TH-81", "TH-92"
OCTOBER, NOVEMBER = Period(2018, 10), Period(2018, 11)
RECEIVED = datetime(2019, 1, 3, 2, 0, tzinfo=UTC)
# The fifth of January 2019 is a Saturday: December is due on Monday the seventh, by Bangkok's clock.
RULES = Rules(
    {FORM: SPEC, "waste": replace(SPEC, id="waste", due_day=15)},
    Calendar(frozenset({date(2019, 1, 1)})),
    ZoneInfo("Asia/Bangkok"),
    since=OCTOBER,
    vocabulary=WORDS.vocabulary,
)
STAFF, MONEY, SYSTEM = "ขาดเจ้าหน้าที่ประจำศูนย์", "งบประมาณไม่เพียงพอ", "ระบบบันทึกข้อมูลล่ม"


def mail(
    *,
    sender: str = "krabi@local.example",
    subject: str = "",
    text: str = "",
    received: datetime = RECEIVED,
) -> Mail:
    who = Address("", sender)
    return Mail(who, who, (), subject, "<1@local.example>", (), received, text, "", (), ())


def report(
    *problems: str,
    unit: str | None = KRABI,
    period: Period | None = DECEMBER,
    form: str = FORM,
    attachment: str = "form.docx",
    doubts: tuple[str, ...] = (),
    blank: bool = False,
    nil: bool = False,
) -> Report:
    """A report that says one problem unless told otherwise."""
    said = () if blank or nil else (problems or (STAFF,))
    return Report(
        form=form,
        unit=unit,
        period=period,
        nil=nil,
        entries=tuple(entry(number, problem) for number, problem in enumerate(said, 1)),
        attachment=attachment,
        doubts=tuple(map(Reason, doubts)),
        blank=blank,
    )


def filed(told: Report, *, revision: int = 1, known_sender: bool = True) -> Filed:
    """The report as it stands on file."""
    assert told.unit
    assert told.period
    return Filed(
        form=told.form,
        unit=told.unit,
        period=told.period,
        revision=revision,
        content_hash=told.content_hash,
        nil=told.nil,
        entries=told.entries,
        received=RECEIVED,
        timeliness=Timeliness.ON_TIME,
        known_sender=known_sender,
        receipt=receipt_number(told.unit, told.period, revision, told.form),
    )


def shelf(*on_file: Filed) -> OnFile:
    """What is on file, found only by exactly its form, unit and month."""
    kept: Mapping[tuple[str, str, Period], Filed] = {(one.form, one.unit, one.period): one for one in on_file}
    return lambda form, unit, period: kept.get((form, unit, period))


def unread(kind: FileKind, code: str = "damaged", path: str = "beside") -> Unread:
    return Unread(path, kind, code)


def decided(
    *reports: Report,
    about: Mail | None = None,
    on_file: OnFile | None = None,
    machine: Machine | None = None,
    beside: tuple[Unread, ...] = (),
    formless: tuple[str, ...] = (),
    sender_units: tuple[str, ...] = (KRABI,),
    typed: Reason | None = None,
) -> Verdict:
    """The verdict on a mail that holds these reports, of Krabi's registered sender unless told otherwise."""
    case = Understood(about or mail(), machine, reports, beside, formless, sender_units, typed=typed)
    return decide(case, RULES, on_file or shelf())


def told(reasons: tuple[Reason, ...]) -> list[tuple[str, dict[str, str]]]:
    """Reasons as they are compared: codes with their values."""
    return [(reason.code, dict(reason.values)) for reason in reasons]


def codes(reasons: tuple[Reason, ...]) -> list[str]:
    return [reason.code for reason in reasons]
