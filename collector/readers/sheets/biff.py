"""The records of an Excel 97-2003 workbook ([MS-XLS] 2.1.4) and their texts, of BIFF5 and BIFF8 alike; knows no cell.

Written here and not taken from a library: xlrd is no longer kept, and neither it nor calamine reads text boxes and the
headers of pages, or files that stand in no compound file.
"""

import codecs
import struct
from collections.abc import Container, Iterator
from typing import NamedTuple

BOF, BOF_2, BOF_3, BOF_4, EOF, CONTINUE = 0x809, 0x009, 0x209, 0x409, 0x00A, 0x03C
BEGINS = {BOF_2: 2, BOF_3: 3, BOF_4: 4}  # version by the first record; those that begin with BOF tell it
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
"""What cells show for the errors of formulas ([MS-XLS] 2.5.10)."""
FILE_PASS = 0x2F  # the record that says how the others are encrypted ([MS-XLS] 2.4.117)
_HEAD = struct.Struct("<HH")
_PAGES = {1200: "utf-16-le", 10000: "mac_roman", 32768: "mac_roman", 65001: "utf-8"}
_UNTOLD = {0, 367, 1252, 32769}  # pages that programs write without thinking


class Record(NamedTuple):
    """One record and where it begins."""

    kind: int
    data: bytes
    at: int


def records(stream: bytes, at: int = 0, wanted: Container[int] | None = None) -> Iterator[Record]:
    """Yield the records from a place on, of some kinds or of all; what is cut off at the end is left out."""
    end, head = len(stream), _HEAD.unpack_from
    while at + 4 <= end:
        kind, length = head(stream, at)
        if at + 4 + length > end:
            return
        if wanted is None or kind in wanted:
            yield Record(kind, stream[at + 4 : at + 4 + length], at)
        at += 4 + length


def version_of(first: Record) -> int:
    """Which BIFF a stream is, by its first record; 5 where a program wrote a BOF that says nothing."""
    if first.kind != BOF:
        return BEGINS.get(first.kind, 0)
    return 8 if first.data[:2] == b"\0\6" else 5


def text_of_page(data: bytes, page: int) -> str:
    """Letters of one byte; where the page is not told in earnest they are UTF-8 or Thai."""
    if data.isascii():
        return data.decode("ascii")
    if page in _UNTOLD:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode("cp874", "replace")
    try:
        return data.decode(codecs.lookup(_PAGES.get(page, f"cp{page}")).name, "replace")
    except LookupError:
        return data.decode("cp874", "replace")


class Texts:
    """Reads the texts of BIFF8 out of a record and those that continue it ([MS-XLS] 2.5.293 and 2.5.294)."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces
        self._piece = 0
        self._at = 0

    def all(self) -> Iterator[str]:
        """Yield the texts one after the other, as far as they go."""
        while self._piece < len(self._pieces):
            try:
                text = self.next()
            except (struct.error, IndexError):
                return
            yield text

    def skip(self, count: int) -> None:
        """Leave out some bytes."""
        while count and self._piece < len(self._pieces):
            step = min(count, len(self._pieces[self._piece]) - self._at)
            self._at += step
            count -= step
            self._turn()

    def next(self) -> str:
        """A text with its length and flags before it, and with what is told of its letters behind it."""
        self._turn()
        data = self._pieces[self._piece]
        count, flags = struct.unpack_from("<HB", data, self._at)
        self._at += 3
        behind = 0
        if flags & 8:  # runs of letters of one font
            behind += 4 * struct.unpack_from("<H", data, self._at)[0]
            self._at += 2
        if flags & 4:  # how it is to be pronounced
            behind += struct.unpack_from("<L", data, self._at)[0]
            self._at += 4
        text = self.letters(count, wide=bool(flags & 1))
        self.skip(behind)
        return text

    def letters(self, count: int, *, wide: bool) -> str:
        """So many letters; every record that continues them says anew how wide they are."""
        found = ""
        while True:
            data = self._pieces[self._piece]
            size = 2 if wide else 1
            here = min(count, (len(data) - self._at) // size)
            part = data[self._at : self._at + here * size]
            found += part.decode("utf-16-le" if wide else "latin-1", "replace")
            self._at += here * size
            count -= here
            if not count or self._piece + 1 >= len(self._pieces):
                return found
            self._piece += 1
            self._at = 1
            wide = bool(self._pieces[self._piece][:1] and self._pieces[self._piece][0] & 1)

    def _turn(self) -> None:
        """Go on to the next record where this one is read."""
        while self._piece < len(self._pieces) and self._at >= len(self._pieces[self._piece]):
            self._piece += 1
            self._at = 0


def short_text(data: bytes, at: int, version: int, page: int, *, wide_length: bool) -> str:
    """A text at a place of a record: of BIFF8 with flags, of older ones without; "" where it is cut off."""
    size = 2 if wide_length else 1
    count = int.from_bytes(data[at : at + size], "little")
    at += size
    if version < 8:
        return text_of_page(data[at : at + count], page)
    wide = bool(data[at : at + 1] and data[at] & 1)
    letters = data[at + 1 : at + 1 + count * (2 if wide else 1)]
    return letters.decode("utf-16-le" if wide else "latin-1", "replace")


def rk(value: int) -> float:
    """A number in four bytes ([MS-XLS] 2.5.217)."""
    if value & 2:
        number = float((value >> 2) - (1 << 30 if value & 0x80000000 else 0))
    else:
        number = struct.unpack("<d", bytes(4) + struct.pack("<L", value & 0xFFFFFFFC))[0]
    return number / 100 if value & 1 else number
