"""Document → the places where a form stands in it: header, columns, rows, and the lines around; takes out no entry.

Answers none, one or several matches; what has no heading of the issue column beside another one is no form.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from collector.forms.headings import NUMBER, UNIT, Layout, layout_of, repeats_header
from collector.forms.row_lines import as_lines
from collector.forms.spec import FormSpec
from collector.forms.which_form import unclear, which_form
from collector.model.documents import Cell, Document, Line, Section, Table
from collector.model.reasons import Reason
from collector.thai import fold, split_bullet

Row = tuple[Cell, ...]
TITLE_WITHIN = 5  # rows between a title and its heading
LONGEST_TITLE = 200
MOST_BETWEEN = 2  # lines between two pages: a page number, a remark


@dataclass(frozen=True, slots=True)
class Block:
    """Rows under one header, with that header's layout."""

    layout: Layout
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """One form found in a document; several blocks where its table goes on after a page break."""

    spec: FormSpec
    blocks: tuple[Block, ...]
    above: tuple[Line, ...]
    below: tuple[Line, ...]
    sheet: str = ""
    identifier: str = ""
    doubts: tuple[Reason, ...] = ()  # why a person must say which form it is
    loose: tuple[Row, ...] = ()  # of tables behind it that have no heading
    going_on: tuple[Row, ...] = ()  # the same, of sheets that say that they go on with it


def recognise(document: Document, specs: Sequence[FormSpec]) -> tuple[Match, ...]:
    """All forms that stand in a document, in reading order; where two specs fit a table, `which_form` says which."""
    found: list[Match] = []
    for section in (section for section in document.sections if not section.hidden):
        matches = _in_section(section, specs, document.identifier)
        if found and not matches:
            found[-1] = _with_section(found[-1], section)
        found.extend(matches)
    return tuple(found)


def _with_section(match: Match, section: Section) -> Match:
    """A form with a sheet or part behind it that has no heading: its rows where they count on, else what stands there beside it."""
    for block in section.blocks:
        if isinstance(block, Table) and block.rows:
            piece = _Piece(block.rows, {})
            layout = match.blocks[-1].layout
            counts_on = len(block.rows[0]) == layout.width and _numbers_go_on(match, block.rows, layout)
            if not counts_on and _goes_on(section.name, match.spec):
                match = replace(match, going_on=(*match.going_on, *block.rows))
            else:
                match = _extended(match, piece, ()) if counts_on else _beside(match, block.rows)
    return match


def _goes_on(sheet: str, spec: FormSpec) -> bool:
    """Whether a sheet says by its name that it goes on with the one before it: `ต่อ`, `พ.ย.61 (ต่อ)`, not `ติดต่อ`."""
    words = {fold(word) for word in re.split(r"[\s()_.,\-–]+", sheet)}
    return not words.isdisjoint(spec.words.vocabulary.continued_sheets)


def _beside(match: Match, rows: Sequence[Row]) -> Match:
    return replace(match, loose=(*match.loose, *rows))


def _in_section(section: Section, specs: Sequence[FormSpec], identifier: str) -> list[Match]:
    matches: list[Match] = []
    pending: list[Line] = []
    for block in section.blocks:
        if isinstance(block, Line):
            pending.append(block)
            continue
        for piece in _pieces(block, specs):
            if isinstance(piece, Line):
                pending.append(piece)
            elif matches and _continues(matches[-1], piece, pending):
                matches[-1] = _extended(matches[-1], piece, pending)
                pending = []
            elif piece.layout is not None:
                matches.append(_match(piece, pending, section.name, identifier))
                pending = []
            else:
                pending.extend(as_lines(piece.rows))
                matches[-1:] = [_beside(match, piece.rows) for match in matches[-1:]]
        # what stands after a table belongs below it until the next form begins
    return _with_below(matches, pending)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of rows of one table: under a header, or without one."""

    rows: tuple[Row, ...]
    candidates: dict[str, Layout]  # by spec id; empty: no header
    specs: tuple[FormSpec, ...] = ()

    @property
    def layout(self) -> Layout | None:
        return next(iter(self.candidates.values()), None)


def _pieces(table: Table, specs: Sequence[FormSpec]) -> Iterator[Line | _Piece]:
    """A table cut at its headers: the lines above the first, then each header's rows."""
    rows = table.rows
    start = 0
    header: dict[str, Layout] = {}
    at = 0
    while at < len(rows):
        layouts = _header_at(rows, at, specs, header, start)
        if not layouts:
            at += 1
            continue
        begins = _title_above(rows, start, at, specs)
        yield from _run(rows[start:begins], header, specs)
        yield from as_lines(rows[begins:at])
        header = layouts
        at += next(iter(layouts.values())).height
        start = at
    yield from _run(rows[start:], header, specs)


