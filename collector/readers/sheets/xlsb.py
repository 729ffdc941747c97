"""Binary Excel workbooks ([MS-XLSB]) into documents: what a person sees of each sheet, and what is hidden."""

import struct
from collections.abc import Iterator

from collector.errors import UnreadableError
from collector.model.documents import Document
from collector.readers.limits import ReadingLimits
from collector.readers.package import Package, Relation
from collector.readers.sheets.drawing import boxes
from collector.readers.sheets.sheet import Sections
from collector.readers.sheets.shown import BUILT_IN
from collector.readers.sheets.xlsb_sheet import XlsbBook, read_sheet, records, wide_text

_SHEET, _PROPERTIES, _STRING, _FORMAT, _CELL_STYLES, _CELL_STYLES_END, _STYLE = 156, 153, 19, 44, 617, 618, 47
_WORKSHEET = "worksheet"


def read_xlsb(data: bytes, limits: ReadingLimits) -> Document:
    """Read a binary Excel workbook; raises UnreadableError."""
    package = Package.open(data, limits)
    path = package.main_part() or "xl/workbook.bin"
    part = package.part(path)
    if part is None:
        raise UnreadableError("damaged", "no workbook inside")
    relations = package.relations(path)
    by_name = {item.name: item for item in relations}
    book = _book(package, part, relations)
    sections = Sections(limits)
    for kind, record in records(part):
        if kind != _SHEET or len(record) < 12:
            continue
        name, at = wide_text(record, 8)
        relation = by_name.get(name)
        if relation is None or relation.kind != _WORKSHEET:
            continue
        found = read_sheet(package.part(relation.target) or b"", book, limits)
        found.sheet.name = wide_text(record, at)[0]
        found.sheet.hidden = bool(struct.unpack_from("<L", record)[0])
        for item in package.relations(relation.target) if found.drawing else ():
            root = package.tree(item.target) if item.name == found.drawing else None
            found.sheet.boxes = [] if root is None else list(boxes(root))
        sections.add(found.sheet)
    return Document(tuple(sections.found), "xlsb", package.identifier(), tuple(sections.notes))


def _book(package: Package, part: bytes, relations: tuple[Relation, ...]) -> XlsbBook:
    paths = {item.kind: item.target for item in relations}
    strings = package.part(paths.get("sharedStrings", "-")) or b""
    return XlsbBook(
        [wide_text(record, 1)[0] for kind, record in records(strings) if kind == _STRING],
        list(_codes(package.part(paths.get("styles", "-")) or b"")),
        since_1904=any(
            kind == _PROPERTIES and record[:1] and record[0] & 1 for kind, record in records(part)
        ),
    )


def _codes(styles: bytes) -> Iterator[str]:
    """The number format code of each cell style, by its number."""
    own: dict[int, str] = {}
    inside = False
    for kind, record in records(styles):
        if kind == _FORMAT and len(record) > 6:
            own[struct.unpack_from("<H", record)[0]] = wide_text(record, 2)[0]
        elif kind in {_CELL_STYLES, _CELL_STYLES_END}:
            inside = kind == _CELL_STYLES
        elif kind == _STYLE and inside and len(record) >= 4:
            number = struct.unpack_from("<H", record, 2)[0]
            yield own[number] if number in own else BUILT_IN.get(number, "")
