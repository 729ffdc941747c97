"""Excel 2003 XML workbooks (SpreadsheetML) into documents by lxml; many programs export them as ".xls"."""

from collections.abc import Iterator

from lxml import etree

from collector.errors import UnreadableError
from collector.formats.charset import decode_page
from collector.model import Document, Section
from collector.readers.limits import ReadingLimits
from collector.readers.package import IDENTIFIER, KEYWORD, local, parse_xml
from collector.readers.sheets.sheet import Placed, Spread, sheet_section, value_text

SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
EXCEL = "{urn:schemas-microsoft-com:office:excel}"
LAST_ROW, LAST_COLUMN = 2**20, 2**14  # what spreadsheets can hold


def read_spreadsheetml(data: bytes, limits: ReadingLimits) -> Document:
    """Read an Excel 2003 XML workbook ("XML Spreadsheet Reference", Microsoft 2002); raises UnreadableError."""
    root = parse_xml(decode_page(data).lstrip().encode())
    if root.tag != f"{SS}Workbook":
        raise UnreadableError("damaged", f"no workbook but {root.tag!r:.80}")
    sections = tuple(_read_sheet(sheet, limits) for sheet in root.findall(f"{SS}Worksheet"))
    return Document(sections, "xml-spreadsheet", _identifier(root))


def _identifier(root: etree._Element) -> str:
    for part in root:
        if local(part) == "CustomDocumentProperties":
            for item in part:
                if local(item) == IDENTIFIER:
                    return (item.text or "").strip()
        elif local(part) == "DocumentProperties":
            found = KEYWORD.search(" ".join(map(str, part.itertext())))
            if found:
                return found[1]
    return ""


def _read_sheet(sheet: etree._Element, limits: ReadingLimits) -> Section:
    visible = sheet.findtext(f"{EXCEL}WorksheetOptions/{EXCEL}Visible", "SheetVisible")
    merged: list[Spread] = []
    values = list(_values(sheet, merged))
    return sheet_section(sheet.get(f"{SS}Name", ""), visible != "SheetVisible", values, merged, limits)


def _values(sheet: etree._Element, merged: list[Spread]) -> Iterator[Placed]:
    """Yield what is not empty; merged ranges are added to `merged` on the way."""
    row = 0
    for line in sheet.iterfind(f"{SS}Table/{SS}Row"):
        row = _number(line, "Index", LAST_ROW, row + 1) - 1
        column = 0
        for cell in line.iterfind(f"{SS}Cell"):
            column = _number(cell, "Index", LAST_COLUMN, column + 1) - 1
            across, down = _number(cell, "MergeAcross", LAST_COLUMN), _number(cell, "MergeDown", LAST_ROW)
            if across or down:
                merged.append(Spread(row, column, row + down, column + across))
            text = _text(cell.find(f"{SS}Data"))
            if text:
                yield Placed(row, column, text)
            column += 1 + across
        row += 1 + _number(line, "Span", LAST_ROW)


def _text(data: etree._Element | None) -> str:
    text = "" if data is None else "".join(map(str, data.itertext()))
    kind = "" if data is None else data.get(f"{SS}Type", "String")
    if kind == "Number":
        try:
            return value_text(float(text))
        except (ValueError, OverflowError):
            return text
    if kind == "DateTime":
        return text.partition(".")[0].removesuffix("T00:00:00").replace("T", " ")
    if kind == "Boolean":
        return str(text.strip() == "1").upper()
    return "" if kind == "Error" else value_text(text)


def _number(element: etree._Element, name: str, most: int, default: int = 0) -> int:
    text = element.get(f"{SS}{name}", "")
    return (
        min(int(text), most)
        if text.isascii() and text.isdigit() and len(text) < 10 and int(text)
        else default
    )
