"""Turns a compound file of Microsoft's ([MS-CFB], "OLE2") into its streams, within limits; knows no program that wrote it.

Written here and not taken from a library, because mails are opened with it: every chain of sectors is followed at most
once round the file, every table is bounded by the file's size, and all that is read counts against a budget.
Libraries follow sector sizes and chains that a hostile header makes up: a stream a hundred times the file.
"""

import struct
import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from collector.errors import UnreadableError

Longs: TypeAlias = "array[int]"  # no subscript at run time before Python 3.12

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
STORAGE, STREAM, ROOT = 1, 2, 5
# From byte 24: shifts of sectors and mini sectors, first sectors of directory, mini table and DIFAT.
_HEADER = struct.Struct("<6x2H14xL8xL4xL4x")
_IN_HEADER = 109  # entries of the DIFAT that stand in the header
_ENTRY = struct.Struct("<64sHBB3L16sL16sLLL")  # one line of the directory
_MINI = 64  # bytes of a mini sector
_CUTOFF = 4096  # shorter streams stand in mini sectors
_MOST_ENTRIES = 20_000
_MOST_STEPS = 200_000  # from entry to entry, over all storages: they may share their contents


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """One line of the directory."""

    name: str
    kind: int  # STORAGE, STREAM or ROOT
    left: int
    right: int
    child: int
    start: int
    size: int


class CompoundFile:
    """An open compound file: storages like folders, streams like files, by their numbers; 0 is the root."""

    def __init__(self, data: bytes, most_bytes: int) -> None:
        """Raises UnreadableError("damaged") unless header and directory hold together."""
        if len(data) < 512 or not data.startswith(MAGIC):
            raise UnreadableError("damaged", "no compound file")
        self._data = data
        self._left = most_bytes
        self._steps = _MOST_STEPS
        shift, mini_shift, directory_at, mini_table_at, more = _HEADER.unpack_from(data, 24)
        if shift not in {9, 12} or mini_shift != 6:
            raise UnreadableError("damaged", "sector sizes of no compound file")
        self._sector = 1 << shift
        self._sectors = max(0, -(-len(data) // self._sector) - 1)
        self._fat = self._table(self._fat_sectors(more))
        directory = self._chain(directory_at, self._fat, _MOST_ENTRIES * 128)
        self._entries = [_entry(directory, at) for at in range(0, len(directory) - 127, 128)]
        if not self._entries or self._entries[0].kind != ROOT:
            raise UnreadableError("damaged", "a compound file without a root")
        self._mini_fat = self._table(self._numbers(mini_table_at))
        self._mini = self._chain(self._entries[0].start, self._fat, len(data))

    def children(self, storage: int = 0) -> dict[str, int]:
        """The names in a storage and their numbers; of names that occur twice the first.

        Raises UnreadableError("too-many") after more entries than any real file has.
        """
        found: dict[str, int] = {}
        seen: set[int] = set()
        waiting = [self._entries[storage].child]
        while waiting:
            number = waiting.pop()
            if number >= len(self._entries) or number in seen:
                continue
            seen.add(number)
            self._steps -= 1
            if self._steps < 0:
                raise UnreadableError("too-many", "storages that share their contents")
            entry = self._entries[number]
            found.setdefault(entry.name, number)
            waiting += [entry.right, entry.left]
        return found

    def number(self, name: str) -> int | None:
        """The number of what bears a name in the root, whatever its case ([MS-CFB] 2.6.4)."""
        names = self.children()
        wanted = name.upper()
        return names.get(name) or next((at for known, at in names.items() if known.upper() == wanted), None)

    def is_storage(self, number: int) -> bool:
        return self._entries[number].kind == STORAGE

    def read(self, number: int, most: int | None = None) -> bytes:
        """The bytes of a stream, at most `most` of them; a torn chain gives those before the tear.

        Raises UnreadableError("too-large") when more has been read of this file than it was opened for.
        """
        entry = self._entries[number]
        if entry.kind != STREAM:
            return b""
        size = min(entry.size, len(self._data)) if most is None else min(entry.size, most)
        self._left -= size
        if self._left < 0:
            raise UnreadableError("too-large", "streams that share their sectors")
        if entry.size >= _CUTOFF:
            return self._chain(entry.start, self._fat, size)
        pieces = [
            self._mini[at * _MINI : (at + 1) * _MINI]
            for at in self._links(entry.start, self._mini_fat, -(-size // _MINI))
        ]
        return b"".join(pieces)[:size]

    def stream(self, name: str) -> bytes:
        """All bytes of a stream of the root; b"" where there is none. Case makes no difference ([MS-CFB] 2.6.4).

        Raises UnreadableError: "damaged" when not all of them are there, "too-large" like `read`.
        """
        number = self.number(name)
        if number is None:
            return b""
        data, size = self.read(number), self._entries[number].size
        if len(data) != size:
            raise UnreadableError("damaged", f"{len(data)} of {size} bytes of {name!r}")
        return data

    # ── sectors ─────────────────────────────────────────────────────────────────────────────────

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        return self._data[start : start + self._sector]

    def _chain(self, start: int, table: Longs, size: int) -> bytes:
        pieces = [self._at(sector) for sector in self._links(start, table, -(-size // self._sector))]
        return b"".join(pieces)[:size]

    @staticmethod
    def _links(start: int, table: Longs, most: int) -> Iterator[int]:
        """The sectors of a chain from `start`; one that comes round again ends it."""
        seen: set[int] = set()
        while start < len(table) and start not in seen and len(seen) < most:
            seen.add(start)
            yield start
            start = table[start]

    def _numbers(self, start: int) -> list[int]:
        return list(self._links(start, self._fat, self._sectors))

    def _fat_sectors(self, more: int) -> list[int]:
        """The sectors that hold the sector table: 109 in the header, the rest in a chain of their own."""
        found = list(struct.unpack_from(f"<{_IN_HEADER}L", self._data, 76))
        seen: set[int] = set()
        while more < self._sectors and more not in seen:
            seen.add(more)
            *numbers, more = _longs(self._at(more).ljust(self._sector, b"\xff"))
            found += numbers
        return list(dict.fromkeys(number for number in found if number < self._sectors))

    def _table(self, sectors: list[int]) -> Longs:
        return _longs(b"".join(self._at(sector).ljust(self._sector, b"\xff") for sector in sectors))


def _longs(data: bytes) -> Longs:
    numbers = array("I", data[: len(data) // 4 * 4])
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _entry(directory: bytes, at: int) -> DirectoryEntry:
    name, length, kind, _, left, right, child, _, _, _, start, low, _ = _ENTRY.unpack_from(directory, at)
    text = name[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    return DirectoryEntry(text, kind, left, right, child, start, low)
