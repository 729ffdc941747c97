"""Tests the mails that programs write to each other or for their users, and persons' mails that look like them."""

import gzip

import pytest

from collector.mail.machine import recognise
from collector.message_ids import make
from tests.mail.samples import OWN, WORDS, mail

PERSON = "From: krabi@local.example"
OURS = make("acknowledgement", "1", b"any", "dept.example")
FILE = "--B\r\nContent-Type: application/pdf; name=f.pdf\r\n\r\n%PDF-1.4\r\n"


def kind(*headers: str, body: str = "x") -> str | None:
    machine = recognise(mail(*headers, "", body), WORDS, OWN)
    return machine.kind if machine else None


def parts(*added: str, sender: str = PERSON, subject: str = "x", text: str = "x") -> str | None:
    body = "".join((f"--B\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n", *added, "--B--"))
    return kind(sender, f"Subject: {subject}", "Content-Type: multipart/mixed; boundary=B", body=body)


def part(kind: str, data: str, name: str = "") -> str:
    named = f'; name="{name}"' if name else ""
    return f"--B\r\nContent-Type: {kind}{named}\r\n\r\n{data}\r\n"


@pytest.mark.parametrize("method", ["REQUEST", "REPLY", "CANCEL", "COUNTER", "DECLINECOUNTER", "REFRESH"])
@pytest.mark.parametrize("label", ["text/calendar", "application/ics"])
def test_meetings_by_their_method(method: str, label: str) -> None:
    entry = f"BEGIN:VCALENDAR\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR"
    subject = "ตอบรับ: ประชุมติดตามแบบรายงาน"
    assert parts(part(label, entry), subject=subject) == "calendar"
    assert parts(part("application/octet-stream", entry, "invite.ics"), subject=subject) == "calendar"
    assert parts(part(label, entry), FILE, subject=subject) is None
    assert parts(part(label, entry.replace("METHOD", "X-METHOD"))) is None


