"""The rows of a match → records, each of one issue cell, by unit; footers, totals and spare rows told apart.

Knows cells and headings; takes no text apart beyond its first words.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from collector.forms.contact_rows import is_contact_row
from collector.forms.group_headings import HEADING, with_headings
from collector.forms.headings import NUMBER, PERIOD, UNIT, Layout
from collector.forms.named import Named
from collector.forms.nil_of_unit import says_nil
from collector.forms.recognise import Block, Match, Row
from collector.forms.reporter import alone, may_name, offices_of
from collector.forms.spec import Column, FormSpec
from collector.forms.units import UnitNames
from collector.forms.vocabulary import Vocabulary
from collector.model.documents import Cell, Line
from collector.thai import collapse, fold
from collector.unit_kinds import split_kind

LONGEST_TOTAL = 40  # folded letters
_TO_BE_SIGNED = re.compile(r"[.…_]{3,}")


@dataclass(frozen=True, slots=True)
class Record:
    """The rows of one issue cell: for each column of the form its cells, top to bottom."""

    cells: dict[str, tuple[Cell, ...]]
    figures: frozenset[str] = frozenset()  # the columns in which a number alone is what the sender says

    def text(self, key: str) -> str:
        return "\n".join(cell.text for cell in self.cells.get(key, ()) if cell.text.strip())

    def texts(self, key: str) -> list[str]:
        """One text for each column that the sender made of this one."""
        columns: dict[int, list[str]] = {}
        for cell in self.cells.get(key, ()):
            columns.setdefault(cell.column, []).append(cell.text)
        return ["\n".join(text for text in texts if text.strip()) for texts in columns.values()]

    def place(self, key: str) -> str:
        return next((cell.place for cell in self.cells.get(key, ())), "")


@dataclass(frozen=True, slots=True)
class Group:
    """The records of one unit, or of a form that names none in its rows."""

    unit: Named | None
    place: str
    records: tuple[Record, ...]
    beside: tuple[Line, ...] = ()  # the texts of the column of units: a month may stand there too
    offices: tuple[Line, ...] = ()  # that it names in place of a unit


@dataclass(slots=True)
class _Walk:
    """Where a walk down the rows has come to."""

    unit: Named | None
    place: str
    rows: list[tuple[Layout, Row]]
    month: str = ""  # as written in the column of months, folded
    beside: dict[int, Line] = field(default_factory=dict)
    offices: dict[str, Line] = field(default_factory=dict)


def grouped(match: Match, names: UnitNames) -> tuple[tuple[Group, ...], tuple[Line, ...]]:
    """The groups of a match's records, and the lines of its footers."""
    walks = [_Walk(None, "", [])]
    footer: list[Line] = []
    for block in match.blocks:
        ended = False
        kinds = [row_kind(row, block.layout, match.spec, names) for row in block.rows]
        kinds = with_headings(block.rows, kinds, block.layout, match.spec)
        for at, row in enumerate(block.rows):
            kind = kinds[at]
            if ended and kind == "entry" and not _goes_on(row, block.layout, match.spec):
                kind = "footer"
            ended = ended or kind == "footer"
            if kind in ("footer", "line"):
                footer.append(
                    Line(" ".join(collapse(cell.text) for cell in distinct(row)), distinct(row)[0].place)
                )
            elif kind in ("entry", "unit", HEADING):
                _step(walks, kind, row, block, names)
    made = (
        Group(
            walk.unit,
            walk.place,
            tuple(_records(walk.rows, match.spec)),
            tuple(walk.beside.values()),
            () if walk.unit else alone(walk.offices.values(), match.blocks[0].layout),
        )
        for walk in walks
    )
    return tuple(made), tuple(footer)


def _step(walks: list[_Walk], kind: str, row: Row, block: Block, names: UnitNames) -> None:
    """Adds a row of this kind (of `row_kind`) to the last of the walks, or to a new one where it names another unit or month.

    `block` says by its layout which column names them, `names` knows the units.
    """
    named, place = _unit_of(row, block.layout, names, whole=kind == "unit")
    months = [row[at] for at in block.layout.at(PERIOD) if collapse(row[at].text)]
    month = fold(months[0].text) if months else ""
    current = walks[-1]
    other_unit = named and current.unit and named.codes != current.unit.codes
    if other_unit or (month and current.month and month != current.month):
        walks.append(_Walk(named or current.unit, place or current.place, [], month))
    elif not current.unit:
        current.unit, current.place = named, place
    if kind == "entry":
        walks[-1].month = walks[-1].month or month
        walks[-1].rows.append((block.layout, row))
        walks[-1].offices.update(offices_of(row, block.layout, names))
        cells = [*(row[at] for at in block.layout.at(UNIT) if collapse(row[at].text)), *months]
        walks[-1].beside.update({id(cell): Line(cell.text, cell.place) for cell in cells})


def distinct(row: Row) -> list[Cell]:
    """The cells of a row that say something, each once, left to right."""
    return list({id(cell): cell for cell in row if collapse(cell.text)}.values())


