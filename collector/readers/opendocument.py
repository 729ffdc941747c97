"""An OpenDocument file (ISO 26300) → its content, its hidden styles and the rows of its tables; it reads no text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from collector.errors import UnreadableError
from collector.formats.locked import is_opendocument_locked
from collector.readers.limits import ReadingLimits
from collector.readers.package import Package

DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
PARAGRAPHS = {f"{TEXT}p", f"{TEXT}h"}
_LENGTH = re.compile(r"(\d{1,9}(?:\.\d*+)?|\.\d++)(cm|mm|in|pt|pc|px)?")
_POINTS = {"cm": 28.35, "mm": 2.835, "in": 72.0, "pt": 1.0, "pc": 12.0, "px": 0.75}
_SIZES = {"table-row": f"{STYLE}row-height", "table-column": f"{STYLE}column-width"}
OWN_STYLES = f"{OFFICE}automatic-styles/{STYLE}style"
_ROW_GROUPS = {f"{TABLE}table-row-group", f"{TABLE}table-header-rows", f"{TABLE}table-rows"}


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """What stands in content.xml, and the file around it."""

    package: Package
    root: etree._Element
    body: etree._Element  # the text or the spreadsheet itself

    @classmethod
    def of(cls, data: bytes, kind: str, limits: ReadingLimits) -> "OpenDocument":
        """Open a file of a kind, "text" or "spreadsheet"; raises UnreadableError."""
        package = Package.open(data, limits)
        if is_opendocument_locked(package.part("META-INF/manifest.xml") or b""):
            raise UnreadableError("encrypted", "an OpenDocument file with a password")
        root = package.tree("content.xml")
        body = None if root is None else root.find(f"{OFFICE}body/{OFFICE}{kind}")
        if root is None or body is None:
            raise UnreadableError("damaged", f"no {kind} in content.xml")
        return cls(package, root, body)

    def styles_with(self, properties: str, name: str, value: str) -> frozenset[str]:
        """Return the names of the styles in whose `properties` an attribute has a value."""
        return frozenset(
            style.get(f"{STYLE}name", "")
            for style in self.root.iterfind(OWN_STYLES)
            for found in style.iterfind(f"{STYLE}{properties}")
            if found.get(name) == value
        )


def rows(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of a table, whatever groups them; one may stand for several."""
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from rows(child)


def rows_shown(table: etree._Element, shown: bool = True) -> Iterator[tuple[etree._Element, bool]]:
    """Yield the rows of a table like `rows`, and whether the groups they stand in are unfolded."""
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child, shown
        elif child.tag in _ROW_GROUPS:
            yield from rows_shown(child, shown and child.get(f"{TABLE}display") != "false")


def sizes(root: etree._Element, family: str) -> dict[str, float]:
    """Return the heights of the styles of rows ("table-row"), or the widths of those of columns, in points."""
    return {
        style.get(f"{STYLE}name", ""): float(length[1]) * _POINTS.get(length[2], 1.0)
        for style in root.iterfind(OWN_STYLES)
        if style.get(f"{STYLE}family") == family
        for found in style
        if (length := _LENGTH.fullmatch(found.get(_SIZES[family], "")))
    }


def count(element: etree._Element, name: str, most: int) -> int:
    """Return how many rows or columns a row or a cell stands for or spans, by an attribute: from 1 to `most`."""
    return max(1, min(integer(element.get(f"{TABLE}{name}"), 1), most))


def integer(text: str | None, default: int) -> int:
    """Return a number of an attribute, `default` for anything that is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else default