@pytest.mark.parametrize(
    ("subject", "text", "expected"),
    [
        ("Accepted: ประชุมรายงาน", "", "calendar"),
        ("ตอบรับ: ประชุมรายงาน", "", "calendar"),
        ("ยกเลิก: ประชุมรายงาน", "", "calendar"),
        ("ยกเลิก: รายงานฉบับเดิม", "ขอยกเลิก " * 60, None),
        ("ประชุมรายงาน", "When: 3 January\n*~*~*~*~*~*~*~*~*~*\nx", "calendar"),
        ("Recall: ส่งรายงาน", "สมชาย would like to recall the message, \"ส่งรายงาน\".", "automatic"),
        ("เรียกคืน: ส่งรายงาน", "สมชาย ต้องการเรียกคืนข้อความ \"ส่งรายงาน\"", "automatic"),
        ("Message Recall Report for message [ส่งรายงาน]", "The recall succeeded.", "automatic"),
        ("Message Recall: รายงาน ตามแนบ", "The sender would like to recall the message ตามแนบ", "automatic"),
        ("Message Recall Failure: รายงาน", "Your message ตามแนบ could not be recalled", "automatic"),
        ("Message Recall Report for message [รายงาน]", "ผู้รับ 1 ราย สำเร็จ ตามแนบ", "automatic"),
        ("เรียกกลับ: รายงาน ตามแนบ", "ผู้ส่งต้องการเรียกกลับข้อความ", "automatic"),
        ("การเรียกคืนข้อความล้มเหลว: รายงาน ตามแนบ", "", "automatic"),
        ("ยกเลิกการส่ง: รายงาน ตามแนบ", "ขอยกเลิกอีเมลฉบับก่อน ส่งผิด", "automatic"),
        ("ยกเลิกการส่ง: รายงานฉบับเดิม", "ขอส่งรายงานใหม่ตามแนบ", None),
        ("ขอเรียกคืนรายงาน", "ขอส่งใหม่", None),
        ("Re: ส่งรายงาน", "👍 สมชาย reacted to your message:", "automatic"),
        ("Re: ส่งรายงาน", "สมชาย แสดงความรู้สึกต่อข้อความของคุณ", "automatic"),
        ("Re: ส่งรายงาน", "👍 Somchai reacted via Gmail", "automatic"),
        ("ส่งรายงาน", "Your message to x was read on Thursday", "disposition"),
        ("[Ticket#2019010310000011] ส่งรายงาน", "เรียน ผู้แจ้ง", "automatic"),
        ("Re: ส่งรายงาน", "ได้รับเรื่องของท่านแล้ว หมายเลขติดตาม 12345", "automatic"),
        ("Re: ส่งรายงาน", "We have received your request. Ticket ID 12345.", "automatic"),
        ("Re: ส่งรายงาน", "This is an automated response.", "automatic"),
        ("Re: ส่งรายงาน", "อีเมลฉบับนี้เป็นการแจ้งโดยระบบอัตโนมัติ กรุณาอย่าตอบกลับ", "automatic"),
        ("แจ้งรับหนังสือ เลขรับที่ 1234/2561", "ระบบสารบรรณได้รับหนังสือของท่านแล้ว เรื่อง รายงาน ตามแนบ", "automatic"),
        ("Re: รายงาน ตามแนบ", "เรียน ผู้ส่ง กรุณาอย่าตอบกลับอีเมลนี้", "automatic"),
        ("[#1234] เปิดใบงานแล้ว", "ระบบได้เปิดใบงานเลขที่ 1234 เรื่อง รายงาน เอกสารตามแนบ", "automatic"),
        ("[Ticket#4711] ได้รับเรื่องของท่านแล้ว: รายงาน", "เอกสารตามแนบ", "automatic"),
        ("Fax received รายงาน", "New fax ตามแนบ", "automatic"),
        ("ได้รับโทรสารจาก 075611234", "เอกสารตามแนบ", "automatic"),
        ("Notification: ส่งรายงาน @ Mon Dec 3", "ตามแนบ", "automatic"),
        ("แจ้งเตือนกิจกรรม: ส่งรายงาน", "ตามแนบ", "automatic"),
        ("Your mailbox is almost full", "แบบรายงาน ตามแนบ", "automatic"),
        ("Warning: mailbox is full!", "ตามแนบ", "automatic"),
        ("กล่องจดหมายของท่านใกล้เต็ม", "ตามแนบ", "automatic"),
        ("Your password expires in 3 days", "x", "automatic"),
        ("กล่องจดหมายเต็ม ขอส่งรายงานใหม่", "ขอส่งรายงานตามแนบ", None),
        ("Mailbox is full so I send it again", "ตามแนบ", None),
        ("[#1234] ส่งรายงาน", "ขอส่งรายงานตามแนบ", None),
        ("ส่งรายงาน เลขรับที่ 1234", "ขอส่งรายงาน", None),
        ("ส่งรายงานทางโทรสาร", "ขอส่งรายงานตามแนบ", None),
        ("แจ้งเตือน: ส่งรายงาน", "ขอส่งรายงานตามแนบ", None),
        ("Report Domain: dept.example Submitter: google.com Report-ID: 1", "x", "automatic"),
        ("[Preview] Report Domain: dept.example Submitter: x", "x", "automatic"),
        ("ส่งรายงาน", "ได้รับเรื่องของท่านแล้ว ขอส่งรายงานตามแนบ", None),
        ("สอบถาม", "ระบบได้รับรายงานของกระบี่แล้วหรือยัง", None),
        ("ส่งรายงาน [2561]", "ขอส่งรายงาน", None),
        ("ส่งรายงานครั้งที่ #2", "ขอส่งรายงาน", None),
        ("รายงาน", "ประชาชนไม่ได้รับแจ้ง", None),
    ],
)  # fmt: skip
def test_words(subject: str, text: str, expected: str | None) -> None:
    assert kind(PERSON, f"Subject: {subject}", body=text) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("From: helpdesk@it.example", "automatic"),
        ("X-Auto-Response-Suppress: All", "automatic"),
        ("X-Auto-Response-Suppress: OOF", None),
        ("X-Priority: 1", None),
    ],
)
def test_a_receipt_that_speaks_of_an_attachment_bears_a_second_sign(
    header: str, expected: str | None
) -> None:
    sender = () if header.startswith("From") else (PERSON,)
    subject = "Subject: ได้รับเรื่องของท่านแล้ว: รายงาน"
    assert kind(*sender, header, subject, body="เอกสารตามแนบ") == expected


def test_a_meeting_by_its_class_and_what_asks_for_no_automatic_answer_alone() -> None:
    meeting = "Content-Class: urn:content-classes:calendarmessage"
    assert kind(PERSON, meeting, "Subject: แบบรายงาน", body="ยกเลิกการประชุม") == "calendar"
    assert kind(PERSON, "Content-Class: urn:content-classes:message", "Subject: แบบรายงาน") is None
    suppressed = (
        "X-Auto-Response-Suppress: All"  # Exchange and programs that people write with add it as well
    )
    assert kind(PERSON, suppressed, "Subject: ส่งรายงาน", body="ขอส่งรายงานตามแนบ") is None
    assert parts(FILE, subject="Your mailbox is almost full") is None


@pytest.mark.parametrize(
    "subject", ["ขอเรียกคืน: รายงาน ตามแนบ", "การเรียกข้อความคืน: รายงาน ตามแนบ", "ถอนคืน: รายงาน ตามแนบ"]
)
def test_a_recall_in_any_wording_is_a_program_s(subject: str) -> None:
    assert kind(PERSON, f"Subject: {subject}", body="รายงาน ตามแนบ") == "automatic"


