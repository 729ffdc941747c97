"""The same bytes as the body of a mail and as an attachment give the same text."""

import base64
from datetime import UTC, datetime

import pytest

from collector.mail.kind_of_file import kind_of
from collector.mail.message import parse
from collector.mail.unpack import unpack
from collector.model.mail import Mail, MailKey, RawMail
from collector.readers.html import read_html
from collector.readers.limits import ReadingLimits
from collector.readers.text import read_text
from tests.mail.samples import WORDS
from tests.readers.short_form import lines

NOW = datetime(2019, 1, 6, tzinfo=UTC)
THAI = "จังหวัดกระบี่ น้ำท่วม “๑๒ ราย” ฿500"
MIXED = "รายงาน Résumé ของศูนย์ช่วยเหลือ"
WESTERN = "Résumé à la carte, señor: informação, Müller & Straße – 20 °C"
RUSSIAN = "Отчёт за декабрь"
SHORT = "ปี"

# What is written, in which encoding, and what is declared (None: nothing).
TEXTS = [
    (THAI, "utf-8", None),
    (THAI, "utf-8-sig", None),
    (THAI, "cp874", None),
    (THAI.replace("“", '"').replace("”", '"'), "tis-620", None),
    (THAI, "utf-16", None),
    (THAI, "utf-16-le", None),
    (THAI, "utf-16-be", None),
    (THAI, "utf-32", None),
    (SHORT, "cp874", None),
    ("ก, ข, ค 10.00 น.", "cp874", None),
    (MIXED, "utf-8", None),
    (WESTERN, "utf-8", None),
    (WESTERN, "cp1252", None),
    ("Résumé", "latin-1", None),
    ("it’s “quoted” – 5 €", "cp1252", None),
]
PAGES = [
    *TEXTS,
    (THAI, "cp874", "windows-874"),
    (THAI, "cp874", "TIS-620"),
    (THAI, "cp874", "x-windows-874"),
    (THAI, "cp874", "iso-8859-1"),
    (THAI, "cp874", "windows-1252"),
    (THAI, "cp874", "utf-8"),
    (THAI, "cp874", "no-such-name"),
    (THAI, "utf-8", "windows-874"),
    (THAI, "utf-8", "iso-8859-1"),
    (THAI, "utf-8", "utf-16"),
    (THAI, "utf-16", "unicode"),
    (THAI, "utf-16", "windows-874"),
    (SHORT, "cp874", "iso-8859-1"),
    (WESTERN, "cp1252", "iso-8859-1"),
    (WESTERN, "cp1252", "windows-1252"),
    (WESTERN, "cp1252", "utf-8"),
    ("Résumé", "latin-1", "windows-874"),
    ("© 2018, ½", "latin-1", "iso-8859-1"),
    (RUSSIAN, "koi8-r", "koi8-r"),
    (RUSSIAN, "cp1251", "windows-1251"),
]


def sent(data: bytes, kind: str) -> Mail:
    """A mail whose body bears no label."""
    head = f"From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: text/{kind}\r\n"
    whole = f"{head}Content-Transfer-Encoding: base64\r\n\r\n".encode() + base64.encodebytes(data)
    return parse(RawMail(MailKey("", 0, "1"), whole, None), WORDS, NOW)


def as_body(data: bytes, kind: str) -> list[str]:
    """The lines that its sender wrote."""
    return [line for line in sent(data, kind).text.splitlines() if line.strip()]


def as_attachment_of_the_body(data: bytes) -> list[str]:
    """The lines of an HTML body as the reader gets it, for the sake of its tables."""
    body = next(item for item in unpack(sent(data, "html"), WORDS) if item.kind == "html")
    return lines(read_html(body.data, ReadingLimits()))


def page(text: str, declared: str | None) -> str:
    meta = f'<meta http-equiv=Content-Type content="text/html; charset={declared}">' if declared else ""
    return f"<html><head>{meta}</head><body><p>{text.replace('&', '&amp;')}</p></body></html>"


@pytest.mark.parametrize(("text", "encoding", "_declared"), TEXTS)
def test_plain_text(text: str, encoding: str, _declared: None) -> None:
    data = text.encode(encoding)
    assert as_body(data, "plain") == [text]
    assert kind_of(data, "note.txt") == "text"
    assert lines(read_text(data, ReadingLimits())) == [text]


@pytest.mark.parametrize(("text", "encoding", "declared"), PAGES)
def test_html(text: str, encoding: str, declared: str | None) -> None:
    data = page(text, declared).encode(encoding)
    assert kind_of(data, "page.html") == "html"
    assert as_body(data, "html") == [text]
    assert lines(read_html(data, ReadingLimits())) == [text]


@pytest.mark.parametrize(("text", "encoding", "declared"), PAGES)
def test_html_that_goes_through_both(text: str, encoding: str, declared: str | None) -> None:
    data = page(f"{text}</p><table></table><p>", declared).encode(encoding)
    assert as_attachment_of_the_body(data) == [text]


@pytest.mark.parametrize("encoding", ["windows-874", "x-windows-874", "utf-8", "iso-8859-1"])
@pytest.mark.parametrize("written", ["cp874", "utf-8"])
def test_what_an_xml_prolog_declares(encoding: str, written: str) -> None:
    data = f'<?xml version="1.0" encoding="{encoding}"?><html><body><p>{THAI}</p></body></html>'
    assert as_body(data.encode(written), "html") == [THAI]
    assert lines(read_html(data.encode(written), ReadingLimits())) == [THAI]
