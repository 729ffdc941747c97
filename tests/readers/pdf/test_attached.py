"""Files attached in a PDF, of the whole file and behind a paper clip on a page."""

import pytest

from collector.confined.files_in_pdfs import with_files_in_pdfs
from collector.model.files import Attachment, ReadableKind
from collector.readers.pdf.attached import MOST_FILES, Attached, attached_files
from tests.readers.pdf.made import pdf, stream

MOST = 1 << 20


def with_files(*named: tuple[bytes, bytes], clipped: tuple[bytes, bytes] | None = None) -> bytes:
    """A PDF of one empty page with those files in its list, and one behind a paper clip."""
    objects = {
        1: b"<</Type /Catalog /Pages 2 0 R /Names <</EmbeddedFiles <</Names [%s]>>>>>>"
        % b" ".join(
            b"<%s> %d 0 R" % (name.hex().encode(), 10 + 2 * at) for at, (name, _) in enumerate(named)
        ),
        2: b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        3: b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200]%s>>"
        % (b" /Annots [4 0 R]" if clipped else b""),
    }
    if clipped:
        objects[4] = b"<</Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS %d 0 R>>" % (
            10 + 2 * len(named)
        )
    for at, (name, data) in enumerate((*named, *([clipped] if clipped else []))):
        number = 10 + 2 * at
        objects[number] = b"<</Type /Filespec /F <%s> /UF <%s> /EF <</F %d 0 R>>>>" % (
            name.hex().encode(),
            name.hex().encode(),
            number + 1,
        )
        objects[number + 1] = stream(data, b"/Type /EmbeddedFile")
    return pdf(objects)


def test_files_of_the_whole_and_of_a_page() -> None:
    data = with_files((b"a.xlsx", b"one"), (b"b.docx", b"two"), clipped=(b"c.pdf", b"three"))
    assert list(attached_files(data, MOST)) == [
        Attached("a.xlsx", b"one"),
        Attached("b.docx", b"two"),
        Attached("c.pdf", b"three"),
    ]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (b"\xfe\xff" + "รายงาน.xlsx".encode("utf-16-be"), "รายงาน.xlsx"),
        (b"C:\\reports\\a.xlsx", "a.xlsx"),
        (b"../../etc/passwd", "passwd"),
        (b"a\x01\nb.xlsx", "b.xlsx"),
        (b"..", "attached-1"),
        (b"x" * 500 + b".xlsx", "x" * 115 + ".xlsx"),
    ],
)
def test_names_are_those_of_files(written: bytes, name: str) -> None:
    assert list(attached_files(with_files((written, b"one")), MOST)) == [Attached(name, b"one")]


def test_what_is_too_large_or_too_many_is_told() -> None:
    data = with_files((b"a", b"x" * 100), (b"b", b"y" * 11), (b"c", b"z"), (b"d", b""))
    assert list(attached_files(data, 12)) == [
        Attached("a", b"", "too-large"),
        Attached("b", b"y" * 11),
        Attached("c", b"z"),
    ]
    found = list(attached_files(with_files(*((b"%02d" % at, b"x") for at in range(MOST_FILES + 5))), MOST))
    assert [one.problem for one in found] == [""] * MOST_FILES + ["too-many"]
    last = with_files(*((b"%02d" % at, b"x") for at in range(MOST_FILES)), clipped=(b"last", b"x"))
    assert list(attached_files(last, MOST))[-1] == Attached("last", b"", "too-many")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n/EmbeddedFile", with_files()])
def test_of_what_has_none_or_does_not_open_there_is_none(data: bytes) -> None:
    assert list(attached_files(data, MOST)) == []


ZIP = b"PK\x03\x04" + b"\0" * 40
MAIL = b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\nx"


@pytest.mark.parametrize(
    ("outer", "told"),
    [
        (with_files((b"a.zip", ZIP)), [("f.pdf/a.zip", "too-many")]),
        (with_files((b"a.eml", MAIL)), [("f.pdf/a.eml", "too-many")]),
        (
            with_files((b"a.pdf", with_files((b"b.docx", b"one")))),
            [("f.pdf/a.pdf", ""), ("f.pdf/a.pdf/attached", "too-many")],
        ),
        (with_files((b"a.docx", b"x" * (MOST + 1))), [("f.pdf/a.docx", "too-large")]),
        (with_files((b"factur-x.xml", b"<?xml version='1.0'?><a/>"), (b"a.png", b"\x89PNG\r\n\x1a\n")), []),
        (with_files((b"a.txt", b"text")), []),
    ],
    ids=["zip", "mail", "nested", "large", "of-programs", "text"],
)
def test_what_is_not_taken_out_of_a_pdf_is_told_where_it_may_hold_a_form(
    outer: bytes, told: list[tuple[str, str]]
) -> None:
    found, inside = with_files_in_pdfs([Attachment("f.pdf", outer, ReadableKind.PDF)], MOST)
    assert [(one.path, one.problem) for one in found[1:]] == told
    assert [inside[path] for path, _ in told] == ["f.pdf", "f.pdf/a.pdf"][: len(told)]
