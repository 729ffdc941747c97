"""Excel 97-2003 and Excel 5 workbooks by their records ([MS-XLS]), as programs for the web write them."""

import struct

import pytest

from collector.errors import UnreadableError
from collector.model.documents import Document
from collector.readers.limits import ReadingLimits
from collector.readers.sheets.biff import Texts
from collector.readers.sheets.xls import read_xls
from tests.formats.compound_writer import compound
from tests.readers.fixtures import FOLDER
from tests.readers.short_form import lines, short_form, short_table, tables

GLOBALS, WORKSHEET = 0x05, 0x10


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def begin(version: int, sort: int) -> bytes:
    return record(0x809, struct.pack("<HH12x" if version == 0x600 else "<HH4x", version, sort))


def string(text: str, length: str = "<H") -> bytes:
    return struct.pack(length + "B", len(text), 1) + text.encode("utf-16-le")


def workbook(
    cells: bytes, more: bytes = b"", *, version: int = 0x600, name: bytes = b"", state: int = 0
) -> bytes:
    """The stream of a workbook of one sheet; `more` stands among what all sheets share."""
    told = name or (string("แบบ", "<B") if version == 0x600 else b"\1S")
    head = begin(version, GLOBALS) + more
    entry = len(record(0x85, struct.pack("<LBB", 0, state, 0) + told)) + len(record(0x0A))
    listed = record(0x85, struct.pack("<LBB", len(head) + entry, state, 0) + told) + record(0x0A)
    return head + listed + begin(version, WORKSHEET) + cells + record(0x0A)


def read(stream: bytes, name: str = "Workbook") -> Document:
    return read_xls(compound({name: stream.ljust(4096, b"\0")}), ReadingLimits())


def shown(document: Document, *, hidden: bool = False) -> dict[str, str]:
    found: dict[str, str] = {}
    for table in tables(document, hidden=hidden):
        found |= short_table(table)["cells"]
    return found


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x203, struct.pack("<3Hd", row, column, style, value))


def label(row: int, column: int, text: str) -> bytes:
    return record(0x204, struct.pack("<3H", row, column, 0) + string(text))


def old_label(row: int, column: int, data: bytes, kind: int = 0x204) -> bytes:
    return record(kind, struct.pack("<4H", row, column, 0, len(data)) + data)


def formula(row: int, result: bytes, flags: int = 0) -> bytes:
    return record(0x06, struct.pack("<3H", row, 0, 0) + result + struct.pack("<H", flags))


def row_record(row: int, height: int = 300, flags: int = 0) -> bytes:
    return record(0x208, struct.pack("<4H4xL", row, 0, 9, height, flags))


FORMATS = record(0x41E, struct.pack("<H", 164) + string("[$-D07041E]mmmm yyyy")) + b"".join(
    record(0xE0, struct.pack("<HH16x", 0, number)) for number in (0, 164, 14, 9)
)


@pytest.mark.parametrize("name", ["Workbook", "WORKBOOK", "Book", "bOOK"])
def test_numbers_texts_and_formats(name: str) -> None:
    rk = record(0x27E, struct.pack("<3HL", 1, 0, 3, (50 << 2) | 3))
    several = record(0xBD, struct.pack("<2HHLHLH", 2, 0, 0, (7 << 2) | 2, 0, 0x40000000, 1))
    negative = record(0x27E, struct.pack("<3HL", 3, 0, 0, ((-5 << 2) & 0xFFFFFFFF) | 2))
    truth = record(0x205, struct.pack("<3HBB", 4, 0, 0, 1, 0)) + record(
        0x205, struct.pack("<3HBB", 4, 1, 0, 23, 1)
    )
    document = read(workbook(number(0, 0, 43374, 1) + rk + several + negative + truth, FORMATS), name)
    assert shown(document) == {
        "A1": "ตุลาคม ๒๕๖๑", "A2": "50%", "A3": "7", "B3": "2", "A4": "-5", "A5": "TRUE", "B5": "#REF!",
    }  # fmt: skip
    assert [note.code for note in document.notes] == ["error-value"]
    assert document.sections[0].name == "แบบ"


def test_formulas_and_those_that_were_never_calculated() -> None:
    text = formula(0, b"\0\0\0\0\0\0\xff\xff") + record(0x207, string("กระบี่"))
    cells = (
        text
        + formula(1, struct.pack("<d", 12))
        + formula(2, struct.pack("<d", 0), flags=2)
        + formula(3, b"\3\0\0\0\0\0\xff\xff")
        + formula(4, b"\2\0\x2a\0\0\0\xff\xff")
        + formula(5, b"\1\0\1\0\0\0\xff\xff")
        + formula(6, b"\3\0\0\0\0\0\xff\xff", flags=3)
    )
    document = read(workbook(cells))
    assert shown(document) == {"A1": "กระบี่", "A2": "12", "A3": "=", "A5": "#N/A", "A6": "TRUE", "A7": "="}
    assert [note.code for note in document.notes] == ["not-calculated", "error-value", "not-calculated"]


