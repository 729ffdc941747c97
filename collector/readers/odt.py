"""OpenDocument texts (odt) into documents by zip and lxml; it knows no form.

What is read is what LibreOffice prints: tracked changes accepted, automatic numbers, text boxes; not
hidden text, comments and notes (ISO 26300 part 1).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from collector.errors import UnreadableError
from collector.model import Cell, Document, Line, Section, Table
from collector.readers.drawn import with_drawn_tables
from collector.readers.grid import place_in_table, rectangle
from collector.readers.limits import Limits
from collector.readers.odtlists import STYLE, TEXT, Lists, integer, list_styles
from collector.readers.package import Package, local

DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
ROW_GROUPS = {f"{TABLE}table-row-group", f"{TABLE}table-header-rows", f"{TABLE}table-rows"}
CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
PARAGRAPHS = {f"{TEXT}p", f"{TEXT}h"}
MARKS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
SKIPPED = {
    *(f"{TEXT}{name}" for name in ("tracked-changes", "note", "hidden-text", "ruby-text", "list-header")),
    *(f"{TEXT}{name}" for name in ("sequence-decls", "variable-decls", "user-field-decls", "dde-connection-decls")),
    *(f"{OFFICE}annotation", f"{OFFICE}forms", f"{TABLE}shapes"),
}  # fmt: skip
BLANKS = re.compile("[ \t\r\n]+")
PAGES = ("header", "header-first", "header-left", "footer", "footer-first", "footer-left")


def read_odt(data: bytes, limits: Limits) -> Document:
    """Read an OpenDocument text: lines and tables in their order, then its page headers and footers.

    Raises UnreadableError.
    """
    package = Package.open(data, limits)
    if b"encryption-data" in (package.part("META-INF/manifest.xml") or b""):
        raise UnreadableError("encrypted", "an OpenDocument file with a password")
    root = package.tree("content.xml")
    body = None if root is None else root.find(f"{OFFICE}body/{OFFICE}text")
    if root is None or body is None:
        raise UnreadableError("damaged", "no text in content.xml")
    styles = package.tree("styles.xml")
    reading = _Reading(limits, Lists(list_styles((styles, root))), _hidden_styles(root))
    blocks = with_drawn_tables(reading.blocks(body), limits)
    pages = () if styles is None else _page_lines(styles, reading)
    return Document((Section((*blocks, *pages)),), "odt", package.identifier())


def _hidden_styles(root: etree._Element) -> frozenset[str]:
    """Return the names of the styles that keep their text from being printed."""
    return frozenset(
        style.get(f"{STYLE}name", "")
        for style in root.iter(f"{STYLE}style")
        for found in style.findall(f"{STYLE}text-properties")
        if found.get(f"{TEXT}display") == "none"
    )


def _page_lines(styles: etree._Element, reading: "_Reading") -> Iterator[Line]:
    """Yield the lines of page headers and footers, each text once."""
    seen: set[str] = set()
    for page in styles.iter(f"{STYLE}master-page"):
        for name in PAGES:
            found = page.find(f"{STYLE}{name}")
            for line in () if found is None else reading.text(found).splitlines():
                if line.strip() and line not in seen:
                    seen.add(line)
                    yield Line(line, f"page {name.partition('-')[0]}")


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph and the number that is printed before it."""

    element: etree._Element
    label: str