def test_words_beside_a_file_or_in_a_table_are_a_person_s() -> None:
    text = "ได้รับเรื่องของท่านแล้ว หมายเลขติดตาม 12345"
    assert parts(text=text) == "automatic"
    assert parts(FILE, text=text) is None
    page = "Content-Type: text/html; charset=utf-8"
    assert kind(PERSON, page, body=f"<table><tr><td>{text}</td></tr></table>") == "automatic"
    assert kind(PERSON, page, body=f"<table>{'<tr><td>1<td>x' * 8}<td>{text}</table>") is None


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        ("tlsrpt", "automatic"),
        ("feedback-report", "automatic"),
        ("delivery-status", "bounce"),
        ("disposition-notification", "disposition"),
        ("something-new", "automatic"),
    ],
)
def test_reports_by_their_type(report: str, expected: str) -> None:
    head = f'Content-Type: multipart/report; boundary=B; report-type="{report}"'
    assert kind(PERSON, head, body="--B\r\n\r\nx\r\n--B--") == expected


@pytest.mark.parametrize(
    ("label", "name", "expected"),
    [
        ("application/tlsrpt+gzip", "", "automatic"),
        ("application/gzip", "google.com!dept.example!1546300800!1546387199.xml.gz", "automatic"),
        ("application/zip", "google.com!dept.example!1546300800!1546387199.zip", "automatic"),
        (
            "application/octet-stream",
            "x.example!dept.example!1546300800!1546387199!a1b2.json.gz",
            "automatic",
        ),
        ("message/global-delivery-status", "", "bounce"),
        ("text/vnd.google.email-reaction+json", "", "automatic"),
        ("application/gzip", "report!final!1.gz", None),
    ],
)
def test_reports_by_their_parts(label: str, name: str, expected: str | None) -> None:
    assert parts(part(label, gzip.compress(b"x").decode("latin-1"), name)) == expected


COPY = f"From: D <{OWN}>\r\nMessage-ID:\r\n {OURS}\r\nSubject: x\r\n\r\nx"
ANSWER = "Sent <<< RCPT TO:<x@local.example>\r\nReceived >>> 550 5.1.1 user unknown"


@pytest.mark.parametrize("label", ["message/rfc822", "text/rfc822-headers", "message/global"])
def test_our_letter_that_a_mail_system_gives_back_in_its_own_words(label: str) -> None:
    system, back = "From: postmaster@local.example", part(label, COPY)
    assert parts(back, sender=system) == "bounce"
    assert parts(back, text=ANSWER) == "bounce"
    assert parts(back) is None
    assert parts(back, FILE, sender=system, text=ANSWER) == "automatic"
    assert parts(back, FILE, text=ANSWER) is None
    other = part(label, "From: a@local.example\r\nMessage-ID: <1@local.example>\r\nSubject: x\r\n\r\nx")
    assert parts(other, sender=system) is None
    assert parts(other, sender=system, text=ANSWER) == "bounce"
    assert parts(other, text=ANSWER) is None


def test_our_letter_that_is_given_back_as_a_file() -> None:
    back, text = part("application/octet-stream", COPY, "returned.eml"), "เมลของท่านถูกส่งคืน"
    assert parts(back, sender="From: admin@local.example", text=text) == "bounce"
    assert parts(back, sender="From: admin@local.example", text="ขอสอบถาม") is None
    assert parts(part("application/octet-stream", "Subject: x\r\n\r\nx", "a.eml"), text=text) is None


@pytest.mark.parametrize(
    ("sender", "text", "expected"),
    [
        ("From: postmaster@local.example", "ส่งไม่สำเร็จ ไฟล์ที่ท่านส่งแนบมาด้วย", "automatic"),
        ("From: mailgateway@local.example", "Your message was not delivered: mailbox full", "automatic"),
        ("From: postmaster@local.example", "ขอส่งรายงานตามแนบ", None),
        (PERSON, "ส่งไม่สำเร็จ จึงขอส่งใหม่", None),
    ],
)
def test_a_mail_system_with_files_is_a_machine_whose_files_are_read(
    sender: str, text: str, expected: str | None
) -> None:
    assert parts(FILE, sender=sender, text=text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Error: Invalid user address\n550 - Requested action not taken: no such user here", "bounce"),
        ("Delivery has failed to these recipients", "bounce"),
        ("The recipient's mailbox is full", "bounce"),
        ("ขอส่งรายงานใหม่ค่ะ ครั้งก่อนส่งไม่ไป", None),
        ("ส่งข้อมูลแล้ว 550 - 600 ราย", None),
    ],
)
def test_a_server_s_answer_to_a_letter_of_ours(text: str, expected: str | None) -> None:
    assert kind(PERSON, f"In-Reply-To: {OURS}", "Subject: Re: x", body=text) == expected
    assert kind(PERSON, "Subject: Re: x", body=text) is None
