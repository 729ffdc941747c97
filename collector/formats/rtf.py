"""Turns bytes of rich text into tokens and characters: control words, fonts, code pages, Unicode; knows no table, no HTML.

Rich Text Format 1.9.1: a control word ends at the first byte that cannot be part of it, one blank belongs to it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from collector.formats.charset import eight_bit_codec
from collector.formats.charset_names import THAI, WESTERN, codec_of, label_of_code_page

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?[0-9]{1,10})?[ ]?"  # 1, 2: a control word and its number
    rb"|((?:\\'[0-9A-Fa-f]{2})+)"  # 3: bytes
    rb"|\\([^A-Za-z])"  # 4: a control symbol
    rb"|([{}])"  # 5
    rb"|([^\\{}\r\n\0]+)"  # 6: text
    rb"|[\r\n\0]+",
    re.DOTALL,
)
_CODECS = {  # \fcharset, as in Windows' LOGFONT
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
    222: THAI,
    238: "cp1250",
}
_SYMBOL_CHARSET, _SYMBOL = 2, "symbol"
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
        found = _TOKEN.match(data, at)
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
            yield Token(text=bytes.fromhex(byte.replace(b"\\'", b"").decode("ascii")))
        elif symbol or brace or text:
            yield Token(symbol=symbol or b"", brace=brace or b"", text=text or b"")


@dataclass(slots=True)
class Fonts:
    """In which code page bytes are, by the font that they are set in."""

    page: str = WESTERN  # of the document
    _codecs: dict[int, str] = field(default_factory=dict)
    _described: int = 0

    def take_page(self, number: int) -> None:
        """Take in \\ansicpg; a number that is no code page of bytes changes nothing."""
        codec = codec_of(label_of_code_page(number))
        self.page = self.page if codec.startswith("utf-16") else codec or self.page

    def describe(self, word: str, number: int) -> None:
        """Take in a word of the font table."""
        if word == "f":
            self._described = number
        elif word == "fcharset":
            symbol = number == _SYMBOL_CHARSET
            self._codecs[self._described] = _SYMBOL if symbol else _CODECS.get(number, self.page)

    def codec(self, font: int) -> str:
        """Return how bytes in a font are decoded, "" as the document's."""
        return self._codecs.get(font, "")


@dataclass(slots=True)
class Characters:
    """Collects bytes or Unicode units that follow each other, until they are asked for."""

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
            return _decoded(data, codec)
        if not units:
            return ""
        self._units = []
        return b"".join(unit.to_bytes(2, "little") for unit in units).decode("utf-16-le", "replace")


def _decoded(data: bytes, codec: str) -> str:
    if codec == _SYMBOL:
        return "•" * len(data)
    return data.decode(codec if codec == "utf-8" else eight_bit_codec(data, codec), "replace")
