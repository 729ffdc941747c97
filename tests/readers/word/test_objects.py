"""Objects in the older formats of Word: an embedded workbook is read, what is not read is left to a person."""

import io
import struct

import openpyxl
import pytest

from collector.errors import UnreadableError
from collector.formats.compound import CompoundFile
from collector.model.documents import Document
from collector.readers.limits import ReadingLimits
from collector.readers.unseen import Unseen
from collector.readers.word.doc_objects import objects_of
from collector.readers.word.embedded import read_objects
from collector.readers.word.rtf import read_rtf
from tests.formats.compound_writer import compound
from tests.readers.fixtures import FOLDER
from tests.readers.short_form import lines, tables, texts


def workbook() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["จังหวัด", "กระบี่"])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def old_workbook() -> bytes:
    data = (FOLDER / "calc.xls").read_bytes()
    return CompoundFile(data, len(data)).stream("Workbook")


def rich_text(program: bytes, data: bytes) -> Document:
    def text(said: bytes) -> bytes:
        return struct.pack("<L", len(said)) + said

    native = struct.pack("<LL", 0x501, 2) + text(program + b"\0") + text(b"") + text(b"") + text(data)
    body = (
        r"ก\par{\object\objemb{\*\objclass x}{\*\objdata " + native.hex("\n", 64) + r"}{\result{\pict 00}}}"
    )
    return read_rtf(b"{\\rtf1\\ansicpg874 " + body.encode("cp874") + b"}", ReadingLimits())


@pytest.mark.parametrize("inside", [workbook(), compound({"Package": workbook()})])
def test_a_workbook_in_rich_text_is_read(inside: bytes) -> None:
    found = rich_text(b"Excel.Sheet.12", inside)
    assert (lines(found), texts(tables(found)[0])) == (["ก"], [["จังหวัด", "กระบี่"]])


def test_other_objects_in_rich_text_are_left_to_a_person_but_formulas_are_none() -> None:
    assert lines(rich_text(b"Equation.3", b"?")) == ["ก"]
    with pytest.raises(UnreadableError) as raised:
        rich_text(b"PBrush", b"BM")
    assert raised.value.code == "read-by-person"


def from_pool(parts: dict[str, bytes]) -> list[list[list[str]]]:
    files = objects_of(compound({"ObjectPool": {"_1": parts}}), "\x13 EMBED Excel.Sheet.8 \x14\x01\x15")
    blocks = read_objects(files, (), Unseen(), ReadingLimits())
    return [texts(block) for block in blocks if hasattr(block, "rows")]


def test_a_workbook_in_the_object_pool_is_read() -> None:
    assert from_pool({"Package": workbook()}) == [[["จังหวัด", "กระบี่"]]]
    assert "จังหวัดกระบี่" in str(from_pool({"Workbook": old_workbook(), "\x03ObjInfo": b"\0\0\3\0"}))


@pytest.mark.parametrize(
    "parts", [{"CONTENTS": b"%PDF"}, {"Package": workbook(), "\x03ObjInfo": b"\x40\0\3\0"}]
)
def test_icons_and_other_objects_in_the_pool_are_left_to_a_person(parts: dict[str, bytes]) -> None:
    with pytest.raises(UnreadableError) as raised:
        from_pool(parts)
    assert raised.value.code == "read-by-person"


def test_an_object_that_no_field_shows_is_none() -> None:
    assert list(objects_of(compound({"ObjectPool": {"_1": {"Package": workbook()}}}), "ข้อความ")) == []
