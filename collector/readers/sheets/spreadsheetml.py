"""Excel 2003 XML workbooks (SpreadsheetML) into documents by lxml; many programs export them as ".xls"."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from collector.errors import UnreadableError
from collector.formats.charset import decode_page
from collector.model.documents import Document
from collector.readers.limits import ReadingLimits
from collector.readers.package import IDENTIFIER, KEYWORD, local, parse_xml
from collector.readers.sheets.not_shown import LAST_COLUMN, LAST_ROW, LEAST_HEIGHT, NotShown
from collector.readers.sheets.page_margins import margin_lines
from collector.readers.sheets.sheet import (
    ERROR,
    HIDDEN,
    NOT_CALCULATED,
    Placed,
    Sections,
    Sheet,
    Spread,
    cell_text,
)
from collector.readers.sheets.shown import shown_iso_date, shown_text, shown_value

SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_NAMED = {
    "General Number": "",
    "General Date": "yyyy-mm-dd h:mm",  # this and the short one as the reader's own computer has them: see `BUILT_IN`
    "Long Date": "d mmmm yyyy",
    "Medium Date": "d-mmm-yy",
    "Short Date": "yyyy-mm-dd",
    "Long Time": "h:mm:ss AM/PM",
    "Medium Time": "h:mm AM/PM",
    "Short Time": "h:mm",
    "Currency": "#,##0.00",
    "Euro Currency": "€#,##0.00",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
}


def read_spreadsheetml(data: bytes, limits: ReadingLimits) -> Document:
    """Read an Excel 2003 XML workbook ("XML Spreadsheet Reference", Microsoft 2002); raises UnreadableError."""
    root = parse_xml(decode_page(data).lstrip().encode())
    if root.tag != f"{SS}Workbook":
        raise UnreadableError("damaged", f"no workbook but {root.tag!r:.80}")
    formats = _formats(root)
    sections = Sections(limits)
    for sheet in root.findall(f"{SS}Worksheet"):
        sections.add(_read_sheet(sheet, formats))
    return Document(tuple(sections.found), "xml-spreadsheet", _identifier(root), tuple(sections.notes))


def _formats(root: etree._Element) -> dict[str, str]:
    """The number format code of each cell style."""
    found: dict[str, str] = {}
    for style in root.iterfind(f"{SS}Styles/{SS}Style"):
        told = style.find(f"{SS}NumberFormat")
        code = "" if told is None else told.get(f"{SS}Format", "")
        usual = found.get(style.get(f"{SS}Parent", "Default"), "")
        found[style.get(f"{SS}ID", "")] = _NAMED.get(code, code) if told is not None else usual
    return found


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


def _read_sheet(sheet: etree._Element, formats: Mapping[str, str]) -> Sheet:
    options = f"{EXCEL}WorksheetOptions/{EXCEL}"
    reading = _Reading(formats)
    columns = list(reading.columns(sheet))
    return Sheet(
        sheet.get(f"{SS}Name", ""),
        sheet.findtext(f"{options}Visible", "SheetVisible") != "SheetVisible",
        list(reading.values(sheet)),
        reading.merged,
        NotShown.of(reading.rows),
        NotShown.of(columns),
        header=_margin(sheet.find(f"{options}PageSetup/{EXCEL}Header")),
        footer=_margin(sheet.find(f"{options}PageSetup/{EXCEL}Footer")),
    )


def _margin(element: etree._Element | None) -> list[str]:
    return [] if element is None else margin_lines(element.get(f"{EXCEL}Data", ""))


@dataclass(slots=True)
class _Reading:
    """The way through one sheet; what it meets beside values gathers on the way."""

    formats: Mapping[str, str]
    merged: list[Spread] = field(default_factory=list)
    rows: list[tuple[int, int]] = field(default_factory=list)  # those that are not shown
    styles: dict[int, str] = field(default_factory=dict)  # of columns

    def columns(self, sheet: etree._Element) -> Iterator[tuple[int, int]]:
        """Yield the columns that are not shown, and keep the styles of all."""
        column = 0
        for line in sheet.iterfind(f"{SS}Table/{SS}Column"):
            column = _number(line, "Index", LAST_COLUMN, column + 1) - 1
            last = min(column + _number(line, "Span", LAST_COLUMN), LAST_COLUMN)
            if _is_hidden(line, "Width"):
                yield column, last
            if style := line.get(f"{SS}StyleID"):
                self.styles.update(dict.fromkeys(range(column, last + 1), style))
            column = last + 1

    def values(self, sheet: etree._Element) -> Iterator[Placed]:
        """Yield what is not empty."""
        row = 0
        for line in sheet.iterfind(f"{SS}Table/{SS}Row"):
            row = _number(line, "Index", LAST_ROW, row + 1) - 1
            last = row + _number(line, "Span", LAST_ROW)
            if _is_hidden(line, "Height"):
                self.rows.append((row, last))
            yield from self._row_values(line, row)
            row = last + 1

    def _row_values(self, line: etree._Element, row: int) -> Iterator[Placed]:
        column = 0
        for cell in line.iterfind(f"{SS}Cell"):
            column = _number(cell, "Index", LAST_COLUMN, column + 1) - 1
            across, down = _number(cell, "MergeAcross", LAST_COLUMN), _number(cell, "MergeDown", LAST_ROW)
            if across or down:
                self.merged.append(Spread(row, column, row + down, column + across))
            style = cell.get(f"{SS}StyleID") or line.get(f"{SS}StyleID") or self.styles.get(column, "Default")
            text, note = _text(cell, self.formats.get(style, ""))
            if text:
                yield Placed(row, column, text, note)
            column += 1 + across


def _text(cell: etree._Element, code: str) -> tuple[str, str]:
    """What a cell shows, and what is to be said of it."""
    data, formula = cell.find(f"{SS}Data"), cell.get(f"{SS}Formula")
    text = "" if data is None else "".join(map(str, data.itertext()))
    kind = "" if data is None else data.get(f"{SS}Type", "String")
    if kind == "Error":
        return text, ERROR
    if not text and formula and kind != "String":
        return formula, NOT_CALCULATED
    if kind == "Number":
        try:
            shown = shown_value(float(text), code)
        except ValueError:
            return text, ""
    elif kind == "DateTime":
        shown = shown_iso_date(text, code)
    elif kind == "Boolean":
        shown = str(text.strip() == "1").upper()
    else:
        shown = shown_text(cell_text(text), code)
    return (shown, "") if shown or not text else (text, HIDDEN)


def _is_hidden(line: etree._Element, size: str) -> bool:
    """Whether a row or a column is hidden, or has next to no height or no width."""
    try:
        length = float(line.get(f"{SS}{size}", LEAST_HEIGHT))
    except ValueError:
        length = LEAST_HEIGHT
    return line.get(f"{SS}Hidden") == "1" or not length or (size == "Height" and length < LEAST_HEIGHT)


def _number(element: etree._Element, name: str, most: int, default: int = 0) -> int:
    text = element.get(f"{SS}{name}", "")
    return (
        min(int(text), most)
        if text.isascii() and text.isdigit() and len(text) < 10 and int(text)
        else default
    )
