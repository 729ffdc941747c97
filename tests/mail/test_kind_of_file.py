"""Kinds told from real files of several programs, and from what people name them."""

import io
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import pytest

from collector.mail.kind_of_file import kind_of
from tests.formats.compound_writer import compound
from tests.mail.samples import DATA

SAMPLES = DATA / "samples"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("12-word.doc", "doc"),
        ("12-word.odt", "odt"),
        ("12-word.pdf", "pdf"),
        ("12-word.rtf", "rtf"),
        ("13-excel.xls", "xls"),
        ("13-excel.ods", "ods"),
        ("13-excel.pdf", "pdf"),
        ("contacts.csv", "csv"),
        ("expected.jsonl", "text"),
        ("01-word.eml", "eml"),
        ("14-windows-874.eml", "eml"),
    ],
)
def test_files_of_libreoffice_and_mail_programs_whatever_their_name(name: str, kind: str) -> None:
    data = (SAMPLES / name).read_bytes()
    assert kind_of(data, name) == kind
    if kind != "csv":
        assert kind_of(data, "wrong.xlsx") == kind


def xlsx() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def docx_file() -> bytes:
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def test_office_files_and_plain_zips() -> None:
    assert kind_of(xlsx(), "a.zip") == "xlsx"
    assert kind_of(docx_file(), "a.xlsx") == "docx"
    assert kind_of(zipped("[Content_Types].xml", "xl/workbook.bin"), "a.xlsx") == "xlsb"
    assert kind_of(zipped("[Content_Types].xml", "ppt/presentation.xml"), "a.xlsx") == "pptx"
    assert kind_of(zipped("word/form.docx", "xl/form.xlsx"), "a.docx") == "zip"
    assert kind_of(zipped(), "a") == "zip"


def test_a_torn_office_file_is_still_one() -> None:
    assert kind_of(docx_file()[:-200], "a.zip") == "docx"
    assert kind_of(xlsx()[:3000], "a.zip") in {"xlsx", "zip"}


def ole(*streams: str, clsid: bytes = bytes(16)) -> bytes:
    """The smallest file with an OLE2 directory that names these streams."""
    entries = b"".join(
        name.encode("utf-16-le").ljust(80, b"\0") + clsid + bytes(32) for name in ("Root Entry", *streams)
    )
    header = bytearray(512)
    header[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    header[30] = 9
    return bytes(header) + entries


def test_ole_by_its_streams() -> None:
    assert kind_of(ole("EncryptionInfo", "EncryptedPackage"), "a.xlsx") == "encrypted"
    assert kind_of(ole("__properties_version1.0"), "a") == "msg"
    assert kind_of(ole("Workbook"), "a.doc") == "xls"
    assert kind_of(ole("Book"), "a") == "xls"
    assert kind_of(ole("WordDocument", "Workbook"), "a") == "doc"
    excel = bytes.fromhex("2008020000000000c000000000000046")
    assert kind_of(ole("WordDocument", "Workbook", clsid=excel), "a") == "xls"
    assert kind_of(ole("Something"), "a") == "unknown"
    assert kind_of(ole()[:100], "a") == "unknown"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b"\0\0 \r\n", "empty"),
        (b"\xef\xbb\xbf<HTML><body>", "html"),
        ("\ufeff<html>".encode("utf-16-le"), "html"),
        (b"  <!-- saved -->\n<table border=1>", "html"),
        (b'<?xml version="1.0"?><html xmlns="x">', "html"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "xml-spreadsheet",
        ),
        (b'<?xml version="1.0"?><invoice/>', "xml"),
        (b'<?xml version="1.0"?><svg/>', "image"),
        (b"\n%PDF-1.7", "pdf"),
        (b"scanner\n%PDF-1.7", "pdf"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"GIF89a", "image"),
        (b"\0\0\0\x18ftypheic", "image"),
        (b"Rar!\x1a\x07\x01\0", "rar"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"\x78\x9f\x3e\x22\1", "tnef"),
        (bytes.fromhex("308006092a864886f70d010702"), "p7m"),
        (b"BEGIN:VCARD\nEND:VCARD", "vcard"),
        (b"MZ\x90\0\3\0\0\0", "unknown"),
        ("ไม่มีปัญหา".encode("cp874"), "text"),
        ("ไม่มีปัญหา".encode("utf-16"), "text"),
        (b"From: a@b\r\nSubject: x\r\n\r\nbody", "eml"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x", "eml"),
        (b"Note: this is no mail\nFrom: me", "text"),
    ],
)
def test_signatures(data: bytes, kind: str) -> None:
    assert kind_of(data, "file.bin") == kind


