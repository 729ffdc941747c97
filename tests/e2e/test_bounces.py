"""A letter comes back: recorded with the mail that says so, shown to people, and minded when reminders are written."""

import json
from datetime import datetime

import pytest

from tests.conftest import Collector
from tests.e2e.office import ONE, ZONE, Office, word_mail

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
