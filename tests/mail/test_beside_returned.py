"""Which files of a mail that gives another one back are its own: those that are no mail, in no mail and no text."""

import io
import zipfile
from email.message import EmailMessage

import pytest

from collector.mail.beside_returned import beside_returned
from collector.mail.message import parse
from collector.mail.unpack import UnpackLimits
from collector.model.mail import Mail
from tests.mail.samples import NOW, WORDS, raw

INNER = b"From: krabi@local.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/csv; name=inner.csv\n\na,b\n"


def read(message: EmailMessage) -> Mail:
    return parse(raw(message.as_bytes()), WORDS, NOW)


def paths(message: EmailMessage) -> list[str]:
    return [item.path for item in beside_returned(read(message), WORDS, UnpackLimits())]


def packed(name: str, data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, data)
    return buffer.getvalue()


def bounce() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = "MAILER-DAEMON@x.example", "failure notice"
    message.set_content("it failed")
    return message


def test_a_file_is_its_own_in_an_archive_too_and_its_text_is_not() -> None:
    message = bounce()
    message.add_alternative("<p>it failed</p>", subtype="html")
    message.add_attachment(b"a,b", maintype="text", subtype="csv", filename="form.csv")
    zipped = packed("form.csv", b"a,b")
    message.add_attachment(zipped, maintype="application", subtype="zip", filename="form.zip")
    assert paths(message) == ["form.csv", "form.zip/form.csv"]


@pytest.mark.parametrize(
    ("name", "maintype", "subtype", "data"),
    [
        ("returned.eml", "application", "octet-stream", INNER),
        ("returned", "application", "octet-stream", INNER),
        ("returned.eml", "text", "plain", INNER),
        ("headers.txt", "text", "rfc822-headers", INNER),
        ("returned.zip", "application", "zip", packed("returned.eml", INNER)),
        ("returned.zip", "application", "zip", packed("returned", INNER)),
        ("ATT00001.txt", "text", "plain", INNER),
    ],
)
def test_what_it_returns_is_not_its_own(name: str, maintype: str, subtype: str, data: bytes) -> None:
    message = bounce()
    message.add_attachment(data, maintype=maintype, subtype=subtype, filename=name)
    assert paths(message) == []


def test_a_mail_in_it_is_not_its_own() -> None:
    inner = EmailMessage()
    inner["From"] = "krabi@local.example"
    inner.set_content("x")
    inner.add_attachment(b"a,b", maintype="text", subtype="csv", filename="form.csv")
    message = bounce()
    message.add_attachment(inner)
    assert paths(message) == []
