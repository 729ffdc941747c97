"""The mail taken apart, against the standard library where both can read, and beyond its limits where it cannot."""

import email
import time
import tracemalloc
from email.message import EmailMessage, Message

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.mail.message import parse
from collector.mail.mime import content, take_apart
from collector.mail.unpack import unpack
from tests.mail.samples import DATA, NOW, WORDS, raw


def leaves_of_library(message: Message) -> list[tuple[str, bytes]]:
    if message.get_content_maintype() == "multipart" and message.is_multipart():
        return [leaf for part in message.get_payload() for leaf in leaves_of_library(part)]
    if message.get_content_type() == "message/rfc822":
        return [("message/rfc822", b"")]
    return [(message.get_content_type(), message.get_payload(decode=True))]


def same_as_library(data: bytes) -> None:
    ours = [
        (leaf.content_type.value, b"" if leaf.content_type.value == "message/rfc822" else content(data, leaf))
        for leaf in take_apart(data).leaves
    ]
    assert ours == leaves_of_library(email.message_from_bytes(data))


bodies = st.text(
    st.characters(codec="utf-8", exclude_characters="\r", exclude_categories=("Cs", "Cc")), max_size=60
)
files = st.tuples(st.sampled_from(["application/pdf", "image/png", "text/csv"]), st.binary(max_size=200))


@settings(max_examples=60, deadline=None)
@given(
    bodies, st.booleans(), st.lists(files, max_size=4), st.integers(0, 3), st.sampled_from([b"\n", b"\r\n"])
)
def test_well_formed_mail_as_the_standard_library_reads_it(
    text: str, html: bool, attached: list[tuple[str, bytes]], nested: int, ending: bytes
) -> None:
    message = EmailMessage()
    message["Subject"] = "s"
    message.set_content(text)
    if html:
        message.add_alternative(f"<p>{text}</p>", subtype="html")
    for kind, data in attached:
        main, sub = kind.split("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename="f")
    for _ in range(nested):
        outer = EmailMessage()
        outer["Subject"] = "outer"
        outer.set_content("see below")
        outer.add_attachment(message)
        message = outer
    same_as_library(message.as_bytes().replace(b"\n", ending))


@pytest.mark.parametrize("path", sorted((DATA / "samples").glob("*.eml")), ids=lambda path: path.stem)
def test_samples_as_the_standard_library_reads_them(path) -> None:
    same_as_library(path.read_bytes())


def nested(levels: int) -> bytes:
    head = "".join(
        f"Content-Type: multipart/mixed; boundary=B{level}\n\n--B{level}\n" for level in range(levels)
    )
    return (head + "Content-Type: text/plain\n\ndeep\n").encode()


def test_two_hundred_levels_are_cut_and_said_to_be() -> None:
    mail = parse(raw(nested(200)), WORDS, NOW)
    assert mail.cut
    assert unpack(mail, WORDS) == ()
    assert parse(raw(nested(40)), WORDS, NOW).text == "deep"
    assert not parse(raw(nested(40)), WORDS, NOW).cut


def test_five_thousand_levels_do_not_recurse() -> None:
    assert parse(raw(nested(5_000)), WORDS, NOW).cut


def test_ten_thousand_attachments_are_cut_in_no_time_and_no_memory() -> None:
    part = b"--BB\nContent-Type: application/pdf; name=f.pdf\n\n%PDF-1.4\n" + b"x" * 2_000 + b"\n"
    data = b"Subject: s\nContent-Type: multipart/mixed; boundary=BB\n\n" + part * 10_000 + b"--BB--\n"
    tracemalloc.start()
    began = time.process_time()
    mail = parse(raw(data), WORDS, NOW)
    spent = time.process_time() - began
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert mail.cut
    assert len(mail.parts) == 1_000
    assert len({part.path for part in mail.parts}) == 1_000
    assert peak < 12 << 20
    assert spent < 15


@pytest.mark.slow
@pytest.mark.parametrize(
    "data",
    [
        b"Content-Type: multipart/mixed; boundary=B\n\n" + b"--B" * 300_000,
        b"Content-Type: multipart/mixed; boundary=B\n\n" + b"--B\n" * 300_000,
        b"Subject: " + b"=?utf-8?B?4Lij?= " * 100_000 + b"\n\nx",
        b"Content-Disposition: attachment" + b';a="\\' * 200_000 + b"\n\nx",
        b"From: " + b"(" * 300_000 + b"<" * 300_000 + b"\n\nx",
        b"To: " + b'"' * 300_000 + b"a@b," * 100_000 + b"\n\nx",
        b"x\n" * 500_000,
        b"X: y\n" * 200_000 + b"\nbody",
        b"Content-Type: text/html\n\n" + b"<" * 1_000_000,
        b"Content-Type: text/html\n\n" + b"<!--" * 200_000,
        b"Content-Type: text/html\n\n" + b"<div class=" * 100_000,
        b"Content-Type: text/html\n\n" + b"<div class=gmail_quote>" * 40_000,
        b"Content-Type: text/html\n\n<div " + b"class=" * 150_000,
        b"\n\n" + b"On " * 300_000 + b"\n" + b"From: x\n" * 100_000,
        b"\n\n" + b"begin 644 a\n" * 80_000,
        b"\n\n" + b"-" * 500_000,
    ],
    ids=range(16),
)
def test_hostile_mail_costs_little(data: bytes) -> None:
    began = time.process_time()
    unpack(parse(raw(data), WORDS, NOW), WORDS)
    assert time.process_time() - began < 60  # a slip into quadratic time costs minutes


@pytest.mark.parametrize(
    ("head", "cut"),
    [
        pytest.param(b"Subject: " + b"a" * (1 << 21), True, id="a subject of two megabytes"),
        pytest.param(b"Subject: a" + b"\r\n a" * 6_000, True, id="a subject of six thousand lines"),
        pytest.param(b"\r\n".join([b"X-Trace: a"] * 6_000), True, id="six thousand fields"),
        pytest.param(b"Subject: " + b"a" * 600_000, False, id="a long subject that is read"),
        pytest.param(b"Subject: a" + b"\r\n a" * 4_000, False, id="many lines that are read"),
    ],
)
def test_headers_that_are_not_all_looked_at_are_said_to_be_cut(head: bytes, cut: bool) -> None:
    rest = b"From: a@x.example\r\nContent-Type: text/plain\r\n\r\nbody"
    for data in (
        head + b"\r\n" + rest,
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + head + b"\r\n" + rest,
    ):
        assert parse(raw(data), WORDS, NOW).headers_cut is cut
    assert not parse(raw(rest + b"\r\n\r\n" + b"b" * (1 << 21)), WORDS, NOW).headers_cut
    assert not parse(raw(b"Subject: a\r\n" + b"a line of a body\r\n" * 200_000), WORDS, NOW).headers_cut
