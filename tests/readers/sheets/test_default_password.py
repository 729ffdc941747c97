"""Workbooks under Excel's own default password, locked by the library that unlocks them, and by the rules for the old ones."""

import hashlib
import io
import struct
from typing import Any

import msoffcrypto.format.ooxml
import pytest
from msoffcrypto.method.rc4 import DocumentRC4

from collector.errors import UnreadableError
from collector.mail.kind_of_file import kind_of
from collector.model.files import Attachment
from collector.readers.limits import ReadingLimits
from collector.readers.sheets.default_password import PASSWORD, unlocked, unlocked_stream
from collector.readers.sheets.xls import read_xls
from collector.readers.worker.reader import Reader
from tests.formats.compound_writer import compound
from tests.readers.fixtures import FOLDER
from tests.readers.sheets.test_xls import label, record, workbook
from tests.readers.short_form import short_form, tables, texts

SALT = bytes(range(16))
_PLAIN = {0x809: 99999, 0x2F: 99999, 0x85: 4}  # how much of a record stays as it is ([MS-XLS] 2.2.10)


def locked_xlsx(data: bytes, password: str) -> bytes:
    target: Any = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(data)).encrypt(password, target)
    return bytes(target.getvalue())


def keys(size: int, password: str) -> bytes:
    return bytes(DocumentRC4.decrypt(password, SALT, io.BytesIO(bytes(size)), blocksize=0x400).read())


def locked_xls(password: str) -> bytes:
    """A workbook of one cell, encrypted with RC4 ([MS-OFFCRYPTO] 2.3.6.2)."""
    verifier = b"0123456789abcdef"
    check = bytes(
        a ^ b for a, b in zip(verifier + hashlib.md5(verifier).digest(), keys(32, password), strict=True)
    )
    stream = workbook(label(0, 0, "กระบี่"), record(0x2F, struct.pack("<3H", 1, 1, 1) + SALT + check))
    key, out, at = keys(len(stream), password), bytearray(stream), 0
    while at < len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        for place in range(at + 4 + min(size, _PLAIN.get(kind, 0)), at + 4 + size):
            out[place] ^= key[place]
        at += 4 + size
    return compound({"Workbook": bytes(out) + bytes(4096)})


def test_a_workbook_that_excel_opens_without_asking_is_read(reader: Reader) -> None:
    plain = (FOLDER / "openpyxl.xlsx").read_bytes()
    data = locked_xlsx(plain, PASSWORD)
    found = reader.read(Attachment("form.xlsx", data, kind_of(data, "form.xlsx")))
    assert short_form(found) == short_form(reader.read(Attachment("form.xlsx", plain, "xlsx")))


def test_an_old_workbook_that_excel_opens_without_asking_is_read(reader: Reader) -> None:
    data = locked_xls(PASSWORD)
    found = reader.read(Attachment("form.xls", data, kind_of(data, "form.xls")))
    assert texts(tables(found)[0]) == [["กระบี่"]]


@pytest.mark.parametrize(
    "data",
    [
        locked_xlsx((FOLDER / "openpyxl.xlsx").read_bytes(), "secret"),
        b"",
        compound({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}),
    ],
)
def test_any_other_password_is_one(data: bytes) -> None:
    with pytest.raises(UnreadableError) as raised:
        unlocked(data)
    assert raised.value.code == "encrypted"


@pytest.mark.parametrize("data", [locked_xls("secret"), locked_xls(PASSWORD).replace(SALT, bytes(16))])
def test_any_other_password_of_an_old_workbook_is_one(data: bytes) -> None:
    with pytest.raises(UnreadableError) as raised:
        read_xls(data, ReadingLimits())
    assert raised.value.code == "encrypted"


@pytest.mark.parametrize(
    "locked", [b"", b"\1\0", struct.pack("<3H", 0, 7, 7), struct.pack("<3H", 1, 2, 2) + b"x"]
)
def test_a_lock_of_another_kind_is_one(locked: bytes) -> None:
    with pytest.raises(UnreadableError) as raised:
        unlocked_stream(workbook(b"", record(0x2F, locked)))
    assert raised.value.code == "encrypted"
