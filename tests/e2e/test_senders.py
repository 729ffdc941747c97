"""Strangers, forgers and their bounces end to end: nothing of a province is replaced, told or silenced by them."""

import re
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from collector.demo import forms, mails
from collector.demo.mails import File
from collector.jobs import passes
from collector.periods import Period
from tests.conftest import DEPARTMENT
from tests.e2e.office import BLANK, DECEMBER, NIL, ONE, TWO, Office, form, letter_from, text_of, word_mail

pytestmark = pytest.mark.slow

CONTACTS = """unit,email,name,role
TH-21,@rayong.example,,reporter
TH-21,chief@rayong.example,,supervisor
TH-81,krabi@local.example,,reporter
TH-81,deputy@local.example,,reporter
TH-92,trang@local.example,,reporter
"""
MARK = r"[0-9A-F]{8}-[0-9A-F]{8}"  # of each letter its own, made of the mail that it answers
STRANGER = "stranger@x.example"
SECRET = "ขาดงบประมาณ"
FORGED = b"Authentication-Results: mx.dept.example; spf=fail smtp.mailfrom=x.example; dmarc=fail header.from=local.example\r\n"


@pytest.fixture
def department(tmp_path: Path) -> Iterator[Office]:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    (tmp_path / "config.toml").write_text(DEPARTMENT, encoding="utf-8")
    made = Office(tmp_path)
    yield made
    assert made.verify() == ()


def with_field(mail: bytes, field: bytes) -> bytes:
    return field + mail


def from_field(mail: bytes, value: str) -> bytes:
    """The mail with another From."""
    head, _, rest = mail.partition(b"\n\n") if b"\r\n\r\n" not in mail else mail.partition(b"\r\n\r\n")
    lines = [line for line in head.splitlines() if not line.lower().startswith(b"from:")]
    return b"\r\n".join([b"From: " + value.encode(), *lines]) + b"\r\n\r\n" + rest


def to(letter: EmailMessage) -> list[str]:
    return [address.addr_spec for address in letter["To"].addresses]


def letters_to(office: Office, address: str) -> list[str]:
    return [text_of(letter) for letter in office.letters() if address in to(letter)]


@pytest.mark.parametrize(
    "forge",
    [
        lambda mail: with_field(with_field(mail, FORGED), b"Reply-To: evil@attacker.example\r\n"),
        lambda mail: from_field(mail, "=?utf-8?q?krabi=40local=2Eexample?="),
        lambda mail: from_field(mail, "krabi@local.example, evil@attacker.example"),
        lambda mail: from_field(mail, "Office: krabi@local.example;"),
        lambda mail: from_field(mail, "evil@attacker.example (krabi@local.example)"),
        lambda mail: from_field(mail, '"krabi@local.example" <evil@attacker.example>'),
    ],
    ids=["contradicted", "encoded word", "two addresses", "group", "comment", "display name"],
)
def test_a_forged_from_replaces_nothing_and_learns_nothing(department: Office, forge: object) -> None:
    assert department.receive(word_mail(TWO, 1)) == {"filed": 1}
    assert department.receive(forge(word_mail(ONE, 2))) == {"review": 1}  # type: ignore[operator]
    with department.open(read_only=True) as app:
        (filed,) = app.store.current()
        assert (filed.revision, len(filed.entries)) == (1, 2)
    assert [said for said in letters_to(department, "evil@attacker.example") if SECRET in said] == []


def test_a_forged_reply_to_gets_no_letter_at_all(department: Office) -> None:
    department.receive(
        word_mail(TWO, 1), with_field(word_mail(ONE, 2), b"Reply-To: evil@attacker.example\r\n")
    )
    assert letters_to(department, "evil@attacker.example") == []
    assert len(letters_to(department, "krabi@local.example")) == 2


