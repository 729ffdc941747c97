"""Containers opened within limits, and what becomes of those that cannot be."""

import io
import struct
import zipfile

import pytest

from collector.formats.charset import decode_page
from collector.mail.message import parse
from collector.mail.unpack import UnpackLimits, is_decoration, unpack
from collector.model.files import Attachment
from collector.model.mail import Mail, Part
from tests.mail.samples import DATA, NOW, WORDS, mail, raw
from tests.mail.test_kind_of_file import docx_file, xlsx

PDF = b"%PDF-1.4\n"


def with_file(data: bytes, name: str = "a.zip", kind: str = "application/octet-stream") -> Mail:
    plain = mail("From: a@b.example", "", "")
    return Mail(
        **{**{key: getattr(plain, key) for key in Mail.__slots__}, "parts": (Part(name, kind, data, name),)}
    )


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def found(data: bytes, limits: UnpackLimits | None = None, name: str = "a.zip") -> list[tuple[str, str, str]]:
    return [(item.path, item.kind, item.problem) for item in unpack(with_file(data, name), WORDS, limits)]


def test_a_zip_of_forms_with_folders_and_litter() -> None:
    data = zipped(
        {
            "กระบี่/ธ.ค..xlsx": xlsx(),
            "b.docx": docx_file(),
            "__MACOSX/._b.docx": b"x",
            "sub/.DS_Store": b"x",
            "Thumbs.db": b"x",
            "~$b.docx": b"x",
            "empty/": b"",
        }
    )
    assert found(data) == [("a.zip/กระบี่/ธ.ค..xlsx", "xlsx", ""), ("a.zip/b.docx", "docx", "")]


@pytest.mark.parametrize("charset", ["cp874", "utf-8"])
def test_names_without_the_utf_8_flag(charset: str) -> None:
    name = "รายงาน.pdf".encode(charset)
    placeholder = "x" * len(name)
    data = zipped({placeholder: PDF}).replace(placeholder.encode(), name)
    assert found(data) == [("a.zip/รายงาน.pdf", "pdf", "")]


def test_hostile_names_are_only_data() -> None:
    assert found(zipped({"../../etc/x.pdf": PDF, "/abs/y.pdf": PDF, "..": PDF})) == [
        ("a.zip/etc/x.pdf", "pdf", ""),
        ("a.zip/abs/y.pdf", "pdf", ""),
        ("a.zip/unnamed", "pdf", ""),
    ]


def test_a_member_without_a_name() -> None:
    """zipfile's own `is_dir` raises IndexError on it."""
    data = bytearray(zipped({"x": PDF}, zipfile.ZIP_STORED))
    for at in (26, data.index(b"PK\x01\x02") + 28):  # lengths of name and extra field, in both headers
        struct.pack_into("<HH", data, at, 0, 1)
    assert zipfile.ZipFile(io.BytesIO(data)).namelist() == [""]
    assert found(bytes(data)) == [("a.zip/unnamed", "pdf", "")]


def test_nested_zips_to_a_depth() -> None:
    data = zipped({"f.pdf": PDF})
    for level in range(6):
        data = zipped({f"{level}.zip": data})
    assert found(data) == [("a.zip/5.zip/4.zip/3.zip/2.zip", "zip", "too-many")]
    assert found(zipped({"b.zip": zipped({"f.pdf": PDF})})) == [("a.zip/b.zip/f.pdf", "pdf", "")]


def test_damaged_truncated_and_empty() -> None:
    data = zipped({"f.pdf": PDF * 100})
    assert found(data[:-30]) == [("a.zip", "zip", "damaged")]
    middle = data.index(b"f.pdf") + 8
    assert found(data[:middle] + b"\xff\xff\xff" + data[middle + 3 :]) == [
        ("a.zip/f.pdf", "unknown", "damaged")
    ]
    assert found(zipped({})) == [("a.zip", "zip", "empty-file")]
    assert found(b"", name="form.docx") == [("form.docx", "empty", "empty-file")]
    assert found(zipped({"form.docx": b""})) == [("a.zip/form.docx", "empty", "empty-file")]


