"""What a reader makes of a file: lines and tables in reading order, whatever its format was; it knows no form."""

from dataclasses import dataclass

from collector.model.reasons import Reason


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; a merged cell is one Cell that stands at every position it covers."""

    text: str  # as written, lines by \n, not yet normalised
    row: int  # of its top left corner, from 0
    column: int
    rows: int = 1  # how many it covers
    columns: int = 1
    place: str = ""  # for people: "B7", "table 1, row 3, column 2"


@dataclass(frozen=True, slots=True)
class Table:
    """A rectangular grid: rows[r][c] is the cell that covers that position."""

    rows: tuple[tuple[Cell, ...], ...]
    place: str = ""  # "sheet ธ.ค.61", "table 1"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph outside of tables."""

    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A sheet, or the whole of a document that has none: lines and tables in reading order."""

    blocks: tuple[Line | Table, ...]
    name: str = ""  # the sheet's name
    # Nobody who opens the file sees it: a hidden sheet, or hidden rows and columns of one.
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    sections: tuple[Section, ...]
    reader: str  # which reader made it: "xlsx", "docx", "html" …
    identifier: str = ""  # what we had put into a pre-filled form: "help-centre/TH-81/2018-12"
    notes: tuple[Reason, ...] = ()  # what its text does not tell: hidden-content, not-calculated, error-value
