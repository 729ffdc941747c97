"""Word 97-2003 documents (doc) into documents; it knows no form.

What is read is what Word prints: tracked changes accepted, results of fields, automatic numbers, text
boxes, notes; hidden text stands in a section of its own, comments are left out ([MS-DOC]).
"""

import re
import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from collector.errors import UnreadableError
from collector.model.documents import Document, Line, Section, Table
from collector.readers.limits import ReadingLimits
from collector.readers.tabbed import with_drawn_tables
from collector.readers.unseen import Unseen
from collector.readers.word.doc_file import FAULTS, PLCF_HDD, WordFile, offset_of
from collector.readers.word.doc_forms import form_values
from collector.readers.word.doc_lists import Styles, read_lists
from collector.readers.word.doc_objects import objects_of
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
from collector.readers.word.embedded import read_objects
from collector.readers.word.numbering import Counter, NumberedList, Numbering
from collector.readers.word.tableflow import TableFlow

MAIN, HEADERS = 0, 2  # stories, of eight; those of macros and of comments are not read
BESIDE = {1: "footnote", 5: "endnote", 6: "text box", 7: "text box"}
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
UNSEEN = 2
STYLE = 0x4A30  # of a run (sprmCIstd)
SEPARATORS = 6  # of notes, before the page headers (2.8.24)


def read_doc(data: bytes, limits: ReadingLimits) -> Document:
    """Read a Word 97-2003 document: lines and tables in their order, text boxes, page headers and footers.

    Raises UnreadableError, "unsupported" for Word 95 and older.
    """
    file = WordFile.open(data, limits)
    try:
        reading = _DocReading.of(file, limits)
        blocks = read_objects(objects_of(data, file.text), tuple(reading.blocks()), reading.unseen, limits)
    except FAULTS as error:
        raise UnreadableError("damaged", f"Word 97: {error!r}") from error
    sections = (Section(blocks), *reading.unseen.sections())
    return Document(sections, "doc", file.identifier, reading.unseen.notes())


@dataclass(slots=True)
class _DocReading:
    """The way through one document, story by story."""

    file: WordFile
    limits: ReadingLimits
    papx: Pages
    styles: Styles
    counter: Counter
    unprinted: bytearray  # 1 for each character that is not printed, 2 for those that are hidden
    values: dict[int, str]  # what a form field shows, by its first character
    unseen: Unseen = field(default_factory=Unseen)
    _paragraphs: dict[tuple[bytes, bytes], ParagraphProperties] = field(default_factory=dict)

    @classmethod
    def of(cls, file: WordFile, limits: ReadingLimits) -> "_DocReading":
        lists: dict[str, NumberedList] = {}
        styles = Styles({})
        with suppress(struct.error, IndexError):  # the text is worth more than its numbers
            lists, styles = read_lists(file), Styles.of(file)
        counter = Counter(Numbering(lists))
        fields = dict(_field_codes(file.text))
        values = form_values(file, fields)
        unprinted = _unprinted(file, styles.hiding, fields)
        return cls(file, limits, Pages(file, PLCF_PAPX, 13), styles, counter, unprinted, values)

    def blocks(self) -> Iterator[Line | Table]:
        yield from with_drawn_tables(self._story(*self._range(MAIN)), self.limits)
        for story, place in BESIDE.items():
            yield from self._story(*self._range(story), place)
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
            depth = 1 if in_cell else depth
            if not (self.unprinted[mark] and flow.drop_empty_row(depth)):
                flow.end_row(paragraph.row, depth)
            return
        if paragraph.style in self.styles.hiding:
            self.unprinted[start:mark] = bytes(each or UNSEEN for each in self.unprinted[start:mark])
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
        marks = self.unprinted[start:end]
        if any(marks):
            hidden = "".join(char for char, mark in zip(text, marks, strict=True) if mark == UNSEEN)
            self.unseen.line(_clean(hidden), "hidden text")
            values = self.values
            text = "".join(
                values.get(start + index, "") if mark else char
                for index, (char, mark) in enumerate(zip(text, marks, strict=True))
            )
        return _clean(text)


def _clean(text: str) -> str:
    """Return a text as it is printed, both halves of what lies beyond U+FFFF joined."""
    return text.translate(CLEAN).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _unprinted(file: WordFile, hiding: frozenset[int], fields: Mapping[int, int]) -> bytearray:
    """Return 1 for each character of the text that is deleted or the code of a field, `UNSEEN` for what is hidden."""
    marks = bytearray(len(file.text))
    pages = Pages(file, PLCF_CHPX, 1)
    known: dict[tuple[bytes, bytes], int] = {}
    for piece in file.pieces:
        position = piece.first
        while position < piece.end:
            bound, chpx = pages.at(offset_of(piece, position))
            after = min(max(-(-(bound - piece.offset) // piece.width) + piece.first, position + 1), piece.end)
            key = (chpx, piece.changes)
            if key not in known:
                known[key] = _mark(chpx + piece.changes, hiding)
            if known[key]:
                marks[position:after] = bytes((known[key],)) * (after - position)
            position = after
    for first, end in fields.items():
        marks[first:end] = b"\1" * (end - first)
    return marks


def _mark(grpprl: bytes, hiding: frozenset[int]) -> int:
    """Return 0 for a run that is printed; else it is a tracked deletion, hidden, or a picture of a symbol font."""
    found = dict(modifiers(grpprl))
    if found.get(DELETED, b"\0")[0] & 1 or SYMBOL in found:
        return 1
    if HIDDEN in found:
        return UNSEEN if found[HIDDEN][0] & 1 else 0
    style = int.from_bytes(found.get(STYLE, b""), "little")
    return UNSEEN if STYLE in found and style in hiding else 0


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
