"""Binary Excel workbooks ([MS-XLSB]) by their records, for no program here writes any."""

import struct

import pytest

from collector.errors import UnreadableError
from collector.readers.limits import ReadingLimits
from collector.readers.sheets.workbook_by_calamine import read_xlsb_again
from collector.readers.sheets.xlsb import read_xlsb
from tests.readers.hostile import RELATIONS, TYPE, zipped
from tests.readers.sheets.test_xlsx import NAMES, anchor, shape
from tests.readers.short_form import lines, short_form, short_table, tables


def record(number: int, data: bytes = b"") -> bytes:
    """One record (2.1.4); our numbers and lengths need two bytes at most."""

    def varint(value: int) -> bytes:
        return bytes([value]) if value < 128 else bytes([value & 127 | 128, value >> 7])

    return varint(number) + varint(len(data)) + data


def wide(text: str) -> bytes:
    return struct.pack("<L", len(text)) + text.encode("utf-16-le")


def cell(kind: int, column: int, value: bytes, style: int = 0) -> bytes:
    return record(kind, struct.pack("<LL", column, style) + value)


def row(number: int, flags: int = 0, height: int = 300) -> bytes:
    return record(0, struct.pack("<LLHBB5x", number, 0, height, 0, flags))


def related(*items: tuple[str, str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="{name}" Type="{TYPE}/{kind}" Target="{path}"/>' for name, kind, path in items
    )
    return f"<Relationships {RELATIONS}>{lines}</Relationships>"


def book(rows: bytes, *, before: bytes = b"", after: bytes = b"", state: int = 0) -> dict[str, str | bytes]:
    sheet = (
        record(129) + record(148, struct.pack("<4L", 0, 9, 0, 9)) + before + record(145) + rows + record(146)
        + after + record(130)
    )  # fmt: skip
    styles = record(44, struct.pack("<H", 164) + wide("[$-D07041E]mmmm yyyy")) + record(
        617, struct.pack("<L", 2)
    )
    styles += (
        record(47, struct.pack("<HH12x", 0, 0)) + record(47, struct.pack("<HH12x", 0, 164)) + record(618)
    )
    bundle = record(156, struct.pack("<LL", state, 1) + wide("r1") + wide("แบบ"))
    return {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.bin": record(131)
        + record(153, bytes(12))
        + record(143)
        + bundle
        + record(144)
        + record(132),
        "xl/_rels/workbook.bin.rels": related(
            ("r1", "worksheet", "worksheets/sheet1.bin"),
            ("r2", "styles", "styles.bin"),
            ("r3", "sharedStrings", "sharedStrings.bin"),
        ),
        "xl/styles.bin": styles,
        "xl/sharedStrings.bin": record(159, struct.pack("<LL", 1, 1))
        + record(19, b"\0" + wide("จังหวัด"))
        + record(160),
        "xl/worksheets/sheet1.bin": sheet,
        "xl/worksheets/_rels/sheet1.bin.rels": related(("d1", "drawing", "../drawings/d.xml")),
        "xl/drawings/d.xml": f"<x:wsDr {NAMES}>{anchor(0, shape('กล่อง'))}</x:wsDr>",
    }


PLAIN = (
    row(0) + cell(7, 0, struct.pack("<L", 0)) + cell(6, 1, wide("กระบี่"))
    + row(1) + cell(5, 0, struct.pack("<d", 61.5)) + cell(2, 1, struct.pack("<L", (7 << 2) | 2)) + cell(4, 2, b"\1")
)  # fmt: skip


def test_every_kind_of_cell() -> None:
    dated = cell(5, 3, struct.pack("<d", 43374), 1) + cell(3, 4, b"\x17")
    formulas = (
        row(2)
        + cell(8, 0, wide("สูตร"))
        + cell(9, 1, struct.pack("<d", 3))
        + cell(10, 2, b"\0")
        + cell(11, 3, b"\x2a")
    )
    document = read_xlsb(zipped(book(PLAIN + dated + formulas)), ReadingLimits())
    assert short_table(tables(document)[0])["cells"] == {
        "A1": "จังหวัด", "B1": "กระบี่", "A2": "61.5", "B2": "7", "C2": "TRUE", "D2": "ตุลาคม ๒๕๖๑", "E2": "#REF!",
        "A3": "สูตร", "B3": "3", "C3": "FALSE", "D3": "#N/A",
    }  # fmt: skip
    assert [note.code for note in document.notes] == ["error-value", "error-value"]
    assert document.sections[0].name == "แบบ"


def test_both_readers_say_the_same() -> None:
    data = zipped(book(PLAIN, state=1))
    document = read_xlsb(data, ReadingLimits())
    assert short_form(document) == short_form(read_xlsb_again(data, ReadingLimits()))
    assert [section.hidden for section in document.sections] == [True]


def test_what_is_hidden_joined_printed_and_drawn() -> None:
    texts = [cell(6, at, wide(f"{at}")) for at in range(3)]
    rows = (
        row(0)
        + b"".join(texts)
        + row(1, flags=0x10)
        + texts[0]
        + row(2, flags=0x10)
        + texts[0]
        + row(3)
        + texts[1]
    )
    columns = record(60, struct.pack("<4LH", 2, 2, 2000, 0, 1))
    margins = (
        struct.pack("<H", 0)
        + wide("&Cหัว")
        + wide("หน้า &P")
        + wide("คู่")
        + struct.pack("<3L", *[0xFFFFFFFF] * 3)
    )
    after = record(176, struct.pack("<4L", 3, 3, 0, 1)) + record(479, margins) + record(550, wide("d1"))
    document = read_xlsb(zipped(book(rows, before=columns, after=after)), ReadingLimits())
    assert short_table(tables(document)[0])["cells"] == {"A1": "0", "B1": "1", "A4 1x2": ""}
    assert short_table(tables(document, hidden=True)[0])["cells"] == {"C1": "2", "A2": "0", "A3": "0"}
    assert lines(document) == ["หัว", "กล่อง"]


def test_rows_and_columns_of_next_to_no_size_are_not_seen() -> None:
    texts = [cell(6, at, wide(f"{at}")) for at in range(2)]
    rows = row(0, height=100) + b"".join(texts) + row(1, height=2) + b"".join(texts)
    for width, hidden in ((20, {"A1": "0", "A2": "0", "B2": "1"}), (200, {"A2": "0", "B2": "1"})):
        column = record(60, struct.pack("<4LH", 0, 0, width, 0, 0))
        document = read_xlsb(zipped(book(rows, before=column)), ReadingLimits())
        assert short_table(tables(document, hidden=True)[0])["cells"] == hidden


def test_rows_that_are_hidden_unless_they_say_otherwise() -> None:
    usual = record(485, struct.pack("<LHHBB", 0, 8, 0, 2, 0))
    document = read_xlsb(zipped(book(PLAIN, before=usual)), ReadingLimits())
    assert set(short_table(tables(document)[0])["cells"]) == {"A1", "B1", "A2", "B2", "C2"}


def test_every_cut_of_a_sheet_ends_well() -> None:
    parts = book(PLAIN)
    whole = parts["xl/worksheets/sheet1.bin"]
    assert isinstance(whole, bytes)
    for end in range(len(whole)):
        data = zipped({**parts, "xl/worksheets/sheet1.bin": whole[:end]})
        assert read_xlsb(data, ReadingLimits()).reader == "xlsb"


def test_what_is_no_workbook_is_damaged() -> None:
    with pytest.raises(UnreadableError) as raised:
        read_xlsb(zipped({"a": "b"}), ReadingLimits())
    assert raised.value.code == "damaged"
