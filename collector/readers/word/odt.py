"""OpenDocument texts (odt) into documents by zip and lxml; it knows no form.

What is read is what LibreOffice prints: tracked changes accepted, automatic numbers, text boxes, form fields, notes,
embedded sheets; hidden text stands in a section of its own, comments are left out (ISO 26300 part 1).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, repeat

from lxml import etree

from collector.errors import UnreadableError
from collector.model.documents import Cell, Document, Line, Section, Table
from collector.readers.grid import Tables, place_in_table
from collector.readers.limits import ReadingLimits
from collector.readers.opendocument import (
    CELLS,
    DRAW,
    OFFICE,
    PARAGRAPHS,
    STYLE,
    TABLE,
    TEXT,
    OpenDocument,
    count,
    integer,
    rows,
)
from collector.readers.package import Package, local
from collector.readers.tabbed import with_drawn_tables
from collector.readers.unseen import Unseen
from collector.readers.word.embedded import flat, read_object
from collector.readers.word.margins import margin_lines
from collector.readers.word.nested import laid_out
from collector.readers.word.odt_lists import Lists, list_styles
from collector.readers.word.odt_objects import MOST, object_file
from collector.readers.word.odt_shown import Shown, is_hidden_paragraph, is_hidden_section

MARKS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
SKIPPED = {
    *(f"{TEXT}{name}" for name in ("tracked-changes", "note", "hidden-text", "ruby-text", "list-header")),
    *(f"{TEXT}{name}" for name in ("sequence-decls", "variable-decls", "user-field-decls", "dde-connection-decls")),
    *(f"{OFFICE}annotation", f"{OFFICE}forms", f"{TABLE}shapes"),
}  # fmt: skip
BLANKS = re.compile("[ \t\r\n]+")
OBJECTS = {f"{DRAW}object", f"{DRAW}object-ole"}
MARGINS = ("header", "header-first", "header-left", "footer", "footer-first", "footer-left")


def read_odt(data: bytes, limits: ReadingLimits) -> Document:
    """Read an OpenDocument text: lines and tables in their order, then its page headers and footers.

    Raises UnreadableError, "read-by-person" where an object that is not read may be all that it holds.
    """
    return _read(data, limits, inside=False)


def _read_inside(data: bytes, limits: ReadingLimits) -> Document:
    return _read(data, limits, inside=True)


def _read(data: bytes, limits: ReadingLimits, *, inside: bool) -> Document:
    content = OpenDocument.of(data, "text", limits)
    styles = content.package.tree("styles.xml")
    lists = Lists(list_styles((styles, content.root)))
    reading = _OdtReading(
        limits, lists, Shown.of((styles, content.root)), Tables(limits), content.package, inside
    )
    blocks = [*with_drawn_tables(reading.blocks(content.body), limits), *reading.notes(content.body)]
    margins = () if styles is None else margin_lines(_margins(styles, reading))
    if reading.unread and not any(isinstance(block, Table) for block in blocks):
        raise UnreadableError("read-by-person", "an embedded object")
    sections = (Section((*blocks, *margins)), *reading.unseen.sections())
    return Document(sections, "odt", content.package.identifier(), reading.unseen.notes())


def _margins(styles: etree._Element, reading: "_OdtReading") -> Iterator[tuple[str, str]]:
    """Yield kind and text of page headers and footers."""
    for page in styles.iter(f"{STYLE}master-page"):
        for name in MARGINS:
            found = page.find(f"{STYLE}{name}")
            if found is not None:
                yield name.partition("-")[0], reading.text(found)


@dataclass(frozen=True, slots=True)
class _NumberedParagraph:
    """A paragraph and the number that is printed before it."""

    element: etree._Element
    label: str


@dataclass(slots=True)
class _OdtReading:
    """The way through one document: counts numbers, paragraphs and tables as they come."""

    limits: ReadingLimits
    lists: Lists
    shown: Shown
    tables: Tables
    package: Package
    inside: bool  # of another document: no object is looked into
    unseen: Unseen = field(default_factory=Unseen)
    paragraphs: int = 0
    files: int = 0
    unread: bool = False  # there is an object that no reader of ours reads

    def blocks(self, container: etree._Element, place: str = "") -> Iterator[Line | Table]:
        """Yield what stands in the body, a cell or a text box, paragraph by paragraph."""
        for found in self._content(container):
            if not isinstance(found, _NumberedParagraph):
                if found.tag in OBJECTS:
                    yield from self._object(found)
                    continue
                yield from (
                    self._table(found) if found.tag == f"{TABLE}table" else self.blocks(found, "text box")
                )
                continue
            self.paragraphs += 1
            named = place or f"paragraph {self.paragraphs}"
            text = self._paragraph(found, named).strip("\n")
            if text.strip():
                yield Line(text, named)
            for box in _boxes(found.element):
                yield from self._object(box) if box.tag in OBJECTS else self.blocks(box, "text box")

    def notes(self, body: etree._Element) -> Iterator[Line]:
        """Yield the lines of footnotes and endnotes: they are printed."""
        for note in body.iter(f"{TEXT}note-body"):
            yield from (Line(line, "footnote") for line in self.text(note).splitlines() if line.strip())

    def text(self, container: etree._Element) -> str:
        """Return all text of a cell, nested tables and text boxes too, by lines."""
        lines: list[str] = []
        for found in self._content(container):
            if isinstance(found, _NumberedParagraph):
                lines.append(self._paragraph(found, "table"))
                for box in _boxes(found.element):
                    lines += flat(tuple(self._object(box))) if box.tag in OBJECTS else [self.text(box)]
            elif found.tag in OBJECTS:
                lines += flat(tuple(self._object(found)))
            elif found.tag == f"{TABLE}table":
                lines += (" ".join(filter(None, map(self.text, _cells(row)))) for row in rows(found))
            else:
                lines.append(self.text(found))
        return "\n".join(lines).strip("\n")

    def _object(self, drawn: etree._Element) -> Iterator[Line | Table]:
        """Yield what an embedded sheet or document shows."""
        self.files += 1
        data = object_file(self.package, drawn) if self.files <= MOST else None
        if data is None or self.inside:
            return
        found = read_object(data, self.tables.limits, _read_inside)
        if found is None:
            self.unread = True
        else:
            yield from found.shown
            self.unseen.all(found.hidden)
            self.unseen.said += found.notes

    def _content(self, container: etree._Element) -> Iterator[_NumberedParagraph | etree._Element]:
        """Yield the paragraphs, tables and text boxes of a container, whatever wraps them."""
        for child in container:
            if child.tag in PARAGRAPHS:
                yield _NumberedParagraph(child, "")
            elif child.tag in {f"{TABLE}table", f"{DRAW}frame"}:
                yield from (child,) if child.tag == f"{TABLE}table" else _boxes(container, only=child)
            elif child.tag == f"{TEXT}list":
                yield from self._list(child, self.lists.begin(child), 0)
            elif is_hidden_section(child):
                self.unseen.all([*self.blocks(child, "hidden section")] if child.tag not in SKIPPED else ())
            elif child.tag not in SKIPPED:
                yield from self._content(child)

    def _list(
        self, element: etree._Element, name: str, level: int
    ) -> Iterator[_NumberedParagraph | etree._Element]:
        for item in element:
            label = None if item.tag == f"{TEXT}list-item" else ""
            for child in item:
                if child.tag in PARAGRAPHS:
                    yield _NumberedParagraph(
                        child, self.lists.label(name, level, item) if label is None else label
                    )
                    label = ""
                elif child.tag == f"{TEXT}list":
                    yield from self._list(child, name, level + 1)
                elif child.tag == f"{TABLE}table":
                    yield child

    def _paragraph(self, paragraph: _NumberedParagraph, place: str) -> str:
        element = paragraph.element
        around = is_hidden_paragraph(element) or self.shown.hides(element, around=False)
        pieces = list(self._pieces(element, around))
        text = "".join(said for said, hidden in pieces if not hidden).lstrip(" ")
        concealed = "".join(said for said, hidden in pieces if hidden)
        self.unseen.line(concealed, place)
        return text if concealed.strip() and not text.strip() else paragraph.label + text

    def _pieces(self, element: etree._Element, hidden: bool) -> Iterator[tuple[str, bool]]:
        """Yield the text of a paragraph (ISO 26300, 6.1), without what hangs on it, and whether it is hidden."""
        yield BLANKS.sub(" ", element.text or ""), hidden
        for child in element:
            if child.tag in MARKS:
                yield MARKS[child.tag], hidden
            elif child.tag == f"{TEXT}s":
                yield " " * min(integer(child.get(f"{TEXT}c"), 1), 100), hidden
            elif (value := self.shown.value(child)) is not None:
                yield value, hidden
            elif child.tag not in SKIPPED and not child.tag.startswith(DRAW):
                yield from self._pieces(child, self.shown.hides(child, hidden))
            yield BLANKS.sub(" ", child.tail or ""), hidden

    def _table(self, table: etree._Element) -> Iterator[Line | Table]:
        lines = list(islice(_repeated(table), self.limits.cells + 1))
        if len(lines) > self.limits.cells:
            raise UnreadableError("too-large", f"more than {self.limits.cells} rows")
        if framing := laid_out((_cells(line) for line in lines), _nests, _speaks):
            for cell in framing:
                yield from self.blocks(cell)
        else:
            yield from self.tables.next(len(lines), lambda place: self._placed(lines, place))

    def _placed(self, lines: list[etree._Element], table: str) -> Iterator[Cell]:
        place = place_in_table(table)
        widest = self.limits.columns + 1
        for row, line in enumerate(lines):
            column = 0
            for cell in line:
                if cell.tag not in CELLS:
                    continue
                repeated = count(cell, "number-columns-repeated", widest)
                down = count(cell, "number-rows-spanned", len(lines) - row)
                across = count(cell, "number-columns-spanned", widest)
                text = "" if local(cell) == "covered-table-cell" else self.text(cell)
                for at in range(column, column + repeated):
                    if local(cell) == "table-cell":
                        yield Cell(text, row, at, down, across, place(row, at))
                column += repeated
                if column > self.limits.columns or column * (row + 1) > 2 * self.limits.cells:
                    raise UnreadableError("too-large", f"{table}: {column} columns, {row + 1} rows")


def _repeated(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of a table, those that stand for several as often."""
    for row in rows(table):
        yield from repeat(row, integer(row.get(f"{TABLE}number-rows-repeated"), 1))


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return (child for child in row if child.tag == f"{TABLE}table-cell")


def _nests(cell: etree._Element) -> bool:
    return cell.find(f"{TABLE}table") is not None


def _speaks(cell: etree._Element) -> bool:
    return bool("".join(map(str, cell.itertext())).strip())


def _boxes(element: etree._Element, only: etree._Element | None = None) -> Iterator[etree._Element]:
    """Yield the text boxes and the drawn shapes with text that hang on a paragraph."""
    for child in element if only is None else (only,):
        if not child.tag.startswith(DRAW):
            if child.tag not in SKIPPED:
                yield from _boxes(child)
        elif child.tag in OBJECTS or child.tag == f"{DRAW}text-box" or child.find(f"{TEXT}p") is not None:
            yield child
        else:
            yield from _boxes(child)
