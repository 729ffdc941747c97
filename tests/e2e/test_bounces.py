"""A letter comes back: recorded with the mail that says so, shown to people, and minded when reminders are written."""

import json
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from email.mime.base import MIMEBase

import pytest

from tests.conftest import Collector
from tests.e2e.office import BLANK, ONE, TWO, ZONE, Office, enclosures, parsed, word_mail

pytestmark = pytest.mark.slow


def bounce(message_id: str, address: str, status: str = "5.1.1") -> bytes:
    """A delivery report as Postfix writes it."""
    return f"""Return-Path: <>
Received: from mx.example by dept.example; Fri, 4 Jan 2019 09:05:00 +0700
From: MAILER-DAEMON@mx.example
To: helpcenter@dept.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

{address}: no
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {address}
Action: failed
Status: {status}
Diagnostic-Code: smtp; 550 {status} no such user \x1b[31m

--b
Content-Type: text/rfc822-headers

Message-ID: {message_id}

--b--
""".encode()


@pytest.mark.slow
def test_a_letter_that_comes_back(office: Office, collector: Collector) -> None:
    office.receive(word_mail(ONE, 1))
    (letter,) = office.letters()
    assert office.receive(bounce(letter["Message-ID"], "krabi@local.example")) == {"ignored": 1}
    assert len(office.letters()) == 1  # a bounce is not answered
    (found,) = [json.loads(line) for line in collector("letters", "--bounced", "--json").stdout.splitlines()]
    assert (found["address"], found["unit"], found["permanent"], found["status"]) == (
        "krabi@local.example",
        "TH-81",
        True,
        "5.1.1",
    )
    assert datetime.fromisoformat(str(found["happened"])) == datetime(2019, 1, 4, 9, 5, tzinfo=ZONE)
    line = collector("letters", "--bounced").stdout
    assert "krabi@local.example" in line
    assert "\x1b" not in line


def test_a_bounce_that_was_not_sealed_by_us_is_a_bounce_and_no_more(office: Office) -> None:
    assert office.receive(bounce("<reminder.0123@dept.example>", "krabi@local.example")) == {"ignored": 1}
    with office.open(read_only=True) as app:
        assert app.store.bounces() == ()


def reminded(office: Office) -> dict[str, set[str]]:
    return {reminder.unit: set(reminder.to) for reminder in office.remind(dry_run=True)}


def test_reminders_go_to_the_others_of_the_unit(office: Office) -> None:
    contacts = office.folder / "contacts.csv"
    contacts.write_text(
        contacts.read_text("utf-8") + "TH-81,second.krabi@local.example,สำนักงาน,reporter\n", encoding="utf-8"
    )
    office.later(days=10)
    assert reminded(office)["TH-81"] == {"krabi@local.example", "second.krabi@local.example"}
    office.remind()
    sent = {str(letter["To"]): letter["Message-ID"] for letter in office.letters()}
    krabi, trang = (next(sent[to] for to in sent if name in to) for name in ("krabi", "trang"))
    office.receive(bounce(krabi, "krabi@local.example"), bounce(trang, "trang@local.example"))
    office.later(days=30)
    again = reminded(office)
    assert again["TH-81"] == {"second.krabi@local.example"}
    assert again["TH-92"] == {"trang@local.example"}  # it has nobody else
    assert office.receive(word_mail(ONE, 5, received=office.now))  # who writes is alive
    assert reminded(office)["TH-81"] == {"krabi@local.example", "second.krabi@local.example"}


# ── a form in what looks like a bounce ──────────────────────────────────────────────────────────

Pose = Callable[[EmailMessage], None]


def subject(text: str) -> Pose:
    return lambda mail: mail.replace_header("Subject", text)


def header(name: str, value: str) -> Pose:
    def pose(mail: EmailMessage) -> None:
        mail[name] = value

    return pose


def from_daemon(mail: EmailMessage) -> None:
    mail.replace_header("From", "MAILER-DAEMON@local.example")


def from_mail_system(mail: EmailMessage) -> None:
    mail.replace_header("From", "postmaster@local.example")
    del mail["Return-Path"]
    mail["Return-Path"] = "<>"


def report(kind: str) -> Pose:
    """As a multipart/report (RFC 6522) with the form as a further part."""

    def pose(mail: EmailMessage) -> None:
        mail.set_param("report-type", kind)
        mail.set_type("multipart/report")
        inner(kind)(mail)

    return pose


