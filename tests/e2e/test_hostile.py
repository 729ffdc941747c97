"""Bad input of every kind ends in an outcome within the limits, and the next mail is served."""

import email.policy
import resource
from collections.abc import Iterator
from email.message import EmailMessage

import pytest

from collector.demo import mails
from collector.demo.mails import File
from tests.e2e.office import ONE, Office, letter_from, text_of, word_mail
from tests.readers import hostile

MEGABYTE = 1024 * 1024


def peak_memory() -> int:
    """The most memory this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def hostile_mails() -> Iterator[bytes]:
    """One mail for each hostile file."""
    for number, (name, data) in enumerate(hostile.files(), 100):
        envelope = letter_from("krabi@local.example", number, f"ส่งรายงาน {name}")
        yield mails.attached(envelope, File(name, data))


def nested(levels: int) -> bytes:
    """A mail in a mail in a mail …"""
    head = b"From: krabi@local.example\r\nSubject: nested\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n"
    return head * levels + b"Subject: core\r\n\r\nend"


def crowded(parts: int) -> bytes:
    """A mail of thousands of small attachments."""
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"], message["Subject"], message["Message-ID"] = (
        "krabi@local.example",
        "many",
        "<many@local.example>",
    )
    head = (
        message.as_bytes().rstrip()
        + b'\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
    )
    part = b"--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=%d.bin\r\n\r\nx\r\n"
    return head + b"".join(part % number for number in range(parts)) + b"--b--\r\n"


@pytest.mark.slow
def test_every_hostile_file_ends_in_an_outcome_and_the_next_mail_is_served(office: Office) -> None:
    bad = list(hostile_mails())
    bad += [
        b"",
        bytes(1000),
        nested(200),
        crowded(10_000),
        b"From: krabi@local.example\r\n\r\n" + bytes(range(256)) * 50,
    ]
    before = peak_memory()
    outcomes = office.receive(*bad, word_mail(ONE, 1))
    assert outcomes["filed"] >= 1
    assert office.state() == "on_time"
    assert sum(outcomes.values()) == len(set(bad)) + 1
    assert set(outcomes) <= {"filed", "returned", "review", "ignored", "duplicate", "revised"}
    assert peak_memory() < max(200, before + 100)


def test_a_returned_file_is_explained_in_words_of_an_office(office: Office) -> None:
    assert office.receive(
        mails.attached(letter_from("krabi@local.example", 1), File("แบบ.docx", b"PK\x03\x04broken"))
    ) == {"returned": 1}
    assert "ไฟล์ชำรุด" in text_of(office.letters()[0])
