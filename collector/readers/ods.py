"""OpenDocument spreadsheets into documents by lxml, because calamine tells no merged cells of them."""

from collections.abc import Iterator

from lxml import etree

from collector.errors import UnreadableError
from collector.model import Document, Section
from collector.readers.limits import Limits
from collector.readers.package import Package
from collector.readers.sheet import Placed, Spread, sheet_section, value_text

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

LAST_ROW, LAST_COLUMN = 2**20, 2**14  # what spreadsheets can hold
ROW_GROUPS = (f"{TABLE}table-row-group", f"{TABLE}table-header-rows", f"{TABLE}table-rows")
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")


def read_ods(data: bytes, limits: Limits) -> Document:
    """Read an OpenDocument spreadsheet (ISO 26300); raises UnreadableError."""
    package = Package.open(data, limits)
    if b"encryption-data" in (package.part("META-INF/manifest.xml") or b""):
        raise UnreadableError("encrypted", "an OpenDocument file with a password")
    root = package.tree("content.xml")
    sheets = None if root is None else root.find(f"{OFFICE}body/{OFFICE}spreadsheet")
    if root is None or sheets is None:
        raise UnreadableError("damaged", "no spreadsheet in content.xml")
    hidden = _hidden_styles(root)
    sections = tuple(
        _read_sheet(sheet, sheet.get(f"{TABLE}style-name") in hidden, limits)
        for sheet in sheets.findall(f"{TABLE}table")
    )
    return Document(sections, "ods", package.identifier())


def _hidden_styles(root: etree._Element) -> set[str | None]:
    return {
        style.get(f"{STYLE}name")
        for style in root.iter(f"{STYLE}style")
        for found in style.findall(f"{STYLE}table-properties")
        if found.get(f"{TABLE}display") == "false"
    }


def _read_sheet(sheet: etree._Element, hidden: bool, limits: Limits) -> Section:
    merged: list[Spread] = []
    values = list(_values(sheet, merged, limits))
    return sheet_section(sheet.get(f"{TABLE}name", ""), hidden, values, merged, limits)


def _values(sheet: etree._Element, merged: list[Spread], limits: Limits) -> Iterator[Placed]:
    """Yield what is not empty; merged ranges are added to `merged` on the way."""
    row = found = 0
    for line in _rows(sheet):
        repeated = _count(line, "number-rows-repeated", LAST_ROW - row)
        placed = list(_row_values(line, row, merged, limits))
        found += len(placed) * repeated
        if found > limits.cells:
            raise UnreadableError("too-large", f"{found} cells")
        for offset in range(repeated if placed else 0):
            yield from (value._replace(row=row + offset) for value in placed)
        row += repeated


def _rows(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in ROW_GROUPS:
            yield from _rows(child)


def _row_values(line: etree._Element, row: int, merged: list[Spread], limits: Limits) -> Iterator[Placed]:
    column = 0
    for cell in line:
        if cell.tag not in CELLS:
            continue
        repeated = _count(cell, "number-columns-repeated", LAST_COLUMN - column)
        rows = _count(cell, "number-rows-spanned", LAST_ROW)
        columns = _count(cell, "number-columns-spanned", LAST_COLUMN)
        if rows > 1 or columns > 1:
            merged.append(Spread(row, column, row + rows - 1, column + columns - 1))
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
    paragraphs = ("".join(_pieces(found)) for found in cell if found.tag in {f"{TEXT}p", f"{TEXT}h"})
    return "\n".join(paragraphs)


def _pieces(element: etree._Element) -> Iterator[str]:
    """Yield the text of a paragraph (ISO 26300, 6.1), without notes that hang on it."""
    yield element.text or ""
    for child in element:
        if child.tag == f"{TEXT}s":
            yield " " * min(_number(child.get(f"{TEXT}c")), 100)
        elif child.tag == f"{TEXT}tab":
            yield "\t"
        elif child.tag == f"{TEXT}line-break":
            yield "\n"
        elif str(child.tag).startswith(TEXT) and child.tag != f"{TEXT}note":
            yield from _pieces(child)
        yield child.tail or ""


def _count(element: etree._Element, name: str, most: int) -> int:
    return max(1, min(_number(element.get(f"{TABLE}{name}")), most))


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 1