def test_encrypted() -> None:
    """Flag bit 0 in both headers, as every archiver sets it."""
    data = bytearray(zipped({"f.pdf": PDF}, zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert found(bytes(data)) == [("a.zip/f.pdf", "encrypted", "encrypted")]


def test_an_unknown_compression() -> None:
    data = bytearray(zipped({"f.pdf": PDF}))
    data[8] = 9  # deflate64, which Windows uses above 2 GB
    data[data.index(b"PK\x01\x02") + 10] = 9
    assert found(bytes(data)) == [("a.zip/f.pdf", "unknown", "unsupported")]


def test_bombs() -> None:
    dense = zipped({"bomb.txt": bytes(30 << 20), "f.pdf": PDF})
    assert found(dense) == [("a.zip/bomb.txt", "unknown", "too-large"), ("a.zip/f.pdf", "pdf", "")]
    tight = UnpackLimits(size=1_000)
    assert found(zipped({"a.txt": b"ab" * 400, "b.txt": b"cd" * 400, "c.pdf": PDF}), tight) == [
        ("a.zip/a.txt", "text", ""),
        ("a.zip/b.txt", "unknown", "too-large"),
        ("a.zip/c.pdf", "pdf", ""),
    ]
    assert found(zipped({f"{n}.pdf": PDF for n in range(11)}), UnpackLimits(entries=10)) == [
        ("a.zip", "zip", "too-many")
    ]
    many = b"PK\x01\x02" * 20_001
    assert found(zipped({"f.pdf": PDF}) + many) == [("a.zip", "zip", "too-many")]


def test_a_zip_that_lies_about_the_size_of_its_member() -> None:
    data = bytearray(zipped({"f.txt": b"ab" * 5_000}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<L", 10)
    assert found(bytes(data)) == [("a.zip/f.txt", "unknown", "damaged")]


def tnef(*attributes: tuple[int, bytes]) -> bytes:
    packed = [
        struct.pack("<BLL", 2, attribute, len(value)) + value + b"\0\0" for attribute, value in attributes
    ]
    return b"\x78\x9f\x3e\x22\1\0" + b"".join(packed)


def test_winmail_dat() -> None:
    name = "รายงาน.docx".encode("utf-16-le") + b"\0\0"
    properties = b"\1\0\0\0\x1f\0\x07\x37\1\0\0\0" + struct.pack("<L", len(name)) + name
    form = docx_file()
    data = tnef(
        (0x00069002, b"x"), (0x00018010, "ฟอร์ม.pdf\0".encode("cp874")), (0x0006800F, PDF),
        (0x00069002, b"x"), (0x0006800F, form), (0x00069005, properties),
    )  # fmt: skip
    assert found(data, name="winmail.dat") == [
        ("winmail.dat/ฟอร์ม.pdf", "pdf", ""),
        ("winmail.dat/รายงาน.docx", "docx", ""),
    ]
    assert found(data[:20], name="winmail.dat") == [("winmail.dat", "tnef", "unsupported")]


@pytest.mark.parametrize(
    ("data", "kind", "problem"),
    [
        (b"\x1f\x8b\x08\0\0\0\0", "gzip", "unsupported"),
        (b"MZ\x90\0\3", "unknown", "unsupported"),
        (PDF, "pdf", ""),
    ],
)
def test_problem_codes(data: bytes, kind: str, problem: str) -> None:
    assert found(data, name="f") == [("f", kind, problem)]


def test_a_zip_in_a_mail_in_a_mail() -> None:
    inner = b"Subject: x\r\nFrom: a@b\r\nContent-Type: application/zip; name=z.zip\r\n\r\n" + zipped(
        {"f.pdf": PDF}, zipfile.ZIP_STORED
    )
    outer = b"Subject: y\r\nFrom: a@b\r\nContent-Type: message/rfc822\r\n\r\n" + inner
    paths = [item.path for item in unpack(parse(raw(outer), WORDS, NOW), WORDS)]
    assert paths == ["forwarded.eml/z.zip/f.pdf"]


def test_mails_in_mails_end_at_the_depth() -> None:
    data = b"Subject: x\r\nFrom: a@b\r\n\r\ndeep"
    for _ in range(300):
        data = b"Subject: x\r\nFrom: a@b\r\nContent-Type: message/rfc822\r\n\r\n" + data
    assert [item.problem for item in unpack(parse(raw(data), WORDS, NOW), WORDS)] == ["too-many"]


def test_the_html_body_says_what_it_is_encoded_in() -> None:
    body = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-874"></head><table><tr><td>ก</table>'
    html = unpack(parse(raw(b"Content-Type: text/html\r\n\r\n" + body.encode("cp874")), WORDS, NOW), WORDS)[0]
    assert (html.path, html.kind) == ("", "html")
    assert html.data.startswith(b"\xef\xbb\xbf<html>")
    assert decode_page(html.data) == body  # its byte order mark goes before what it declares


def test_decoration() -> None:
    shown = Part("photo.jpg", "image/jpeg", b"", "photo.jpg", "one@x")
    plain = mail("Content-Type: text/html", "", '<img src="cid:one@x">')
    letter = Mail(**{**{key: getattr(plain, key) for key in Mail.__slots__}, "parts": (shown,)})
    picture = bytes(50_000)
    assert is_decoration(Attachment("photo.jpg", picture, "image"), letter)
    assert not is_decoration(Attachment("other.jpg", picture, "image"), letter)
    assert not is_decoration(Attachment("photo.jpg", picture * 10, "image"), letter)
    assert is_decoration(Attachment("other.jpg", b"x" * 900, "image"), letter)
    assert is_decoration(Attachment("smime.p7s", b"x", "p7m"), letter)
    assert not is_decoration(Attachment("form.pdf", PDF, "pdf"), letter)


def test_a_document_of_libreoffice_called_zip_in_a_zip() -> None:
    odt = (DATA / "samples" / "12-word.odt").read_bytes()
    assert found(zipped({"form.zip": odt})) == [("a.zip/form.zip", "odt", "")]


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ('text/plain; name="ATT00001.txt"', True),
        ("text/plain", True),
        ('text/plain; name="note.txt"', False),
        ('application/octet-stream; name="data.xlsx"', False),
        ('text/plain; name="form.slk.dat"', False),
    ],
)
def test_a_named_text_is_a_file_whatever_its_suffix_and_a_nameless_one_is_the_mail_s(
    headers: str, body: bool
) -> None:
    letter = mail(
        'Content-Type: multipart/mixed; boundary="x"', "", "--x", "", "first", "--x", f"Content-Type: {headers}", "", "<p>second", "--x--",
    )  # fmt: skip
    assert [(item.data.strip(), item.is_body) for item in unpack(letter, WORDS)] == [
        (b"<p>second", body),
        (b"first", True),
    ]


@pytest.mark.parametrize(
    "page", ["<html><body>thank you</body></html>", "<table><tr><td>1</td></tr></table>"]
)
def test_a_winmail_that_holds_nothing_but_the_body_is_that_body(page: str) -> None:
    value = b"\x02\x01\x13\x10\x01\0\0\0" + struct.pack("<L", len(page)) + page.encode()
    letter = with_file(tnef((0x00069003, value)), "winmail.dat")
    assert [(item.path, item.problem, item.is_body) for item in unpack(letter, WORDS)] == [
        ("winmail.dat", "", True)
    ]
