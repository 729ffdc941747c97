"""Mails as offices send them, and what is understood of them, for the tests of `understanding`."""

import io
from dataclasses import replace
from datetime import datetime

import docx

from collector.confined.values import Contents, Task
from collector.demo import forms, mails
from collector.demo.mails import File
from collector.filing.understood import Understood
from collector.model.reports import Report
from collector.model.units import Contact, Role
from collector.periods import Period
from collector.registry import Registry
from collector.registry_files import load_registry
from collector.understanding import Understanding
from tests.e2e.office import BLANK, NOW, ONE, form, letter_from


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


def contents(understanding: Understanding, data: bytes, received: datetime = NOW) -> Contents:
    return understanding.contents(understanding.order(Task.MAIL, "1", received, received), data)


def understood(understanding: Understanding, data: bytes, received: datetime = NOW) -> Understood:
    return understanding.of(contents(understanding, data, received))


def sent(*files: File, sender: str = "krabi@local.example", subject: str = "x", number: int = 1) -> bytes:
    return mails.attached(replace(letter_from(sender, number, subject), body="-"), *files)


def with_headers(data: bytes, *lines: str) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode() + data


def one(found: Understood) -> Report:
    (report,) = found.reports
    return report


def settled(report: Report) -> tuple[str | None, Period | None]:
    return report.unit, report.period
