"""Web archives of Word, Excel and browsers."""

from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart

import pytest

from collector.errors import UnreadableError
from collector.mail.kind_of_file import kind_of
from collector.readers.limits import ReadingLimits
from collector.readers.mht import read_mht
from tests.readers.fixtures import FOLDER, FORM, HEADER, UNIT
from tests.readers.short_form import lines, tables, texts


def archive(*pages: tuple[str, bytes, str], start: str = "") -> bytes:
    """An archive as Word writes it: no sender, pages in base64 with their file names."""
    whole = MIMEMultipart("related", boundary="----=_NextPart_01D4A1B2.C3D4E5F0")
    for name, data, charset in pages:
        part = EmailMessage()
        part.set_content(data, "text", "html", cte="base64")
        part.set_param("charset", charset)
        part["Content-Location"] = f"file:///C:/ABC/{name}"
        whole.attach(part)
    picture = MIMENonMultipart("image", "png")
    picture.set_payload("iVBORw0KGgo=")
    whole.attach(picture)
    return start.encode() + whole.as_bytes()


PAGE = (FOLDER / "writer.html").read_bytes()


@pytest.mark.parametrize(
    ("page", "charset"),
    [
        (PAGE, "utf-8"),
        (PAGE.decode().replace("utf-8", "windows-874").encode("cp874"), "windows-874"),
        (PAGE.decode().encode("utf-16"), "unicode"),
    ],
)
def test_the_page_of_word_is_read_in_any_encoding(page: bytes, charset: str) -> None:
    data = archive(("form.htm", page, charset))
    assert kind_of(data, "form.mht") == "mht"
    assert texts(tables(read_mht(data, ReadingLimits()))[0]) == [HEADER, *([UNIT, *row] for row in FORM)]


def test_each_sheet_of_excel_is_a_section_and_the_row_of_names_is_none() -> None:
    data = archive(
        ("book.htm", b"<frameset><noframes></noframes></frameset>", "us-ascii"),
        ("book_files/sheet001.htm", "<table><tr><td>ก<td>ข</table>".encode(), "utf-8"),
        ("book_files/sheet002.htm", "<table><tr><td>ค<td>ง</table>".encode(), "utf-8"),
        ("book_files/tabstrip.htm", b"<table><tr><td>Sheet1<td>Sheet2</table>", "us-ascii"),
    )
    document = read_mht(data, ReadingLimits())
    assert len(document.sections) == 2
    assert [texts(table) for table in tables(document)] == [[["ก", "ข"]], [["ค", "ง"]]]


def test_a_page_in_quoted_printable() -> None:
    data = (
        b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=windows-874\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>=B7=B4=CA=CD=BA</p>\r\n"
    )
    assert kind_of(data, "form.mht") == "mht"
    assert lines(read_mht(data, ReadingLimits())) == ["ทดสอบ"]


@pytest.mark.parametrize(
    ("start", "name", "kind"),
    [
        ("", "form.doc", "mht"),  # Word opens it under that name as well
        ("From: <Saved by Blink>\r\nSubject: x\r\n", "form.mhtml", "mht"),
        ("From: <Saved by Windows Internet Explorer 8>\r\nSubject: x\r\n", "form.mht", "mht"),
        ("", "form.eml", "eml"),
        ("", "", "eml"),
        ("From: a@example.org\r\nSubject: x\r\n", "form.mht", "eml"),
        ("Received: from a by b\r\nSubject: x\r\n", "form.mht", "eml"),
    ],
)
def test_an_archive_is_no_mail_and_a_mail_no_archive(start: str, name: str, kind: str) -> None:
    assert kind_of(archive(("form.htm", PAGE, "utf-8"), start=start), name) == kind


@pytest.mark.parametrize(
    "data", [b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\nx", b"", b"\0"]
)
def test_an_archive_without_a_page_is_damaged(data: bytes) -> None:
    with pytest.raises(UnreadableError) as raised:
        read_mht(data, ReadingLimits())
    assert raised.value.code == "damaged"


def test_more_parts_than_anybody_writes_are_too_large() -> None:
    with pytest.raises(UnreadableError) as raised:
        read_mht(archive(*[("x.htm", b"<p>x", "us-ascii")] * 301), ReadingLimits())
    assert raised.value.code == "too-large"