def inner(kind: str) -> Pose:
    """With the part of a report alone."""

    def pose(mail: EmailMessage) -> None:
        part = MIMEBase("message", kind)
        part.set_payload([parsed(b"Reporting-MTA: dns; x\n\nAction: failed\nStatus: 5.1.1\n")])
        mail.attach(part)

    return pose


MACHINES: dict[str, Pose] = {
    "X-Failed-Recipients": header("X-Failed-Recipients", "a@b.example"),
    "Exchange": header("X-MS-Exchange-Message-Is-Ndr", ""),
    "MAILER-DAEMON": from_daemon,
    "postmaster without a return path": from_mail_system,
    "delivery-status": report("delivery-status"),
    "disposition-notification": report("disposition-notification"),
    "a part of delivery-status": inner("delivery-status"),
    "a part of disposition-notification": inner("disposition-notification"),
}
WORDED = [
    "Undelivered Mail Returned to Sender",
    "Undeliverable: รายงาน",
    "ข้อความที่ส่งไม่ถึง",
    "การส่งล่าช้า: รายงาน",
]


def posed(pose: Pose, mail: bytes) -> bytes:
    message = parsed(mail)
    pose(message)
    return message.as_bytes()


def with_a_second_reporter(office: Office) -> None:
    contacts = office.folder / "contacts.csv"
    line = "TH-81,second.krabi@local.example,สำนักงาน,reporter\n"
    contacts.write_text(contacts.read_text("utf-8") + line, encoding="utf-8")


def test_a_form_in_a_mail_of_a_persons_with_the_subject_of_a_bounce_is_answered(office: Office) -> None:
    for number, words in enumerate(WORDED, start=1):
        rows = (*ONE, (f"๒. ขาดรถ {number} คัน", "๒. ขอเพิ่ม", "", ""))
        outcome = "filed" if number == 1 else "revised"
        assert office.receive(posed(subject(words), word_mail(rows, number))) == {outcome: 1}
        assert len(office.letters()) == number
    assert {str(letter["To"]) for letter in office.letters()} == {"krabi@local.example"}


@pytest.mark.parametrize("pose", MACHINES.values(), ids=MACHINES)
def test_a_form_beside_the_signs_of_a_bounce_is_filed_unanswered_and_the_unit_hears_of_it(
    office: Office, pose: Pose
) -> None:
    with_a_second_reporter(office)
    assert office.receive(posed(pose, word_mail(ONE, 1))) == {"filed": 1}
    told = {address for letter in office.letters() for address in str(letter["To"]).split(", ")}
    assert "second.krabi@local.example" in told
    assert not [address for address in told if address.startswith(("MAILER-DAEMON", "postmaster"))]
    before = len(office.letters())
    assert office.receive(posed(pose, word_mail(TWO, 2))) == {"review": 1}
    assert len(office.letters()) == before
    with office.open(read_only=True) as app:
        (current,) = app.store.current()
        assert (current.revision, app.store.bounces()) == (1, ())


@pytest.mark.parametrize("pose", MACHINES.values(), ids=MACHINES)
def test_a_form_in_the_mail_that_is_returned_or_a_blank_one_beside_it_is_a_bounce(
    office: Office, pose: Pose
) -> None:
    returned = EmailMessage()
    returned["From"], returned["To"] = "krabi@local.example", "helpcenter@dept.example"
    returned["Subject"], returned["Date"] = "ส่งรายงาน", "Fri, 04 Jan 2019 09:00:00 +0700"
    returned.set_content("it failed")
    returned.add_attachment(parsed(word_mail(ONE, 1)))
    blank = posed(pose, word_mail(BLANK, 2))
    assert office.receive(posed(pose, returned.as_bytes()), blank) == {"ignored": 2}
    assert office.letters() == []


def test_a_bounce_of_our_own_letter_is_one_whatever_stands_beside_it(office: Office) -> None:
    assert office.receive(word_mail(ONE, 1)) == {"filed": 1}
    (letter,) = office.letters()
    mail = parsed(word_mail(TWO, 2, "MAILER-DAEMON@mx.example"))
    mail.add_attachment(parsed(letter.as_bytes()))
    page = letter.get_body(("html",))
    assert page is not None
    for form in list(enclosures(mail))[:1]:
        form.set_content(page.get_content(), subtype="html", disposition="attachment", filename="letter.html")
    assert office.receive(mail.as_bytes()) == {"ignored": 1}
