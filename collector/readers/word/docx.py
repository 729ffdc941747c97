"""Word 2007 documents (docx, docm) into documents by zip and lxml; it knows no form.

What is read is what Word prints: tracked changes accepted, results of fields, automatic numbers, text boxes, notes,
embedded sheets; hidden text stands in a section of its own, comments are left out (ECMA-376 part 1, 17).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from collector.errors import UnreadableError
from collector.model.documents import Cell, Document, Line, Section, Table
from collector.readers.grid import Tables, place_in_table
from collector.readers.limits import ReadingLimits
from collector.readers.package import Package, local
from collector.readers.tabbed import with_drawn_tables
from collector.readers.unseen import Unseen
from collector.readers.word.docx_elements import (
    cells,
    content,
    hanging,
    is_hidden_row,
    merge_down,
    rows,
)
from collector.readers.word.docx_ink import Ink
from collector.readers.word.docx_parts import RELATION, Parts, grid_number, is_formula
from collector.readers.word.docx_styles import StylesPart, W
from collector.readers.word.docx_text import Said, said_by
from collector.readers.word.embedded import Embedded, flat
from collector.readers.word.margins import margin_lines
from collector.readers.word.nested import laid_out
from collector.readers.word.numbering import Counter, Numbering

BOX = "text box"


def read_docx(data: bytes, limits: ReadingLimits) -> Document:
    """Read a Word document: lines and tables in their order, then its notes, page headers and footers.

    Raises UnreadableError, "read-by-person" where an object that is not read may be all that it holds.
    """
    return _read(data, limits, inside=False)


def _read_inside(data: bytes, limits: ReadingLimits) -> Document:
    return _read(data, limits, inside=True)


def _read(data: bytes, limits: ReadingLimits, *, inside: bool) -> Document:
    package = Package.open(data, limits)
    main = next((item.target for item in package.relations() if item.kind == "officeDocument"), "")
    root = package.tree(main or "word/document.xml")
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise UnreadableError("damaged", "no Word document inside")
    parts = Parts(package, main, limits, None if inside else _read_inside)
    styles = StylesPart(package, parts.path("styles"))
    numbering = Numbering.of(package.tree(parts.path("numbering")), styles.styles)
    reading = _DocxReading(Counter(numbering), styles, Tables(limits), parts)
    blocks = [*with_drawn_tables(reading.blocks(body), limits), *reading.beside(body)]
    if reading.unread and not any(isinstance(block, Table) for block in blocks):
        raise UnreadableError("read-by-person", f"an object of {reading.unread[0]}")
    for program in reading.unread:
        reading.unseen.line(program, "embedded object")
    sections = (Section(tuple(blocks)), *reading.unseen.sections())
    return Document(sections, "docx", package.identifier(), reading.unseen.notes())


@dataclass(slots=True)
class _DocxReading:
    """The way through one document: counts numbers, paragraphs and tables as they come."""

    counter: Counter
    styles: StylesPart
    tables: Tables
    parts: Parts
    unseen: Unseen = field(default_factory=Unseen)
    unread: list[str] = field(default_factory=list)  # the programs of the objects that are not read
    paragraphs: int = 0
    ink: Ink = field(init=False)

    def __post_init__(self) -> None:
        self.ink = Ink(self.styles)

    def blocks(self, container: etree._Element, place: str = "") -> Iterator[Line | Table]:
        """Yield what stands in a body, a cell or a text box, paragraph by paragraph."""
        begun = ""
        for child in content(container):
            if child.tag == f"{W}tbl":
                yield from self._table(child)
                continue
            if child.tag == f"{W}altChunk":
                yield from self._taken_in(self.parts.page(child.get(RELATION, "")))
                continue
            self.paragraphs += 1
            named = place or f"paragraph {self.paragraphs}"
            said = self._paragraph(child, named)
            text = begun + said.shown
            begun = text if said.goes_on else ""
            if text.strip() and not begun:
                yield Line(text.strip("\n"), named)
            yield from self._hanging(child)
        if begun.strip():
            yield Line(begun.strip("\n"), named)

    def beside(self, body: etree._Element) -> Iterator[Line]:
        """Yield the lines of notes, and of page headers and footers; those that no page shows are not seen."""
        for kind, note in self.parts.notes():
            yield from (Line(line, kind) for line in self.text(note, kind).splitlines() if line.strip())
        shown = []
        for margin in self.parts.margins(body):
            text = self.text(margin.root, f"page {margin.kind}")
            if margin.shown:
                shown.append((margin.kind, text))
            else:
                self.unseen.line(text, f"page {margin.kind}")
        yield from margin_lines(shown)

    def text(self, container: etree._Element, place: str) -> str:
        """Return all text of a cell or of a part, nested tables and text boxes too, by lines."""
        lines: list[str] = []
        goes_on = False
        for child in content(container):
            if child.tag == f"{W}tbl":
                lines += (
                    " ".join(filter(None, (self.text(cell, place) for cell in cells(row))))
                    for row in rows(child)
                    if not is_hidden_row(row)
                )
                continue
            if child.tag != f"{W}p":
                continue
            said = self._paragraph(child, place)
            lines += [lines.pop() + said.shown] if goes_on and lines else [said.shown]
            goes_on = said.goes_on
            for block in self._hanging(child):
                lines += flat((block,))
        return "\n".join(lines).strip("\n")

    def _paragraph(self, paragraph: etree._Element, place: str) -> Said:
        said = said_by(paragraph, self.styles.hides, self.ink)
        if said.hidden:
            self.unseen.line(said.hidden, place)
            if not said.shown.strip():  # nor is its number shown
                return replace(said, shown="")
        label = self.counter.label(paragraph)
        return replace(said, shown=label + said.shown) if label else said

    def _hanging(self, paragraph: etree._Element) -> Iterator[Line | Table]:
        """Yield what hangs on a paragraph: text boxes, words drawn as a picture, embedded sheets and documents."""
        for element, hidden in hanging(paragraph):
            blocks = self._hung(element)
            if hidden:
                self.unseen.all(blocks)
            else:
                yield from blocks

    def _hung(self, element: etree._Element) -> Iterator[Line | Table]:
        match local(element):
            case "txbxContent":
                yield from self.blocks(element, BOX)
            case "textpath" if element.get("string", "").strip():
                yield Line(element.get("string", ""), BOX)
            case "OLEObject" if not is_formula(element):
                found = self.parts.object(element)
                if found is None:
                    self.unread.append(element.get("ProgID", "an unknown program"))
                else:
                    yield from self._taken_in(found)

    def _taken_in(self, found: Embedded | None) -> Iterator[Line | Table]:
        if found is not None:
            yield from found.shown
            self.unseen.all(found.hidden)
            self.unseen.said += found.notes

    def _table(self, table: etree._Element) -> Iterator[Line | Table]:
        known = rows(table)
        lines = [row for row in known if not is_hidden_row(row)]
        if framing := laid_out((cells(line) for line in lines), _nests, _speaks):
            for cell in framing:
                yield from self.blocks(cell)
        else:
            yield from self.tables.next(len(lines), lambda place: self._placed(lines, place))
        hidden = [
            [self.text(cell, "hidden row") for cell in cells(row)] for row in known if is_hidden_row(row)
        ]
        self.unseen.rows(hidden, f"table {self.tables.number}", self.tables.limits)

    def _placed(self, lines: Iterable[etree._Element], table: str) -> Iterable[Cell]:
        """Return the cells with their spans; a cell merged down is one that its successors lengthen."""
        place, limits = place_in_table(table), self.tables.limits
        placed: dict[tuple[int, int], Cell] = {}
        above: dict[int, tuple[int, int]] = {}  # column → the merged cell that may go on there
        for row, line in enumerate(lines):
            column = grid_number(line.find(f"{W}trPr"), "gridBefore", 0, limits)
            for cell in cells(line):
                properties = cell.find(f"{W}tcPr")
                width = max(1, grid_number(properties, "gridSpan", 1, limits))
                merge = merge_down(properties)
                if merge == "continue" and column in above:
                    start = above[column]
                    placed[start] = replace(placed[start], rows=row - start[0] + 1)
                else:
                    named = place(row, column)
                    placed[row, column] = Cell(self.text(cell, named), row, column, 1, width, named)
                    above.pop(column, None)
                    if merge:
                        above[column] = (row, column)
                column += width
        return placed.values()


def _nests(cell: etree._Element) -> bool:
    return any(child.tag == f"{W}tbl" for child in content(cell))


def _speaks(cell: etree._Element) -> bool:
    return any(text.text for text in cell.iter(f"{W}t"))
