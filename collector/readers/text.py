"""Plain text and CSV into documents; it knows no mail, so quoted text must be gone before."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from collector.errors import UnreadableError
from collector.formats.charset import decode_bytes
from collector.model.documents import Document, Line, Section, Table
from collector.readers.limits import ReadingLimits
from collector.readers.sheets.sheet import Placed, Sheet, cell_text, sheet_section
from collector.readers.tabbed import drawn_table

DRAWN_COLUMNS = 3  # fewer tabs or bars in a line are no table
DRAWN_LINES = 2
RULE = re.compile(r"[\s|+:=_\-─━═┼│┃]+")  # a line that only draws a border
BARS = re.compile(r"[|│┃]")
DELIMITERS = "\t;,|"
TOLD = re.compile(r"sep=(.)\r?\n")  # a line by which Excel is told
SAMPLE = 4096


def read_text(data: bytes, limits: ReadingLimits) -> Document:
    """Read plain text: every line, and after lines that draw a table with tabs or bars that table."""
    text = decode_bytes(data)
    if len(text) > limits.characters:
        raise UnreadableError("too-large", f"{len(text)} characters")
    if data.startswith(codecs.BOM_UTF16_LE) and "\t" in text.partition("\n")[0]:  # Excel's "Unicode text"
        return Document((_separated(text, limits),), "text")
    lines = list(enumerate(text.splitlines(), start=1))
    blocks: list[Line | Table] = []
    tables = 0
    for is_table, group in groupby(lines, key=lambda item: bool(_columns(item[1])) or _is_rule(item[1])):
        run = list(group)
        blocks += (Line(line.strip(), f"line {number}") for number, line in run if line.strip())
        rows = [_columns(line) for _, line in run if not _is_rule(line)]
        if is_table and len(rows) >= DRAWN_LINES:
            tables += 1
            blocks.append(drawn_table(rows, f"table {tables}", limits))
    return Document((Section(tuple(blocks)),), "text")


def read_csv(data: bytes, limits: ReadingLimits) -> Document:
    """Read a file of separated values (RFC 4180, other delimiters too) as one sheet; raises UnreadableError."""
    return Document((_separated(decode_bytes(data), limits),), "csv")


def _separated(text: str, limits: ReadingLimits) -> Section:
    told = TOLD.match(text)
    delimiter = told[1] if told else _delimiter(text[:SAMPLE])
    try:
        values = _values(text[told.end() if told else 0 :], delimiter)
        return sheet_section(Sheet("", values=values), limits)
    except csv.Error as error:
        raise UnreadableError("damaged", f"CSV: {error}") from error


def _delimiter(sample: str) -> str:
    """Return the delimiter with which most lines have the same number of columns, the more the better.

    Counting alone is not enough: sentences and sums bring commas of their own.
    """

    def agreement(delimiter: str) -> tuple[int, int]:
        rows = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        return max(((lines, width) for width, lines in widths.items()), default=(0, 0))

    return max(DELIMITERS, key=agreement)


def _values(text: str, delimiter: str) -> Iterator[Placed]:
    for row, values in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)):
        for column, value in enumerate(values):
            yield Placed(row, column, cell_text(value))


def _columns(line: str) -> tuple[str, ...]:
    """Return the columns that a line draws, () when it draws none."""
    bars = BARS.split(line.strip().strip("|│┃"))
    columns = bars if len(bars) >= DRAWN_COLUMNS else line.rstrip("\r\n").split("\t")
    return tuple(column.strip() for column in columns) if len(columns) >= DRAWN_COLUMNS else ()


def _is_rule(line: str) -> bool:
    return (
        len(line) >= DRAWN_COLUMNS and any(char in line for char in "-─━═=_") and bool(RULE.fullmatch(line))
    )
