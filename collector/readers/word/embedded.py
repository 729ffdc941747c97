"""A file inside of a text document → what of it the page shows, or None where no reader of ours reads it; it knows no Word.

A worksheet in a document shows the sheet that was in front when it was last open.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from collector.errors import UnreadableError
from collector.formats.compound import MAGIC, CompoundFile
from collector.model.documents import Document, Line, Section, Table
from collector.model.reasons import Reason
from collector.readers.limits import ReadingLimits
from collector.readers.package import Package
from collector.readers.sheets.ods import read_ods
from collector.readers.sheets.xls import read_xls
from collector.readers.sheets.xlsb import read_xlsb
from collector.readers.sheets.xlsx import read_xlsx
from collector.readers.unseen import HIDDEN_CONTENT, Unseen

READERS = {"xl/workbook.xml": read_xlsx, "xl/workbook.bin": read_xlsb}  # by a part that only such a file has
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
WORKBOOK_STREAM = b"\x09\x08"  # its first record ([MS-XLS] 2.4.21)
STREAMS = ("Workbook", "Book", "Package")
TEXT = b"application/vnd.oasis.opendocument.text"
TEXT_PART = "word/document.xml"
ReadFunction = Callable[[bytes, ReadingLimits], Document]


@dataclass(frozen=True, slots=True)
class Embedded:
    """What a file inside shows, what it does not, and what is to be said of it."""

    shown: tuple[Line | Table, ...]
    hidden: tuple[Line | Table, ...]
    notes: tuple[Reason, ...]


def read_object(
    data: bytes, limits: ReadingLimits, read_text_document: ReadFunction | None = None
) -> Embedded | None:
    """Return what an embedded workbook or document shows; None where it cannot be read.

    `read_text_document` reads a document of the kind around, and looks into no object of that; None: none is read.
    """
    try:
        return _object(data, limits, read_text_document)
    except UnreadableError:
        return None


def _object(
    data: bytes, limits: ReadingLimits, read_text_document: ReadFunction | None = None
) -> Embedded | None:
    if data.startswith(MAGIC):
        file = CompoundFile(data, len(data))
        data = next(filter(None, map(file.stream, STREAMS)), b"")
    if data.startswith(WORKBOOK_STREAM):
        return embedded(read_xls(data, limits), in_front=True)
    if not data.startswith(b"PK"):
        return None
    package = Package.open(data, limits)
    if package.part("mimetype") == SPREADSHEET:
        return embedded(read_ods(data, limits), in_front=True)
    if read_text_document and (TEXT_PART in package.archive.namelist() or package.part("mimetype") == TEXT):
        return embedded(read_text_document(data, limits))
    for part, read in READERS.items():
        if part in package.archive.namelist():
            return embedded(read(data, limits), in_front=True, name=_active(package))
    return None


def read_objects(
    files: Iterable[bytes | None], blocks: Sequence[Line | Table], unseen: Unseen, limits: ReadingLimits
) -> tuple[Line | Table, ...]:
    """Return a document's blocks and behind them what its embedded workbooks show; what they hide goes to `unseen`.

    Raises UnreadableError("read-by-person") where an object that is not read may be all that the document holds.
    """
    shown = list(blocks)
    unread = False
    for data in files:
        found = None if data is None else read_object(data, limits)
        if found is None:
            unread = True
            continue
        shown += found.shown
        unseen.all(found.hidden)
        unseen.said += found.notes
    if unread and not any(isinstance(block, Table) for block in shown):
        raise UnreadableError("read-by-person", "an embedded object")
    return tuple(shown)


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


def embedded(document: Document, *, in_front: bool = False, name: str = "") -> Embedded:
    """Return a document; of a workbook the sheet in front, which may be known by its name."""
    sections = _in_front(document.sections, name) if in_front else document.sections
    return Embedded(
        tuple(block for section in sections if not section.hidden for block in section.blocks),
        tuple(block for section in sections if section.hidden for block in section.blocks),
        tuple(note for note in document.notes if note.code != HIDDEN_CONTENT),
    )