def renamed(
    data: bytes, name: Callable[[str], str], *, junk: bytes = b"", types: bytes | None = None
) -> bytes:
    """An office file with other names of its parts, other types, and bytes before it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            content = old.read(member)
            if types is not None and member == "[Content_Types].xml":
                content = types
            new.writestr(name(member), content)
    return junk + out.getvalue()


def flat(name: str) -> str:
    return name if name.startswith(("[", "_")) else name.rsplit("/", 1)[-1]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (lambda name: name.replace("/", "\\"), "xlsx"),
        (lambda name: "/" + name, "xlsx"),
        (lambda name: name.replace("xl/", "XL/"), "xlsx"),
        (lambda name: name.replace("xl/", "book/"), "xlsx"),
        (flat, "xlsx"),
        (lambda name: name.replace("[Content_Types].xml", "[content_types].xml"), "xlsx"),
    ],
)
def test_an_office_file_is_one_whatever_its_parts_are_called(name: Callable[[str], str], kind: str) -> None:
    assert kind_of(renamed(xlsx(), name), "form.bin") == kind


@pytest.mark.parametrize(
    ("kind", "types"),
    [
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
        ("docx", "application/vnd.ms-word.document.macroEnabled.main+xml"),
        ("xlsx", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        ("xlsb", "application/vnd.ms-excel.sheet.binary.macroEnabled.main"),
        ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"),
        ("zip", "application/xml"),
    ],
)
def test_the_types_of_the_parts_tell_what_unknown_folders_do_not(kind: str, types: str) -> None:
    listed = f'<Types><Override PartName="/main.xml" ContentType="{types}"/></Types>'.encode()
    assert kind_of(renamed(xlsx(), flat, types=listed), "form.xlsx") == kind


@pytest.mark.parametrize("junk", [b"\r\n", b"\xef\xbb\xbf", b"<!-- notice -->\n", bytes(100)])
def test_bytes_before_a_zip_do_not_hide_it(junk: bytes) -> None:
    assert kind_of(renamed(xlsx(), str, junk=junk), "form.xlsx") == "xlsx"
    assert kind_of(junk + b"PK\3\4 and no more", "form.xlsx") != "xlsx"


def test_an_opendocument_file_that_was_packed_again() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(SAMPLES / "13-excel.ods") as old, zipfile.ZipFile(out, "w", 8) as new:
        for member in sorted(old.namelist(), reverse=True):
            new.writestr(member, old.read(member))
    assert kind_of(out.getvalue(), "form.zip") == "ods"


@pytest.mark.parametrize("name", ["WORKBOOK", "workbook", "BOOK", "book"])
def test_names_of_streams_do_not_differ_by_case(name: str) -> None:
    assert kind_of(compound({name: b"x"}), "form.xls") == "xls"


def test_the_streams_decide_not_a_class_that_was_copied() -> None:
    word = bytes.fromhex("0609020000000000c000000000000046")
    assert kind_of(ole("Workbook", clsid=word), "a.xls") == "xls"
    assert kind_of(compound({"WordDocument": b"x", "ObjectPool": {"Workbook": b"x"}}), "a.doc") == "doc"


@pytest.mark.parametrize(
    "head",
    ["0908080000000500", "0908080000001000", "0908100000060500", "0902060000001000", "0900040002001000"],
)
def test_a_workbook_in_no_compound_file(head: str) -> None:
    assert kind_of(bytes.fromhex(head) + bytes(60), "list.xls") == "xls"
