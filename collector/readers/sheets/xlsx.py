"""Excel 2007 workbooks (ECMA-376) into documents by lxml: what a person sees of each sheet, and what is hidden."""

from lxml import etree

from collector.errors import UnreadableError
from collector.model.documents import Document
from collector.readers.limits import ReadingLimits
from collector.readers.package import Package, Relation, children, local, parse_some
from collector.readers.sheets.drawing import boxes
from collector.readers.sheets.sheet import Box, Sections
from collector.readers.sheets.shown import BUILT_IN
from collector.readers.sheets.xlsx_ink import white_styles
from collector.readers.sheets.xlsx_sheet import Book, read_sheet, string_text

_TRUE = {"1", "true"}
_USUAL = "xl/workbook.xml"  # where Excel and nearly every other program puts it
_WORKSHEET = "worksheet"


def read_xlsx(data: bytes, limits: ReadingLimits) -> Document:
    """Read an Excel 2007 workbook; raises UnreadableError."""
    package = Package.open(data, limits)
    path = _USUAL if package.has(_USUAL) else package.main_part()
    root = package.tree(path)
    if root is None or local(root) != "workbook":
        raise UnreadableError("damaged", "no workbook inside")
    relations = package.relations(path)
    book = _book(package, root, relations)
    by_name = {item.name: item for item in relations}
    sections = Sections(limits)
    for entry in children(root).get("sheets", ()):
        relation = by_name.get(_relation_id(entry))
        if relation is None or relation.kind != _WORKSHEET:  # a chart, a dialog or macros of Excel 4
            continue
        with package.stream(relation.target) as part:
            found = read_sheet(part, book, limits)
        found.sheet.name = entry.get("name", "")
        found.sheet.hidden = entry.get("state", "visible") != "visible"
        if found.drawing is not None:
            found.sheet.boxes = _boxes(package, relation.target, _relation_id(found.drawing))
        sections.add(found.sheet)
    return Document(tuple(sections.found), "xlsx", package.identifier(), tuple(sections.notes))


def _book(package: Package, root: etree._Element, relations: tuple[Relation, ...]) -> Book:
    """What all sheets share: texts, number formats, and the first day that dates are counted from."""
    parts = {item.kind: item.target for item in relations}
    strings = package.tree(parts.get("sharedStrings", "-"))
    styles = package.part(parts.get("styles", "-")) or b""
    codes = _formats(styles)
    white = white_styles(styles, codes)
    if white and strings is not None and strings.find("{*}si/{*}r") is not None:
        white = frozenset()  # letters may have colours of their own
    settings = children(root)
    properties, calculation = settings.get("workbookPr"), settings.get("calcPr")
    return Book(
        [] if strings is None else [string_text(item) for item in strings],
        codes,
        white,
        since_1904=properties is not None and properties.get("date1904") in _TRUE,
        recalculates=calculation is not None and calculation.get("fullCalcOnLoad") in _TRUE,
    )


def _formats(styles: bytes) -> list[str]:
    """The number format code of each cell style, by its number (ECMA-376 part 1, 18.8.45)."""
    if not styles:
        return []
    lists = children(parse_some(styles, (b"numFmts", b"cellXfs")))
    own = {item.get("numFmtId", ""): item.get("formatCode", "") for item in lists.get("numFmts", ())}
    numbers = [item.get("numFmtId", "0") for item in lists.get("cellXfs", ())]
    codes = [
        own[number] if number in own else BUILT_IN.get(int(number), "") if number.isdigit() else ""
        for number in numbers
    ]
    return codes if any(codes) else []


def _boxes(package: Package, path: str, name: str) -> list[Box]:
    target = next((item.target for item in package.relations(path) if item.name == name), "")
    root = package.tree(target) if target else None
    return [] if root is None else list(boxes(root))


def _relation_id(element: etree._Element) -> str:
    """The name of the relation that an element stands for; its namespace differs in ISO 29500 Strict."""
    return next((str(value) for name, value in element.attrib.items() if str(name).endswith("}id")), "")
