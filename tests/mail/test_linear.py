"""A mail costs what it weighs: twice the mail takes twice the time, whatever stands in it."""

import time
from collections.abc import Callable

import pytest

from collector.mail import bounce
from collector.mail.machine import recognise
from collector.mail.message import parse
from collector.mail.unpack import is_decoration, unpack
from collector.model.mail import Mail
from tests.mail.samples import NOW, OWN, SECRET, WORDS, raw
from tests.mail.slow import MAILS, attached

pytestmark = pytest.mark.slow

MEGABYTE = 1_000_000
# Of processor time, and thirty times what is usual: a pattern that goes back over its text takes minutes.
SIXTEENTH, WHOLE = 15.0, 60.0


def read(data: bytes) -> Mail:
    """All that is done to a mail before its attachments are read."""
    mail = parse(raw(data), WORDS, NOW)
    recognise(mail, WORDS, OWN, SECRET)
    for item in unpack(mail, WORDS):
        is_decoration(item, mail)
    for part in mail.parts:
        parse(raw(part.data), WORDS, NOW)
    return mail


def seconds(work: Callable[[bytes], object], data: bytes) -> float:
    begun = time.process_time()
    work(data)
    return time.process_time() - begun


@pytest.mark.slow
@pytest.mark.parametrize("name", MAILS)
def test_a_megabyte_of_it_is_read_in_seconds(name: str) -> None:
    assert seconds(read, MAILS[name](MEGABYTE // 16)) < SIXTEENTH
    assert seconds(read, MAILS[name](MEGABYTE)) < WHOLE


@pytest.mark.slow
@pytest.mark.parametrize("name", MAILS)
def test_a_bounce_of_it_is_read_in_seconds(name: str) -> None:
    assert seconds(lambda data: bounce.failures(data, SECRET), MAILS[name](MEGABYTE // 16)) < SIXTEENTH
    assert seconds(lambda data: bounce.failures(data, SECRET), MAILS[name](MEGABYTE)) < WHOLE


def test_files_in_a_text_are_limited_as_attachments_are() -> None:
    mail = read(b"From: a@b.example\n\n" + b"begin 644 a\nend\n" * 2_000)
    assert (len(mail.parts), mail.cut) == (999, True)  # beside the text


def test_names_that_commas_tore_are_joined_and_long_lists_are_not() -> None:
    mail = read(
        b"From: Somchai, Krabi office, Krabi <k@dla.example>\nTo: " + b"a," * 9_000 + b"b@x.example\n\n"
    )
    assert (mail.sender.name, mail.sender.email) == ("Somchai Krabi office Krabi", "k@dla.example")
    assert [address.email for address in mail.to] == ["b@x.example"]


def test_a_signed_file_in_letters_begins_at_its_first_beginning_that_has_an_end() -> None:
    assert read(attached("a.p7m", b"-----BEGIN PKCS7-----" * 3 + b"AA==-----END PKCS7-----")).parts
