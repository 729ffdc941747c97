"""HTML into documents by lxml: mail bodies, Excel's and Word's "web pages"; it knows no form.

A table that holds another one is layout (Outlook wraps whole mails in such), so its cells are read
as lines and as the tables inside.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from collector.errors import UnreadableError
from collector.formats.charset import decode_page
from collector.model import Cell, Document, Line, Section, Table
from collector.readers.grid import place_in_table, rectangle
from collector.readers.limits import ReadingLimits

DROPPED = {
    "head",
    "script",
    "style",
    "title",
    "xml",
    "template",
    "noscript",
    "select",
    "svg",
    "math",
    "iframe",
}
BLOCKS = (
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt"}
    | {"fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"}
    | {"li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead"}
    | {"tr", "ul"}
)
ROW_GROUPS = {"thead", "tbody", "tfoot", "form"}
HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
BLANKS = re.compile(r"\s+")
DEPTH = 200  # elements inside of each other; deeper text is taken as it stands


def read_html(data: bytes, limits: ReadingLimits) -> Document:
    """Read a web page or an HTML body; raises UnreadableError."""
    return html_document(decode_page(data), limits)


def html_document(text: str, limits: ReadingLimits) -> Document:
    """Return what a page says; raises UnreadableError."""
    if not text.strip():
        return Document((), "html")
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableError("damaged", f"HTML: {error}") from error
    return Document((Section(tuple(_blocks(root, limits))),), "html")


def _blocks(root: etree._Element, limits: ReadingLimits) -> Iterator[Line | Table]:
    flow = _Flow()
    flow.walk(root)
    tables = lines = 0
    for item in flow.finished():
        if isinstance(item, str):
            lines += 1
            yield Line(item, f"line {lines}")
            continue
        tables += 1
        table = _table(item, f"table {tables}", limits)
        if table is not None:
            yield table


@dataclass(slots=True)
class _Flow:
    """Text as it runs: lines and tables one after the other."""

    items: list[str | etree._Element] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    mark: str = ""  # number or bullet of a list item that waits for its text
    depth: int = 0

    def walk(self, element: etree._Element) -> None:
        """Take in an element and all that is inside of it."""
        name = _name(element)
        if name in DROPPED or _is_hidden(element):
            return
        if name == "table" and not _is_layout(element):
            self.end_line()
            self.items.append(element)
            return
        if name == "br" or name in BLOCKS:
            self.end_line()
        self.depth += 1
        if self.depth > DEPTH:
            self.line += map(str, element.itertext())
        else:
            self._inside(element, name)
        self.depth -= 1
        if name in BLOCKS:
            self.end_line(mark_alone=name == "li")

    def _inside(self, element: etree._Element, name: str) -> None:
        self._add(element.text, name)
        number = _integer(element.get("start"), 1)
        for child in element:
            if name in {"ol", "ul"} and _name(child) == "li":
                number = _integer(child.get("value"), number)
                self.mark = f"{number}. " if name == "ol" else "- "
                number += 1
            self.walk(child)
            self._add(child.tail, name)

    def _add(self, text: str | None, name: str) -> None:
        if not text:
            return
        if name != "pre":
            self.line.append(text)
            return
        first, *others = text.splitlines() or [""]
        self.line.append(first)
        for other in others:
            self.end_line()
            self.line.append(other)

    def end_line(self, *, mark_alone: bool = False) -> None:
        """Finish the line, if there is text on it; an empty list item keeps its number."""
        text = BLANKS.sub(" ", "".join(self.line)).strip()
        self.line.clear()
        if text or (mark_alone and self.mark):
            self.items.append(f"{self.mark}{text}".strip())
            self.mark = ""

    def finished(self) -> list[str | etree._Element]:
        """Return all lines and tables."""
        self.end_line()
        return self.items


def _table(table: etree._Element, place: str, limits: ReadingLimits) -> Table | None:
    """Return a table with its spans resolved (HTML 4.9.12.1), None when it has no cell."""
    name = place_in_table(place)
    cells: list[Cell] = []
    rows = list(_rows(table))
    taken: dict[int, int] = {}  # column → first row that is free again
    for row, line in enumerate(rows):
        column = 0
        for cell in line:
            if _name(cell) not in {"td", "th"} or _is_hidden(cell):
                continue
            while taken.get(column, 0) > row:
                column += 1
            if column >= limits.columns:
                raise UnreadableError("too-large", f"{place}: more than {column} columns")
            columns = min(max(_integer(cell.get("colspan"), 1), 1), limits.columns)
            down = _integer(cell.get("rowspan"), 1) or len(rows)  # 0: to the end
            down = max(1, min(down, len(rows) - row))
            cells.append(Cell(_cell_text(cell), row, column, down, columns, name(row, column)))
            taken.update(dict.fromkeys(range(column, column + columns), row + down))
            column += columns
    if not cells:
        return None
    size = (len(rows), max(cell.column for cell in cells) + 1)
    return rectangle(cells, size, place, name, limits)


def _cell_text(cell: etree._Element) -> str:
    flow = _Flow()
    flow.walk(cell)
    return "\n".join(item for item in flow.finished() if isinstance(item, str))


def _rows(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        name = _name(child)
        if name == "tr" and not _is_hidden(child):
            yield child
        elif name in ROW_GROUPS:
            yield from _rows(child)


def _is_layout(table: etree._Element) -> bool:
    """Whether another table stands inside."""
    inside = table.iter("table")
    next(inside)
    return next(inside, None) is not None


def _is_hidden(element: etree._Element) -> bool:
    return "hidden" in element.attrib or bool(HIDDEN.search(element.get("style", "")))


def _name(element: etree._Element) -> str:
    return element.tag if isinstance(element.tag, str) else ""


def _integer(text: str | None, default: int) -> int:
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else default
