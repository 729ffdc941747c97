"""Thirty days with correspondents that answer every letter: the letters stay few, and the register agrees with itself."""

import email.policy
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import pytest

from collector.application import Application
from collector.jobs import passes, reminding
from tests.conftest import DEPARTMENT
from tests.e2e.office import NIL, NOW, Office, word_mail

pytestmark = pytest.mark.slow

DAYS = 30
ROUNDS = 36  # looks into the mailbox a day: enough for a loop to reach any limit of a day
OURS = "helpcenter@dept.example"
OTHERS = "collect@province.example"
CORRESPONDENT = "krabi@local.example"
STRANGER = "stranger@x.example"
# What a gateway may take off on the way, so that nothing tells a machine's mail from a person's.
SIGNS = (
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "Precedence",
    "Message-ID",
    "References",
    "In-Reply-To",
)

Answer = Callable[[EmailMessage, datetime], Sequence[bytes]]


def office_at(folder: Path, address: str, correspondent: str) -> Office:
    """A department whose only reporter is its correspondent."""
    (folder / "inbox").mkdir(parents=True)
    settings = DEPARTMENT.replace(OURS, address).replace('"2018-10"', '"2018-12"')
    (folder / "config.toml").write_text(settings, encoding="utf-8")
    contacts = (
        f"unit,email,name,role\nTH-81,{correspondent},,reporter\n"
        if correspondent
        else "unit,email,name,role\n"
    )
    (folder / "contacts.csv").write_text(contacts, encoding="utf-8")
    return Office(folder)


class Month:
    """Thirty days of one department, with all the letters that left it."""

    def __init__(self, office: Office, app: Application) -> None:
        self.office = office
        self.app = app
        self.letters: list[EmailMessage] = []
        self._seen: set[str] = set()
        self._put = 0

    def receive(self, mails: Sequence[bytes], now: datetime) -> None:
        for mail in mails:
            self._put += 1
            path = self.office.folder / "inbox" / f"{self._put:05d}.eml"
            path.write_bytes(received(mail, now, self._put))

    def look(self, now: datetime) -> list[EmailMessage]:
        """One pass; the letters that left with it."""
        passes.once(self.app, now, lambda _done, _total: None)
        new = [
            path
            for path in sorted((self.office.folder / "outbox").glob("*.eml"))
            if path.name not in self._seen
        ]
        self._seen |= {path.name for path in new}
        letters = [parsed(path.read_bytes()) for path in new]
        self.letters += letters
        return letters


def parsed(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def received(mail: bytes, now: datetime, number: int) -> bytes:
    """The mail as our server hands it over."""
    return f"Received: from mx by us with ESMTP id {number}; {format_datetime(now)}\r\n".encode() + mail


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[str, str], Month]]:
    """Departments that stay open for the month; in the end `verify` must be content with each."""
    months: list[Month] = []
    with ExitStack() as stack:

        def open_month(address: str = OURS, correspondent: str = CORRESPONDENT) -> Month:
            office = office_at(tmp_path / str(len(months)), address, correspondent)
            months.append(Month(office, stack.enter_context(office.open())))
            return months[-1]

        yield open_month
    for month in months:
        assert month.office.verify() == ()


