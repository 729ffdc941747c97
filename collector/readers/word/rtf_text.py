"""Bytes of an RTF file into tokens and characters: control words, code pages, Unicode; it knows no table.

Rich Text Format 1.9.1: a control word ends at the first byte that cannot be part of it, one blank belongs to it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from collector.formats.charset import eight_bit_codec

TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?[0-9]{1,10})?[ ]?"  # 1, 2: a control word and its number
    rb"|\\'([0-9A-Fa-f]{2})"  # 3: a byte
    rb"|\\([^A-Za-z])"  # 4: a control symbol
    rb"|([{}])"  # 5
    rb"|([^\\{}\r\n\0]+)"  # 6: text
    rb"|[\r\n\0]+",
    re.DOTALL,
)
CODECS = {  # \fcharset, as in Windows' LOGFONT
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
SYMBOL = "symbol"
WESTERN = "cp1252"
PAGES = {page: f"cp{page}" for page in (437, 850, 852, 866, 874, 932, 936, 949, 950, *range(1250, 1259))}
CHARACTERS = {
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
}
SYMBOLS = {b"~": "\u00a0", b"_": "-", b"{": "{", b"}": "}", b"\\": "\\"}


class Token(NamedTuple):
    """One token; exactly one of word, symbol, brace and text is not empty."""

    word: str = ""
    number: int | None = None
    symbol: bytes = b""
    brace: bytes = b""
    text: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """Yield the tokens of an RTF file; what \\bin announces is left out."""
    at = 0
    while at < len(data):
        found = TOKEN.match(data, at)
        if found is None:  # a backslash at the end
            return
        at = found.end()
        word, number, byte, symbol, brace, text = found.groups()
        if word:
            value = int(number) if number else None
            if word == b"bin":
                at += max(value or 0, 0)
            else:
                yield Token(word=word.decode("ascii"), number=value)
        elif byte:
            yield Token(text=bytes.fromhex(byte.decode("ascii")))
        elif symbol or brace or text:
            yield Token(symbol=symbol or b"", brace=brace or b"", text=text or b"")


def codec_of(charset: int, page: str) -> str:
    """Return how bytes in a font of that \\fcharset are decoded, `page` being that of the document.

    A western font in a file of Thai Windows holds Thai as well: old programs did not tell them apart.
    """
    return SYMBOL if charset == 2 else CODECS.get(charset, page)


@dataclass(slots=True)
class Characters:
    """Collects bytes or Unicode units that follow each other, until they are asked for."""

    page: str = WESTERN  # \\ansicpg
    skip: int = 0  # bytes still to be left out: they repeat a \\u for old programs
    _units: list[int] = field(default_factory=list)
    _bytes: bytearray = field(default_factory=bytearray)

    def unit(self, number: int, fallbacks: int) -> None:
        """Take in a UTF-16 unit, signed as \\u writes it; the caller takes the bytes before it first."""
        # A private one is a bullet of a symbol font.
        number &= 0xFFFF
        if number >= 0x20:  # LibreOffice writes marks of its own below
            self._units.append(0x2022 if 0xF000 <= number <= 0xF0FF else number)
        self.skip = fallbacks

    def more(self, data: bytes) -> bytes:
        """Return what is left of `data` after the bytes to be left out."""
        if not self.skip:
            return data
        left = data[self.skip :]
        self.skip -= len(data) - len(left)
        return left

    def add(self, data: bytes) -> None:
        """Take in bytes; the caller takes the units before them first."""
        self._bytes += data

    @property
    def of_bytes(self) -> bool:
        """Whether bytes are waiting."""
        return bool(self._bytes)

    def take(self, codec: str) -> str:
        """Return what is waiting as text; bytes of a symbol font are bullets."""
        data, units = bytes(self._bytes), self._units
        if data:
            self._bytes.clear()
            codec = codec or self.page
            if codec == SYMBOL:
                return "•" * len(data)
            return data.decode(eight_bit_codec(data, codec), "replace")
        if not units:
            return ""
        self._units = []
        return b"".join(unit.to_bytes(2, "little") for unit in units).decode("utf-16-le", "replace")
