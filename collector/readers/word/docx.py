"""Word 2007 documents (docx, docm) into documents by zip and lxml; it knows no form.

What is read is what Word prints: tracked changes accepted, results of fields, automatic numbers,
text boxes; not hidden text, comments and notes (ECMA-376 part 1, 17).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from lxml import etree

from collector.errors import UnreadableError
from collector.model import Cell, Document, Line, Section, Table
from collector.readers.grid import Tables, place_in_table
from collector.readers.limits import ReadingLimits
from collector.readers.package import Package, local, parse_xml
from collector.readers.tabbed import with_drawn_tables
from collector.readers.word.docx_embedded import embedded_blocks
from collector.readers.word.margins import margin_lines
from collector.readers.word.nested import frame
from collector.readers.word.numbering import Counter, Numbering, W, value_of

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
OFF = {"0", "false", "off"}
TRANSPARENT = {"ins", "moveTo", "customXml", "smartTag", "sdt", "sdtContent", "ruby", "rubyBase"} | {
    *("r", "hyperlink", "fldSimple", "bdo", "dir", "subDoc"),
    *("oMathPara", "oMath", "e", "num", "den", "sup", "sub"),
}
PRINTS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
TYPE_WITHIN = 200  # bytes from the end of the style before


def read_docx(data: bytes, limits: ReadingLimits) -> Document:
    """Read a Word document: lines and tables in their order, then its page headers and footers.

    Raises UnreadableError.
    """
    package = Package.open(data, limits)
    main = next((item.target for item in package.relations() if item.kind == "officeDocument"), "")
    root = package.tree(main or "word/document.xml")
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise UnreadableError("damaged", "no Word document inside")
    parts = {item.kind: item.target for item in package.relations(main)}
    numbering = Numbering.of(
        package.tree(parts.get("numbering", "-")), lambda: _styles(package, parts.get("styles", "-"))
    )
    embedded = partial(embedded_blocks, package, main, limits=limits)
    reading = _DocxReading(Counter(numbering), Tables(limits), embedded)
    margins = margin_lines(_margins(package, main, reading))
    blocks = [*with_drawn_tables(reading.blocks(body), limits), *margins]
    return Document((Section(tuple(blocks)),), "docx", package.identifier())


def _margins(package: Package, main: str, reading: "_DocxReading") -> Iterator[tuple[str, str]]:
    """Yield kind and text of page headers and footers."""
    for relation in package.relations(main):
        root = package.tree(relation.target) if relation.kind in {"header", "footer"} else None
        if root is not None:
            yield relation.kind, reading.text(root)


def _styles(package: Package, path: str) -> etree._Element | None:
    """Return styles.xml without the table styles, nine tenths of the 350 KB that python-docx begins with."""
    data = package.part(path)
    if data is None:
        return None
    *styles, end = data.split(b"</w:style>")
    kept = (style for style in styles if b'w:type="table"' not in style[:TYPE_WITHIN])
    return parse_xml(b"</w:style>".join((*kept, end)))


@dataclass(slots=True)
class _DocxReading:
    """The way through one document: counts numbers, paragraphs and tables as they come."""

    counter: Counter
    tables: Tables
    embedded: Callable[[str], tuple[Line | Table, ...]]  # what is taken in under a name
    paragraphs: int = 0

    def blocks(self, container: etree._Element, place: str = "") -> Iterator[Line | Table]:
        """Yield what stands in a body, a cell or a text box, paragraph by paragraph."""
        for child in _content(container):
            if child.tag == f"{W}tbl":
                yield from self._table(child)
                continue
            if child.tag == f"{W}altChunk":
                yield from self.embedded(child.get(RELATION, ""))
                continue
            self.paragraphs += 1
            text = self._paragraph(child).strip("\n")
            if text.strip():
                yield Line(text, place or f"paragraph {self.paragraphs}")
            for box in _boxes(child):
                yield from self.blocks(box, "text box")

    def text(self, container: etree._Element) -> str:
        """Return all text of a cell, nested tables and text boxes too, by lines."""
        lines: list[str] = []
        for child in _content(container):
            if child.tag == f"{W}tbl":
                lines += (" ".join(filter(None, map(self.text, _cells(row)))) for row in _rows(child))
                continue
            lines.append(self._paragraph(child))
            lines += map(self.text, _boxes(child))
        return "\n".join(lines).strip("\n")

    def _paragraph(self, paragraph: etree._Element) -> str:
        return self.counter.label(paragraph) + "".join(_pieces(paragraph))

    def _table(self, table: etree._Element) -> Iterator[Line | Table]:
        lines = list(_rows(table))
        framing = frame((cell for line in lines for cell in _cells(line)), _nests, _speaks)
        if framing is not None:
            yield from self.blocks(framing)
        else:
            yield from self.tables.next(len(lines), lambda place: self._placed(lines, place))

    def _placed(self, lines: Iterable[etree._Element], table: str) -> Iterable[Cell]:
        """Return the cells with their spans; a cell merged down is one that its successors lengthen."""
        place, limits = place_in_table(table), self.tables.limits
        cells: dict[tuple[int, int], Cell] = {}
        above: dict[int, tuple[int, int]] = {}  # column → the merged cell that may go on there
        for row, line in enumerate(lines):
            column = _grid(line.find(f"{W}trPr"), "gridBefore", 0, limits)
            for cell in _cells(line):
                properties = cell.find(f"{W}tcPr")
                width = max(1, _grid(properties, "gridSpan", 1, limits))
                merge = None if properties is None else properties.find(f"{W}vMerge")
                goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue"
                if goes_on and column in above:
                    start = above[column]
                    cells[start] = replace(cells[start], rows=row - start[0] + 1)
                else:
                    cells[row, column] = Cell(self.text(cell), row, column, 1, width, place(row, column))
                    above.pop(column, None)
                    if merge is not None:
                        above[column] = (row, column)
                column += width
        return cells.values()


def _nests(cell: etree._Element) -> bool:
    return any(child.tag == f"{W}tbl" for child in _content(cell))


def _speaks(cell: etree._Element) -> bool:
    return any(text.text for text in cell.iter(f"{W}t"))


def _content(container: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of a container, whatever wraps them."""
    for child in container:
        name = local(child)
        if name in {"p", "tbl", "altChunk"}:
            yield child
        elif name == "AlternateContent":
            yield from _content(_chosen(child))
        elif name in TRANSPARENT:
            yield from _content(child)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """Return the rows of a table, without those that a tracked change deletes."""
    return (row for row in _named("tr", table) if row.find(f"{W}trPr/{W}del") is None)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return _named("tc", row)


