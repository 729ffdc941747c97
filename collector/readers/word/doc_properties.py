"""Property modifiers of a Word 97-2003 file into what a paragraph or a run of characters is; it knows no text.

A modifier (Sprm, [MS-DOC] 2.2.5) is an operation and its operand, whose size the operation tells. Those of
paragraphs and of runs lie in pages of 512 bytes, found by the offset of the text in the stream (2.4.6).
"""

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from collector.readers.word.doc_file import WordFile, u16, u32
from collector.readers.word.tableflow import CellEdges, RowEdges

PAGE = 512
PLCF_CHPX, PLCF_PAPX = 12, 13  # indexes into FibRgFcLcb97
SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}  # by the upper three bits of the operation; 6 varies
HUGE = {0x6645, 0x6646}  # the modifiers stand in the Data stream
DEFINE_ROW, TABS = 0xD608, 0xC615
MERGE, VERTICAL_MERGE, LEFT = 0x5624, 0xD62B, 0x9601
DELETED, HIDDEN, SYMBOL = 0x0800, 0x083C, 0x6A09
CELL_SIZE = 20  # Tc80, 2.9.317


@dataclass(frozen=True, slots=True)
class ParagraphProperties:
    """What of a paragraph's properties matters."""

    style: int = 0
    in_table: bool = False
    row_end: bool = False
    nesting: int | None = None  # how deep in tables, where it is said
    inner_cell_end: bool = False
    inner_row_end: bool = False
    list: int = 0  # from 1; 0 for none
    level: int = 0
    row: RowEdges = field(default_factory=RowEdges)

    @property
    def depth(self) -> int:
        """How deep in tables it stands."""
        told = 1 if self.in_table or self.row_end else 0
        return told if self.nesting is None else max(self.nesting, told)


