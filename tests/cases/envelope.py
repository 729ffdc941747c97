"""Files and words → the bytes of a mail, with fixed boundaries and ids so that a case never changes by itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from zlib import crc32

from tests.cases.paper import Unit

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "zip": "application/zip",
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "html": "text/html",
}
BODY = "เรียน ผู้รับผิดชอบ\nขอส่งแบบรายงานตามเอกสารแนบ\n"


@dataclass(frozen=True)
class Mail:
    """What a sender typed."""

    sender: str = "clerk@mail.example"
    subject: str = "ส่งรายงาน"
    body: str = BODY
    page: str = ""
    headers: tuple[tuple[str, str], ...] = field(default=())
    name: str = ""


def by(unit: Unit, subject: str = "ส่งรายงาน", body: str = BODY) -> Mail:
    """A mail from the address that is registered for a unit."""
    return Mail(unit.email, subject, body, name=f"สถจ.{unit.name}")


def message(mail: Mail) -> EmailMessage:
    """The mail's headers and body."""
    made = EmailMessage(policy=SMTP)
    made["From"] = f'"{mail.name}" <{mail.sender}>' if mail.name else mail.sender
    made["To"] = "helpcenter@dept.example"
    made["Subject"] = mail.subject
    made["Date"] = "Thu, 03 Jan 2019 14:05:00 +0700"
    made["Message-ID"] = f"<case-{crc32(repr(mail).encode()):08x}@{mail.sender.rpartition('@')[2]}>"
    for name, value in mail.headers:
        made[name] = value
    made.set_content(mail.body)
    if mail.page:
        made.add_alternative(mail.page, subtype="html")
    return made


def attach(made: EmailMessage, name: str, data: bytes, disposition: str = "attachment") -> None:
    main, _, sub = TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream").partition("/")
    made.add_attachment(data, maintype=main, subtype=sub, filename=name, disposition=disposition)


def attached(mail: Mail, files: Sequence[tuple[str, bytes]]) -> bytes:
    """A mail as a modern program writes it."""
    made = message(mail)
    for name, data in files:
        attach(made, name, data)
    return sealed(made)


def sealed(made: EmailMessage) -> bytes:
    """The mail's bytes; boundaries follow from the order of its parts."""
    for number, part in enumerate(made.walk()):
        if part.get_content_maintype() == "multipart" and part.get_boundary() is None:
            part.set_boundary(f"=_case_{crc32(str(made['Message-ID']).encode()):08x}_{number}")
    return made.as_bytes()
