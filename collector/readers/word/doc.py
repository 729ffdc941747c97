"""Word 97-2003 documents (doc) into documents; it knows no form.

What is read is what Word prints: tracked changes accepted, results of fields, automatic numbers, text
boxes; not hidden text, comments and notes ([MS-DOC]).
"""

import re
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from collector.errors import UnreadableError
from collector.model import Document, Line, Section, Table
from collector.readers.limits import ReadingLimits
from collector.readers.tabbed import with_drawn_tables
from collector.readers.word.doc_file import FAULTS, PLCF_HDD, WordFile, offset_of
from collector.readers.word.doc_lists import Styles, read_lists
from collector.readers.word.doc_properties import (
    DELETED,
    HIDDEN,
    PLCF_CHPX,
    PLCF_PAPX,
    SYMBOL,
    Pages,
    ParagraphProperties,
    changed,
    modifiers,
)
from collector.readers.word.numbering import Counter, NumberedList, Numbering
from collector.readers.word.tableflow import TableFlow

MAIN, HEADERS, BOXES, HEADER_BOXES = 0, 2, 6, 7  # the stories that are read, of eight
CELL_END = "\x07"
BREAK = "\x0c"  # ends a section, and with it a paragraph; or a page in the midst of one
PARAGRAPH_ENDS = re.compile("[\r\x07\x0c]")
FIELD_MARKS = re.compile("[\x13\x14\x15]")  # begin, separator, end (2.8.25)
PRINTS = {
    0x0B: "\n",
    0x0C: "\n",
    0x0E: "\n",
    0x1E: "-",
    0x09: "\t",
}  # line, page, column, hyphen that does not break, tab
CLEAN = dict.fromkeys(range(0x20), "") | PRINTS
SEPARATORS = 6  # of notes, before the page headers (2.8.24)


def read_doc(data: bytes, limits: ReadingLimits) -> Document:
    """Read a Word 97-2003 document: lines and tables in their order, text boxes, page headers and footers.

    Raises UnreadableError, "unsupported" for Word 95 and older.
    """
    file = WordFile.open(data, limits)
    try:
        blocks = tuple(_DocReading.of(file, limits).blocks())
    except FAULTS as error:
        raise UnreadableError("damaged", f"Word 97: {error!r}") from error
    return Document((Section(blocks),), "doc", file.identifier)


