"""Machines and persons, sign by sign."""

import pytest

from collector.mail.machine import may_be_stub, recognise
from collector.message_ids import make
from tests.mail.samples import OWN, SECRET, WORDS, mail

PERSON = "From: krabi@local.example"


def kind(*headers: str, body: str = "short") -> str | None:
    machine = recognise(mail(*headers, "", body), WORDS, OWN, SECRET)
    return machine.kind if machine else None


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Auto-Submitted: auto-replied", "vacation"),
        ("AUTO-SUBMITTED: Auto-Generated (cron)", "automatic"),
        ("Auto-Submitted: auto-notified; owner-email=a@b", "automatic"),
        ("Auto-Submitted: no", None),
        ("Auto-Submitted: No (really)", None),
        ("X-Autoreply: yes", "vacation"),
        ("X-Autoreply: no", None),
        ("X-AutoReply-From: a@b", "vacation"),
        ("X-Autorespond: subject", "vacation"),
        ("X-Mail-Autoreply: 1", "vacation"),
        ("Precedence: auto_reply", "vacation"),
        ("Precedence: BULK", "list"),
        ("precedence: Junk", "list"),
        ("Precedence: first-class", None),
        ("List-Id: Staff <staff.example>", "list"),
        ("LIST-UNSUBSCRIBE: <mailto:x@y>", "list"),
        ("Return-Path: <>", "automatic"),
        ("Return-Path: <krabi@local.example>", None),
        ("X-Failed-Recipients: a@b", "bounce"),
        ("X-Auto-Response-Suppress: All", None),
        ("X-Auto-Response-Suppress: None", None),
        ("X-MS-Exchange-Message-Is-Ndr:", "bounce"),
        ("X-MS-Exchange-Message-Is-Ndr: false", None),
        ("X-Priority: 1", None),
    ],
)
def test_headers(header: str, expected: str | None) -> None:
    assert kind(PERSON, "Subject: report", header) == expected


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Automatic reply: รายงาน", "vacation"),
        ("Auto: away", "vacation"),
        ("Out of Office: รายงาน", "vacation"),
        ("ตอบกลับอัตโนมัติ", "vacation"),
        ("การตอบกลับอัตโนมัติ: x", "vacation"),
        ("ตอบรับอีเมลอัตโนมัติ", "vacation"),
        ("ไม่อยู่ที่สำนักงาน", "vacation"),
        ("Re: ตอบกลับอัตโนมัติ", None),
        ("รายงานระบบตอบกลับอัตโนมัติ", None),
        ("Undeliverable: x", "bounce"),
        ("Delivery Status Notification (Failure)", "bounce"),
        ("Mail delivery failed: returning message to sender", "bounce"),
        ("ไม่สามารถส่งได้: x", "bounce"),
        ("Delivery delayed: x", "bounce"),
        ("การนำส่งล่าช้า: x", "bounce"),
        ("แจ้งส่งรายงานล่าช้า", None),
        ("การส่งรายงานล่าช้า: ขอเวลา", None),
        ("FW: Undeliverable: x", None),
        ("อีเมลตีกลับ ขอส่งใหม่ครับ", None),
        ("แจ้งสถานะการส่งรายงาน", None),
        ("Read: x", "disposition"),
        ("อ่าน: x", "disposition"),
        ("Reading room report", None),
        ("รายงานประจำเดือนธันวาคม 2561", None),
    ],
)
def test_subjects(subject: str, expected: str | None) -> None:
    assert kind(PERSON, f"Subject: {subject}") == expected


def test_a_vacation_subject_counts_with_a_file_only_when_outlook_suppresses_answers() -> None:
    head = [PERSON, "Subject: Out of office", "Content-Type: multipart/mixed; boundary=B"]
    body = "--B\r\n\r\ntext\r\n--B\r\nContent-Type: application/pdf; name=f.pdf\r\n\r\n%PDF-1.4\r\n--B--"
    assert kind(*head, body=body) is None
    assert kind(*head, "X-Auto-Response-Suppress: DR", body=body) == "vacation"


FILE = "--B\r\nContent-Type: application/pdf; name=f.pdf\r\n\r\n%PDF-1.4\r\n"
MIXED = "Content-Type: multipart/mixed; boundary=B"
OURS = make("reminder", "help-centre/TH-81", SECRET, "dept.example")