def test_a_registered_revision_is_told_to_the_other_reporter(department: Office) -> None:
    department.receive(word_mail(TWO, 1))
    assert letters_to(department, "deputy@local.example") == []
    assert department.receive(word_mail(ONE, 2)) == {"revised": 1}
    (notice,) = letters_to(department, "deputy@local.example")
    assert SECRET in notice


def test_nil_first_by_a_stranger_counts_as_the_provinces_once_it_says_the_same(department: Office) -> None:
    assert department.receive(word_mail(NIL, 1, STRANGER)) == {"filed": 1}
    (notice,) = letters_to(department, "deputy@local.example")
    assert STRANGER in notice
    assert department.receive(word_mail(NIL, 2)) == {"duplicate": 1}
    assert department.receive(word_mail(ONE, 3, STRANGER)) == {"review": 1}
    assert department.receive(word_mail(ONE, 4, "another@x.example")) == {"review": 1}
    with department.open(read_only=True) as app:
        (filed,) = app.store.current()
        assert (filed.revision, filed.nil, filed.known_sender) == (1, True, True)


def test_a_stranger_who_guesses_learns_neither_that_he_is_right_nor_a_number(department: Office) -> None:
    department.receive(word_mail(NIL, 1))
    assert department.receive(word_mail(NIL, 2, STRANGER)) == {"duplicate": 1}
    assert department.receive(word_mail(ONE, 3, "another@x.example")) == {"review": 1}
    (right,), (wrong,) = letters_to(department, STRANGER), letters_to(department, "another@x.example")
    assert re.sub(MARK, "", right) == re.sub(MARK, "", wrong)
    assert "HC-2561-12" not in right


def test_a_stranger_gets_his_own_number_again_and_nobody_else_does(department: Office) -> None:
    assert department.receive(word_mail(NIL, 1, STRANGER)) == {"filed": 1}
    assert department.receive(word_mail(NIL, 2, STRANGER)) == {"duplicate": 1}
    assert department.receive(word_mail(NIL, 3, "another@x.example")) == {"duplicate": 1}
    first, again = letters_to(department, STRANGER)
    assert ("HC-2561-12/TH-81/1" in first, "HC-2561-12/TH-81/1" in again) == (True, True)
    (other,) = letters_to(department, "another@x.example")
    assert "HC-2561-12" not in other


def test_a_stranger_reads_no_word_of_his_report(department: Office) -> None:
    department.receive(word_mail(TWO, 1, STRANGER))
    (receipt,) = letters_to(department, STRANGER)
    assert "HC-2561-12/TH-81/1" in receipt
    assert SECRET not in receipt


def test_the_tags_of_one_mailbox_are_one_stranger_who_gets_few_answers(department: Office) -> None:
    asked = [word_mail(BLANK, number, f"victim+{number}@x.example") for number in range(6)]
    department.receive(*asked)
    answered = [address for letter in department.letters() for address in to(letter)]
    assert len(answered) == 3
    written = [path.read_text("utf-8") for path in (department.folder / "data/archive").rglob("*.json")]
    assert sum("not-answered" in text for text in written) == 3


def only_review(department: Office) -> None:
    config = department.folder / "config.toml"
    text = config.read_text("utf-8").replace("[registry]", '[registry]\nunknown_senders = "review"')
    config.write_text(text, encoding="utf-8")


def test_a_department_may_leave_every_stranger_to_a_person(department: Office) -> None:
    only_review(department)
    assert department.receive(word_mail(ONE, 1, STRANGER), word_mail(ONE, 2)) == {"review": 1, "filed": 1}


def test_where_it_does_a_stranger_learns_not_even_whether_a_report_is_on_file(department: Office) -> None:
    only_review(department)
    assert department.receive(word_mail(ONE, 1, "none@x.example")) == {"review": 1}
    assert department.receive(word_mail(NIL, 2)) == {"filed": 1}
    assert department.receive(word_mail(ONE, 3, "other@x.example")) == {"review": 1}
    assert department.receive(word_mail(NIL, 4, "same@x.example")) == {"duplicate": 1}
    (none,), (other,), (same,) = (
        letters_to(department, f"{who}@x.example") for who in ("none", "other", "same")
    )
    assert len({re.sub(MARK, "", told) for told in (none, other, same)}) == 1


