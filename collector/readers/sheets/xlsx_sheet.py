"""One sheet of an Excel 2007 workbook (ECMA-376 part 1, 18.3) → its values as they are shown, and what is hidden.

Rows are let go as soon as they are read, so that a sheet of a million rows costs no memory.
"""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import IO, Any

from lxml import etree

from collector.errors import UnreadableError
from collector.readers.limits import ReadingLimits
from collector.readers.package import children, parse_xml, refuse_entities
from collector.readers.sheets.not_shown import LAST_COLUMN, LAST_ROW, LEAST_HEIGHT, LEAST_WIDTH, NotShown
from collector.readers.sheets.page_margins import margin_lines
from collector.readers.sheets.sheet import (
    ERROR,
    HIDDEN,
    NOT_CALCULATED,
    Placed,
    Sheet,
    Spread,
    cell_text,
)
from collector.readers.sheets.shown import shown_iso_date, shown_text, shown_value
from collector.readers.sheets.xlsx_ink import may_be_coloured

_TRUE = {"1", "true"}
_WHITE = "white"  # a note of a cell until it is known what else may colour it
_NUMERALS = "0123456789$"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # 22.9.2.19
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?")
_NAME = re.compile(r"[A-Z]{1,3}")
# The part of a header or footer, and the attribute without which it is not printed (18.3.1.46).
_PAGES = (("odd", ""), ("first", "differentFirst"), ("even", "differentOddEven"))


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheets of a workbook share."""

    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)  # the number format code of each cell style
    white: frozenset[str] = frozenset()  # the cell styles that write white on white
    since_1904: bool = False
    recalculates: bool = False  # Excel is told to do so when it opens the file: the values were never there

    def format(self, style: str | None) -> str:
        """The code of a cell style; General for one that is not there."""
        if not style or not self.formats:
            return ""
        return self.formats[int(style)] if style.isdigit() and int(style) < len(self.formats) else ""


class Rows:
    """The rows of a sheet, and when they have been read, the root that all else stands in."""

    root: Any = None

    def __init__(self, part: IO[bytes]) -> None:
        self._part = part

    def __iter__(self) -> Iterator[etree._Element]:
        """Yield the rows; of a large part each is let go before the next. Raises UnreadableError("damaged")."""
        if isinstance(self._part, io.BytesIO):
            self.root = parse_xml(self._part.getvalue())
            yield from children(self.root).get("sheetData", ())
            return
        parser: Any = etree.iterparse(
            self._part, tag="{*}row", resolve_entities=False, no_network=True, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            for _, row in parser:
                yield row
                row.clear()
        except etree.XMLSyntaxError as error:
            raise UnreadableError("damaged", f"XML: {error}") from error
        self.root = parser.root
        refuse_entities(self.root)


@dataclass(slots=True)
class SheetPart:
    """A sheet as far as its own part tells, and the element that names its drawing."""

    sheet: Sheet
    drawing: etree._Element | None


def read_sheet(part: IO[bytes], book: Book, limits: ReadingLimits) -> SheetPart:
    """Read one sheet; raises UnreadableError, "damaged" or "too-large"."""
    values: list[Placed] = []
    hidden: list[tuple[int, int]] = []
    told: list[tuple[int, int]] = []  # rows without a height of their own
    sized: list[tuple[int, int]] = []
    number = -1
    source = Rows(part)
    for row in source:
        number = _number(row.get("r"), number + 1)
        values += _row(row, number, book)
        if len(values) > limits.cells:
            raise UnreadableError("too-large", f"{len(values)} cells")
        height = row.get("ht")
        (told if height is None else sized).append((number, number))
        if row.get("hidden") in _TRUE or _is_less(height, LEAST_HEIGHT):
            hidden.append((number, number))
    parts = children(source.root)
    if book.white:
        note = "" if may_be_coloured(parts) else HIDDEN
        values = [value._replace(note=note) if value.note == _WHITE else value for value in values]
    rows = NotShown.of(hidden)
    usual = parts.get("sheetFormatPr")
    if usual is not None and (left := _left_by(usual, told)) is not None:
        rows = NotShown.all_but([lines for lines in (*left, *sized) if lines[0] not in rows], LAST_ROW)
    columns = parts.get("cols", ())
    margins = parts.get("headerFooter")
    sheet = Sheet(
        "",
        values=values,
        merged=[spread for item in parts.get("mergeCells", ()) for spread in _spread(item)],
        rows=rows,
        columns=NotShown.of(_hidden_columns(columns)),
        narrow=NotShown.of(_columns(item for item in columns if _is_less(item.get("width"), LEAST_WIDTH))),
        header=[] if margins is None else _margins(margins, "Header"),
        footer=[] if margins is None else _margins(margins, "Footer"),
    )
    return SheetPart(sheet, parts.get("drawing"))


def string_text(item: etree._Element) -> str:
    """The text of a string or of a cell's own one (18.4.8), without how it is to be pronounced."""
    text = ""
    for piece in item:
        name = piece.tag[piece.tag.rfind("}") + 1 :]
        if name == "t":
            text += piece.text or ""
        elif name == "r":
            text += "".join(part.text or "" for part in piece if part.tag.endswith("}t") or part.tag == "t")
    return cell_text(_ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text)


