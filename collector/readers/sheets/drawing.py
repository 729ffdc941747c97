"""The drawing of a sheet (ECMA-376 part 1, 20.5) → the texts of its boxes, shapes and letterings."""

from collections.abc import Iterator

from lxml import etree

from collector.readers.package import local
from collector.readers.sheets.sheet import Box

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TRUE = {"1", "true"}


def boxes(root: etree._Element) -> Iterator[Box]:
    """Yield one box for each paragraph, in the order of the drawing."""
    for anchor in root:
        row = next((item.text for item in anchor.iterfind("{*}from/{*}row")), "0") or "0"
        yield from _within(anchor, int(row) if row.isdigit() and len(row) < 9 else 0, False)


def _within(element: etree._Element, row: int, hidden: bool) -> Iterator[Box]:
    """What stands in a shape or a group of them; the fallback of one for old programs says the same again."""
    for child in element:
        name = local(child)
        if name == "txBody":
            for paragraph in child.iterfind(f"{DRAWING}p"):
                if text := "".join(_pieces(paragraph)).strip():
                    yield Box(row, text, hidden)
        elif name != "Fallback":
            yield from _within(child, row, hidden or _is_hidden(child))


def _is_hidden(shape: etree._Element) -> bool:
    return any(found.get("hidden") in _TRUE for found in shape.iterfind("*/{*}cNvPr"))


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    for piece in paragraph.iter(f"{DRAWING}t", f"{DRAWING}br"):
        yield "\n" if piece.tag == f"{DRAWING}br" else piece.text or ""
