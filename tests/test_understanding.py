"""What is understood of a mail: which of its files are read, what is told of the others, and what the mail says around them."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage

import docx
import pytest

from collector.demo import forms, mails
from collector.demo.mails import File
from collector.filing.decide import Understood
from collector.forms.spec import load_spec
from collector.mail.message import parse
from collector.model import (
    Attachment,
    Contact,
    Document,
    MailKey,
    OtherKind,
    RawMail,
    ReadableKind,
    Report,
    Role,
)
from collector.periods import Period
from collector.readers.limits import Limits
from collector.readers.worker.reader import Reader
from collector.registry import Registry, load_registry
from collector.understanding import Understanding, Unpacked
from tests.e2e.office import BLANK, DECEMBER, NOW, ONE, TWO, ZONE, form, letter_from


def _letter() -> bytes:
    """A Word document that is no form."""
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("บันทึกข้อความ เรื่อง ขอเชิญประชุม")
    document.save(out)
    return out.getvalue()


KRABI, TRANG = "TH-81", "TH-92"
OWN = "helpcenter@dept.example"
REGISTRY = Registry(
    load_registry(None, None).units,
    (
        Contact(KRABI, "krabi@local.example", "", Role.REPORTER),
        Contact(TRANG, "trang@local.example", "", Role.REPORTER),
    ),
)
WORD = File("form.docx", forms.word(form(ONE)))
SILENT = File("form.docx", forms.word(form(ONE, unit="", month="")))  # names no unit and no month
EMPTY = File("blank.docx", forms.word(form(BLANK)))
PHOTO = File("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(20_000))
BROKEN = File("broken.docx", WORD.data[:3000])
LETTER = File("letter.docx", _letter())


@pytest.fixture(scope="module")
def understanding() -> Iterator[Understanding]:
    with Reader(Limits(input_bytes=100_000)) as reader:
        yield Understanding(reader, REGISTRY, (load_spec(),), ZONE, OWN)


def unpacked(understanding: Understanding, data: bytes, received: datetime = NOW) -> Unpacked:
    return understanding.unpacked(parse(RawMail(MailKey("inbox", 0, "1"), data, received), received))


def understood(understanding: Understanding, data: bytes, received: datetime = NOW) -> Understood:
    return understanding.of(unpacked(understanding, data, received))


def sent(*files: File, sender: str = "krabi@local.example", subject: str = "x", number: int = 1) -> bytes:
    return mails.attached(replace(letter_from(sender, number, subject), body="-"), *files)


def with_headers(data: bytes, *lines: str) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode() + data


def one(found: Understood) -> Report:
    (report,) = found.reports
    return report


def settled(report: Report) -> tuple[str | None, Period | None]:
    return report.unit, report.period


# ── what is read ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("headers", "sender", "kind", "is_read"),
    [
        pytest.param([], "krabi@local.example", None, True, id="a person"),
        pytest.param(["Precedence: bulk"], "krabi@local.example", "list", True, id="a list"),
        pytest.param(["Auto-Submitted: auto-generated"], "krabi@local.example", "automatic", True, id="a program"),
        pytest.param(["Auto-Submitted: auto-replied"], "krabi@local.example", "vacation", True, id="an automatic reply"),
        pytest.param(["Auto-Submitted: auto-replied"], OWN, "own", False, id="our own letter"),
        pytest.param([], "mailer-daemon@local.example", "bounce", False, id="a letter that came back"),
        pytest.param(["Subject: อ่านแล้ว: รายงาน"], "krabi@local.example", None, True, id="a receipt's subject, with a file"),
    ],
)  # fmt: skip
def test_machines_that_carry_our_own_letters_back_bring_nothing_of_a_unit(
    understanding: Understanding, headers: list[str], sender: str, kind: str | None, is_read: bool
) -> None:
    data = with_headers(sent(WORD, sender=sender), *headers)
    opened = unpacked(understanding, data)
    found = understanding.of(opened)
    assert (opened.machine.kind if opened.machine else None) == kind
    assert found.machine == opened.machine
    assert bool(opened.attachments) is bool(found.reports) is is_read
    assert found.unread == found.formless == ()


@pytest.mark.parametrize("kind", ["disposition-notification", "delivery-status"])
def test_a_report_of_a_mail_server_is_not_opened(understanding: Understanding, kind: str) -> None:
    data = sent(WORD).replace(b"multipart/mixed;", f"multipart/report; report-type={kind};".encode(), 1)
    opened = unpacked(understanding, data)
    assert (opened.machine is not None, opened.attachments, understanding.of(opened).reports) == (
        True,
        (),
        (),
    )


def test_what_only_adorns_a_mail_is_taken_out_and_not_read(understanding: Understanding) -> None:
    data = sent(
        WORD,
        File("logo.jpg", b"\xff\xd8\xff\xe0" + bytes(500)),
        File("card.vcf", b"BEGIN:VCARD\r\nEND:VCARD"),
    )
    opened = unpacked(understanding, data)
    assert [item.path for item in opened.attachments] == ["form.docx", "logo.jpg", "card.vcf", ""]
    assert [item.path for item in opened.documents] == ["form.docx", ""]
    found = understanding.of(opened)
    assert (len(found.reports), found.unread, found.formless) == (1, (), ())


def test_what_was_read_ahead_is_read_the_same(understanding: Understanding) -> None:
    opened = unpacked(understanding, sent(WORD, BROKEN, LETTER))
    understanding.read_ahead(opened)
    assert understanding.of(opened) == understanding.of(opened)


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
    opened = unpacked(understanding, sent(WORD))
    found = understanding.of(replace(opened, mail=replace(opened.mail, cut=True)))
    assert [(item.path, item.kind, item.code) for item in found.unread] == [("", OtherKind.EML, "too-many")]
    assert len(found.reports) == 1


PAGE = b"<html><body><p>text</p></body></html>"
RICH = b"{\\rtf1 text}"
TOO_LONG = 200_000  # more than a reader takes here


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
    message.set_content("<p>text</p>\n" * (TOO_LONG if long else 1), subtype=subtype)
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
    ("files", "headers", "looked_at"),
    [
        pytest.param([PHOTO], [], [["photo.jpg"]], id="a photo alone"),
        pytest.param([EMPTY, PHOTO], [], [["photo.jpg"]], id="a photo beside a blank form"),
        pytest.param([WORD, PHOTO], [], [], id="a photo beside a filled form"),
        pytest.param([WORD, EMPTY, PHOTO], [], [], id="a photo beside a filled and a blank form"),
        pytest.param([BROKEN], [], [[]], id="a broken document is no picture"),
        pytest.param([PHOTO], ["Auto-Submitted: auto-generated"], [], id="a machine's photo"),
    ],
)  # fmt: skip
def test_pictures_are_looked_at_where_nothing_better_was_read(
    understanding: Understanding, files: list[File], headers: list[str], looked_at: list[list[str]]
) -> None:
    seen: list[list[str]] = []

    def look(scans: Sequence[Attachment]) -> list[tuple[str, Document]]:
        seen.append([scan.path for scan in scans])
        return []

    found = understood(replace(understanding, look=look), with_headers(sent(*files), *headers))
    assert seen == looked_at
    read = [file.name for file in files if file in (WORD, EMPTY)]
    assert [report.attachment for report in found.reports] == read[:1]  # a blank one beside a filled is spare


def test_a_form_that_is_seen_in_a_picture_is_proposed_in_place_of_the_blank_one(
    understanding: Understanding,
) -> None:
    shown = understanding.reader.read(Attachment("x.docx", WORD.data, ReadableKind.DOCX))
    looking = replace(understanding, look=lambda scans: [(scan.path, shown) for scan in scans])
    report = one(understood(looking, sent(EMPTY, PHOTO)))
    assert (report.attachment, report.blank) == ("photo.jpg", False)
    assert report.doubts[0].code == "read-from-scan"
    assert len(report.entries) == 1


# ── what the mail says ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("sender", "units"), [("krabi@local.example", (KRABI,)), ("someone@elsewhere.example", ())]
)
def test_for_which_units_the_sender_is_registered(
    understanding: Understanding, sender: str, units: tuple[str, ...]
) -> None:
    found = understood(understanding, sent(SILENT, sender=sender, subject="ธ.ค. 61"))
    assert found.sender_units == units
    assert settled(one(found)) == (units[0] if units else None, DECEMBER)


@pytest.mark.parametrize(
    ("received", "month"),
    [("2019-01-31T16:59+00:00", DECEMBER), ("2019-01-31T17:00+00:00", Period(2019, 1))],
    ids=["a minute before the month is over in Bangkok", "the next month has begun in Bangkok"],
)
def test_a_month_that_nothing_tells_is_the_one_before_the_mail_came(
    understanding: Understanding, received: str, month: Period
) -> None:
    moment = datetime.fromisoformat(received)
    data = mails.attached(letter_from("krabi@local.example", 1, "x", moment), SILENT)
    report = one(understood(understanding, data, moment))
    assert settled(report) == (KRABI, month)
    assert [note.code for note in report.notes] == ["month-assumed"]


def answered(message_id: str) -> tuple[str, tuple[Period, ...]] | None:
    """Letters of ours: one to Trang about October, one to Krabi about November, one to nobody about nothing."""
    return {
        "<trang@dept.example>": (TRANG, (Period(2018, 10),)),
        "<krabi@dept.example>": (KRABI, (Period(2018, 11),)),
    }.get(message_id)


@pytest.mark.parametrize(
    ("headers", "unit", "month"),
    [
        pytest.param([], None, DECEMBER, id="no answer"),
        pytest.param(["In-Reply-To: <trang@dept.example>"], TRANG, Period(2018, 10), id="an answer"),
        pytest.param(["References: <x@y> <krabi@dept.example>"], KRABI, Period(2018, 11), id="in a long conversation"),
        pytest.param(
            ["In-Reply-To: <krabi@dept.example>", "References: <trang@dept.example> <krabi@dept.example>"],
            KRABI, Period(2018, 11), id="the nearest letter counts",
        ),
        pytest.param(["In-Reply-To: <other@dept.example>"], None, DECEMBER, id="an answer to somebody else"),
    ],
)  # fmt: skip
def test_the_letter_that_a_mail_answers_tells_its_unit_and_months(
    understanding: Understanding, headers: list[str], unit: str | None, month: Period
) -> None:
    data = with_headers(sent(SILENT, sender="someone@elsewhere.example"), *headers)
    assert settled(one(understood(replace(understanding, answered=answered), data))) == (unit, month)
    if headers:
        assert settled(one(understood(understanding, data))) == (None, DECEMBER)  # none is known to be ours


@pytest.mark.parametrize(
    ("outer", "inner", "units"),
    [
        pytest.param(
            "someone@elsewhere.example", "trang@local.example", TRANG, id="a stranger forwards a unit's mail"
        ),
        pytest.param("krabi@local.example", "trang@local.example", KRABI, id="a unit forwards another's"),
        pytest.param("someone@elsewhere.example", "other@elsewhere.example", None, id="strangers both"),
    ],
)
@pytest.mark.parametrize("as_file", [False, True], ids=["as a mail", "as a file"])
def test_a_forwarded_mail_says_what_the_one_around_it_does_not(
    understanding: Understanding, outer: str, inner: str, units: str | None, as_file: bool
) -> None:
    original = sent(SILENT, sender=inner, subject="รายงาน ต.ค. 61", number=2)
    envelope = letter_from(outer, 1, "Fwd")
    data = (
        mails.attached(envelope, File("mail.EML", original))
        if as_file
        else mails.forwarded(envelope, original, "mail")
    )
    found = understood(understanding, data)
    assert settled(one(found)) == (units, Period(2018, 10))
    assert found.sender_units == ((KRABI,) if outer == "krabi@local.example" else ())


@pytest.mark.parametrize("inside", [False, True], ids=["its own", "a forwarded mail's"])
def test_the_words_of_the_body_count(understanding: Understanding, inside: bool) -> None:
    said = replace(
        letter_from("someone@elsewhere.example", 1, "x"), body="ขอส่งรายงานของจังหวัดตรัง ประจำเดือน ต.ค. 61"
    )
    data = mails.attached(said, SILENT)
    if inside:
        data = mails.forwarded(replace(said, body="-", number=2), data, "mail.eml")
    assert settled(one(understood(understanding, data))) == (TRANG, Period(2018, 10))


def test_two_forms_are_two_reports(understanding: Understanding) -> None:
    other = File("b.docx", forms.word(form(TWO, month="ประจำเดือน พ.ย. 61")))
    found = understood(understanding, sent(WORD, other))
    assert [(report.attachment, report.period) for report in found.reports] == [
        ("form.docx", DECEMBER), ("b.docx", Period(2018, 11)),
    ]  # fmt: skip