def modifiers(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the operations of a grpprl with their operands, until one is cut off."""
    at = 0
    while at + 2 < len(data):
        operation = u16(data, at)
        at += 2
        size = SIZES.get(operation >> 13, 0)
        if not size:
            if operation == DEFINE_ROW:
                size = u16(data, at) + 1 if at + 2 <= len(data) else 0
            elif operation == TABS and data[at] == 0xFF:
                return  # as long as its two lists; nothing that matters stands behind them
            else:
                size = data[at] + 1
        if not size or at + size > len(data):
            return
        yield operation, data[at : at + size]
        at += size


def changed(paragraph: ParagraphProperties, grpprl: bytes, data: bytes = b"") -> ParagraphProperties:
    """Return a paragraph after its modifiers; `data` is the stream that holds those too long for a page."""
    found: dict[str, int | bool | None] = {}
    row = paragraph.row
    for operation, operand in modifiers(grpprl):
        if operation in HUGE and data:
            at = u32(operand, 0)
            longer = data[at + 2 : at + 2 + u16(data, at)]
            return changed(replace(paragraph, **found, row=row), longer)  # type: ignore[arg-type]  # names of PARAGRAPH
        if operation in PARAGRAPH:
            name, read = PARAGRAPH[operation]
            found[name] = read(operand)
        elif operation in ROW:
            row = ROW[operation](row, operand)
    return replace(paragraph, **found, row=row)  # type: ignore[arg-type]  # names of PARAGRAPH


def _list_number(operand: bytes) -> int:
    number = u16(operand, 0)
    return number if number < 0xF801 else 0  # 0xF801: taken out of its list


PARAGRAPH: dict[int, tuple[str, Callable[[bytes], int | bool]]] = {
    0x2416: ("in_table", lambda operand: bool(operand[0])),
    0x2417: ("row_end", lambda operand: bool(operand[0])),
    0x6649: ("nesting", lambda operand: min(u32(operand, 0), 100)),
    0x244B: ("inner_cell_end", lambda operand: bool(operand[0])),
    0x244C: ("inner_row_end", lambda operand: bool(operand[0])),
    0x460B: ("list", _list_number),
    0x260A: ("level", lambda operand: operand[0]),
}


def _define_row(_: RowEdges, operand: bytes) -> RowEdges:
    """Return the row of a TDefTableOperand (2.9.321): edges, then the cells, of which the last may be missing."""
    count = operand[2]
    edges = struct.unpack_from(f"<{count + 1}h", operand, 3)
    cells = operand[3 + 2 * (count + 1) :]
    flags = [u16(cells, at) if at + 2 <= len(cells) else 0 for at in range(0, CELL_SIZE * count, CELL_SIZE)]
    across = _merged_across([flag & 3 for flag in flags])
    return RowEdges(
        edges[0],
        tuple(
            CellEdges(right, joined, starts=flag >> 5 & 3 >= 2, goes_on=flag >> 5 & 3 == 1)
            for right, joined, flag in zip(edges[1:], across, flags, strict=True)
        ),
    )


def _merged_across(marks: list[int]) -> Iterator[bool]:
    """Yield for each cell whether it goes on from the one on its left.

    Which bit marks the first of a merged set differs between writers, but the first comes first.
    """
    first = 0
    for mark in marks:
        joined = bool(mark and first and mark not in {first, 3})
        if not joined:
            first = mark
        yield joined


def _merge(row: RowEdges, operand: bytes) -> RowEdges:
    first, end = operand[0], operand[1]
    cells = (
        replace(cell, across=True) if first < number < end else cell for number, cell in enumerate(row.cells)
    )
    return replace(row, cells=tuple(cells))


def _merge_down(row: RowEdges, operand: bytes) -> RowEdges:
    at, mark = operand[1], operand[2]
    cells = (
        replace(cell, starts=mark == 3, goes_on=mark == 1) if number == at else cell
        for number, cell in enumerate(row.cells)
    )
    return replace(row, cells=tuple(cells))


def _move(row: RowEdges, operand: bytes) -> RowEdges:
    return row if row.cells else replace(row, left=int(struct.unpack("<h", operand)[0]))


ROW: dict[int, Callable[[RowEdges, bytes], RowEdges]] = {
    DEFINE_ROW: _define_row,
    MERGE: _merge,
    VERTICAL_MERGE: _merge_down,
    LEFT: _move,
}


@dataclass(slots=True)
class Pages:
    """The pages of properties of paragraphs or of runs."""

    file: WordFile
    index: int
    entry: int  # bytes of an entry: 13 of a paragraph, 1 of a run
    _offsets: tuple[int, ...] = ()
    _pages: tuple[int, ...] = ()
    _known: dict[int, tuple[tuple[int, ...], bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        plc = self.file.part(self.index)
        count = max(len(plc) - 4, 0) // 8
        self._offsets = struct.unpack_from(f"<{count + 1}L", plc) if count else ()
        self._pages = struct.unpack_from(f"<{count}L", plc, 4 * (count + 1)) if count else ()

    def at(self, offset: int) -> tuple[int, bytes]:
        """Return the modifiers of what stands at an offset, and the offset where they end."""
        number = bisect_right(self._offsets, offset) - 1
        if not 0 <= number < len(self._pages):
            return offset + 1, b""
        bounds, page = self._page(self._pages[number] & 0x3FFFFF)
        place = bisect_right(bounds, offset) - 1
        if not 0 <= place < len(bounds) - 1:
            return offset + 1, b""
        return bounds[place + 1], self._modifiers(page, page[4 * len(bounds) + self.entry * place] * 2)

    def _page(self, number: int) -> tuple[tuple[int, ...], bytes]:
        if number not in self._known:
            page = self.file.main[number * PAGE : (number + 1) * PAGE]
            self._known[number] = struct.unpack_from(f"<{page[PAGE - 1] + 1}L", page), page
        return self._known[number]

    def _modifiers(self, page: bytes, at: int) -> bytes:
        if not at:
            return b""
        if self.entry == 1:  # Chpx, 2.9.32
            return page[at + 1 : at + 1 + page[at]]
        words = page[at]  # PapxInFkp, 2.9.175
        return page[at + 1 : at + 2 * words] if words else page[at + 2 : at + 2 + 2 * page[at + 1]]
