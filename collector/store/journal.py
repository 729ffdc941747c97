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
Said: TypeAlias = str | int | float

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


def unusual(columns: Mapping[str, Value], usual: Sequence[Value]) -> dict[str, Said]:
    """The columns of a row that say something, neither null nor as `usual` (their defaults), as JSON can hold them.

    So a column that a later version of the schema adds changes no digest of the rows that were there before. Of bytes
    their hash stands there.
    """
    return {
        name: f"sha256:{hashlib.sha256(value).hexdigest()}" if isinstance(value, bytes) else value
        for (name, value), default in zip(columns.items(), usual, strict=True)
        if value is not None and value != default
    }


def change(
    table: str, row: str, columns: Mapping[str, Value], usual: Sequence[Value], before: str = ""
) -> Change:
    """A row of a table by its key and columns, as it stands; `before` is its digest as it was."""
    said = unusual(columns, usual)
    marks = [
        f"{zlib.crc32(str(said[name]).encode()) & 0xFFFF:04x}" if name in said else _NO_MARK
        for name in columns
    ]
    return Change(table, row, before, row_digest(said), "".join(marks))


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
