"""Word 97-2003: pieces, old code pages, refusals; what LibreOffice writes is in test_word."""

import struct
from itertools import pairwise

import pytest

from collector.errors import UnreadableError
from collector.readers.limits import ReadingLimits
from collector.readers.word.doc import read_doc
from collector.readers.word.doc_properties import ParagraphProperties, changed
from collector.readers.word.tableflow import CellEdges
from tests.formats.compound_writer import compound
from tests.readers.fixtures import FOLDER
from tests.readers.short_form import lines, short_form
from tests.readers.word_file import streams, text_place, with_flags, with_pieces

GOOD = (FOLDER / "writer.doc").read_bytes()
COMPRESSED = 0x40000000
FLAGS, LANGUAGE, VERSION = 10, 6, 2


def refusal(data: bytes, limits: ReadingLimits | None = None) -> str:
    with pytest.raises(UnreadableError) as raised:
        read_doc(data, limits or ReadingLimits())
    return raised.value.code


def test_a_file_put_together_anew_says_the_same() -> None:
    assert short_form(read_doc(compound(streams(GOOD)), ReadingLimits())) == short_form(
        read_doc(GOOD, ReadingLimits())
    )


def test_a_text_in_many_pieces_says_the_same() -> None:
    start, length = text_place(GOOD)
    cut = [0, 1, 2, 7, 40, 41, 100, 333, length]
    pieces = [(end - first, start + 2 * first) for first, end in pairwise(cut)]
    assert short_form(read_doc(with_pieces(GOOD, pieces), ReadingLimits())) == short_form(
        read_doc(GOOD, ReadingLimits())
    )


def test_a_fast_saved_text_is_in_the_order_of_its_pieces() -> None:
    start, _ = text_place(GOOD)
    main = streams(GOOD)["WordDocument"]
    new = "ต้น\r".encode("utf-16-le")
    pieces = [(4, len(main)), (5, start), (1, len(main) + 6)]  # the new text stands behind the old one
    assert lines(read_doc(with_pieces(GOOD, pieces, new, 10), ReadingLimits()))[:2] == ["ต้น", "แบบรา"]


@pytest.mark.parametrize(
    ("language", "said", "text"),
    [
        (0x0409, "caf\xe9 \x96 \x93x\x94".encode("latin-1"), "café – “x”"),
        (0x041E, "ทดสอบ".encode("cp874"), "ทดสอบ"),
        (0x041E, b"10 \xb0C \xb1 2", "10 °C ± 2"),
        (0x0409, "ทดสอบ".encode("cp874"), "·´ÊÍº"),
    ],
)
def test_one_byte_a_character_is_western_unless_it_can_only_be_thai(
    language: int, said: bytes, text: str
) -> None:
    offset = len(streams(GOOD)["WordDocument"])
    data = with_pieces(GOOD, [(len(said) + 1, offset * 2 | COMPRESSED)], said + b"\r", len(said) + 1)
    assert lines(read_doc(with_flags(data, LANGUAGE, language), ReadingLimits()))[0] == text


def test_characters_beyond_the_first_plane_do_not_move_what_follows() -> None:
    said = "😀ก\rข\r"
    encoded = said.encode("utf-16-le")
    offset = len(streams(GOOD)["WordDocument"])
    found = read_doc(with_pieces(GOOD, [(6, offset)], encoded, 6), ReadingLimits())
    assert lines(found)[:2] == ["😀ก", "ข"]


def test_only_the_result_of_a_field_is_read_and_special_characters_are_dropped() -> None:
    said = "ก\x13PAGE \x13X\x15\x14๗\x15ข\x01\x1e\x1fค\x0bง\r\x13TOC\x15จ\r\x13ไม่จบ\r"
    offset = len(streams(GOOD)["WordDocument"])
    data = with_pieces(GOOD, [(len(said), offset)], said.encode("utf-16-le"), len(said))
    assert lines(read_doc(data, ReadingLimits()))[:3] == ["ก๗ข-ค\nง", "จ", "ไม่จบ"]


def test_a_page_break_does_not_end_its_paragraph() -> None:
    said = "ก\x0cข\rค\r"
    start, _ = text_place(GOOD)
    parts = streams(GOOD)
    main = bytearray(parts["WordDocument"])
    main[start : start + 2 * len(said)] = said.encode("utf-16-le")  # inside of its first paragraph
    data = compound({**parts, "WordDocument": bytes(main)})
    assert lines(read_doc(data, ReadingLimits()))[:2] == ["ก\nข", "ค"]


def test_a_password_and_old_word_are_refused_by_name() -> None:
    flags = struct.unpack_from("<H", streams(GOOD)["WordDocument"], FLAGS)[0]
    assert refusal(with_flags(GOOD, FLAGS, flags | 0x100)) == "encrypted"
    assert refusal(with_flags(GOOD, VERSION, 104)) == "unsupported"


@pytest.mark.parametrize("length", [0, 100, 511, 513, 1536, 8000, len(GOOD) // 2])
def test_a_cut_file_is_damaged(length: int) -> None:
    assert refusal(GOOD[:length]) == "damaged"


def test_pieces_outside_of_the_file_or_too_many_characters_are_refused() -> None:
    start, length = text_place(GOOD)
    assert refusal(with_pieces(GOOD, [(length, 0x3FFFFFF0)])) == "damaged"
    assert refusal(with_pieces(GOOD, [(length, start)]), ReadingLimits(characters=10)) == "too-large"
    assert refusal(with_pieces(GOOD, [(0x7FFFFFF0, start)])) == "too-large"
    assert refusal(with_pieces(GOOD, [(2000, start)] * 5000)) == "too-large"


def row(*cells: tuple[int, int], operations: bytes = b"") -> ParagraphProperties:
    edges = struct.pack(f"<{len(cells) + 1}h", 0, *(right for right, _ in cells))
    flags = b"".join(struct.pack("<H18x", flag) for _, flag in cells)
    operand = bytes([len(cells)]) + edges + flags
    return changed(ParagraphProperties(), struct.pack("<HH", 0xD608, len(operand) + 1) + operand + operations)


@pytest.mark.parametrize("marks", [(1, 2, 2, 0), (2, 1, 1, 0), (3, 1, 1, 0)])
def test_cells_merged_across_are_told_however_the_writer_marks_the_first(marks: tuple[int, ...]) -> None:
    found = row(*((100 * number, mark) for number, mark in enumerate(marks, start=1)))
    assert [cell.across for cell in found.row.cells] == [False, True, True, False]


def test_cells_merged_down_and_changed_afterwards() -> None:
    assert row((100, 0x60), (200, 0x20)).row.cells == (
        CellEdges(100, starts=True),
        CellEdges(200, goes_on=True),
    )
    later = struct.pack("<H2B", 0x5624, 0, 2) + struct.pack("<H4B", 0xD62B, 2, 2, 3, 0)
    assert row((100, 0), (200, 0), (300, 0), operations=later).row.cells == (
        CellEdges(100), CellEdges(200, across=True), CellEdges(300, starts=True),
    )  # fmt: skip


def test_modifiers_that_are_cut_off_end_the_list_of_them() -> None:
    whole = struct.pack("<HB", 0x2416, 1) + struct.pack("<HL", 0x6649, 2)
    assert changed(ParagraphProperties(), whole).depth == 2
    for length in range(len(whole)):
        assert changed(ParagraphProperties(), whole[:length]).depth in {0, 1}
    assert changed(ParagraphProperties(), struct.pack("<HB", 0xC615, 255) + whole).depth == 0
