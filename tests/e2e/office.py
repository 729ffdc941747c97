"""A department in a folder: mails are put in, days go by, letters come out; what the end-to-end tests share."""

import email
import email.policy
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

from collector.application import Application, open_application
from collector.demo import forms, mails
from collector.demo.forms import FilledForm
from collector.demo.mails import Envelope, File
from collector.jobs import passes, reminding, summing_up, verifying
from collector.jobs.passes import OnceReport
from collector.letters.reminders import Reminder
from collector.periods import Period
from collector.settings.load import load_settings
from collector.summary.standings import SummaryTable
from tests.shipped import SPEC

ZONE = ZoneInfo("Asia/Bangkok")
NOW = datetime(2019, 1, 4, 9, 0, tzinfo=ZONE)
DECEMBER = Period(2018, 12)
HEADER = (SPEC.unit_heading, *(column.heading for column in SPEC.columns))
ONE = (("๑. ขาดเจ้าหน้าที่", "๑. ขอกำลังคน", "-", ""),)
TWO = (*ONE, ("๒. ขาดงบประมาณ", "๒. ขอเพิ่ม", "ระเบียบ ข้อ ๕", "ด่วน"))
NIL = (("ไม่มี", "-", "-", ""),)
BLANK = forms.spare()
Rows = tuple[tuple[str, ...], ...]


def form(rows: Rows, unit: str = "จังหวัดกระบี่", month: str = "ประจำเดือนธันวาคม ๒๕๖๑") -> FilledForm:
    """A filled form; "" for a month or unit that is not said."""
    titles = tuple(line for line in (SPEC.title, month) if line)
    return FilledForm(titles, HEADER, unit, rows)


def letter_from(sender: str, number: int, subject: str = "ส่งรายงาน", received: datetime = NOW) -> Envelope:
    """The envelope of a mail; the number makes its Message-ID."""
    return Envelope(sender, "", subject, "ขอส่งแบบรายงานตามเอกสารแนบ", received, number)


def word_mail(
    rows: Rows,
    number: int,
    sender: str = "krabi@local.example",
    *,
    unit: str = "จังหวัดกระบี่",
    received: datetime = NOW,
) -> bytes:
    """A mail with the form as a Word document."""
    return mails.attached(
        letter_from(sender, number, received=received), File("รายงาน.docx", forms.word(form(rows, unit)))
    )


@dataclass
class Office:
    """The folder of one department; `now` is what its clock shows."""

    folder: Path
    now: datetime = NOW
    mails: int = 0
    environ: dict[str, str] = field(default_factory=dict)

    def put(self, *data: bytes) -> None:
        """New mails in the inbox."""
        for mail in data:
            self.mails += 1
            (self.folder / "inbox" / f"{self.mails:03d}.eml").write_bytes(mail)

    def open(self, *, read_only: bool = False) -> AbstractContextManager[Application]:
        return open_application(load_settings(self.folder / "config.toml", self.environ), read_only=read_only)

    def once(self) -> OnceReport:
        with self.open() as app:
            return passes.once(app, self.now, lambda _done, _total: None)

    def receive(self, *data: bytes) -> dict[str, int]:
        """Puts mails and takes them in; the outcomes counted."""
        self.put(*data)
        return dict(self.once().outcomes)

    def remind(self, *, dry_run: bool = False) -> tuple[Reminder, ...]:
        with self.open() as app:
            return reminding.remind(app, self.now, dry_run)

    def status(self, *periods: Period) -> SummaryTable:
        """How the units stand by the first form."""
        with self.open(read_only=True) as app:
            return summing_up.status(app, periods or (DECEMBER,), self.now)[0]

    def state(self, unit: str = "TH-81") -> str:
        (line,) = (line for line in self.status().lines if line.unit.code == unit)
        return line.standings[0].state.value

    def verify(self) -> tuple[str, ...]:
        with self.open(read_only=True) as app:
            return verifying.verify(app, self.now)

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)

    def letters(self) -> list[EmailMessage]:
        """The letters in the outbox folder, in the order of their Date."""
        found = [parsed(path.read_bytes()) for path in sorted((self.folder / "outbox").glob("*.eml"))]
        return sorted(found, key=lambda letter: str(letter["Date"]))

    def archived(self) -> list[str]:
        root = self.folder / "data" / "archive"
        return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def parsed(data: bytes) -> EmailMessage:
    """A mail as the standard library reads it."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(letter: EmailMessage) -> str:
    """The plain text of a letter."""
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def enclosures(letter: EmailMessage) -> Sequence[EmailMessage]:
    return [part for part in letter.iter_attachments() if isinstance(part, EmailMessage)]
