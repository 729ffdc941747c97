"""Which files of a mail are read, what is told of the others, and where pictures are looked at."""

from dataclasses import replace
from email.message import EmailMessage

import pytest

from collector.confined.values import Task
from collector.demo import forms, mails
from collector.demo.mails import File
from collector.message_ids import make
from collector.model.documents import Document
from collector.model.files import Attachment, OtherKind, ReadableKind
from collector.model.mail import Authenticity, Machine, MachineKind, SenderVerdict
from collector.readers.limits import ReadingLimits
from collector.readers.worker.reader import Reader
from collector.understanding import Understanding
from tests.e2e.office import NOW, ONE, form, letter_from
from tests.intake.mails import (
    BROKEN,
    EMPTY,
    LETTER,
    OWN,
    PHOTO,
    WORD,
    contents,
    one,
    sent,
    understood,
    with_headers,
)
from tests.mail.samples import SECRET


@pytest.mark.parametrize(
    ("headers", "sender", "kind", "is_read"),
    [
        pytest.param([], "krabi@local.example", None, True, id="a person"),
        pytest.param(["Precedence: bulk"], "krabi@local.example", "list", True, id="a list"),
        pytest.param(["Auto-Submitted: auto-generated"], "krabi@local.example", "automatic", True, id="a program"),
        pytest.param(["Auto-Submitted: auto-replied"], "krabi@local.example", "vacation", True, id="an automatic reply"),
        pytest.param(["Auto-Submitted: auto-replied"], OWN, "own", False, id="our own letter"),
        pytest.param([], "mailer-daemon@local.example", "bounce", True, id="a form beside a letter that came back"),
        pytest.param(["Subject: อ่านแล้ว: รายงาน"], "krabi@local.example", None, True, id="a receipt's subject, with a file"),
    ],
)  # fmt: skip
def test_a_machines_form_is_read_unless_we_wrote_the_mail(
    understanding: Understanding, headers: list[str], sender: str, kind: str | None, is_read: bool
) -> None:
    data = with_headers(sent(WORD, sender=sender), *headers)
    opened = contents(understanding, data)
    found = understanding.of(opened)
    assert (opened.machine.kind if opened.machine else None) == kind
    assert found.machine == opened.machine
    assert bool(opened.attachments) is bool(found.reports) is is_read
    assert found.unread == found.formless == ()


def test_a_letter_of_ours_that_came_back_is_known_by_its_seal(understanding: Understanding) -> None:
    ours = make("ack", "1", SECRET, "dept.example")
    sealed = replace(understanding, secret=SECRET)
    for by, kind in ((sealed, "own"), (understanding, None)):  # without the secret none is ours
        opened = contents(by, with_headers(sent(WORD), f"Message-ID: {ours}"))
        assert (opened.machine.kind if opened.machine else None) == kind
        assert opened.mail.message_id == ours
        found = by.of(opened)
        assert (bool(found.reports), bool(opened.attachments)) == (kind is None, kind is None)
    assert contents(sealed, with_headers(sent(WORD), f"Message-ID: {ours}")).machine == Machine(
        MachineKind.OWN, f"Message-ID: {ours}"
    )


@pytest.mark.parametrize("kind", ["disposition-notification", "delivery-status"])
def test_of_a_report_of_a_mail_server_only_a_filled_form_counts(
    understanding: Understanding, kind: str
) -> None:
    def as_report(data: bytes) -> bytes:
        return data.replace(b"multipart/mixed;", f"multipart/report; report-type={kind};".encode(), 1)

    without = contents(understanding, as_report(sent(LETTER, BROKEN)))
    assert (without.machine is not None, without.attachments, without.unread) == (True, (), ())
    assert understanding.of(without).reports == understanding.of(without).unread == ()
    beside = contents(understanding, as_report(sent(WORD)))
    assert beside.machine is not None
    assert [report.attachment for report in understanding.of(beside).reports] == [WORD.name]


def test_what_only_adorns_a_mail_is_taken_out_and_not_read(understanding: Understanding) -> None:
    data = sent(
        WORD,
        File("logo.jpg", b"\xff\xd8\xff\xe0" + bytes(500)),
        File("card.vcf", b"BEGIN:VCARD\r\nEND:VCARD"),
    )
    opened = contents(understanding, data)
    assert [item.path for item in opened.attachments] == ["form.docx", "logo.jpg", "card.vcf", ""]
    assert list(opened.documents) == ["form.docx", ""]
    found = understanding.of(opened)
    assert (len(found.reports), found.unread, found.formless) == (1, (), ())


def test_what_was_read_ahead_is_read_the_same(understanding: Understanding) -> None:
    data, order = sent(WORD, BROKEN, LETTER), understanding.order(Task.MAIL, "1", NOW, NOW)
    understanding.room.ahead(order, data)
    assert understanding.contents(order, data) == understanding.contents(order, data)


def test_what_could_not_be_read_and_what_holds_no_form_is_told_by_name(understanding: Understanding) -> None:
    found = understood(understanding, sent(BROKEN, WORD, LETTER, PHOTO))
    assert [(item.path, item.kind, item.code) for item in found.unread] == [
        ("broken.docx", ReadableKind.DOCX, "damaged"),
        ("photo.jpg", OtherKind.IMAGE, "unsupported"),
    ]
    assert found.formless == ("letter.docx",)
    assert one(found).attachment == "form.docx"
    assert one(found).reader == "docx"