@pytest.mark.parametrize(
    "subject",
    [
        "Undelivered Mail Returned to Sender",
        "Undeliverable: รายงาน",
        "failure notice",
        "Delivery delayed: รายงาน",
        "ข้อความที่ส่งไม่ถึง",
        "ไม่สามารถส่งได้: รายงาน",
        "การส่งล่าช้า: รายงาน",
    ],
)
@pytest.mark.parametrize(
    ("headers", "text", "more", "expected"),
    [
        ((), "ส่งรายงาน", "", None),
        (("Return-Path: <krabi@local.example>",), "ส่งรายงาน", "", None),
        (("Return-Path: <>",), "ส่งรายงาน", "", "bounce"),
        (("Auto-Submitted: auto-generated",), "ส่งรายงาน", "", "bounce"),
        (("X-Auto-Generated: yes",), "ส่งรายงาน", "", "bounce"),
        (("List-Id: <x.example>",), "ส่งรายงาน", "", "bounce"),
        (("X-MS-Exchange-Message-Is-Ndr:",), "ส่งรายงาน", "", "bounce"),
        (("X-Failed-Recipients: a@b",), "ส่งรายงาน", "", "bounce"),
        ((f"In-Reply-To: {OURS}",), "ส่งรายงาน", "", "bounce"),
        ((), "550 5.1.1 no such user", "", "bounce"),
        ((), "x", f"--B\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {OURS}\r\n\r\nx\r\n", "bounce"),
    ],
)
def test_the_subject_of_a_bounce_over_a_file_is_a_persons_where_no_other_sign_is_there(
    subject: str, headers: tuple[str, ...], text: str, more: str, expected: str | None
) -> None:
    body = f"--B\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n{FILE}{more}--B--"
    assert kind(PERSON, f"Subject: {subject}", *headers, MIXED, body=body) == expected
    assert kind(PERSON, f"Subject: {subject}", *headers, body=text) == "bounce"  # without a file


@pytest.mark.parametrize("sender", ["postmaster", "system", "MAILER-DAEMON", "no-reply"])
def test_a_mail_system_that_writes_so_is_a_machine_whatever_it_brings(sender: str) -> None:
    body = f"--B\r\n\r\ntext\r\n{FILE}--B--"
    assert kind(f"From: {sender}@x.example", "Subject: Undeliverable: x", MIXED, body=body) == "bounce"


def test_a_long_letter_under_a_receipt_subject_is_a_persons() -> None:
    assert kind(PERSON, "Subject: Read: the new law", body="x " * 400) is None


@pytest.mark.parametrize(
    ("sender", "expected"),
    [
        ("MAILER-DAEMON@x.example", "bounce"),
        ("postmaster@x.example", None),
        ("No-Reply@x.example", "automatic"),
        ("drive-shares-dm-noreply@x.example", "automatic"),
        ("calendar-notification@x.example", "automatic"),
        ("donotreply+a1@x.example", "automatic"),
        ("MicrosoftExchange329e71ec88ae@x.example", "bounce"),
        ("microsoftexchangeteam@x.example", None),
        ("noreply.krabi@x.example", None),
    ],
)
def test_senders(sender: str, expected: str | None) -> None:
    assert kind(f"From: {sender}", "Subject: report") == expected


def test_our_own_letter_that_comes_back() -> None:
    ours = make("reminder", "help-centre/TH-81", SECRET, "dept.example")
    machine = recognise(mail(PERSON, f"Message-ID: {ours}", "", "x"), WORDS, OWN, SECRET)
    assert machine is not None
    assert (machine.kind, machine.sign) == ("own", f"Message-ID: {ours}")
    assert recognise(mail(PERSON, f"In-Reply-To: {ours}", "", "x"), WORDS, OWN, SECRET) is None
    assert recognise(mail(PERSON, f"Message-ID: {ours}", "", "x"), WORDS, OWN, b"another") is None


def test_our_own_address_without_auto_submitted_is_a_colleague() -> None:
    assert kind(f"From: {OWN}", "Subject: please file this") is None
    assert kind(f"From: {OWN}", "Auto-Submitted: auto-generated") == "own"


def test_a_bounce_inside_a_rewritten_multipart() -> None:
    body = "--B\r\n\r\nfailed\r\n--B\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\n--B--"
    assert kind(PERSON, "Content-Type: multipart/mixed; boundary=B", body=body) == "bounce"


def test_a_stub_is_suspected_from_its_first_bytes_alone() -> None:
    stub = b"Subject: Retrieval using the IMAP4 protocol failed for the following message: 7\r\n\r\nThe server couldn't"
    assert may_be_stub(stub, WORDS)
    assert may_be_stub(stub.upper(), WORDS)
    assert not may_be_stub(b"x" * 10_000 + stub, WORDS)
    assert not may_be_stub(b"Subject: report\r\n\r\nforms", WORDS)