def test_a_bounce_of_a_strangers_letter_silences_no_registered_address(department: Office) -> None:
    department.receive(word_mail(ONE, 1, STRANGER, unit="จังหวัดตรัง"))
    (sent,) = [letter for letter in department.letters() if to(letter) == [STRANGER]]
    bounce = (
        "From: MAILER-DAEMON@x.example\r\nTo: helpcenter@dept.example\r\nSubject: Undelivered\r\nMessage-ID: <b@x.example>\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nfailed\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x.example\r\n\r\n"
        "Final-Recipient: rfc822; krabi@local.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {sent['Message-ID']}\r\nSubject: x\r\n\r\nx\r\n--b--\r\n"
    )
    assert department.receive(bounce.encode()) == {"ignored": 1}
    department.later(days=10)
    reminded = [
        address
        for reminder in department.remind(dry_run=True)
        if reminder.unit == "TH-81"
        for address in reminder.to
    ]
    assert set(reminded) == {"krabi@local.example", "deputy@local.example"}


@pytest.mark.parametrize(("sender", "reminded"), [(STRANGER, True), ("trang@local.example", False)])
def test_a_strangers_mail_that_waits_does_not_silence_a_units_reminders(
    department: Office, sender: str, reminded: bool
) -> None:
    envelope = letter_from(sender, 1, "รายงานประจำเดือนพฤศจิกายน ๒๕๖๑")
    unclear = mails.attached(envelope, File("a.docx", forms.word(form(ONE, "จังหวัดตรัง"))))
    assert department.receive(unclear) == {"review": 1}
    department.later(days=10)
    owing = {(one.unit, str(period)) for one in department.remind(dry_run=True) for period in one.periods}
    assert (("TH-92", "2018-12") in owing) is reminded


def test_a_reminder_that_waited_does_not_leave_once_the_report_is_there(department: Office) -> None:
    config = department.folder / "config.toml"
    shadow = config.read_text("utf-8") + "[letters]\nshadow = true\n"
    plain = config.read_text("utf-8")
    department.later(days=10)
    config.write_text(shadow, encoding="utf-8")
    assert any(reminder.unit == "TH-81" for reminder in department.remind())
    config.write_text(plain, encoding="utf-8")
    department.receive(word_mail(ONE, 1, received=department.now))
    with department.open() as app:
        app.store.release_letters(department.now)
    department.once()
    subjects = [
        (address, str(letter["Subject"])) for letter in department.letters() for address in to(letter)
    ]
    assert [
        subject for address, subject in subjects if address == "krabi@local.example" and "ขอให้จัดส่ง" in subject
    ] == []
    assert [address for address, _ in subjects if address == "trang@local.example"] != []


def test_a_colleague_at_the_senders_domain_who_is_not_registered_gets_a_receipt_and_the_sender_a_notice(
    department: Office,
) -> None:
    department.receive(word_mail(TWO, 1))
    changed = with_field(word_mail(ONE, 2), b"Reply-To: attacker@local.example\r\n")
    assert department.receive(changed) == {"revised": 1}
    (receipt,) = letters_to(department, "attacker@local.example")
    assert SECRET not in receipt
    (_, notice) = letters_to(department, "krabi@local.example")
    assert SECRET in notice


@pytest.mark.parametrize(
    "field",
    [b"Auto-Submitted: auto-replied", b"Precedence: bulk", b"List-Id: <x.example>", b"Return-Path: <>"],
)
def test_a_report_that_no_letter_may_answer_is_told_to_the_others_of_the_unit(
    department: Office, field: bytes
) -> None:
    assert department.receive(with_field(word_mail(ONE, 1), field + b"\r\n")) == {"filed": 1}
    assert letters_to(department, "krabi@local.example") == []
    assert len(letters_to(department, "deputy@local.example")) == 1


