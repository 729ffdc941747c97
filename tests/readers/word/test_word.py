"""The documents that LibreOffice writes as odt, doc and rtf say what the source of each says."""

from collections.abc import Iterator

import pytest

from collector.model.files import Attachment
from collector.readers.worker.reader import Reader
from tests.readers.fixtures import FOLDER, FORM, HEADER, IDENTIFIER, MONTH, TITLE, UNIT
from tests.readers.short_form import lines, short_table, tables, texts
from tests.readers.word.fixtures import KINDS


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as opened:
        yield opened


def attachment(name: str, kind: str) -> Attachment:
    path = FOLDER / f"{name}.{kind}"
    return Attachment(path.name, path.read_bytes(), kind)


@pytest.mark.parametrize("kind", KINDS)
def test_the_form_is_read_as_it_was_written(reader: Reader, kind: str) -> None:
    document = reader.read(attachment("writer", kind))
    assert document.reader == kind
    assert document.identifier == IDENTIFIER
    table = tables(document)[0]
    assert texts(table) == [HEADER, *([UNIT, *row] for row in FORM)]
    assert table.rows[3][0] is table.rows[1][0]
    assert lines(document) == [
        TITLE,
        MONTH,
        "1. ข้อแรก",
        "2. ข้อสอง",
        "- จุด",
        "ผู้รายงาน",
        "สำนักงานส่งเสริมการปกครองท้องถิ่น",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_only_what_is_printed_is_read(reader: Reader, kind: str) -> None:
    document = reader.read(attachment("varied", kind))
    said = lines(document)
    assert said[0] == "หัวข้อ  สอง\tแท็บ\nบรรทัดใหม่"
    assert said[1].split() == ["ก่อนหลัง", "ลิงก์"]  # not what was deleted or hidden
    assert "ซ่อนไว้" in "".join(lines(document, hidden=True))
    assert "เชิงอรรถ" in "".join(said[2:])
    for line in ("มีกรอบ", "คั่น (ในวงเล็บ) — “อัญประกาศ” é", "จบ"):
        assert line in said
    assert [line for line in said if line[:2] in {"1)", "2)", "3)", "1.", "- "}] == [
        "1) หนึ่ง",
        "2) สอง",
        "1. ย่อย",
        "3) สาม",
        "- จุด",
    ]
    places = {block.text: block.place for block in document.sections[0].blocks if hasattr(block, "text")}
    assert places["ในกรอบข้อความ"] == "text box"
    assert places["หัวกระดาษ"] == "page header"
    assert places["ท้ายกระดาษ"] == "page footer"


@pytest.mark.parametrize("kind", KINDS)
def test_merged_cells_keep_their_place_and_tables_in_tables_are_read(reader: Reader, kind: str) -> None:
    table, framed = tables(reader.read(attachment("varied", kind)))
    cells = short_table(table)["cells"]
    listed = cells.pop("table 1, row 2, column 2 1x2")
    assert [line.partition(" ")[2] for line in listed.split("\n")] == ["ในช่อง", "ในช่องสอง"]
    assert cells == {
        "table 1, row 1, column 1 1x2": "กว้างสอง",
        "table 1, row 1, column 3": "ค",
        "table 1, row 1, column 4 3x1": "สูงสาม",
        "table 1, row 2, column 1": "ก๑",
        "table 1, row 3, column 1 2x1": "สูงสอง\nสองย่อหน้า",
        "table 1, row 3, column 3": "ใน๑ ใน๒\nใน๓ ใน๔\nใต้ตาราง",
        "table 1, row 4, column 2 1x3": "กว้างสาม",
    }
    assert texts(framed) == [["กรอบ๑", "กรอบ๒"]]


@pytest.mark.parametrize("kind", ["docx", *KINDS])
def test_what_a_person_sees_is_read_and_the_rest_is_told_apart(reader: Reader, kind: str) -> None:
    document = reader.read(attachment("seen", kind))
    box = "" if kind == "rtf" else "☒"  # LibreOffice writes no state of a box into rich text
    assert lines(document) == [f"เดือน ตุลาคม 2561 {box} 2561 "]
    assert [row for row in texts(tables(document)[0]) if any(row)] == [["1ก", "1ข"], ["3ก", "3ข"]]
    hidden = "\n".join(lines(document, hidden=True)).split("\n")
    assert hidden == ["ลับบันทึก", "ร่างเดือนกันยายน", "2ก", "2ข"]
