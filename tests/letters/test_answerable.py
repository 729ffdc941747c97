"""Mails as they really come, capitals and all → whether a letter may answer them: each header that says no, and its neighbours."""

import pytest

from collector.letters.addressee import addressee_of
from collector.letters.policy import may_answer
from collector.mail.machine import recognise
from collector.mail.message import parse
from collector.model.mail import MailKey, RawMail
from tests.letters.samples import NOW, REGISTRY
from tests.mail.samples import WORDS as MAIL_WORDS

DEPARTMENT = "HelpCenter@Dept.example"
STAFF = ("  Somchai.D@Dept.example ", "chief@dept.example")
PERSON = "From: =?utf-8?b?4LiB4Lij4Liw4Lia4Li14LmI?= <Krabi@Local.example>"


def rule(*headers: str, sender: str = PERSON) -> str:
    """The rule by which the mail may not be answered, "" if it may."""
    raw = "\r\n".join([sender, "To: HelpCenter@Dept.example", "Subject: report", *headers, "", "text", ""])
    mail = parse(RawMail(MailKey("INBOX", 1, "1"), raw.encode(), NOW), MAIL_WORDS, NOW)
    machine = recognise(mail, MAIL_WORDS, DEPARTMENT)
    answer = may_answer(mail, machine, (DEPARTMENT, *STAFF), addressee_of(mail, REGISTRY))
    assert bool(answer) is answer.allowed is (answer.rule == "")
    return answer.rule


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: auto-replied",
        "Auto-submitted: Auto-Generated",
        "AUTO-SUBMITTED: AUTO-NOTIFIED; owner-email=a@b",
        "Precedence: Bulk",
        "Precedence: list",
        "PRECEDENCE: JUNK",
        "Precedence: auto_reply",
        "List-Id: <news.local.example>",
        "List-ID: <news.local.example>",
        "LIST-UNSUBSCRIBE: <mailto:leave@local.example>",
        "X-Autoreply: Yes",
        "X-AutoReply-From: Krabi@Local.example",
        "X-Failed-Recipients: trang@local.example",
        "Return-Path: <>",
        "Return-path:  < > ",
        "Content-Type: multipart/report; report-type=Delivery-Status; boundary=b",
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=b",
    ],
)
def test_a_header_that_a_machine_sets_is_obeyed(header: str) -> None:
    assert rule(header) == "machine"


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: No",
        "Precedence: First-Class",
        "Precedence: special-delivery",
        "X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply",
        "X-Autoreply: No",
        "Return-Path: <Krabi@Local.example>",
        "X-Priority: 1 (Highest)",
        "X-Mailer: Microsoft Outlook 16.0",
        "Reply-To: Officer@Local.example",
    ],
)
def test_a_header_that_people_send_is_no_obstacle(header: str) -> None:
    assert rule(header) == ""


@pytest.mark.parametrize(
    ("sender", "reply_to", "expected"),
    [
        pytest.param("Krabi@Local.example", "", "", id="an office"),
        pytest.param("HELPCENTER@dept.example", "", "own-address", id="the department's mailbox"),
        pytest.param("helpcenter+a@dept.example", "", "own-address", id="the department's mailbox with a tag"),
        pytest.param("somchai.d@DEPT.example", "", "own-address", id="its staff, however the settings spell them"),
        pytest.param("krabi@local.example", "Chief@Dept.example", "", id="an office whose answer would go to its staff"),
        pytest.param("anybody@dept.example", "Chief@Dept.example", "own-address", id="an answer that would go to its staff"),
        pytest.param("chief@dept.example", "krabi@local.example", "own-address", id="its staff, wherever the answer would go"),
        pytest.param("somchai.dee@dept.example", "", "", id="a colleague who is not among the staff"),
        pytest.param("Krabi", "", "no-address", id="no address"),
        pytest.param("MAILER-DAEMON@Local.example", "", "machine", id="a mail server"),
        pytest.param("NoReply@Local.example", "", "machine", id="a program"),
        pytest.param("Root@Local.example", "", "nobody", id="a server's root"),
        pytest.param("krabi@local.example", "No-Reply@Local.example", "nobody", id="an answer to nobody"),
        pytest.param("Owner-News@Local.example", "", "nobody", id="a list's owner"),
        pytest.param("News-Request@Local.example", "", "nobody", id="a list's machine"),
        pytest.param("PostMaster@Local.example", "", "nobody", id="a postmaster"),
        pytest.param("", "", "no-address", id="empty"),
    ],
)  # fmt: skip
def test_whom_an_answer_would_reach(sender: str, reply_to: str, expected: str) -> None:
    headers = [f"Reply-To: {reply_to}"] if reply_to else []
    assert rule(*headers, sender=f"From: <{sender}>") == expected