def row_kind(row: Row, layout: Layout, spec: FormSpec, names: UnitNames) -> str:
    """`entry`, `empty`, `unit` (a unit's name over the whole width), `total`, `line` or `footer`."""
    cells = distinct(row)
    words = spec.words.vocabulary
    folded = [fold(cell.text) for cell in cells]
    if not cells:
        return "empty"
    if folded[0].startswith(words.totals) and len(folded[0]) < LONGEST_TOTAL:
        return "total"
    if all(_is_signature(cell.text, words) for cell in cells if cell.column not in layout.at(UNIT)) and any(
        text.startswith(words.signs) for text in folded
    ):
        return "footer"
    if is_contact_row(
        [(cell.text, layout.columns[cell.column] == spec.issue.key) for cell in cells], spec, names
    ):
        return "footer"
    return "entry" if len(cells) > 1 else _kind_of_lone(cells[0], layout, spec, names)


def _is_signature(text: str, words: Vocabulary) -> bool:
    """`ลงชื่อ ........ ผู้รายงาน`, `(นายสมชาย ใจดี)`; not an entry that begins so: `ลงชื่อในเอกสารไม่ครบ`."""
    folded = fold(text)
    sign = next((word for word in words.signs if folded.startswith(word)), None)
    if sign is None:
        return folded.startswith(words.footer)
    rest = folded[len(sign) :]
    return (
        not rest
        or bool(_TO_BE_SIGNED.search(text))
        or rest.startswith(words.names)
        or rest.endswith(words.signs)
    )


def _kind_of_lone(cell: Cell, layout: Layout, spec: FormSpec, names: UnitNames) -> str:
    """The kind of a row in which a single cell says something."""
    wide = _covers_more(cell, layout)
    in_issue = layout.columns[cell.column] == spec.issue.key and not wide
    if in_issue or says_nil(cell.text, spec, names):
        return "entry"
    if fold(cell.text).startswith(spec.words.vocabulary.footer):
        return "footer"
    if not wide:
        return "entry"  # the unit's merged cell beside a spare row
    return "unit" if names.named(cell.text) else "line"


def _covers_more(cell: Cell, layout: Layout) -> bool:
    """Whether a cell lies over several columns of the form."""
    return sum(key != "" for key in layout.columns[cell.column : cell.column + cell.columns]) > 1


def _goes_on(row: Row, layout: Layout, spec: FormSpec) -> bool:
    """Whether a row below a footnote is an entry after all: an issue and something beside it, no footer's words."""
    issue = any(collapse(row[at].text) for at in layout.at(spec.issue.key))
    return (
        issue
        and len(distinct(row)) > 1
        and not any(fold(cell.text).startswith(spec.words.vocabulary.footer) for cell in distinct(row))
    )


def _unit_of(row: Row, layout: Layout, names: UnitNames, *, whole: bool) -> tuple[Named | None, str]:
    cells = (
        distinct(row)
        if whole
        else [row[at] for at in layout.at(UNIT) if may_name(layout.headings[at], names)]
    )
    for cell in cells:
        text = cell.text if whole else cell.text + _parent_of(row, layout, names)
        if collapse(cell.text) and (named := names.named(text, is_name=not whole)):
            return named, cell.place
    return None, ""


def _parent_of(row: Row, layout: Layout, names: UnitNames) -> str:
    """What a column of its own says that the unit belongs to, with that column's heading before it: ` อำเภอเมือง`."""
    heads = [at for at, heading in enumerate(layout.headings) if names.parents.heads(heading)]
    said = [(layout.headings[at], collapse(row[at].text)) for at in heads if collapse(row[at].text)]
    return "".join(
        f" {text}" if split_kind(text, names.kind_words)[0] else f" {heading}{text}" for heading, text in said
    )


def _records(rows: Sequence[tuple[Layout, Row]], spec: FormSpec) -> Iterable[Record]:
    """Rows joined where one issue cell covers several of them."""
    joined: list[tuple[Layout, Row]] = []
    for layout, row in rows:
        if joined and not _same_issue(joined[-1][1], row, layout, spec):
            yield _record(joined, spec)
            joined = []
        joined.append((layout, row))
    if joined:
        yield _record(joined, spec)


def _same_issue(above: Row, row: Row, layout: Layout, spec: FormSpec) -> bool:
    at = layout.at(spec.issue.key)
    return all(above[index] is row[index] for index in at) and any(collapse(row[index].text) for index in at)


def _record(joined: Sequence[tuple[Layout, Row]], spec: FormSpec) -> Record:
    layout = joined[0][0]
    cells: dict[str, tuple[Cell, ...]] = {}
    taken: set[int] = set()
    for key in (NUMBER, *(column.key for column in _in_order(layout, spec))):
        own = {id(row[at]): row[at] for at in layout.at(key) for _, row in joined}
        cells[key] = tuple(cell for identity, cell in own.items() if identity not in taken)
        taken.update(own)
    return Record(cells)


def _in_order(layout: Layout, spec: FormSpec) -> list[Column]:
    """The issue first, then as they stand: a cell over two columns belongs to the first."""
    return sorted(spec.columns, key=lambda column: (not column.issue, min(layout.at(column.key), default=0)))
