"""A file inside of a text document → what of it the page shows, or None where no reader of ours reads it; it knows no Word.

A worksheet in a document shows the sheet that was in front when it was last open.
"""

from collections.abc import Callable
from dataclasses import dataclass

from collector.errors import UnreadableError
from collector.formats.compound import MAGIC, CompoundFile
from collector.model import Document, Line, Reason, Section, Table
from collector.readers.html import read_html
from collector.readers.limits import ReadingLimits
from collector.readers.mht import read_mht
from collector.readers.package import Package
from collector.readers.sheets.ods import read_ods
from collector.readers.sheets.xls import read_xls
from collector.readers.sheets.xlsb import read_xlsb
from collector.readers.sheets.xlsx import read_xlsx
from collector.readers.text import read_text
from collector.readers.unseen import HIDDEN_CONTENT
from collector.readers.word.rtf import read_rtf

READERS = {"xl/workbook.xml": read_xlsx, "xl/workbook.bin": read_xlsb}  # by a part that only such a file has
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
TEXT = b"application/vnd.oasis.opendocument.text"
TEXT_PART = "word/document.xml"
ReadFunction = Callable[[bytes, ReadingLimits], Document]


@dataclass(frozen=True, slots=True)
class Embedded:
    """What a file inside shows, what it does not, and what is to be said of it."""

    shown: tuple[Line | Table, ...]
    hidden: tuple[Line | Table, ...]
    notes: tuple[Reason, ...]


def read_page(data: bytes, limits: ReadingLimits) -> Embedded | None:
    """Return what a page says that Word takes in when it opens the document (altChunk); raises UnreadableError.

    A document in the document is left out: nobody writes one, and it could hold itself.
    """
    if data.startswith(b"PK"):
        return None
    begins = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if begins.startswith(b"{\\rtf"):
        read: ReadFunction = read_rtf
    elif begins.startswith((b"mime-version", b"content-type")):
        read = read_mht
    else:
        read = read_html if begins.startswith(b"<") else read_text
    return _split(read(data, limits))


def read_object(data: bytes, limits: ReadingLimits, read_text_document: ReadFunction) -> Embedded | None:
    """Return what an embedded workbook or document shows; None where it cannot be read.

    `read_text_document` reads a document of the kind around, and looks into no object of that.
    """
    try:
        return _object(data, limits, read_text_document)
    except UnreadableError:
        return None


def _object(data: bytes, limits: ReadingLimits, read_text_document: ReadFunction) -> Embedded | None:
    if data.startswith(MAGIC):
        file = CompoundFile(data, len(data))
        names = file.children()
        if names.keys() & {"Workbook", "Book"}:
            return _split(read_xls(data, limits), in_front=True)
        data = file.stream("Package") if "Package" in names else b""
    if not data.startswith(b"PK"):
        return None
    package = Package.open(data, limits)
    if package.part("mimetype") == SPREADSHEET:
        return _split(read_ods(data, limits), in_front=True)
    if TEXT_PART in package.archive.namelist() or package.part("mimetype") == TEXT:
        return _split(read_text_document(data, limits))
    for part, read in READERS.items():
        if part in package.archive.namelist():
            return _split(read(data, limits), in_front=True, name=_active(package))
    return None


def flat(blocks: tuple[Line | Table, ...]) -> list[str]:
    """Return blocks as the lines that they add to a cell."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Line):
            lines.append(block.text)
        else:
            lines += (" ".join(cell.text for cell in row if cell.text) for row in block.rows)
    return lines


def _active(package: Package) -> str:
    """Return the name of the sheet that is in front, "" where the workbook does not say."""
    root = package.tree("xl/workbook.xml")
    if root is None:
        return ""
    view = root.find(f"{SHEET}bookViews/{SHEET}workbookView")
    number = "0" if view is None else view.get("activeTab", "0")
    names = [sheet.get("name", "") for sheet in root.iterfind(f"{SHEET}sheets/{SHEET}sheet")]
    return names[int(number)] if number.isdigit() and int(number) < len(names) else ""


def _in_front(sections: tuple[Section, ...], name: str = "") -> tuple[Section, ...]:
    """Return the sheets of a workbook, all but the one in front hidden."""
    visible = [section for section in sections if not section.hidden]
    front = [section for section in visible if section.name == name] or [s for s in visible if s.blocks]
    return tuple(
        section if section is front[0] else Section(section.blocks, section.name, hidden=True)
        for section in sections
        if front
    )


def _split(document: Document, *, in_front: bool = False, name: str = "") -> Embedded:
    """Return a document; of a workbook the sheet in front, which may be known by its name."""
    sections = _in_front(document.sections, name) if in_front else document.sections
    return Embedded(
        tuple(block for section in sections if not section.hidden for block in section.blocks),
        tuple(block for section in sections if section.hidden for block in section.blocks),
        tuple(note for note in document.notes if note.code != HIDDEN_CONTENT),
    )
