"""The elements of a Word 2007 document, past whatever wraps them, as far as the page shows them; it reads no text.

ECMA-376 part 1, 17; part 3 for the branches of AlternateContent.
"""

from collections.abc import Iterator
from copy import deepcopy
from itertools import islice

from lxml import etree

from collector.readers.opendocument import integer
from collector.readers.package import local
from collector.readers.word.docx_styles import W, is_on

TRANSPARENT = {"ins", "moveTo", "customXml", "smartTag", "sdt", "sdtContent", "ruby", "rubyBase"} | {
    *("r", "hyperlink", "fldSimple", "bdo", "dir", "subDoc"),
    *("oMathPara", "oMath", "e", "num", "den", "sup", "sub"),
}
# Namespaces that Word and LibreOffice know; what needs another one is shown by its fallback.
KNOWN = ("http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/")
HANGING = {"txbxContent", "textpath", "OLEObject"}
TEXT = {"t", "rPr", "pPr", "del", "moveFrom"}
LEAST_ROW = 40  # twentieths of a point
UNSHOWN_VML = "visibility:hidden"


def content(container: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of a container, whatever wraps them."""
    for child in container:
        name = local(child)
        if name in {"p", "tbl", "altChunk"}:
            yield child
        elif name == "AlternateContent":
            yield from content(chosen(child))
        elif name in TRANSPARENT:
            yield from content(child)


def rows(table: etree._Element) -> list[etree._Element]:
    """Return the rows of a table, without those that a tracked change deletes; hidden ones too."""
    return [row for row in _named("tr", table) if not _says(row, f"{W}trPr", f"{W}del")]


def is_hidden_row(row: etree._Element) -> bool:
    """Whether Word leaves a row out (17.4.20), or gives it no height (17.4.80)."""
    properties = row.find(f"{W}trPr")
    if properties is None:
        return False
    height = properties.find(f"{W}trHeight")
    if height is not None and height.get(f"{W}hRule") == "exact":
        return integer(height.get(f"{W}val"), LEAST_ROW) < LEAST_ROW or is_on(properties.find(f"{W}hidden"))
    return is_on(properties.find(f"{W}hidden"))


def cells(row: etree._Element) -> list[etree._Element]:
    """Return the cells of a row; one that a tracked change deletes is empty, and none where its row is longer without.

    Word would move the others up (17.13.5.1), into columns that they do not belong to; other programs keep it. Only where
    another cell was put in its place the row is longer than the table, and it is left out.
    """
    found = list(_named("tc", row))
    deleted = dict.fromkeys(cell for cell in found if _says(cell, f"{W}tcPr", f"{W}cellDel"))
    if not deleted:
        return found
    width = _width(row, found)
    gone = set(islice(deleted, width - _columns_of(row, width)))
    return [_emptied(cell) if cell in deleted else cell for cell in found if cell not in gone]


def _width(row: etree._Element, found: list[etree._Element]) -> int:
    """How many columns the cells of a row take, and what it leaves free before them."""
    before = row.find(f"{W}trPr/{W}gridBefore")
    spans = (cell.find(f"{W}tcPr/{W}gridSpan") for cell in found)
    taken = sum(1 if span is None else max(1, integer(span.get(f"{W}val"), 1)) for span in spans)
    return taken + (0 if before is None else integer(before.get(f"{W}val"), 0))


def _columns_of(row: etree._Element, most: int) -> int:
    """How many columns the table of a row has; `most` are counted."""
    table = next(row.iterancestors(f"{W}tbl"), None)
    grid = None if table is None else table.find(f"{W}tblGrid")
    return 0 if grid is None else sum(1 for _ in islice(grid.iterchildren(f"{W}gridCol"), most))


def _emptied(cell: etree._Element) -> etree._Element:
    """Return a cell of the same width that says nothing."""
    empty = etree.Element(cell.tag)
    properties = cell.find(f"{W}tcPr")
    if properties is not None:
        empty.append(deepcopy(properties))
    return empty


def merge_down(properties: etree._Element | None) -> str:
    """Return "restart" or "continue" for a cell that is merged down, changes to that accepted (17.13.5.2); else ""."""
    if properties is None:
        return ""
    tracked = properties.find(f"{W}cellMerge")
    if tracked is not None and (told := tracked.get(f"{W}vMerge")):
        return "restart" if told == "rest" else "continue"
    merge = properties.find(f"{W}vMerge")
    return "" if merge is None else merge.get(f"{W}val", "continue")


def hanging(element: etree._Element, *, hidden: bool = False) -> Iterator[tuple[etree._Element, bool]]:
    """Yield what hangs on a paragraph, each once although Word writes it twice, and whether it is hidden.

    That is text boxes, words drawn as a picture (VML, textpath) and embedded objects.
    """
    for child in element:
        name = local(child)
        if name in HANGING:
            yield child, hidden
        elif name == "AlternateContent":
            yield from hanging(chosen(child), hidden=hidden)
        elif name not in TEXT:
            yield from hanging(child, hidden=hidden or _is_unshown(child, name))


def chosen(alternate: etree._Element) -> etree._Element:
    """Return the branch that a program of today shows, or the element itself when it has none (part 3, 9.3).

    Where that branch says nothing and the other one does, it is the other.
    """
    branches = [child for child in alternate if local(child) == "Fallback" or _is_known(child)]
    return next(filter(_speaks, branches), branches[0] if branches else alternate)


def is_placeholder(control: etree._Element) -> bool:
    """Whether a content control only asks to be filled in (17.5.2.39)."""
    return is_on(control.find(f"{W}sdtPr/{W}showingPlcHdr"))


def is_asked_for(paragraph: etree._Element) -> bool:
    """Whether a paragraph, or the cell around it, is the invitation of a content control that nobody has filled in."""
    around = paragraph.getparent()
    if around is not None and around.tag == f"{W}tc":
        around = around.getparent()
    if around is None or around.tag != f"{W}sdtContent":
        return False
    control = around.getparent()
    return control is not None and is_placeholder(control)


def _named(wanted: str, container: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements of a name, whatever wraps them."""
    for child in container:
        name = local(child)
        if name == wanted:
            yield child
        elif name == "AlternateContent":
            yield from _named(wanted, chosen(child))
        elif name in TRANSPARENT:
            yield from _named(wanted, child)


def _is_unshown(drawn: etree._Element, name: str) -> bool:
    """Whether a drawing is switched off in Word's list of shapes."""
    if name in {"anchor", "inline"}:
        return any(local(item) == "docPr" and item.get("hidden") in {"1", "true"} for item in drawn)
    style = drawn.get("style")
    return style is not None and UNSHOWN_VML in style.replace(" ", "")


def _is_known(choice: etree._Element) -> bool:
    needed = choice.get("Requires", "").split()
    return all((choice.nsmap.get(name) or "").startswith(KNOWN) for name in needed)


def _speaks(branch: etree._Element) -> bool:
    return any(text.text for text in branch.iter(f"{W}t"))


def _says(element: etree._Element, properties: str, name: str) -> bool:
    """Whether an element's properties, which stand first in it, hold one of that name."""
    first = next(iter(element), None)
    return first is not None and first.tag == properties and next(first.iterchildren(name), None) is not None