def moments() -> Iterator[datetime]:
    """Each look into the mailbox."""
    for day in range(DAYS):
        for turn in range(ROUNDS):
            yield NOW + timedelta(days=day, minutes=turn * 24 * 60 // ROUNDS)


def live(month: Month, answer: Answer) -> int:
    """Thirty days in which each letter is answered at once; returns how many letters left."""
    waiting: list[bytes] = []
    for now in moments():
        if now.hour == 9:
            reminding.remind(month.app, now, dry_run=False)
        month.receive(waiting, now)
        waiting = [mail for letter in month.look(now) for mail in answer(letter, now)]
    return len(month.letters)


def without(letter: EmailMessage, *names: str) -> bytes:
    copy = parsed(letter.as_bytes())
    for name in names:
        del copy[name]
    return copy.as_bytes()


# ── who answers ─────────────────────────────────────────────────────────────────────────────────

# What a department writes in these thirty days to one office that owes a report and keeps silent: seven reminders of December,
# two of them before and on the due day, and one before January is due.
REMINDERS = 8
# Nobody writes more than three answers a day to one who sends no report; each reminder may start them anew.
MOST = REMINDERS * (1 + 3)


class Vacation:
    """Answers for somebody on leave, without any sign of being a machine."""

    def __init__(
        self, sender: str, *, subject: str = "Re: {}", quotes: bool = False, once_a_day: bool = False
    ) -> None:
        self.sender, self.subject = sender, subject
        self.quotes, self.once_a_day = quotes, once_a_day
        self.sent = 0
        self.days: set[date] = set()

    def __call__(self, letter: EmailMessage, now: datetime) -> Sequence[bytes]:
        if self.once_a_day and now.date() in self.days:
            return ()
        self.days.add(now.date())
        self.sent += 1
        reply = EmailMessage()
        reply["From"], reply["To"] = self.sender, OURS
        reply["Subject"] = self.subject.format(letter["Subject"])
        reply["Message-ID"] = f"<leave.{self.sent}@{self.sender.partition('@')[2]}>"
        said = "ขณะนี้อยู่ระหว่างลาพักผ่อน จะกลับมาปฏิบัติงานในวันจันทร์\n"
        if self.quotes:
            reply["In-Reply-To"] = letter["Message-ID"]
            body = letter.get_body(("plain",))
            assert body is not None
            said += f"\n-----Original Message-----\nFrom: {letter['From']}\n{body.get_content()}"
        reply.set_content(said)
        return [reply.as_bytes()]


def told(name: str, month: Month) -> None:
    """What `pytest -s` shows."""
    days = sorted(str(letter["Date"])[5:16] for letter in month.letters)
    print(  # noqa: T201 - the figures themselves
        f"{name}: {len(month.letters)} letters in {DAYS} days, at most {max(map(days.count, days), default=0)} in one"
    )


OpenMonth = Callable[..., Month]


def test_a_silent_office_gets_its_reminders(opened: OpenMonth) -> None:
    """What the bounds below are measured by."""
    month = opened()
    assert live(month, lambda _letter, _now: ()) == REMINDERS


@pytest.mark.parametrize("once_a_day", [False, True], ids=["each letter", "one a day"])
@pytest.mark.parametrize("quotes", [False, True], ids=["bare", "quoting"])
@pytest.mark.parametrize("subject", ["Re: {}", "{}", "ลาพักผ่อน ไม่อยู่ส่งรายงาน"], ids=["reply", "same", "own"])
def test_a_reporter_on_leave_whose_machine_gives_no_sign(
    opened: OpenMonth, subject: str, quotes: bool, once_a_day: bool
) -> None:
    month = opened()
    answers = Vacation(CORRESPONDENT, subject=subject, quotes=quotes, once_a_day=once_a_day)
    letters = live(month, answers)
    told(f"vacation of a reporter ({subject})", month)
    assert REMINDERS <= letters <= (REMINDERS * 2 if once_a_day else MOST)
    assert answers.sent <= letters


def test_a_reporter_on_leave_who_has_reported(opened: OpenMonth) -> None:
    month = opened()
    month.receive([word_mail(NIL, 1, CORRESPONDENT)], NOW)
    letters = live(month, Vacation(CORRESPONDENT))
    told("vacation of a reporter who has reported", month)
    assert letters <= 3 * (1 + 3)  # the acknowledgement, and a reminder before each of two months is due


@pytest.mark.parametrize("once_a_day", [False, True], ids=["each letter", "one a day"])
def test_a_stranger_on_leave(opened: OpenMonth, once_a_day: bool) -> None:
    month = opened(correspondent="")
    month.receive([word_mail(NIL, 1, STRANGER)], NOW)
    letters = live(month, Vacation(STRANGER, once_a_day=once_a_day))
    told("vacation of a stranger", month)
    assert 1 <= letters <= (10 if once_a_day else 3)


# ── our own letter comes back ───────────────────────────────────────────────────────────────────


def from_list(letter: EmailMessage, *, signs: bool, stripped: bool) -> bytes:
    """Our letter as a mailing list hands it on to us, or as a relay does that takes off what it can."""
    copy = parsed(without(letter, *(SIGNS if stripped else ())))
    copy.replace_header("Subject", f"[local] {letter['Subject']}")
    if stripped:
        copy.replace_header("From", CORRESPONDENT)
    if signs:
        copy["Sender"] = "local-bounces@list.example"
        copy["List-Id"] = "<local.list.example>"
    return copy.as_bytes()


@pytest.mark.parametrize("signs", [True, False], ids=["List-Id", "no sign of a list"])
def test_a_list_that_sends_our_letters_back(opened: OpenMonth, signs: bool) -> None:
    month = opened()
    letters = live(month, lambda letter, _: [from_list(letter, signs=signs, stripped=False)])
    told("a list", month)
    assert letters == REMINDERS


def test_a_list_that_sends_them_back_as_a_reporters(opened: OpenMonth) -> None:
    month = opened()
    letters = live(month, lambda letter, _: [from_list(letter, signs=False, stripped=True)])
    told("a list that strips", month)
    assert letters <= MOST


# ── two collectors ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("stripped", [False, True], ids=["as they are", "stripped by a relay"])
def test_two_collectors_that_are_each_others_reporter(opened: OpenMonth, stripped: bool) -> None:
    ours, theirs = opened(OURS, OTHERS), opened(OTHERS, OURS)
    waiting: dict[int, list[bytes]] = {0: [], 1: []}
    for now in moments():
        for number, month in enumerate((ours, theirs)):
            if now.hour == 9:
                reminding.remind(month.app, now, dry_run=False)
            month.receive(waiting[number], now)
            letters = month.look(now)
            waiting[number] = []
            waiting[1 - number] += [without(letter, *(SIGNS if stripped else ())) for letter in letters]
    for name, month in (("ours", ours), ("theirs", theirs)):
        told(f"two collectors, {name}", month)
        assert REMINDERS <= len(month.letters) <= (MOST if stripped else REMINDERS)
