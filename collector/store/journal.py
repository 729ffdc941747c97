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
_WIDTH = 4  # hexadecimal digits a column
NO_MARK = "0" * _WIDTH  # of a column that says nothing unusual
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Change:
    """One row as a commit left it; an empty digest: the commit removed it."""

    table: str
    row: str  # its key, a JSON list
    before: str = ""  # its digest as the commit found it; empty: it was not there
    digest: str = ""  # of all its columns, hexadecimal
    marks: str = ""  # four hexadecimal digits a column: they tell which one differs, and prove nothing
    lasting: str = ""  # digest of the columns that stay while others change; empty: none do, or an older version wrote it

    @property
    def line(self) -> bytes:
        """The change as one line of text; one of an older version is as that version wrote it."""
        said = (self.table, self.row, self.before, self.digest, self.marks)
        return "\t".join((*said, self.lasting) if self.lasting else said).encode()

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


def marks_of(said: Mapping[str, Said], names: Sequence[str]) -> str:
    """Four digits for each column of a row, by what `unusual` says of it."""
    return "".join(mark(str(said[name])) if name in said else NO_MARK for name in names)


def mark(text: str) -> str:
    """The digits of one value."""
    return f"{zlib.crc32(text.encode()) & 0xFFFF:04x}"


def mark_at(marks: str, place: int) -> str:
    """The digits of one column; a row that was written before the column came has none of it."""
    return marks[place * _WIDTH :][:_WIDTH] or NO_MARK


def row_digest(said: Mapping[str, object]) -> str:
    """SHA-256 of a row's columns as JSON with sorted names and no blanks."""
    return hashlib.sha256(_CANONICAL.encode(said).encode()).hexdigest()


def chained(before: str, number: int, kind: str, changes: str) -> str:
    """The hash of a row of the journal: it covers the hash of the row before it."""
    return hashlib.sha256("\n".join((before, str(number), kind, changes)).encode()).hexdigest()


def differing(before: str, after: str, names: Sequence[str]) -> list[str]:
    """The names of the columns whose marks differ."""
    return [name for place, name in enumerate(names) if mark_at(before, place) != mark_at(after, place)]
