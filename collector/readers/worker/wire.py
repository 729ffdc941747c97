"""Documents into JSON bytes and back, between the worker and its parent; it knows no process.

    request   2 bytes attempt · 2 bytes length of kind · 4 bytes length of data · kind · data
    answer    4 bytes length · JSON; a first answer without JSON says that the worker is ready

Lengths are big-endian. JSON, because the parent must not trust what a worker sends that a hostile file has taken over:
pickle and marshal can be made to run code or to crash their reader, JSON cannot.
"""

import json
import struct
from dataclasses import dataclass
from typing import Any

from collector.errors import UnreadableError
from collector.model.documents import Cell, Document, Line, Section, Table
from collector.model.reasons import Reason
from collector.readers.grid import distinct
from collector.readers.limits import ReadingLimits

REQUEST = struct.Struct(">HHI")
ANSWER = struct.Struct(">I")


class WireError(Exception):
    """An answer that no worker of ours would have sent."""


def encode_document(document: Document, limits: ReadingLimits) -> bytes:
    """Return `document` as JSON; raises UnreadableError("too-large") when it breaks the limits."""
    check_size(document, limits)
    sections = [
        [section.name, section.hidden, [_block_out(block) for block in section.blocks]]
        for section in document.sections
    ]
    notes = [[note.code, dict(note.values)] for note in document.notes]
    return _dump(
        {
            "reader": document.reader,
            "identifier": document.identifier,
            "sections": sections,
            "notes": notes,
        }
    )


def encode_refusal(error: UnreadableError, *, more: bool) -> bytes:
    """Return a refusal as JSON; `more` says that another reader of the same kind may manage."""
    return _dump({"error": error.code, "detail": error.detail[:500], "more": more})


@dataclass(frozen=True, slots=True)
class ReadingRefusal:
    """Why there is no document, and whether another reader may be tried."""

    error: UnreadableError
    more: bool = False


def decode_answer(answer: bytes | bytearray, limits: ReadingLimits) -> Document | ReadingRefusal:
    """Return what a worker answered; raises WireError unless its shape and size are right."""
    found = _load(answer)
    if "error" in found:
        error = UnreadableError(_text(found["error"]), _text(found.get("detail")))
        return ReadingRefusal(error, found.get("more") is True)
    try:
        sections = tuple(
            Section(tuple(_block_in(block, limits) for block in blocks), _text(name), hidden is True)
            for name, hidden, blocks in found["sections"]
        )
        notes = tuple(
            Reason(_text(code), {_text(key): _text(value) for key, value in values.items()})
            for code, values in found["notes"]
        )
        return Document(sections, _text(found["reader"]), _text(found["identifier"]), notes)
    except (AttributeError, KeyError, TypeError, ValueError, IndexError) as error:
        raise WireError(f"no document: {error!r}") from error


def check_size(document: Document, limits: ReadingLimits) -> None:
    """Raises UnreadableError("too-large") where a document breaks the limits."""
    blocks = cells = characters = 0
    for section in document.sections:
        blocks += len(section.blocks) + 1
        for block in section.blocks:
            if isinstance(block, Line):
                characters += len(block.text)
                continue
            cells += sum(len(row) for row in block.rows)
            characters += sum(len(cell.text) for cell in distinct(block.rows))
    for count, limit, what in (
        (blocks, limits.blocks, "lines and tables"),
        (cells, limits.cells, "cells"),
        (characters, limits.characters, "characters"),
    ):
        if count > limit:
            raise UnreadableError("too-large", f"{count} {what}")


def _block_out(block: Line | Table) -> list[Any]:
    if isinstance(block, Line):
        return [block.text, block.place]
    width = len(block.rows[0]) if block.rows else 0
    cells = [
        [cell.text, cell.row, cell.column, cell.rows, cell.columns, cell.place]
        for cell in distinct(block.rows)
    ]
    return [len(block.rows), width, cells, block.place]


def _block_in(block: list[Any], limits: ReadingLimits) -> Line | Table:
    if len(block) == 2:
        return Line(_text(block[0]), _text(block[1]))
    height, width, cells, place = _number(block[0]), _number(block[1]), block[2], _text(block[3])
    if height * width > limits.cells:
        raise WireError(f"a table of {height} rows of {width}")
    grid: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    for text, *numbers, name in cells:
        row, column, rows, columns = map(_number, numbers)
        cell = Cell(_text(text), row, column, rows, columns, _text(name))
        if rows == 1 and columns == 1:
            grid[row][column] = cell
        else:
            _spread(grid, cell)
    return Table(tuple(tuple(_present(cell) for cell in line) for line in grid), place)


def _spread(grid: list[list[Cell | None]], cell: Cell) -> None:
    if cell.row + cell.rows > len(grid) or cell.column + cell.columns > len(grid[0]):
        raise WireError(f"a cell over the edge: {cell.place}")
    for line in grid[cell.row : cell.row + cell.rows]:
        line[cell.column : cell.column + cell.columns] = [cell] * cell.columns


def _present(cell: Cell | None) -> Cell:
    if cell is None:
        raise WireError("a position without a cell")
    return cell


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise WireError(f"no text: {value!r:.80}")
    return value


def _number(value: object) -> int:
    if type(value) is not int or not 0 <= value < 2**31:
        raise WireError(f"no number: {value!r:.80}")
    return value


def _load(answer: bytes | bytearray) -> dict[str, Any]:
    try:
        found = json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise WireError(f"no JSON: {error}") from error
    if not isinstance(found, dict):
        raise WireError("no object")
    return found


def _dump(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