def test_hidden_rows_columns_and_sheets() -> None:
    rows = b"".join(label(at, 0, f"แถว{at}") + label(at, 1, f"ข{at}") for at in range(4))
    cells = row_record(1, flags=0x20) + row_record(2, height=0) + row_record(3, height=0x8000) + rows
    cells += record(0x7D, struct.pack("<6H", 1, 1, 2000, 0, 1, 0))
    document = read(workbook(cells))
    assert shown(document) == {"A1": "แถว0", "A3": "แถว2", "A4": "แถว3"}
    assert set(shown(document, hidden=True).values()) == {"ข0", "ข1", "ข2", "ข3", "แถว1"}
    unless = record(0x225, struct.pack("<HH", 2, 0)) + row_record(3) + rows
    assert set(shown(read(workbook(unless)))) == {"A4", "B4"}
    assert [section.hidden for section in read(workbook(rows, state=2)).sections] == [True]


def test_rows_and_columns_of_next_to_no_size_are_not_seen() -> None:
    cells = b"".join(label(at, 0, f"แถว{at}") + label(at, 1, f"ข{at}") for at in range(3))
    rows = row_record(0, height=100) + row_record(1, height=2) + cells
    assert shown(read(workbook(rows)), hidden=True) == {"A2": "แถว1", "B2": "ข1"}
    flat = record(0x225, struct.pack("<HH", 1, 2)) + row_record(0, height=100) + cells
    assert set(shown(read(workbook(flat)))) == {"A1", "B1"}
    for width, hidden in ((20, {"แถว0", "แถว1", "แถว2"}), (200, set())):
        column = record(0x7D, struct.pack("<6H", 0, 0, width, 0, 0, 0))
        assert set(shown(read(workbook(column + cells)), hidden=True).values()) == hidden
    over = record(0x7D, struct.pack("<6H", 1, 1, 20, 0, 0, 0))  # nothing stands beside it
    assert not shown(read(workbook(over + cells)), hidden=True)


