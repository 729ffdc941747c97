"""Whom our letters did not reach, told from bounces as the usual servers write them."""

import base64
import email
from pathlib import Path

import pytest
from flufl.bounce import all_failures

from collector import message_ids
from collector.mail.bounce import failures
from collector.message_ids import conversation_name
from collector.model.mail import ContactFailure

SECRET = b"s" * 32
OURS = message_ids.make("reminder", "help-centre/TH-81/due-day/2019-01-07", SECRET, "dept.example")
KRABI = "reports@krabi.example"


def dsn(
    action: str = "failed",
    status: str = "5.1.1",
    diagnostic: str = "smtp; 550 5.1.1 no such user",
    returned: str = "",
) -> bytes:
    """As Postfix writes it (RFC 3464)."""
    code = f"Diagnostic-Code: {diagnostic}\n" if diagnostic else ""
    return f"""Return-Path: <>
From: MAILER-DAEMON@mx.dept.example (Mail Delivery System)
To: helpcenter@dept.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b/mx"

--b/mx
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.dept.example. <{KRABI}>: see below.

--b/mx
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.dept.example
Arrival-Date: Mon,  7 Jan 2019 08:30:00 +0700

Final-Recipient: rfc822; {KRABI}
Original-Recipient: rfc822;Reports@Krabi.example
Action: {action}
Status: {status}
{code}
--b/mx
Content-Type: text/rfc822-headers

{returned or f"From: helpcenter@dept.example{chr(10)}Message-ID: {OURS}"}
Subject: =?utf-8?b?4LmA4LiV4Li34Lit4LiZ?=

--b/mx--
""".encode()


def test_a_delivery_report() -> None:
    assert failures(dsn(), SECRET) == (ContactFailure(KRABI, True, "5.1.1", "550 5.1.1 no such user", OURS),)


def test_a_delay_is_not_for_good() -> None:
    (found,) = failures(dsn("delayed", "4.4.1", "smtp; 451 4.4.1 connection timed out"), SECRET)
    assert (found.permanent, found.status) == (False, "4.4.1")


def test_a_letter_given_up_after_days_of_delay() -> None:
    (found,) = failures(dsn("failed", "4.4.7", ""), SECRET)
    assert (found.permanent, found.status, found.diagnostic) == (True, "4.4.7", "")


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_a_report_that_it_arrived(action: str) -> None:
    assert failures(dsn(action, "2.0.0", "smtp; 250 ok"), SECRET) == ()


def test_the_servers_own_code_counts_more_than_the_reports() -> None:
    (found,) = failures(dsn(status="5.0.0", diagnostic="smtp; 550 5.2.2 mailbox full"), SECRET)
    assert found.status == "5.2.2"


@pytest.mark.parametrize(
    "returned",
    [
        f"Message-ID: <AS8P1@AS8P1.eurprd.prod.outlook.com>\nX-Microsoft-Original-Message-ID: {OURS}",
        f"Message-ID: <x@y.example>\nReferences: <first@z.example>\n {OURS}",
        f"Message-ID: <x@y.example>\nReferences: <first@z.example>\n {conversation_name(OURS)}",
    ],
)
def test_our_message_id_where_a_provider_has_put_its_own(returned: str) -> None:
    (found,) = failures(dsn(returned=returned), SECRET)
    assert found.message_id == OURS


def test_our_message_id_in_the_bounces_own_references() -> None:
    bounce = dsn(returned="Subject: no identifier").replace(
        b"Auto-Submitted", f"References: {OURS}\nAuto-Submitted".encode(), 1
    )
    assert [found.address for found in failures(bounce, SECRET)] == [KRABI]


@pytest.mark.parametrize(
    "returned",
    [
        "Message-ID: <somebody@else.example>",
        f"Message-ID: {OURS.replace('reminder.', 'returned.')}",
        f"Message-ID: {message_ids.make('reminder', 'x', b'another', 'dept.example')}",
    ],
)
def test_what_did_not_come_from_us_makes_nobody_look_dead(returned: str) -> None:
    assert failures(dsn(returned=returned), SECRET) == ()


