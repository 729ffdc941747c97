"""The bytes of a Word 97-2003 file into its streams, its text and where each character stands; it knows no table.

[MS-DOC]: the FIB says where everything is (2.5.1), the piece table where the text is (2.9.38). Text that
was saved fast lies in many pieces, in the order of the table and not of the file.
"""

import re
import struct
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from collector.errors import UnreadableError
from collector.formats.charset import eight_bit_codec
from collector.formats.compound import CompoundFile
from collector.formats.locked import WORD_IDENTS, is_word_locked
from collector.readers.limits import ReadingLimits

WORD_97 = 193  # nFib; Word 6 and 95 keep their text elsewhere
TABLE_1 = 0x0200  # a flag: which of the two table streams counts
COMPRESSED = 0x40000000
CLX, PLCF_HDD = 33, 11  # indexes into FibRgFcLcb97
FAULTS = (struct.error, IndexError, KeyError, ValueError, OSError, TypeError, AttributeError, OverflowError)
THAI_LANGUAGE = 0x041E
# The bytes of compressed text that are not Latin-1 (2.9.73); Windows-1252 has three more, never written.
COMPRESSED_TEXT = "cp1252"
IDENTIFIER = re.compile(rb"[\w-]{1,60}/[\w.-]{1,60}/\d{4}-\d\d")
PROPERTIES = ("\x05SummaryInformation", "\x05DocumentSummaryInformation")


def u16(data: bytes, at: int) -> int:
    """Return the unsigned 16 bits at an offset; struct.error beyond the end."""
    return int(struct.unpack_from("<H", data, at)[0])


