"""Good files of openpyxl, python-docx, LibreOffice and Outlook are read as they were written."""

import json

import pytest

from collector.errors import UnreadableError
from collector.model.files import Attachment, ReadableKind
from collector.readers.choose_reader import READERS, readers_of
from collector.readers.worker.reader import ATTEMPTS, Reader
from tests.readers.fixtures import FOLDER, FORM, HEADER, IDENTIFIER, TITLE, UNIT, attachments
from tests.readers.short_form import lines, short_form, tables, texts

FILES = {attachment.path: attachment for attachment in attachments()}
BOOKS = ["openpyxl.xlsx", "calc.xlsx", "calc.xls", "calc.ods"]
FORMS = [*BOOKS, "calc.html", "python-docx.docx", "writer.docx", "writer.html"]


@pytest.mark.parametrize("name", FILES)
def test_reads_what_the_golden_file_says(reader: Reader, name: str) -> None:
    expected = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert short_form(reader.read(FILES[name])) == expected


@pytest.mark.parametrize("name", FORMS)
def test_every_program_s_file_holds_the_same_form(reader: Reader, name: str) -> None:
    document = reader.read(FILES[name])
    table = tables(document)[0]
    found = texts(table)
    header = found.index(HEADER)
    assert found[header:] == [HEADER, *([UNIT, *row] for row in FORM)]
    unit = table.rows[header + 1][0]
    assert (unit.rows, unit.columns) == (3, 1)
    assert table.rows[header + 3][0] is unit
    assert TITLE in [*lines(document), found[0][0]]


@pytest.mark.parametrize("name", [*BOOKS, "python-docx.docx", "writer.docx"])
def test_the_identifier_survives_saving_in_another_program(reader: Reader, name: str) -> None:
    # LibreOffice writes no custom properties into xls that lxml could see: a known gap.
    assert reader.read(FILES[name]).identifier == ("" if name.endswith(".xls") else IDENTIFIER)


@pytest.mark.parametrize("name", BOOKS)
def test_sheets_keep_names_hidden_state_values_and_addresses(reader: Reader, name: str) -> None:
    month, old, empty = reader.read(FILES[name]).sections
    assert [month.name, old.name, empty.name] == ["ธ.ค.61", "เก่า", "ว่าง"]
    assert [month.hidden, old.hidden, empty.hidden] == [False, True, False]
    assert empty.blocks == ()
    table = old.blocks[0]
    assert hasattr(table, "rows")
    assert [cell.text for cell in table.rows[0]][:3] == ["1", "0.3", "2018-12-01"]
    assert table.rows[2][0].place == "B4"
    assert table.rows[1][1].place == "C3"


def test_automatic_numbers_are_part_of_the_text(reader: Reader) -> None:
    for name in ("python-docx.docx", "writer.docx"):
        said = lines(reader.read(FILES[name]))
        assert "1. ข้อแรก" in said
        assert "2. ข้อสอง" in said
        assert "- จุด" in said


def test_a_kind_without_a_reader_is_unsupported_and_a_problem_stays_what_it_is(reader: Reader) -> None:
    for attachment, code in (
        (Attachment("a.ppt", b"x", "ppt"), "unsupported"),
        (Attachment("a.docx", b"", "docx"), "empty-file"),
        (Attachment("a.docx", b"x", "empty"), "empty-file"),
        (Attachment("a.docx", b"x", "encrypted"), "encrypted"),
        (Attachment("a.docx", b"x", "docx", problem="too-large"), "too-large"),
        (Attachment("a.txt", bytes(33 * 1024 * 1024), "text"), "too-large"),
    ):
        with pytest.raises(UnreadableError) as raised:
            reader.read(attachment)
        assert raised.value.code == code


def test_each_kind_that_is_said_to_be_read_has_its_reader() -> None:
    assert set(READERS) == set(ReadableKind)
    assert all(0 < len(readers) <= ATTEMPTS for readers in READERS.values())
    assert readers_of("docx") == READERS[ReadableKind.DOCX]
    assert readers_of("image") == readers_of("nothing") == ()
