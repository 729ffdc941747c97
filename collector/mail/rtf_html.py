"""Takes the HTML out of rich text in which Outlook has wrapped it ([MS-OXRTFEX]); knows no other rich text.

Outlook keeps the body of an HTML mail so: each tag in a destination of its own, and what only rich text needs between
`htmlrtf` and `htmlrtf0`. Its tables are in the tags alone.
"""

import re
from dataclasses import dataclass, replace

from collector.formats.charset import clean, decode_bytes

_TOKEN = re.compile(
    rb"\\(?:(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,9})?\x20?|'(?P<byte>[0-9a-fA-F]{2})|(?P<sign>[^a-zA-Z\r\n]))"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\"
)
_FROM_HTML = b"\\fromhtml1"
_HEAD = 1_000  # bytes in which it says so, and which code page it uses
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{1,5})")
_SKIPPED = frozenset({b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pntext", b"pict", b"object"})
_SPOKEN = {b"par": "\n", b"line": "\n", b"tab": "\t", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“"}
_SPOKEN |= {b"rdblquote": "”", b"bullet": "•", b"endash": "–", b"emdash": "—"}
_SIGNS = {b"~": "&nbsp;", b"_": "&shy;", b"\\": "\\", b"{": "{", b"}": "}"}
_THAI = 222  # THAI_CHARSET
_MOST = 2 << 20  # bytes that are looked at: 1 second
_DEEPEST = 500


@dataclass(frozen=True, slots=True)
class _State:
    """What a group hands on to the groups in it."""

    skipped: bool = False  # a destination that is no HTML
    hidden: bool = False  # between htmlrtf and htmlrtf0
    font: bytes = b""
    fallback: int = 1  # characters that stand after \u for programs that do not know it


class _Unwrapping:
    def __init__(self, rtf: bytes) -> None:
        page = _CODE_PAGE.search(rtf[:_HEAD])
        self._page = f"cp{page[1].decode()}" if page else ""
        self._thai: set[bytes] = set()  # fonts whose letters are of cp874, whatever the page says
        self._state = _State()
        self._stack: list[_State] = []
        self._starred = False
        self._left_out = 0
        self._bytes = bytearray()
        self._out: list[str] = []

    def html(self, rtf: bytes) -> str:
        for token in _TOKEN.finditer(rtf):
            if token["byte"] is not None:
                self._literal(bytes([int(token["byte"], 16)]))
            elif token["text"] is not None:
                self._literal(token["text"])
            elif token["word"] is not None:
                self._word(token["word"], int(token["number"] or -1), given=token["number"] is not None)
            elif token["brace"] is not None:
                self._group(opens=token["brace"] == b"{")
            elif token["sign"] == b"*":
                self._starred = True
            elif token["sign"] is not None:
                self._say(_SIGNS.get(token["sign"], ""))
        self._flush()
        # a letter beyond the first 65,536 comes as two halves, and half of one may be all there is
        return clean("".join(self._out).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))

    def _group(self, *, opens: bool) -> None:
        self._flush()
        self._left_out = 0
        if opens and len(self._stack) < _DEEPEST:
            self._stack.append(self._state)
        elif not opens and self._stack:
            self._state = self._stack.pop()
        self._starred = False

    def _word(self, word: bytes, number: int, *, given: bool) -> None:
        starred, self._starred = self._starred, False
        if word == b"htmlrtf":
            self._flush()
            self._state = replace(self._state, hidden=not given or number != 0)
        elif word in _SKIPPED or (starred and word != b"htmltag"):
            self._state = replace(self._state, skipped=True)
        elif word == b"f" and given:
            self._flush()
            self._state = replace(self._state, font=str(number).encode())
        elif word == b"fcharset" and number == _THAI:
            self._thai.add(self._state.font)
        elif word == b"uc" and given:
            self._state = replace(self._state, fallback=min(max(number, 0), 8))
        elif word == b"u" and given:
            self._say(chr(number % 0x10000))
            self._left_out = self._state.fallback
        elif word in _SPOKEN:
            self._say(_SPOKEN[word])

    def _literal(self, data: bytes) -> None:
        kept = data[self._left_out :]
        self._left_out -= len(data) - len(kept)
        if not self._state.skipped and not self._state.hidden:
            self._bytes += kept

    def _say(self, text: str) -> None:
        if not self._state.skipped and not self._state.hidden:
            self._flush()
            self._out.append(text)

    def _flush(self) -> None:
        if self._bytes:
            label = "cp874" if self._state.font in self._thai else self._page
            self._out.append(decode_bytes(bytes(self._bytes), label))
            self._bytes.clear()


def html_in(rtf: bytes) -> str:
    """The HTML that rich text is made of; "" where it is made of none. Torn text gives what stands before the tear."""
    return _Unwrapping(rtf).html(rtf[:_MOST]) if _FROM_HTML in rtf[:_HEAD] else ""