def _row(row: etree._Element, number: int, book: Book) -> Iterator[Placed]:
    column, before = -1, None  # of the cell before, and its address where it has one
    for cell in row:
        reference = cell.get("r")
        if reference is None:
            column = (_column_of(before.rstrip(_NUMERALS)) if before else column) + 1
        before = reference
        if len(cell):  # seldom looked into: there may be a million that only have a colour
            if reference is not None:
                column = _column_of(reference.rstrip(_NUMERALS))
            text, note = _cell(cell, book)
            if book.white and cell.get("s", "0") in book.white:
                note = note or _WHITE
            if text and column < LAST_COLUMN and number < LAST_ROW:
                yield Placed(number, column, text, note)


def _cell(cell: etree._Element, book: Book) -> tuple[str, str]:
    """What a cell shows, and what is to be said of it."""
    kind = cell.get("t", "n")
    value, formula = "", None
    for part in cell:
        name = part.tag
        if name.endswith("v"):
            value = part.text or ""
        elif name.endswith("f"):
            formula = part
        elif name.endswith("is"):
            value = string_text(part)
    if formula is not None and kind != "str" and (not value or (book.recalculates and value == "0")):
        return f"={formula.text or ''}", NOT_CALCULATED
    if not value:
        return "", ""
    return _text(kind, value, book.format(cell.get("s")), book)


def _text(kind: str, value: str, code: str, book: Book) -> tuple[str, str]:
    if kind == "e":
        return value, ERROR
    if kind == "n":
        try:
            number = float(value)
        except ValueError:
            return value, ""
        shown = shown_value(number, code, book.since_1904)
    elif kind == "b":
        value = shown = "TRUE" if value.strip() in _TRUE else "FALSE"
    elif kind == "d":
        shown = shown_iso_date(value, code)
    else:
        if kind == "s":
            value = book.strings[int(value)] if value.isdigit() and int(value) < len(book.strings) else ""
        elif kind == "str":
            value = cell_text(value)
        shown = shown_text(value, code) if code else value
    return (shown, "") if shown or not value else (value, HIDDEN)


def _left_by(usual: etree._Element, told: list[tuple[int, int]]) -> list[tuple[int, int]] | None:
    """Which rows without a height of their own are shown where the sheet hides the others; None where it does not."""
    if usual.get("customHeight") in _TRUE and _is_less(usual.get("defaultRowHeight"), LEAST_HEIGHT):
        return []
    return told if usual.get("zeroHeight") in _TRUE else None


def _hidden_columns(columns: Iterable[etree._Element]) -> Iterator[tuple[int, int]]:
    return _columns(item for item in columns if item.get("hidden") in _TRUE or _is_zero(item.get("width")))


def _columns(items: Iterable[etree._Element]) -> Iterator[tuple[int, int]]:
    for item in items:
        first = _number(item.get("min"), 0)
        yield first, min(max(first, _number(item.get("max"), first)), LAST_COLUMN)


def _spread(item: etree._Element) -> Iterator[Spread]:
    found = _REFERENCE.fullmatch(item.get("ref", ""))
    if found and found[3]:
        top, bottom = sorted((int(found[2]) - 1, int(found[4]) - 1))
        left, right = sorted((_column_of(found[1]), _column_of(found[3])))
        if top >= 0:
            yield Spread(top, left, bottom, right)


def _margins(element: etree._Element, kind: str) -> list[str]:
    """The lines of the "Header" or the "Footer", each once; those of the first and of even pages where they differ."""
    found: list[str] = []
    for page, differs in _PAGES:
        if not differs or element.get(differs) in _TRUE:
            found += margin_lines(element.findtext(f"{{*}}{page}{kind}", ""))
    return list(dict.fromkeys(found))


@lru_cache(1024)
def _column_of(letters: str) -> int:
    """The column, from 0, that the letters of an address name."""
    name = letters.replace("$", "").upper()
    if not _NAME.fullmatch(name):
        return LAST_COLUMN
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _number(text: str | None, default: int) -> int:
    """A number that counts from 1, from 0; the default where there is none."""
    return (
        int(text) - 1
        if text and text.isascii() and text.isdigit() and 0 < len(text) < 9 and int(text)
        else default
    )


def _is_less(text: str | None, least: float) -> bool:
    try:
        return text is not None and float(text) < least
    except ValueError:
        return False


def _is_zero(text: str | None) -> bool:
    return bool(text) and not str(text).strip("0.")
