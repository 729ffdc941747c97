"""OpenDocument spreadsheets into documents by lxml, because calamine tells no merged cells of them."""

from collections.abc import Iterator

from lxml import etree

from collector.errors import UnreadableError
from collector.model import Document, Section
from collector.readers.limits import ReadingLimits
from collector.readers.opendocument import (
    CELLS,
    OFFICE,
    PARAGRAPHS,
    TABLE,
    TEXT,
    OpenDocument,
    count,
    integer,
    rows,
)
from collector.readers.sheets.sheet import Placed, Spread, sheet_section, value_text

LAST_ROW, LAST_COLUMN = 2**20, 2**14  # what spreadsheets can hold


def read_ods(data: bytes, limits: ReadingLimits) -> Document:
    """Read an OpenDocument spreadsheet (ISO 26300); raises UnreadableError."""
    content = OpenDocument.of(data, "spreadsheet", limits)
    hidden = content.styles_with("table-properties", f"{TABLE}display", "false")
    sections = tuple(
        _read_sheet(sheet, sheet.get(f"{TABLE}style-name", "") in hidden, limits)
        for sheet in content.body.findall(f"{TABLE}table")
    )
    return Document(sections, "ods", content.package.identifier())


def _read_sheet(sheet: etree._Element, hidden: bool, limits: ReadingLimits) -> Section:
    merged: list[Spread] = []
    values = list(_values(sheet, merged, limits))
    return sheet_section(sheet.get(f"{TABLE}name", ""), hidden, values, merged, limits)


def _values(sheet: etree._Element, merged: list[Spread], limits: ReadingLimits) -> Iterator[Placed]:
    """Yield what is not empty; merged ranges are added to `merged` on the way."""
    row = found = 0
    for line in rows(sheet):
        repeated = count(line, "number-rows-repeated", LAST_ROW - row)
        placed = list(_row_values(line, row, merged, limits))
        found += len(placed) * repeated
        if found > limits.cells:
            raise UnreadableError("too-large", f"{found} cells")
        for offset in range(repeated if placed else 0):
            yield from (value._replace(row=row + offset) for value in placed)
        row += repeated


def _row_values(
    line: etree._Element, row: int, merged: list[Spread], limits: ReadingLimits
) -> Iterator[Placed]:
    column = 0
    for cell in line:
        if cell.tag not in CELLS:
            continue
        repeated = count(cell, "number-columns-repeated", LAST_COLUMN - column)
        down = count(cell, "number-rows-spanned", LAST_ROW)
        across = count(cell, "number-columns-spanned", LAST_COLUMN)
        if down > 1 or across > 1:
            merged.append(Spread(row, column, row + down - 1, column + across - 1))
        text = _cell_text(cell)
        if text and repeated > limits.columns:
            raise UnreadableError("too-large", f"{repeated} columns with the same text")
        for offset in range(repeated if text else 0):
            yield Placed(row, column + offset, text)
        column += repeated


def _cell_text(cell: etree._Element) -> str:
    kind = cell.get(f"{OFFICE}value-type")
    if kind == "date":
        return cell.get(f"{OFFICE}date-value", "").removesuffix("T00:00:00").replace("T", " ")
    if kind in {"float", "currency", "percentage"}:
        try:
            return value_text(float(cell.get(f"{OFFICE}value", "")))
        except (ValueError, OverflowError):
            pass  # then as it is shown
    paragraphs = ("".join(_pieces(found)) for found in cell if found.tag in PARAGRAPHS)
    return "\n".join(paragraphs)


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