def test_without_a_secret_nothing_is_ours() -> None:
    assert failures(dsn(), b"") == ()


EXIM = f"""Return-path: <>
From: Mail Delivery System <Mailer-Daemon@mx.example>
To: helpcenter@dept.example
Subject: Mail delivery failed: returning message to sender
X-Failed-Recipients: {KRABI}

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {KRABI}
    host mx.krabi.example [192.0.2.1]
    SMTP error from remote mail server after RCPT TO:<{KRABI}>:
    550 5.1.1 <{KRABI}>: Recipient address rejected

------ This is a copy of the message, including all the headers. ------

Return-path: <helpcenter@dept.example>
Message-ID: {OURS}
"""
QMAIL = f"""Return-Path: <>
From: MAILER-DAEMON@mx.example
To: helpcenter@dept.example
Subject: failure notice

Hi. This is the qmail-send program at mx.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{KRABI}>:
192.0.2.1 does not like recipient.
Remote host said: 550 5.2.1 account closed
Giving up on 192.0.2.1.

--- Below this line is a copy of the message.

Message-ID: {OURS}
Subject: x
"""


@pytest.mark.parametrize(("text", "status"), [(EXIM, "5.1.1"), (QMAIL, "5.2.1")])
def test_servers_that_write_in_their_own_words(text: str, status: str) -> None:
    (found,) = failures(text.encode(), SECRET)
    assert (found.address, found.permanent, found.status, found.message_id) == (KRABI, True, status, OURS)
    assert "550" in found.diagnostic


def test_the_returned_letter_in_base64() -> None:
    returned = base64.encodebytes(f"Message-ID: {OURS}\n".encode()).decode()
    bounce = dsn().replace(
        b"Content-Type: text/rfc822-headers\n",
        b"Content-Type: text/rfc822-headers\nContent-Transfer-Encoding: base64\n",
    )
    head, _, tail = bounce.partition(b"Content-Transfer-Encoding: base64\n\n")
    whole = head + b"Content-Transfer-Encoding: base64\n\n" + returned.encode() + b"\n--b/mx--\n"
    assert tail
    assert [found.message_id for found in failures(whole, SECRET)] == [OURS]


def test_many_addresses_are_cut_short() -> None:
    block = f"\nFinal-Recipient: rfc822; {KRABI}\n"
    many = "".join(
        f"\nFinal-Recipient: rfc822; a{n}@x.example\nAction: failed\nStatus: 5.1.1\n" for n in range(50)
    )
    bounce = dsn().decode().replace(block, f"{many}{block}")
    assert len(failures(bounce.encode(), SECRET)) == 20


@pytest.mark.parametrize("cut", range(0, len(dsn()), 97))
def test_a_bounce_cut_anywhere_raises_nothing(cut: int) -> None:
    """What stands before the cut is told: whom it is about and that it failed."""
    told = [KRABI] if cut > dsn().index(b"\nStatus:") else []
    assert [found.address for found in failures(dsn()[:cut] + f"\n{OURS}".encode(), SECRET)] == told


def test_real_bounces_of_others_are_not_ours(project: Path) -> None:
    """Two of the four name an address, which counts as soon as a letter of ours stands in them."""
    bounces = [path.read_bytes() for path in (project / "tests/data/mail").glob("machine-bounce-*.eml")]
    assert [failures(bounce, SECRET) for bounce in bounces] == [()] * 4
    assert sum(bool(failures(f"References: {OURS}\n".encode() + bounce, SECRET)) for bounce in bounces) == 2


def test_a_mail_over_which_the_library_trips() -> None:
    """Without a From line one of its detectors raises; what the fields say is found all the same."""
    bounce = b"".join(
        line for line in dsn().splitlines(keepends=True) if not line.startswith(b"From: MAILER")
    )
    with pytest.raises(IndexError):
        all_failures(email.message_from_bytes(f"Subject: x\n\n{OURS}".encode()))
    assert [found.address for found in failures(bounce, SECRET)] == [KRABI]
    assert failures(f"Subject: x\n\n{OURS}".encode(), SECRET) == ()
