"""Plain text and CSV into documents; it knows no mail, so quoted text must be gone before."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import groupby

from collector.errors import UnreadableError
from collector.model import Document, Line, Section, Table
from collector.readers.charset import decode
from collector.readers.drawn import drawn_table
from collector.readers.limits import Limits
from collector.readers.sheet import Placed, sheet_section, value_text

DRAWN_COLUMNS = 3  # fewer tabs or bars in a line are no table
DRAWN_LINES = 2
RULE = re.compile(r"[\s|+:=_\-─━═┼│┃]+")  # a line that only draws a border
BARS = re.compile(r"[|│┃]")
DELIMITERS = ",;\t|"


def read_text(data: bytes, limits: Limits) -> Document:
    """Read plain text: every line, and after lines that draw a table with tabs or bars that table."""
    text = decode(data).replace("\0", "")
    if len(text) > limits.characters:
        raise UnreadableError("too-large", f"{len(text)} characters")
    lines = list(enumerate(text.splitlines(), start=1))
    blocks: list[Line | Table] = []
    tables = 0
    for drawn, group in groupby(lines, key=lambda item: bool(_columns(item[1])) or _is_rule(item[1])):
        run = list(group)
        blocks += (Line(line.strip(), f"line {number}") for number, line in run if line.strip())
        rows = [_columns(line) for _, line in run if not _is_rule(line)]
        if drawn and len(rows) >= DRAWN_LINES:
            tables += 1
            blocks.append(drawn_table(rows, f"table {tables}", limits))
    return Document((Section(tuple(blocks)),), "text")


def read_csv(data: bytes, limits: Limits) -> Document:
    """Read a file of separated values (RFC 4180, other delimiters too) as one sheet."""
    text = decode(data).replace("\0", "")
    first = text[:4096]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        section = sheet_section("", False, _values(text, delimiter), (), limits)
    except csv.Error as error:
        raise UnreadableError("damaged", f"CSV: {error}") from error
    return Document((section,), "csv")


def _values(text: str, delimiter: str) -> Iterator[Placed]:
    for row, values in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)):
        for column, value in enumerate(values):
            yield Placed(row, column, value_text(value))


def _columns(line: str) -> tuple[str, ...]:
    """Return the columns that a line draws, () when it draws none."""
    bars = BARS.split(line.strip().strip("|│┃"))
    columns = bars if len(bars) >= DRAWN_COLUMNS else line.rstrip("\r\n").split("\t")
    return tuple(column.strip() for column in columns) if len(columns) >= DRAWN_COLUMNS else ()


def _is_rule(line: str) -> bool:
    return (
        len(line) >= DRAWN_COLUMNS and any(char in line for char in "-─━═=_") and bool(RULE.fullmatch(line))
    )
