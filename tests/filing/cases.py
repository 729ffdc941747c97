"""Mails, reports and letters for these tests, made from a few words; reads nothing."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from collector.application import archive_names
from collector.filing.describe import Case, Labels
from collector.filing.layout import FilingPlan, plan
from collector.filing.receipt import receipt_number
from collector.letters.envelope import Heads, envelop
from collector.model.files import Attachment
from collector.model.letters import Letter
from collector.model.mail import Address, MailKey, RawMail
from collector.model.outcomes import Outcome, Ruling, Standing, Timeliness, Verdict
from collector.model.reasons import Reason
from collector.model.reports import Entry, Evidence, Fact, Field, Report, Source
from collector.periods import Period
from collector.store.records import Completed, KeptMail, MailFacts

FORM = "help-centre"
DECEMBER = Period(2018, 12)
NOW = datetime(2019, 1, 3, 7, 5, tzinfo=UTC)
WORDS = archive_names()
LABELS = Labels(
    unit={"TH-81": "กระบี่", "TH-20": "ชลบุรี", "TH-11": "สมุทรปราการ"}.__getitem__,
    month=lambda period: f"เดือน {period}",
    reason=lambda reason: f"เพราะ {reason.code}",
    zone=ZoneInfo("Asia/Bangkok"),
)


def raw(
    number: int = 1, data: bytes | None = None, mailbox: str = "INBOX", arrived: datetime | None = NOW
) -> RawMail:
    content = f"Subject: {number}\r\n\r\nmail {number}\r\n".encode() if data is None else data
    return RawMail(MailKey(mailbox, 0, str(number)), content, arrived)


def kept(mails: Iterable[RawMail]) -> list[KeptMail]:
    """Mails as the ledger gets them from the spool."""
    return [KeptMail(mail.key, mail.sha256, len(mail.data), mail.arrived) for mail in mails]


def entry(number: int, problem: str, solution: str = "", law: str = "") -> Entry:
    texts = {"problem": problem, "solution": solution, "law": law}
    return Entry(number, tuple(Field(key, text, f"B{number}") for key, text in texts.items()))


def report(
    unit: str | None = "TH-81", problem: str = "ขาดบุคลากร", attachment: str = "แบบรายงาน.xlsx"
) -> Report:
    return Report(
        form=FORM,
        unit=unit,
        period=DECEMBER,
        nil=False,
        entries=(entry(1, problem, "อบรมเพิ่ม"),),
        attachment=attachment,
        evidence=(Evidence(Fact.UNIT, unit or "", Source.FORM, "ธ.ค.61!A4", "จ.กระบี่"),),
        notes=(Reason("month-assumed", {"period": "2018-12"}),),
    )


def ruling(found: Report | None = None, outcome: Outcome = Outcome.FILED, revision: int = 1) -> Ruling:
    told = found or report()
    kept = outcome in (Outcome.FILED, Outcome.REVISED, Outcome.DUPLICATE) and told.unit and told.period
    return Ruling(
        told,
        outcome,
        timeliness=Timeliness.ON_TIME,
        revision=revision,
        standing=Standing.REGISTERED,
        reasons=(Reason("clear"),),
        receipt=receipt_number(told.unit, told.period, revision, told.form) if kept else "",
    )


def verdict(*rulings: Ruling, outcome: Outcome = Outcome.FILED) -> Verdict:
    return Verdict(outcome, (Reason("because"),), rulings)


def facts(received: datetime = NOW) -> MailFacts:
    return MailFacts(
        received, Address("งานธุรการ", "krabi@example.go.th"), "รายงาน ธ.ค. 61", "<1@example.go.th>"
    )


def letter(cause: str, kind: str = "acknowledgement", to: Sequence[str] = ("krabi@example.go.th",)) -> Letter:
    heads = Heads(
        "กรม",
        "dept@dept.example",
        tuple(to),
        ("boss@example.go.th",),
        "ตอบรับรายงาน",
        f"<{kind}-{cause}@dept.example>",
    )
    return Letter(
        kind=kind,
        cause=cause,
        to=heads.to,
        cc=heads.cc,
        subject=heads.subject,
        message_id=heads.message_id,
        raw=envelop(heads, cause, "", (), NOW),
        unit="TH-81",
        periods=(DECEMBER,),
    )


def case(mail: RawMail, decided: Verdict, attachments: Sequence[Attachment] | None = None) -> Case:
    given = (
        (Attachment("แบบรายงาน.xlsx", b"workbook of " + mail.data, "xlsx"),)
        if attachments is None
        else attachments
    )
    return Case(mail.sha256, len(mail.data), facts(mail.arrived or NOW), decided, tuple(given))


def planned(mail: RawMail, decided: Verdict) -> FilingPlan:
    return plan(case(mail, decided), LABELS, WORDS)


def completed(mail: RawMail, decided: Verdict, letters: Sequence[Letter] | None = None) -> Completed:
    """The mail as it is recorded, with its places in the archive and one letter unless told otherwise."""
    places = planned(mail, decided)
    return Completed(
        sha256=mail.sha256,
        mail=facts(mail.arrived or NOW),
        verdict=decided,
        processed_at=NOW + timedelta(minutes=1),
        letters=(letter(mail.sha256),) if letters is None else letters,
        mail_place=places.mail_place,
        report_places=places.report_places,
    )


def overwrite(path: Path, data: bytes) -> None:
    """What no program does by itself: writes to a file that is kept read-only."""
    path.chmod(0o644)
    path.write_bytes(data)
