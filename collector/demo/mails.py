"""A letter's words and its form → the bytes of one mail, as the offices' programs write it; knows no month."""

import io
import zipfile
from base64 import encodebytes
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

DEPARTMENT = "helpcenter@dept.example"
_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
}


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who writes what and when the server received it."""

    sender: str
    name: str
    subject: str
    body: str
    received: datetime  # aware
    number: int  # makes Message-ID and boundaries its own


@dataclass(frozen=True, slots=True)
class File:
    name: str
    data: bytes

    @property
    def content_type(self) -> str:
        return _TYPES.get(self.name[self.name.rfind(".") :].lower(), "application/octet-stream")


def plain(envelope: Envelope, *headers: tuple[str, str]) -> bytes:
    """A mail of words only; extra headers make it a machine's."""
    message = _message(envelope)
    for name, value in headers:
        message[name] = value
    return _finish(message, envelope)


def attached(envelope: Envelope, *files: File) -> bytes:
    """A mail with its form attached."""
    message = _message(envelope)
    for file in files:
        main, _, sub = file.content_type.partition("/")
        message.add_attachment(file.data, maintype=main, subtype=sub, filename=file.name)
    return _finish(message, envelope)


def in_the_body(envelope: Envelope, page: str) -> bytes:
    """A mail whose HTML body is the form."""
    message = _message(envelope)
    message.add_alternative(page, subtype="html")
    return _finish(message, envelope)


def zipped(envelope: Envelope, archive: str, file: File) -> bytes:
    """A mail with the form in a zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        info = zipfile.ZipInfo(file.name, envelope.received.timetuple()[:6])
        info.compress_type = zipfile.ZIP_DEFLATED
        packed.writestr(info, file.data)
    return attached(envelope, File(archive, buffer.getvalue()))


def forwarded(envelope: Envelope, inner: bytes, name: str) -> bytes:
    """A mail that carries another one whole (message/rfc822)."""
    message = _message(envelope)
    message.add_attachment(message_from_bytes(inner, policy=SMTP), filename=name)
    return _finish(message, envelope)


def windows_874(envelope: Envelope, file: File) -> bytes:
    """A mail of an old Thai program: body and headers in windows-874, the file's name in RFC 2047 words."""
    boundary = f"=_demo_{envelope.number}"
    subject = Header(envelope.subject.encode("cp874"), "cp874").encode().replace("cp874", "windows-874")
    name = Header(file.name.encode("cp874"), "cp874", maxlinelen=900).encode().replace("cp874", "windows-874")
    encoded = encodebytes(file.data).replace(b"\n", b"\r\n")
    lines = [
        f"From: {envelope.sender}",
        f"To: {DEPARTMENT}",
        f"Subject: {subject}",
        f"Date: {format_datetime(envelope.received)}",
        f"Message-ID: {_message_id(envelope)}",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/mixed; boundary="{boundary}"',
        "",
        f"--{boundary}",
        "Content-Type: text/plain; charset=windows-874",
        "Content-Transfer-Encoding: 8bit",
        "",
        envelope.body,
        f"--{boundary}",
        f'Content-Type: application/octet-stream; name="{name}"',
        "Content-Transfer-Encoding: base64",
        f'Content-Disposition: attachment; filename="{name}"',
        "",
    ]
    text = "\n".join(lines).replace("\n", "\r\n").encode("cp874")
    return _trace(envelope) + text + b"\r\n" + encoded + f"\r\n--{boundary}--\r\n".encode()


def bounce(envelope: Envelope, address: str) -> bytes:
    """A delivery status notification (RFC 3464) for one address."""
    message = _message(envelope)
    message["Auto-Submitted"] = "auto-replied"
    message.make_mixed()
    message.set_type("multipart/report")
    message.set_param("report-type", "delivery-status")
    status = message_from_bytes(
        (
            "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.local.example\r\n\r\n"
            f"Final-Recipient: rfc822; {address}\r\nAction: failed\r\nStatus: 5.2.2\r\n"
        ).encode(),
        policy=SMTP,
    )
    message.attach(status)
    return _finish(message, envelope, return_path="<>")


def _message(envelope: Envelope) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(envelope.name, addr_spec=envelope.sender)
    message["To"] = DEPARTMENT
    message["Subject"] = envelope.subject
    message["Date"] = envelope.received
    message["Message-ID"] = _message_id(envelope)
    message.set_content(envelope.body)
    return message


def _message_id(envelope: Envelope) -> str:
    return f"<demo-{envelope.number}@{envelope.sender.rpartition('@')[2]}>"


def _trace(envelope: Envelope, return_path: str = "") -> bytes:
    path = return_path or f"<{envelope.sender}>"
    stamp = format_datetime(envelope.received)
    return (
        f"Return-Path: {path}\r\nReceived: from mail.local.example by mx.dept.example with ESMTP"
        f" id demo{envelope.number};\r\n\t{stamp}\r\n"
    ).encode()


def _finish(message: EmailMessage, envelope: Envelope, return_path: str = "") -> bytes:
    for depth, part in enumerate(message.walk()):
        if part.get_content_maintype() == "multipart" and part.get_boundary() is None:
            part.set_boundary(f"=_demo_{envelope.number}_{depth}")  # the library's own would be random
    return _trace(envelope, return_path) + message.as_bytes()