def _named(wanted: str, container: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements of a name, whatever wraps them."""
    for child in container:
        name = local(child)
        if name == wanted:
            yield child
        elif name in TRANSPARENT:
            yield from _named(wanted, child)


def _pieces(element: etree._Element) -> Iterator[str]:
    """Yield the text of a paragraph, without its text boxes, deleted and hidden text."""
    for child in element:
        name = local(child)
        if name == "t":
            yield child.text or ""
        elif name in PRINTS:
            yield PRINTS[name]
        elif name == "AlternateContent":
            yield from _pieces(_chosen(child))
        elif name in TRANSPARENT and not (name == "r" and _is_hidden(child)):
            yield from _pieces(child)


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes that hang on a paragraph, each once although Word writes it twice."""
    for child in element:
        name = local(child)
        if name == "txbxContent":
            yield child
        elif name == "AlternateContent":
            yield from _boxes(_chosen(child))
        elif name not in {"t", "rPr", "pPr", "del", "moveFrom"}:
            yield from _boxes(child)


def _chosen(alternate: etree._Element) -> etree._Element:
    """Return the branch that a new Word shows, or the element itself when it has none (MCE, 7.5)."""
    return next(iter(alternate), alternate)


def _is_hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val", "true") not in OFF


def _grid(properties: etree._Element | None, name: str, default: int, limits: ReadingLimits) -> int:
    text = "" if properties is None else value_of(properties, name)
    return min(int(text), limits.columns) if text.isascii() and text.isdigit() and len(text) < 9 else default