def box(text: str, kind: int = 6, row: int = 0) -> bytes:
    anchor = b"\0\0\x10\xf0\x12\0\0\0" + struct.pack("<9H", 0, 0, 0, row, 0, 1, 0, row + 1, 0)
    head = record(0xEC, anchor) + record(0x5D, struct.pack("<4H", 0x15, 18, kind, 1) + bytes(14))
    first, rest = text[: len(text) // 2], text[len(text) // 2 :]
    letters = record(0x3C, b"\1" + first.encode("utf-16-le")) + record(0x3C, b"\1" + rest.encode("utf-16-le"))
    return (
        head
        + record(0x1B6, struct.pack("<HH6xHHL", 0, 0, len(text), 16, 0))
        + letters
        + record(0x3C, bytes(16))
    )


def test_boxes_and_page_headers_are_read_and_comments_are_not() -> None:
    margins = record(0x14, string("&Cหัวกระดาษ")) + record(0x15, string("&Rหน้า &P"))
    cells = margins + label(0, 0, "ก") + label(9, 0, "ข") + box("กล่อง\nสอง") + box("ความคิดเห็น", kind=0x19)
    document = read(workbook(cells + box("ลงชื่อ", row=8)))
    blocks = [getattr(block, "text", "table") for block in document.sections[0].blocks]
    assert blocks == ["หัวกระดาษ", "กล่อง", "สอง", "table", "ลงชื่อ"]


def test_the_words_of_letterings_are_read() -> None:
    text = "อักษรศิลป์\0".encode("utf-16-le")
    properties = struct.pack("<HLHLHL", 0xC0C5, 4, 0x0080, 1, 0xC0C0, len(text)) + b"xxxx" + text
    shape = struct.pack("<HHL", 3 << 4 | 3, 0xF00B, len(properties)) + properties
    document = read(workbook(label(0, 0, "ก") + record(0xEC, shape)))
    assert lines(document) == ["อักษรศิลป์"]


def test_a_chart_inside_of_a_sheet_is_passed_over() -> None:
    chart = begin(0x600, 0x20) + label(5, 5, "แกน") + record(0x0A)
    assert shown(read(workbook(label(0, 0, "ก") + chart + label(1, 0, "ข")))) == {"A1": "ก", "A2": "ข"}


@pytest.mark.parametrize(
    ("page", "data", "text"),
    [
        (874, "จังหวัด".encode("cp874"), "จังหวัด"),
        (1252, "จังหวัด".encode("cp874"), "จังหวัด"),
        (None, "จังหวัด".encode("cp874"), "จังหวัด"),
        (None, "จังหวัด".encode(), "จังหวัด"),
        (1251, "месяц".encode("cp1251"), "месяц"),
        (9999, "จังหวัด".encode("cp874"), "จังหวัด"),
    ],
)
def test_a_workbook_of_excel_5(page: int | None, data: bytes, text: str) -> None:
    told = b"" if page is None else record(0x42, struct.pack("<H", page))
    code = b'0" %"'
    formats = record(0x41E, struct.pack("<HB", 164, len(code)) + code)
    styles = record(0xE0, struct.pack("<HH12x", 0, 0)) + record(0xE0, struct.pack("<HH12x", 0, 164))
    cells = old_label(0, 0, data) + old_label(1, 0, data, 0xD6) + number(2, 0, 7, 1)
    cells += record(0x14, struct.pack("<B", len(data)) + data)
    document = read(workbook(cells, told + formats + styles, version=0x500), "Book")
    assert shown(document) == {"A1": text, "A2": text, "A3": "7 %"}
    assert lines(document) == [text]


@pytest.mark.parametrize(
    "head",
    [
        begin(0, WORKSHEET),
        begin(0x500, WORKSHEET),
        record(0x209, struct.pack("<3H", 0, 16, 0)),
        record(0x409, struct.pack("<3H", 0, 16, 0)),
    ],
)
def test_a_lone_sheet_in_no_compound_file(head: bytes) -> None:
    # What PHP programs write with a handful of `pack`, and call .xls.
    data = head + old_label(0, 0, "กระบี่".encode("cp874")) + number(0, 1, 61) + record(0x0A)
    assert shown(read_xls(data, ReadingLimits())) == {"A1": "กระบี่", "B1": "61"}


def test_a_lone_sheet_of_excel_2() -> None:
    text = "กระบี่".encode("cp874")
    data = (
        record(0x009, struct.pack("<HH", 2, 16))
        + record(0x04, struct.pack("<2H3xB", 0, 0, len(text)) + text)
        + record(0x02, struct.pack("<2H3xH", 0, 1, 61))
        + record(0x03, struct.pack("<2H3xd", 0, 2, 0.5))
        + record(0x0A)
    )
    assert shown(read_xls(data, ReadingLimits())) == {"A1": "กระบี่", "B1": "61", "C1": "0.5"}


def test_texts_that_go_on_in_the_next_record_may_change_their_width() -> None:
    rich = struct.pack("<HBH", 4, 9, 1) + "ก".encode("utf-16-le")
    going_on = b"\0" + b"abc" + bytes(4)
    spoken = struct.pack("<HBL", 2, 4, 3) + b"xy" + b"123"
    last = struct.pack("<HB", 1, 1) + "ข".encode("utf-16-le")
    assert list(Texts([rich, going_on + spoken[:-2], spoken[-2:] + last]).all()) == ["กabc", "xy", "ข"]
    assert list(Texts([struct.pack("<HB", 9, 1) + b"a"]).all()) in ([], [""])


@pytest.mark.parametrize("data", [b"", b"\x09\x08", b"not a workbook at all", compound({"Other": b"x"})])
def test_what_is_no_workbook_is_damaged(data: bytes) -> None:
    with pytest.raises(UnreadableError) as raised:
        read_xls(data, ReadingLimits())
    assert raised.value.code == "damaged"


def test_every_cut_of_a_workbook_ends_well() -> None:
    stream = workbook(label(0, 0, "ก") + box("กล่อง") + formula(1, bytes(8)), FORMATS)
    for end in range(len(stream)):
        try:
            assert short_form(read_xls(stream[:end], ReadingLimits()))
        except UnreadableError as error:
            assert error.code == "damaged"  # noqa: PT017


def test_every_changed_byte_ends_well() -> None:
    good = (FOLDER / "unseen.xls").read_bytes()
    for at in range(0, len(good), 3):
        changed = bytes((*good[:at], good[at] ^ 0xFF, *good[at + 1 :]))
        try:
            assert read_xls(changed, ReadingLimits()).reader == "xls"
        except UnreadableError as error:
            assert error.code in {"damaged", "encrypted", "too-large", "too-many"}  # noqa: PT017
