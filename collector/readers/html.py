"""HTML into documents by lxml: mail bodies, Excel's and Word's "web pages"; it knows no form.

A table that holds another one is layout (Outlook wraps whole mails in such), so its cells are read
as lines and as the tables inside.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from collector.errors import UnreadableError
from collector.formats.charset import decode_page
from collector.formats.html_hiding import LIT, Light
from collector.model.documents import Cell, Document, Line, Section, Table
from collector.readers.grid import place_in_table, rectangle
from collector.readers.html_page import Page, shown_value
from collector.readers.limits import ReadingLimits
from collector.readers.unseen import Unseen

DROPPED = {"head", "script", "style", "title", "xml", "math", "iframe"}
BLOCKS = (
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl"}
    | {"dt", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"}
    | {"html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot"}
    | {"th", "thead", "tr", "ul"}
)
CELLS = {"td", "th"}
ROW_GROUPS = {"thead", "tbody", "tfoot", "form"}
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
    page = Page.of(root, text)
    shown = Section(tuple(_blocks([root], page, limits)))
    unseen = Unseen()
    unseen.all(_blocks(page.gone, page.revealed(), limits))
    unseen.line(" ".join(" ".join(page.faint).split()), "page")
    return Document((shown, *unseen.sections()), "html", notes=unseen.notes())


def _blocks(elements: Iterable[etree._Element], page: Page, limits: ReadingLimits) -> Iterator[Line | Table]:
    flow = _Flow(page)
    for element in elements:
        flow.walk(element)
        flow.end_line()
    tables = lines = 0
    for item in flow.finished():
        if isinstance(item, str):
            lines += 1
            yield Line(item, f"line {lines}")
            continue
        tables += 1
        table = _TableReading(page, f"table {tables}", limits).read(item)
        if table is not None:
            yield table


@dataclass(slots=True)
class _Flow:
    """Text as it runs: lines and tables one after the other."""

    page: Page
    light: Light = LIT  # how the text around stands
    items: "list[str | _Found]" = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    mark: str = ""  # number or bullet of a list item that waits for its text
    depth: int = 0

    def walk(self, element: etree._Element) -> None:
        """Take in an element and all that is inside of it."""
        name = _name(element)
        if name in DROPPED or not name:
            return
        shown = self.page.sight(element)
        if shown.gone:
            self.page.gone.append(element)
            return
        around = self.light
        self.light = shown.inside(around)
        if name == "table" and not _is_layout(element):
            self.end_line()
            self.items.append(_Found(element, self.light))
        else:
            self._through(element, name)
        self.light = around

    def cell(self, element: etree._Element) -> None:
        """Take in what is inside of a cell that is known to be there."""
        self._through(element, element.tag)

    def _through(self, element: etree._Element, name: str) -> None:
        if name == "br" or name in BLOCKS:
            self.end_line()
        self.depth += 1
        value = shown_value(element)
        if value is not None:
            self._add(value, name)
        elif self.depth > DEPTH:
            self.line += map(str, element.itertext())
        elif self.page.is_folded(element):
            for summary in self.page.summary(element):
                self.walk(summary)
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
        if self.light.dark:
            self.page.faint.append(text)
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
        if not self.line and not mark_alone:
            return
        text = BLANKS.sub(" ", "".join(self.line)).strip()
        self.line.clear()
        if text or (mark_alone and self.mark):
            self.items.append(f"{self.mark}{text}".strip())
            self.mark = ""

    def finished(self) -> "list[str | _Found]":
        """Return all lines and tables."""
        self.end_line()
        return self.items


@dataclass(frozen=True, slots=True)
class _Found:
    """A table or a row, and how the text around stands."""

    element: etree._Element
    light: Light


@dataclass(frozen=True, slots=True)
class _TableReading:
    """The way through one table."""

    page: Page
    place: str
    limits: ReadingLimits

    def read(self, table: _Found) -> Table | None:
        """Return a table with its spans resolved (HTML 4.9.12.1), None when it has no cell."""
        name = place_in_table(self.place)
        cells: list[Cell] = []
        rows = list(self._rows(table))
        hidden = self.page.hidden_columns(table.element)
        taken: dict[int, int] = {}  # column → first row that is free again
        for row, line in enumerate(rows):
            column = 0
            for cell in line.element:
                if cell.tag not in CELLS:
                    continue
                shown = self.page.sight(cell)
                if shown.gone:
                    self.page.gone.append(cell)
                    continue
                while taken.get(column, 0) > row:
                    column += 1
                if column >= self.limits.columns:
                    raise UnreadableError("too-large", f"{self.place}: more than {column} columns")
                columns = min(max(_integer(cell.get("colspan"), 1), 1), self.limits.columns)
                down = _integer(cell.get("rowspan"), 1) or len(rows)  # 0: to the end
                down = max(1, min(down, len(rows) - row))
                around = line.light.veiled() if columns == 1 and column in hidden else line.light
                text = self._text(cell, shown.inside(around))
                cells.append(Cell(text, row, column, down, columns, name(row, column)))
                taken.update(dict.fromkeys(range(column, column + columns), row + down))
                column += columns
        if not cells:
            return None
        size = (len(rows), max(cell.column for cell in cells) + 1)
        return rectangle(cells, size, self.place, name, self.limits)

    def _text(self, cell: etree._Element, light: Light) -> str:
        if not len(cell) and not light.dark:  # most cells hold nothing but a text
            return " ".join((cell.text or "").split())
        flow = _Flow(self.page, light)
        flow.cell(cell)
        return "\n".join(item for item in flow.finished() if isinstance(item, str))

    def _rows(self, around: _Found) -> Iterator[_Found]:
        for child in around.element:
            name = _name(child)
            if name != "tr" and name not in ROW_GROUPS:
                continue
            shown = self.page.sight(child)
            if shown.gone:
                self.page.gone.append(child)
                continue
            found = _Found(child, shown.inside(around.light))
            if name == "tr":
                yield found
            else:
                yield from self._rows(found)


def _is_layout(table: etree._Element) -> bool:
    """Whether another table stands inside."""
    inside = table.iter("table")
    next(inside)
    return next(inside, None) is not None


def _name(element: etree._Element) -> str:
    return element.tag if isinstance(element.tag, str) else ""


def _integer(text: str | None, default: int) -> int:
    if text is None:
        return default
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else default