@dataclass(slots=True)
class _DocReading:
    """The way through one document, story by story."""

    file: WordFile
    limits: ReadingLimits
    papx: Pages
    styles: Styles
    counter: Counter
    unprinted: bytearray  # 1 for each character that is not printed
    _paragraphs: dict[tuple[bytes, bytes], ParagraphProperties] = field(default_factory=dict)

    @classmethod
    def of(cls, file: WordFile, limits: ReadingLimits) -> "_DocReading":
        lists: dict[str, NumberedList] = {}
        styles = Styles({})
        with suppress(struct.error, IndexError):  # the text is worth more than its numbers
            lists, styles = read_lists(file), Styles.of(file)
        counter = Counter(Numbering(lists))
        return cls(file, limits, Pages(file, PLCF_PAPX, 13), styles, counter, _unprinted(file))

    def blocks(self) -> Iterator[Line | Table]:
        yield from with_drawn_tables(self._story(*self._range(MAIN)), self.limits)
        for story in (BOXES, HEADER_BOXES):
            yield from self._story(*self._range(story), "text box")
        seen: set[str] = set()
        for first, end, place in self._pages():
            for block in self._story(first, end, place):
                if isinstance(block, Table) or block.text not in seen:
                    yield block
                if isinstance(block, Line):
                    seen.add(block.text)

    def _range(self, story: int) -> tuple[int, int]:
        first = sum(self.file.lengths[:story])
        return first, min(first + self.file.lengths[story], len(self.file.text))

    def _pages(self) -> Iterator[tuple[int, int, str]]:
        """Yield where the page headers and footers stand: six a section, each third and fourth a footer."""
        plc = self.file.part(PLCF_HDD)
        first, end = self._range(HEADERS)
        bounds = struct.unpack_from(f"<{len(plc) // 4}L", plc)
        for number in range(SEPARATORS, len(bounds) - 2):
            place = "page footer" if (number - SEPARATORS) % 6 in {2, 3, 5} else "page header"
            yield min(first + bounds[number], end), min(first + bounds[number + 1], end), place

    def _story(self, first: int, end: int, place: str = "") -> Iterator[Line | Table]:
        flow = TableFlow(self.limits)
        start = first
        for mark in PARAGRAPH_ENDS.finditer(self.file.text, first, end):
            if mark[0] == BREAK and not self._ends_paragraph(mark.start()):
                continue
            self._take(flow, start, mark.start())
            start = mark.end()
        if start < end:
            flow.paragraph(self._text(start, end), 0)
        return flow.blocks(place)

    def _take(self, flow: TableFlow, start: int, mark: int) -> None:
        """Take in the paragraph that ends with the mark."""
        paragraph = self._paragraph(mark)
        depth, in_cell = paragraph.depth, self.file.text[mark] == CELL_END
        if (in_cell and paragraph.row_end) or paragraph.inner_row_end:
            flow.end_row(paragraph.row, 1 if in_cell else depth)
            return
        text = self._text(start, mark)
        if paragraph.list and (text or not self.unprinted[mark]):
            text = self.counter.next_label(str(paragraph.list), paragraph.level) + text
        if in_cell or paragraph.inner_cell_end:
            flow.end_cell(text, 1 if in_cell else depth)
        else:
            flow.paragraph(text, depth)

    def _ends_paragraph(self, position: int) -> bool:
        piece = self.file.piece_of(position)
        offset = offset_of(piece, position)
        return self.papx.at(offset)[0] == offset + piece.width

    def _paragraph(self, mark: int) -> ParagraphProperties:
        piece = self.file.piece_of(mark)
        _, papx = self.papx.at(offset_of(piece, mark))
        key = (papx, piece.changes)
        if key not in self._paragraphs:
            style = int.from_bytes(papx[:2], "little")
            own = changed(self.styles.of_style(style), papx[2:], self.file.data)
            self._paragraphs[key] = changed(own, piece.changes)
        return self._paragraphs[key]

    def _text(self, start: int, end: int) -> str:
        text = self.file.text[start:end]
        if any(self.unprinted[start:end]):
            hidden = self.unprinted[start:end]
            text = "".join(char for char, not_printed in zip(text, hidden, strict=True) if not not_printed)
        text = text.translate(CLEAN)
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _unprinted(file: WordFile) -> bytearray:
    """Return 1 for each character of the text that is deleted, hidden, or the code of a field."""
    marks = bytearray(len(file.text))
    pages = Pages(file, PLCF_CHPX, 1)
    known: dict[tuple[bytes, bytes], bool] = {}
    for piece in file.pieces:
        position = piece.first
        while position < piece.end:
            bound, chpx = pages.at(offset_of(piece, position))
            after = min(max(-(-(bound - piece.offset) // piece.width) + piece.first, position + 1), piece.end)
            key = (chpx, piece.changes)
            if key not in known:
                known[key] = _is_unprinted(chpx + piece.changes)
            if known[key]:
                marks[position:after] = b"\1" * (after - position)
            position = after
    for first, end in _field_codes(file.text):
        marks[first:end] = b"\1" * (end - first)
    return marks


def _is_unprinted(grpprl: bytes) -> bool:
    """Whether a run is a tracked deletion, hidden, or a picture character of a symbol font."""
    found = dict(modifiers(grpprl))
    return any(found.get(operation, b"\0")[0] & 1 for operation in (DELETED, HIDDEN)) or SYMBOL in found


def _field_codes(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges from the beginning of a field to its result, to its end where it has none."""
    begun: list[list[int]] = []  # begin and separator
    for mark in FIELD_MARKS.finditer(text):
        if mark[0] == "\x13":
            begun.append([mark.start()])
        elif begun and mark[0] == "\x14":
            begun[-1].append(mark.start())
        elif begun:
            first, *separators = begun.pop()
            yield first, separators[0] if separators else mark.start()