@dataclass(slots=True)
class _Reading:
    """The way through one document: counts numbers, paragraphs and tables as they come."""

    limits: Limits
    lists: Lists
    hidden: frozenset[str]
    paragraphs: int = 0
    tables: int = 0

    def blocks(self, container: etree._Element, place: str = "") -> Iterator[Line | Table]:
        """Yield what stands in the body, a cell or a text box, paragraph by paragraph."""
        for found in self._content(container):
            if not isinstance(found, _Paragraph):
                yield from (
                    self._table(found) if found.tag == f"{TABLE}table" else self.blocks(found, "text box")
                )
                continue
            self.paragraphs += 1
            text = self._paragraph(found).strip("\n")
            if text.strip():
                yield Line(text, place or f"paragraph {self.paragraphs}")
            for box in _boxes(found.element):
                yield from self.blocks(box, "text box")

    def text(self, container: etree._Element) -> str:
        """Return all text of a cell, nested tables and text boxes too, by lines."""
        lines: list[str] = []
        for found in self._content(container):
            if isinstance(found, _Paragraph):
                lines.append(self._paragraph(found))
                lines += map(self.text, _boxes(found.element))
            elif found.tag == f"{TABLE}table":
                lines += (" ".join(filter(None, map(self.text, _cells(row)))) for row in _rows(found))
            else:
                lines.append(self.text(found))
        return "\n".join(lines).strip("\n")

    def _content(self, container: etree._Element) -> Iterator[_Paragraph | etree._Element]:
        """Yield the paragraphs, tables and text boxes of a container, whatever wraps them."""
        for child in container:
            if child.tag in PARAGRAPHS:
                yield _Paragraph(child, "")
            elif child.tag in {f"{TABLE}table", f"{DRAW}frame"}:
                yield from (child,) if child.tag == f"{TABLE}table" else _boxes(container, only=child)
            elif child.tag == f"{TEXT}list":
                yield from self._list(child, self.lists.begin(child), 0)
            elif child.tag not in SKIPPED and child.get(f"{TEXT}display", "true") not in {"none", "false"}:
                yield from self._content(child)

    def _list(self, element: etree._Element, name: str, level: int) -> Iterator[_Paragraph | etree._Element]:
        for item in element:
            label = None if item.tag == f"{TEXT}list-item" else ""
            for child in item:
                if child.tag in PARAGRAPHS:
                    yield _Paragraph(child, self.lists.label(name, level, item) if label is None else label)
                    label = ""
                elif child.tag == f"{TEXT}list":
                    yield from self._list(child, name, level + 1)
                elif child.tag == f"{TABLE}table":
                    yield child

    def _paragraph(self, paragraph: _Paragraph) -> str:
        return paragraph.label + "".join(self._pieces(paragraph.element)).lstrip(" ")

    def _pieces(self, element: etree._Element) -> Iterator[str]:
        """Yield the text of a paragraph (ISO 26300, 6.1), without what hangs on it and what is hidden."""
        yield BLANKS.sub(" ", element.text or "")
        for child in element:
            if child.tag in MARKS:
                yield MARKS[child.tag]
            elif child.tag == f"{TEXT}s":
                yield " " * min(integer(child.get(f"{TEXT}c"), 1), 100)
            elif (
                child.tag not in SKIPPED
                and not child.tag.startswith(DRAW)
                and child.get(f"{TEXT}style-name", "") not in self.hidden
            ):
                yield from self._pieces(child)
            yield BLANKS.sub(" ", child.tail or "")

    def _table(self, table: etree._Element) -> Iterator[Line | Table]:
        rows = list(islice(_rows(table, repeat=True), self.limits.cells + 1))
        if len(rows) > self.limits.cells:
            raise UnreadableError("too-large", f"more than {self.limits.cells} rows")
        frame = _frame(rows)
        if frame is not None:
            yield from self.blocks(frame)
            return
        self.tables += 1
        name = f"table {self.tables}"
        cells = list(self._placed(rows, name))
        if cells:
            width = max(cell.column for cell in cells) + 1
            yield rectangle(cells, (len(rows), width), name, place_in_table(name), self.limits)

    def _placed(self, rows: list[etree._Element], name: str) -> Iterator[Cell]:
        place = place_in_table(name)
        for row, line in enumerate(rows):
            column = 0
            for cell in line:
                if cell.tag not in CELLS:
                    continue
                repeated = self._count(cell, "number-columns-repeated")
                down, across = (
                    self._count(cell, "number-rows-spanned"),
                    self._count(cell, "number-columns-spanned"),
                )
                text = "" if local(cell) == "covered-table-cell" else self.text(cell)
                for at in range(column, column + repeated):
                    if local(cell) == "table-cell":
                        yield Cell(text, row, at, min(down, len(rows) - row), across, place(row, at))
                column += repeated
                if column > self.limits.columns or column * (row + 1) > 2 * self.limits.cells:
                    raise UnreadableError("too-large", f"{name}: {column} columns, {row + 1} rows")

    def _count(self, element: etree._Element, name: str) -> int:
        return max(1, min(integer(element.get(f"{TABLE}{name}"), 1), self.limits.columns + 1))


def _frame(rows: list[etree._Element]) -> etree._Element | None:
    """Return the cell that frames a nested table and is the only one with content, None otherwise."""
    cells = [cell for row in rows for cell in _cells(row)]
    nesting = [cell for cell in cells if cell.find(f"{TABLE}table") is not None]
    if len(nesting) != 1:
        return None
    others = (cell for cell in cells if cell is not nesting[0])
    return None if any("".join(map(str, cell.itertext())).strip() for cell in others) else nesting[0]


def _rows(table: etree._Element, *, repeat: bool = False) -> Iterator[etree._Element]:
    """Yield the rows of a table, those that stand for several as often if they are to `repeat`."""
    for child in table:
        if child.tag == f"{TABLE}table-row":
            times = integer(child.get(f"{TABLE}number-rows-repeated"), 1) if repeat else 1
            yield from (child,) * times
        elif child.tag in ROW_GROUPS:
            yield from _rows(child, repeat=repeat)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return (child for child in row if child.tag == f"{TABLE}table-cell")


def _boxes(element: etree._Element, only: etree._Element | None = None) -> Iterator[etree._Element]:
    """Yield the text boxes and the drawn shapes with text that hang on a paragraph."""
    for child in element if only is None else (only,):
        if not child.tag.startswith(DRAW):
            if child.tag not in SKIPPED:
                yield from _boxes(child)
        elif child.tag == f"{DRAW}text-box" or child.find(f"{TEXT}p") is not None:
            yield child
        else:
            yield from _boxes(child)
