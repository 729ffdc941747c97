"""A provider that gives our letters Message-IDs of its own: replies and bounces are still known for what they answer."""

import email
import email.policy
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller

from collector.demo import forms, mails
from collector.demo.mails import File
from collector.periods import Period
from tests.e2e.office import ONE, TWO, ZONE, Office, Rows, form, letter_from, word_mail
from tests.e2e.test_bounces import bounce
from tests.letters.mailserver import Renaming, free_port

pytestmark = pytest.mark.slow

STRANGER = "officer@webmail.example"


@pytest.fixture
def provider(office: Office) -> Iterator[Renaming]:
    server = Renaming()
    controller = Controller(server, hostname="127.0.0.1", port=free_port(), ready_timeout=10)
    controller.start()
    smtp = f'type = "smtp"\nhost = "127.0.0.1"\nport = {controller.port}\nsecurity = "none"'
    config = office.folder / "config.toml"
    text = config.read_text(encoding="utf-8").replace('type = "folder"\npath = "outbox"', smtp)
    config.write_text(text, encoding="utf-8")
    yield server
    controller.stop()


def letter_to(provider: Renaming, address: str) -> EmailMessage:
    """The last letter to somebody, as it arrives there: under a Message-ID that no letter of ours bears."""
    content = [taken.content for taken in provider.taken if taken.rcpt_tos[0] == address][-1]
    assert isinstance(content, bytes)
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert str(message["Message-ID"]).endswith("prod.outlook.com>")
    return message


def reply(letter: EmailMessage, number: int, rows: Rows) -> bytes:
    """A form that says neither unit nor month, in an unknown person's answer to a letter."""
    name = str(letter["Message-ID"]).strip()
    threaded = f"In-Reply-To: {name}\r\nReferences: {' '.join(str(letter['References']).split())} {name}\r\n"
    filled = File("แบบ.docx", forms.word(form(rows, "", "")))
    return threaded.encode() + mails.attached(letter_from(STRANGER, number, "ตอบ"), filled)


def test_the_answer_to_a_reminder_is_filed_for_its_unit_and_month(office: Office, provider: Renaming) -> None:
    office.now = datetime(2018, 11, 12, 9, tzinfo=ZONE)
    office.remind()
    office.later(days=60)
    assert office.receive(reply(letter_to(provider, "krabi@local.example"), 2, ONE)) == {"filed": 1}
    with office.open(read_only=True) as app:
        (filed,) = app.store.current()
    assert (filed.unit, filed.period) == ("TH-81", Period(2018, 10))


def test_the_answer_to_an_acknowledgement_mends_that_report(office: Office, provider: Renaming) -> None:
    office.receive(word_mail(ONE, 1))
    acknowledgement = letter_to(provider, "krabi@local.example")
    sender = reply(acknowledgement, 2, TWO).replace(STRANGER.encode(), b"boss.krabi@local.example")
    assert office.receive(sender) == {"revised": 1}


def test_a_bounce_that_returns_only_the_new_name_and_the_references(
    office: Office, provider: Renaming
) -> None:
    office.receive(word_mail(ONE, 1))
    letter = letter_to(provider, "krabi@local.example")
    references = " ".join(str(letter["References"]).split())
    returned = f"{letter['Message-ID']}\nReferences: {references}"
    assert office.receive(bounce(returned, "krabi@local.example")) == {"ignored": 1}
    with office.open(read_only=True) as app:
        (found,) = app.store.bounces()
        (sent,) = app.store.letters("sent")
    assert (found.letter, found.failure.message_id) == (sent.id, sent.letter.message_id)


def test_our_own_letter_that_comes_back_renamed_is_not_answered(office: Office, provider: Renaming) -> None:
    office.receive(word_mail(ONE, 1))
    assert office.receive(letter_to(provider, "krabi@local.example").as_bytes()) == {"ignored": 1}
    assert len(provider.taken) == 1