def test_a_mail_with_more_parts_than_are_looked_at_says_so(understanding: Understanding) -> None:
    opened = contents(understanding, sent(WORD))
    found = understanding.of(replace(opened, mail=replace(opened.mail, cut=True)))
    assert [(item.path, item.kind, item.code) for item in found.unread] == [("", OtherKind.EML, "too-many")]
    assert len(found.reports) == 1


PAGE = b"<html><body><p>text</p></body></html>"
RICH = b"{\\rtf1 text}"
TOO_LONG = 200_000  # more than a reader takes here
TOO_MANY_LINES = ReadingLimits().blocks + 5_000


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.htm", PAGE), ("a.html", PAGE), ("A.HTML", PAGE), ("a.txt", b"text"), ("a.xls", PAGE),
        ("a.doc", RICH), ("a.docx", PAGE), ("a.rtf", RICH),
    ],
)  # fmt: skip
@pytest.mark.parametrize("long", [False, True], ids=["without a form", "that cannot be read"])
def test_a_file_of_text_is_told_of(understanding: Understanding, name: str, data: bytes, long: bool) -> None:
    found = understood(
        understanding, sent(File(name, data.replace(b"text", b"text " * TOO_LONG if long else b"text")))
    )
    assert [item.path for item in found.unread] == ([name] if long else [])
    assert found.formless == (() if long else (name,))


@pytest.mark.parametrize("long", [False, True], ids=["without a form", "that cannot be read"])
@pytest.mark.parametrize("subtype", ["plain", "html"])
def test_the_body_of_a_mail_or_of_a_forwarded_one_is_not(
    understanding: Understanding, subtype: str, long: bool
) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "krabi@local.example", "hello"
    message.set_content("<p>text</p>\n" * (TOO_MANY_LINES if long else 1), subtype=subtype)
    inner = message.as_bytes()
    for data in (inner, mails.forwarded(letter_from("krabi@local.example", 1), inner, "inner.eml")):
        found = understood(understanding, data)
        assert (found.reports, found.unread, found.formless) == ((), (), ())


def test_of_a_form_that_is_in_the_body_too_the_attachment_comes_first(understanding: Understanding) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "krabi@local.example", "x"
    message.set_content(forms.page(form(ONE)), subtype="html")
    message.add_attachment(WORD.data, maintype="application", subtype="octet-stream", filename=WORD.name)
    body_first = understood(understanding, message.as_bytes())
    assert [report.attachment for report in body_first.reports] == ["form.docx", ""]


# ── pictures ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("files", "headers", "to_look_at"),
    [
        pytest.param([PHOTO], [], ["photo.jpg"], id="a photo alone"),
        pytest.param([EMPTY, PHOTO], [], ["photo.jpg"], id="a photo beside a blank form"),
        pytest.param([WORD, PHOTO], [], [], id="a photo beside a filled form"),
        pytest.param([WORD, EMPTY, PHOTO], [], [], id="a photo beside a filled and a blank form"),
        pytest.param([BROKEN], [], [], id="a broken document is no picture"),
        pytest.param([PHOTO], ["Auto-Submitted: auto-generated"], [], id="a machine's photo"),
    ],
)  # fmt: skip
def test_pictures_have_to_be_looked_at_where_nothing_better_was_read(
    understanding: Understanding, files: list[File], headers: list[str], to_look_at: list[str]
) -> None:
    opened = contents(understanding, with_headers(sent(*files), *headers))
    assert [item.path for item in understanding.pictures(opened)] == to_look_at
    read = [file.name for file in files if file in (WORD, EMPTY)]
    found = understanding.of(opened)
    assert [report.attachment for report in found.reports] == read[:1]  # a blank one beside a filled is spare


def test_a_form_that_is_seen_in_a_picture_is_proposed_in_place_of_the_blank_one(
    understanding: Understanding,
) -> None:
    with Reader() as reader:
        shown = reader.read(Attachment("x.docx", WORD.data, ReadableKind.DOCX))
    report = one(understanding.of(contents(understanding, sent(EMPTY, PHOTO)), [("photo.jpg", shown)]))
    assert (report.attachment, report.blank) == ("photo.jpg", False)
    assert report.doubts[0].code == "read-from-scan"
    assert len(report.entries) == 1


def test_a_picture_in_which_no_form_is_seen_leaves_what_was_read(understanding: Understanding) -> None:
    opened = contents(understanding, sent(EMPTY, PHOTO))
    assert understanding.of(opened, [("photo.jpg", Document((), "ocr"))]) == understanding.of(opened)


@pytest.mark.parametrize("verdict", SenderVerdict)
@pytest.mark.parametrize("sender", ["krabi@local.example", "stranger@local.example"])
def test_who_counts_as_an_office_is_registered_and_not_contradicted(
    understanding: Understanding, sender: str, verdict: SenderVerdict
) -> None:
    opened = contents(understanding, sent(PHOTO, sender=sender))
    judged = replace(opened, mail=replace(opened.mail, authenticity=Authenticity(verdict)))
    is_office = sender == "krabi@local.example" and verdict is not SenderVerdict.CONTRADICTED
    assert understanding.is_from_office(judged) is is_office
