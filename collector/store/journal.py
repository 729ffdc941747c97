"""What a commit wrote → digests, and one hash that covers them and all commits before; pure, knows no table and no file.

docs/journal.md gives the recipe in words, for whoever wants to compute it with another program.
"""

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Value: TypeAlias = str | bytes | int | float | None

BEGINNING = ""  # the hash before the first row
SEAL, COMMIT = "seal", "commit"
_MARK = 2  # bytes a column
_NO_MARK = "0" * 2 * _MARK
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Change:
    """One row as a commit left it; an empty digest: the commit removed it."""

    table: str
    row: str  # its key, a JSON list
    before: str = ""  # its digest as the commit found it; empty: it was not there
    digest: str = ""  # of all its columns, hexadecimal
    marks: str = ""  # four hexadecimal digits a column: they tell which one differs, and prove nothing

    @property
    def line(self) -> bytes:
        """The change as one line of text."""
        return f"{self.table}\t{self.row}\t{self.before}\t{self.digest}\t{self.marks}".encode()

    @property
    def cover(self) -> bytes:
        """What the journal's hash covers of it: the line's hash, so that a line can be proved without showing the others."""
        return f"{hashlib.sha256(self.line).hexdigest()}\n".encode()


def unusual(columns: Mapping[str, Value], usual: Sequence[Value]) -> dict[str, Value]:
    """The columns of a row that say something: neither null nor as `usual` (the columns' defaults).

    So a column that a later version of the schema adds changes no digest of the rows that were there before.
    """
    return {
        name: value
        for (name, value), default in zip(columns.items(), usual, strict=True)
        if value is not None and value != default
    }


def change(table: str, row: str, columns: Mapping[str, Value], usual: Sequence[Value]) -> Change:
    """A row of a table by its key and columns, as it stands."""
    said = unusual(columns, usual)
    marks = "".join(_mark(said.get(name)) for name in columns)
    return Change(table, row, "", row_digest(canonical(said)), marks)


def canonical(said: Mapping[str, Value]) -> dict[str, str | int | float | None]:
    """The columns of a row as JSON can hold them: of bytes their hash stands there."""
    return {
        name: f"sha256:{hashlib.sha256(value).hexdigest()}" if isinstance(value, bytes) else value
        for name, value in said.items()
    }


def row_digest(said: Mapping[str, object]) -> str:
    """SHA-256 of a row's columns as JSON with sorted names and no blanks."""
    return hashlib.sha256(_CANONICAL.encode(said).encode()).hexdigest()


def chained(before: str, number: int, kind: str, changes: str) -> str:
    """The hash of a row of the journal: it covers the hash of the row before it."""
    return hashlib.sha256("\n".join((before, str(number), kind, changes)).encode()).hexdigest()


def differing(before: str, after: str, names: Sequence[str]) -> list[str]:
    """The names of the columns whose marks differ; a row that was written before a column came has no mark of it."""
    width = 2 * _MARK
    return [
        name
        for place, name in enumerate(names)
        if (before[place * width :][:width] or _NO_MARK) != (after[place * width :][:width] or _NO_MARK)
    ]


def _mark(value: Value) -> str:
    if value is None:
        return _NO_MARK
    data = value if isinstance(value, bytes) else str(value).encode()
    return f"{zlib.crc32(data) & 0xFFFF:04x}"