def _title_above(rows: Sequence[Row], start: int, at: int, specs: Sequence[FormSpec]) -> int:
    """Where the title block of a heading begins; what stands above it may be of another form."""
    for begins in range(max(start, at - TITLE_WITHIN), at):
        text = " ".join(line.text for line in as_lines(rows[begins : begins + 1]))
        lone = len({id(cell) for cell in rows[begins] if cell.text.strip()}) == 1
        if lone and any(spec.is_title(text) or fold(spec.month_label) in fold(text) for spec in specs):
            return begins
    return at


def _header_at(
    rows: Sequence[Row], at: int, specs: Sequence[FormSpec], header: dict[str, Layout], start: int
) -> dict[str, Layout]:
    """The layouts of a heading that begins at a row; below a heading only the same again or one under a new title.

    An entry of `ปัญหา… | แก้ไข… | ระเบียบ…` would else be taken for a heading. `at` is the row, `header` the layouts of
    the heading above it ({}: none yet), `start` the first row below that, `specs` the forms in force.
    """
    if not header:
        return {spec.id: layout for spec in specs if (layout := layout_of(rows, at, spec))}
    if repeats_header(rows[at], next(iter(header.values()))):
        return header
    recent = as_lines(rows[max(start, at - TITLE_WITHIN) : at])
    if any(spec.is_title(line.text) and len(line.text) < LONGEST_TITLE for line in recent for spec in specs):
        return {spec.id: layout for spec in specs if (layout := layout_of(rows, at, spec))}
    return {}


def _run(
    rows: Sequence[Row], header: dict[str, Layout], specs: Sequence[FormSpec]
) -> Iterator[Line | _Piece]:
    if header:
        yield _Piece(tuple(rows), header, tuple(specs))
    elif rows and (len(rows) > 1 or len({id(cell) for cell in rows[0]}) > 1):
        yield _Piece(tuple(rows), {})
    else:
        yield from as_lines(rows)


def _match(piece: _Piece, above: Sequence[Line], sheet: str, identifier: str) -> Match:
    """The form that begins with a piece under a header."""
    choice = which_form(piece.candidates, piece.specs, [line.text for line in above], identifier)
    layout = piece.candidates[choice.spec.id]
    block = Block(layout, piece.rows)
    return Match(choice.spec, (block,), tuple(above), (), sheet, identifier, unclear(choice))


def _continues(match: Match, piece: _Piece, between: Sequence[Line]) -> bool:
    """Whether a piece is the next page of the form before it: same columns, nothing new between, no other unit."""
    last = match.blocks[-1].layout
    said = [line for line in between if not _marks_a_page(line.text, match.spec)]
    if piece.layout is None:
        return len(piece.rows[0]) == last.width and not said
    if piece.layout.columns != last.columns and not _numbers_go_on(match, piece.rows, piece.layout):
        return False
    if any(fold(line.text).endswith(match.spec.words.vocabulary.continued) for line in said):
        return True
    specs = [layout.spec for layout in piece.candidates.values()]
    if not any(spec.is_title(line.text) or spec.month_label in line.text for line in said for spec in specs):
        return len(said) <= MOST_BETWEEN
    same_title = {fold(line.text) for line in said if not fold(line.text).isdigit()} <= {
        fold(line.text) for line in match.above
    }
    named = [unit for block in match.blocks if (unit := _first_unit(block.rows, last))]
    return same_title and _first_unit(piece.rows, last) in ("", *named[-1:])


def _numbers_go_on(match: Match, rows: Sequence[Row], layout: Layout) -> bool:
    """Whether rows under a heading of their own are numbered on from those of a form: 1, 2 there and 3, 4 here."""
    last = match.blocks[-1]
    above = [number for row in last.rows if (number := _number(row, last.layout))]
    first = _number(rows[0], layout) if rows else None
    return bool(above) and first == above[-1] + 1 and first > 1


def _number(row: Row, layout: Layout) -> int | None:
    """The number of a row: in the column of numbers, or before its issue."""
    places = (*layout.at(NUMBER), *layout.at(layout.spec.issue.key))
    marks = (split_bullet(row[at].text)[0] for at in places)
    return next((int(mark) for mark in marks if mark and mark.isdigit()), None)


def _marks_a_page(text: str, spec: FormSpec) -> bool:
    """Whether a line says nothing but that a page ends or a table goes on: `- ๒ -`, `หน้า 2`, `(ต่อ)`."""
    words, said = spec.words.vocabulary, fold(text).strip("0123456789")
    return not said or said in words.pages or said in words.continued


def _first_unit(rows: Sequence[Row], layout: Layout) -> str:
    return next((said for row in rows for at in layout.at(UNIT) if (said := fold(row[at].text))), "")


def _extended(match: Match, piece: _Piece, between: Sequence[Line]) -> Match:
    layout = match.blocks[-1].layout
    if piece.layout is not None and piece.layout.columns != layout.columns:
        layout = piece.layout
    block = Block(layout, piece.rows)
    return replace(match, blocks=(*match.blocks, block), below=(*match.below, *between))


def _with_below(matches: list[Match], pending: Sequence[Line]) -> list[Match]:
    if matches:
        matches[-1] = replace(matches[-1], below=(*matches[-1].below, *pending))
    return matches