def test_a_whole_domain_may_be_registered(department: Office) -> None:
    department.receive(word_mail(TWO, 1, "anybody@rayong.example", unit="จังหวัดระยอง"))
    assert department.receive(word_mail(ONE, 2, "other@rayong.example", unit="จังหวัดระยอง")) == {"revised": 1}
    (letter,) = letters_to(department, "other@rayong.example")
    assert SECRET in letter


def test_a_flood_of_answers_does_not_crowd_out_a_reminder(department: Office) -> None:
    department.receive(*(word_mail(NIL, number) for number in range(1, 26)))
    department.later(days=40)
    department.receive(*(word_mail(NIL, number) for number in range(101, 126)))
    department.remind()
    assert any("ขอให้จัดส่ง" in said for said in letters_to(department, "krabi@local.example"))


TWO_MONTHS = mails.attached(
    letter_from("krabi@local.example", 7),
    File("a.docx", forms.word(form(ONE, month="ประจำเดือนพฤศจิกายน และประจำเดือนธันวาคม ๒๕๖๑"))),
)
ELSEWHERE = b"Reply-To: colleague@local.example\r\n"


def reminded_months(office: Office, unit: str) -> list[Period]:
    reminders = office.remind(dry_run=True)
    return [period for reminder in reminders if reminder.unit == unit for period in reminder.periods]


@pytest.mark.parametrize(
    "head",
    [
        FORGED + b"Precedence: bulk\r\n",
        FORGED + b"Auto-Submitted: auto-generated\r\n",
        b"Return-Path: <>\r\n" + FORGED,
        b"Precedence: bulk\r\n",
        b"List-Id: <a.b>\r\n",
        ELSEWHERE,
    ],
    ids=["forged, bulk", "forged, automatic", "forged, no path", "bulk", "list", "answered elsewhere"],
)
def test_a_mail_of_which_its_unit_never_heard_silences_no_reminder(department: Office, head: bytes) -> None:
    assert department.receive(head + TWO_MONTHS) == {"review": 1}
    assert letters_to(department, "krabi@local.example") == []
    department.later(days=10)
    assert DECEMBER in reminded_months(department, "TH-81")


def test_a_mail_that_waits_and_was_answered_to_its_office_needs_no_reminder(department: Office) -> None:
    assert department.receive(TWO_MONTHS) == {"review": 1}
    assert len(letters_to(department, "krabi@local.example")) == 1
    department.later(days=10)
    assert DECEMBER not in reminded_months(department, "TH-81")


def test_refusals_by_invented_addresses_of_a_registered_domain_hold_no_letter(department: Office) -> None:
    ghosts = [word_mail(BLANK, 100 + number, f"ghost{number}@rayong.example") for number in range(12)]
    department.receive(*ghosts, word_mail(ONE, 1))
    with department.open() as app:
        letters = [queued.letter for queued in app.store.letters()]
        assert [letter.to for letter in letters if not passes.is_chosen(app, letter)] == [
            ("krabi@local.example",)
        ]
    assert len(letters) > len(ghosts) / 2


def test_who_alone_reports_for_a_unit_hears_of_a_machines_report_in_his_name(department: Office) -> None:
    contacts = department.folder / "contacts.csv"
    contacts.write_text("unit,email,name,role\nTH-81,krabi@local.example,,reporter\n", encoding="utf-8")
    forged = word_mail(ONE, 1).replace(b"MIME-Version: 1.0", b"Precedence: bulk\r\nMIME-Version: 1.0", 1)
    assert department.receive(forged) == {"filed": 1}
    assert department.letters() == []  # no answer
    department.later(hours=13)
    department.receive()
    (notice,) = department.letters()
    assert (notice["To"], notice["In-Reply-To"]) == ("krabi@local.example", None)
