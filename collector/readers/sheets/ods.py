"""OpenDocument spreadsheets into documents by lxml: every cell as the program showed it, and what it hid."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field

from lxml import etree

from collector.errors import UnreadableError
from collector.model.documents import Document
from collector.readers.limits import ReadingLimits
from collector.readers.opendocument import (
    CELLS,
    DRAW,
    OFFICE,
    PARAGRAPHS,
    TABLE,
    TEXT,
    OpenDocument,
    count,
    integer,
    rows_shown,
    sizes,
)
from collector.readers.sheets.not_shown import LAST_COLUMN, LAST_ROW, LEAST_HEIGHT, NotShown
from collector.readers.sheets.ods_margins import Margins
from collector.readers.sheets.sheet import (
    ERROR,
    HIDDEN,
    NOT_CALCULATED,
    Box,
    Placed,
    Sections,
    Sheet,
    Spread,
)
from collector.readers.sheets.shown import shown_value

_LEAST_WIDTH = 1.5  # points
_UNSEEN = {"collapse", "filter"}
_VISIBILITY, _STYLE_NAME = f"{TABLE}visibility", f"{TABLE}style-name"
_ERROR = re.compile(r"#[A-Z/0]+[!?A]|Err:\d+")
_FIRST = re.compile(r"(?<!\d)[0๐]?[1๑](?!\d)")  # the day of the first of a month
_DIGITS = re.compile(r"\D*(\d+)\D+(\d+)\D+\d+")


def read_ods(data: bytes, limits: ReadingLimits) -> Document:
    """Read an OpenDocument spreadsheet (ISO 26300); raises UnreadableError."""
    content = OpenDocument.of(data, "spreadsheet", limits)
    hidden = content.styles_with("table-properties", f"{TABLE}display", "false")
    margins = Margins(content)
    flat = {name for name, height in sizes(content.root, "table-row").items() if height < LEAST_HEIGHT}
    widths = sizes(content.root, "table-column")
    gone = {name for name, width in widths.items() if not width}
    narrow = {name for name, width in widths.items() if width < _LEAST_WIDTH} - gone
    sections = Sections(limits)
    for table in content.body.findall(f"{TABLE}table"):
        reading = _Reading(limits, flat)
        style = table.get(f"{TABLE}style-name", "")
        values = list(reading.values(table))
        sections.add(
            Sheet(
                table.get(f"{TABLE}name", ""),
                style in hidden,
                values,
                reading.merged,
                NotShown.of(reading.rows),
                NotShown.of(reading.columns(table, gone, unseen=_UNSEEN)),
                NotShown.of(reading.columns(table, narrow)),
                [*_boxes(table.find(f"{TABLE}shapes"), 0), *reading.boxes],
                margins.of(style, "header"),
                margins.of(style, "footer"),
            )
        )
    return Document(tuple(sections.found), "ods", content.package.identifier(), tuple(sections.notes))


@dataclass(slots=True)
class _Reading:
    """The way through one sheet; what it meets beside values gathers on the way."""

    limits: ReadingLimits
    flat: Set[str]  # styles of rows without height
    merged: list[Spread] = field(default_factory=list)
    rows: list[tuple[int, int]] = field(default_factory=list)  # those that are not shown
    boxes: list[Box] = field(default_factory=list)

    def values(self, sheet: etree._Element) -> Iterator[Placed]:
        """Yield what is not empty."""
        row = found = 0
        for line, shown in rows_shown(sheet):
            repeated = count(line, "number-rows-repeated", LAST_ROW - row)
            placed = list(self._row_values(line, row))
            found += len(placed) * repeated
            if found > self.limits.cells:
                raise UnreadableError("too-large", f"{found} cells")
            for offset in range(repeated if placed else 0):
                yield from (value._replace(row=row + offset) for value in placed)
            if not shown or line.get(_VISIBILITY) in _UNSEEN or line.get(_STYLE_NAME) in self.flat:
                self.rows.append((row, row + repeated - 1))
            row += repeated

    def columns(
        self, sheet: etree._Element, styles: Set[str], unseen: Set[str] = frozenset()
    ) -> Iterator[tuple[int, int]]:
        """Yield the columns of some styles, and those that are not shown in some ways."""
        column = 0
        for line in sheet.iter(f"{TABLE}table-column"):
            repeated = count(line, "number-columns-repeated", LAST_COLUMN - column)
            if line.get(_STYLE_NAME) in styles or line.get(_VISIBILITY) in unseen:
                yield column, column + repeated - 1
            column += repeated

    def _row_values(self, line: etree._Element, row: int) -> Iterator[Placed]:
        column = 0
        for cell in line:
            if cell.tag not in CELLS:
                continue
            repeated = count(cell, "number-columns-repeated", LAST_COLUMN - column)
            down = count(cell, "number-rows-spanned", LAST_ROW)
            across = count(cell, "number-columns-spanned", LAST_COLUMN)
            if down > 1 or across > 1:
                self.merged.append(Spread(row, column, row + down - 1, column + across - 1))
            text, note = _cell(cell)
            if text and repeated > self.limits.columns:
                raise UnreadableError("too-large", f"{repeated} columns with the same text")
            for offset in range(repeated if text else 0):
                yield Placed(row, column + offset, text, note)
            if (len(cell) and cell[-1].tag not in PARAGRAPHS) or len(cell) > 1:
                self.boxes += _boxes(cell, row)
            column += repeated


def _cell(cell: etree._Element) -> tuple[str, str]:
    """What a cell shows, and what is to be said of it."""
    paragraphs = [found for found in cell if found.tag in PARAGRAPHS]
    text = "\n".join("".join(_pieces(found)) for found in paragraphs)
    kind = cell.get(f"{OFFICE}value-type")
    formula = cell.get(f"{TABLE}formula")
    if formula is not None:
        if kind is None and not text:
            return formula.partition(":")[2] or formula, NOT_CALCULATED
        if _ERROR.fullmatch(text):
            return text, ERROR
    if kind is None or kind == "string":
        return text, ""
    if kind == "date":
        return _date(cell, text, shown=bool(paragraphs))
    if text:
        return text, ""
    value = _value(cell)
    return value, HIDDEN if paragraphs and value else ""


def _date(cell: etree._Element, text: str, *, shown: bool) -> tuple[str, str]:
    """A date as it is shown, but for the two kinds of which `shown_date` tells."""
    value = cell.get(f"{OFFICE}date-value", "")
    plain = value.removesuffix("T00:00:00").replace("T", " ")
    digits = _DIGITS.fullmatch(text.partition(" ")[0])
    american = digits and [int(number) for number in digits.groups()] == _month_and_day(value)
    if american or (plain.endswith("-01") and _FIRST.search(text)):
        return plain, ""
    return (text, "") if text else (plain, HIDDEN if shown else "")


def _month_and_day(value: str) -> list[int]:
    parts = value[:10].split("-")[1:]
    found = [int(part) for part in parts if part.isdigit()]
    return found if len(found) == 2 and found[0] != found[1] else []


def _value(cell: etree._Element) -> str:
    """The value itself, of a file whose program wrote no text beside it."""
    value = cell.get(f"{OFFICE}value") or cell.get(f"{OFFICE}boolean-value", "").upper()
    try:
        return shown_value(float(value), "")
    except (ValueError, OverflowError):
        return value or cell.get(f"{OFFICE}time-value", "")


def _boxes(place: etree._Element | None, row: int) -> Iterator[Box]:
    """Yield the paragraphs of the shapes that stand in a cell, or over a sheet; comments are no shapes."""
    for shape in place if place is not None else ():
        if str(shape.tag).startswith(DRAW):
            hidden = shape.get(f"{DRAW}display") == "none"
            for paragraph in shape.iter(*PARAGRAPHS):
                if text := "".join(_pieces(paragraph)).strip():
                    yield Box(row, text, hidden)


def _pieces(element: etree._Element) -> Iterator[str]:
    """Yield the text of a paragraph (ISO 26300, 6.1), without notes that hang on it."""
    yield element.text or ""
    for child in element:
        if child.tag == f"{TEXT}s":
            yield " " * min(integer(child.get(f"{TEXT}c"), 1), 100)
        elif child.tag == f"{TEXT}tab":
            yield "\t"
        elif child.tag == f"{TEXT}line-break":
            yield "\n"
        elif str(child.tag).startswith(TEXT) and child.tag != f"{TEXT}note":
            yield from _pieces(child)
        yield child.tail or ""