def u32(data: bytes, at: int) -> int:
    """Return the unsigned 32 bits at an offset; struct.error beyond the end."""
    return int(struct.unpack_from("<L", data, at)[0])


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Characters `first` to `end` of the text, which stand together in the file."""

    first: int
    end: int
    offset: int  # of the first one's bytes in the stream
    width: int  # bytes a character
    changes: bytes  # property modifiers (grpprl) that hold for all of it


@dataclass(frozen=True, slots=True)
class WordFile:
    """An open file: the streams that matter, the text of all its stories, and the places of the rest."""

    main: bytes
    table: bytes
    data: bytes
    identifier: str
    pieces: tuple[TextPiece, ...]
    firsts: tuple[int, ...]  # of the pieces
    text: str
    lengths: tuple[int, ...]  # of the stories, in their order (2.4.1)

    @classmethod
    def open(cls, data: bytes, limits: ReadingLimits) -> Self:
        """Open a file; raises UnreadableError "encrypted", "unsupported" (Word 95 or older), "too-large" or "damaged"."""
        try:
            file = CompoundFile(data, len(data))
            main = file.stream("WordDocument")
            flags = _checked_flags(main)
            table = file.stream("1Table" if flags & TABLE_1 else "0Table")
            identifier = _identifier(map(file.stream, PROPERTIES))
            pieces = _pieces(table, *_place(main, CLX))
            if pieces[-1].end > limits.characters:
                raise UnreadableError("too-large", f"{pieces[-1].end} characters")
            text = _text(main, pieces)
            lengths = tuple(u32(main, _longs(main) + 4 * index) for index in range(3, 11))
            firsts = tuple(piece.first for piece in pieces)
            return cls(main, table, file.stream("Data"), identifier, pieces, firsts, text, lengths)
        except FAULTS as error:
            raise UnreadableError("damaged", f"Word 97: {error!r}") from error

    def part(self, index: int) -> bytes:
        """Return a structure of the table stream by its index in FibRgFcLcb97."""
        offset, size = _place(self.main, index)
        return self.table[offset : offset + size]

    def start(self, index: int) -> int:
        """Return where that structure begins."""
        return _place(self.main, index)[0]

    def piece_of(self, position: int) -> TextPiece:
        """Return the piece that holds a character."""
        return self.pieces[bisect_right(self.firsts, position) - 1]


def offset_of(piece: TextPiece, position: int) -> int:
    """Return the offset in the stream of a character of the piece."""
    return piece.offset + (position - piece.first) * piece.width


def _checked_flags(main: bytes) -> int:
    version, flags = u16(main, 2), u16(main, 10)
    if u16(main, 0) not in WORD_IDENTS:
        raise ValueError("no Word document inside")
    if is_word_locked(main):
        raise UnreadableError("encrypted", "a Word document with a password")
    if version < WORD_97:
        raise UnreadableError("unsupported", f"Word 95 or older ({version})")
    return flags


def _longs(main: bytes) -> int:
    """Return where FibRgLw97 begins (2.5.1)."""
    return 34 + 2 * u16(main, 32) + 2


def _place(main: bytes, index: int) -> tuple[int, int]:
    """Return offset and size of a structure in the table stream; size 0 if there is none."""
    longs = _longs(main)
    pairs = longs + 4 * u16(main, longs - 2)
    if index >= u16(main, pairs):
        return 0, 0
    return u32(main, pairs + 2 + 8 * index), u32(main, pairs + 6 + 8 * index)


def _identifier(streams: Iterable[bytes]) -> str:
    for data in streams:
        packed = data.replace(b"\0", b"")  # written in UTF-16 by some
        found = IDENTIFIER.search(packed) if b"collector-form" in packed else None
        if found:
            return found[0].decode("ascii")
    return ""


def _pieces(table: bytes, offset: int, size: int) -> tuple[TextPiece, ...]:
    """Return the pieces of a Clx (2.9.38): lists of modifiers, then the table."""
    at, end = offset, offset + size
    changes: list[bytes] = []
    while at < end and table[at] == 1:
        length = u16(table, at + 1)
        changes.append(table[at + 3 : at + 3 + length])
        at += 3 + length
    if table[at] != 2:
        raise ValueError("no piece table")
    count = (u32(table, at + 1) - 4) // 12
    at += 5
    if count < 1 or at + 12 * count + 4 > len(table):
        raise ValueError(f"a table of {count} pieces")
    found = []
    for number in range(count):
        first, after = u32(table, at + 4 * number), u32(table, at + 4 * number + 4)
        entry = at + 4 * (count + 1) + 8 * number
        place, change = u32(table, entry + 2), u16(table, entry + 6)
        narrow = bool(place & COMPRESSED)
        start = place & (COMPRESSED - 1)
        if after < first or (number == 0 and first):
            raise ValueError("pieces out of order")
        found.append(
            TextPiece(
                first, after, start // 2 if narrow else start, 1 if narrow else 2, _changes(change, changes)
            )
        )
    return tuple(found)


def _changes(modifier: int, lists: list[bytes]) -> bytes:
    """Return the modifiers of a piece: one of the lists (2.9.215), or a single one (2.9.214)."""
    if modifier & 1:
        return lists[modifier >> 1] if modifier >> 1 < len(lists) else b""
    code = SHORT.get(modifier >> 1 & 0x7F)
    return struct.pack("<HB", code, modifier >> 8) if code else b""


SHORT = {0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x5C: 0x083C}  # of those that are looked at


def _text(main: bytes, pieces: tuple[TextPiece, ...]) -> str:
    thai = THAI_LANGUAGE in {u16(main, 6), u16(main, 60)}
    return "".join(_piece_text(main, piece, thai) for piece in pieces)


def _piece_text(main: bytes, piece: TextPiece, thai: bool) -> str:
    """Return exactly as many characters as the piece has."""
    length = piece.end - piece.first
    data = main[piece.offset : piece.offset + length * piece.width]
    if len(data) != length * piece.width:
        raise ValueError("a piece ends after the file")
    if piece.width == 2:
        # Unit by unit, because positions count both halves of what lies beyond U+FFFF.
        text = data.decode("utf-16-le", "replace")
        return text if len(text) == length else "".join(map(chr, struct.unpack(f"<{length}H", data)))
    return data.decode(eight_bit_codec(data) if thai else COMPRESSED_TEXT, "replace")
