"""Takes the HTML out of rich text in which Outlook has wrapped it ([MS-OXRTFEX]); knows no other rich text.

Outlook keeps the body of an HTML mail so: each tag in a destination of its own, and what only rich text needs between
`htmlrtf` and `htmlrtf0`. Its tables are in the tags alone.
"""

from dataclasses import dataclass, replace

from collector.formats.charset import clean
from collector.formats.rtf import CHARACTERS, SYMBOLS, Characters, Fonts, Token, tokens

_FROM_HTML = b"\\fromhtml1"
_HEAD = 1_000  # bytes in which it says so
_SKIPPED = frozenset({"fonttbl", "colortbl", "stylesheet", "info", "pntext", "pict", "object"})
_MOST = 2 << 20  # bytes that are looked at: 1 second
_DEEPEST = 500


@dataclass(frozen=True, slots=True)
class _HtmlGroup:
    """What a group hands on to the groups in it."""

    skipped: bool = False  # a destination that is no HTML
    hidden: bool = False  # between htmlrtf and htmlrtf0
    in_fonts: bool = False
    codec: str = ""  # of the font, "" for the document's
    fallbacks: int = 1  # characters that stand after \\u for programs that do not know it


class _Unwrapping:
    """The way through one rich text, token by token."""

    def __init__(self) -> None:
        self._fonts = Fonts()
        self._characters = Characters()
        self._group = _HtmlGroup()
        self._around: list[_HtmlGroup] = []
        self._starred = False
        self._out: list[str] = []

    def html(self, rtf: bytes) -> str:
        for token in tokens(rtf):
            self._take(token)
        self._flush()
        return clean("".join(self._out))

    def _take(self, token: Token) -> None:
        if token.text:
            self._literal(token.text)
        elif token.word:
            self._word(token.word, token.number)
        elif token.brace:
            self._brace(opens=token.brace == b"{")
        elif token.symbol and self._characters.skip:
            self._characters.skip -= 1
        elif token.symbol == b"*":
            self._starred = True
        else:
            self._say(SYMBOLS.get(token.symbol, ""))

    def _brace(self, *, opens: bool) -> None:
        self._flush()
        self._characters.skip = 0
        if opens and len(self._around) < _DEEPEST:
            self._around.append(self._group)
        elif not opens and self._around:
            self._group = self._around.pop()
        self._starred = False

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if word == "u" and number is not None:
            self._unit(number)
        elif word == "htmlrtf":
            self._change(hidden=number != 0)
        elif word in _SKIPPED or (starred and word != "htmltag"):
            self._change(skipped=True, in_fonts=word == "fonttbl")
        elif self._group.in_fonts:
            self._fonts.describe(word, number or 0)
        elif word == "f":
            self._change(codec=self._fonts.codec(number or 0))
        elif word == "ansicpg":
            self._fonts.take_page(number or 0)
        elif word == "uc" and number is not None:
            self._change(fallbacks=min(max(number, 0), 8))
        else:
            self._say("\n" if word == "par" else CHARACTERS.get(word, ""))

    @property
    def _is_html(self) -> bool:
        return not self._group.skipped and not self._group.hidden

    def _change(self, **values: bool | int | str) -> None:
        self._flush()
        self._group = replace(self._group, **values)  # type: ignore[arg-type]  # names and types as just above

    def _unit(self, number: int) -> None:
        if self._characters.of_bytes:
            self._flush()
        if self._is_html:
            self._characters.unit(number, self._group.fallbacks)
        else:
            self._characters.skip = self._group.fallbacks

    def _literal(self, data: bytes) -> None:
        kept = self._characters.more(data)
        if kept and self._is_html:
            if not self._characters.of_bytes:
                self._flush()
            self._characters.add(kept)

    def _say(self, text: str) -> None:
        if text and self._is_html:
            self._flush()
            self._out.append(text)

    def _flush(self) -> None:
        self._out.append(self._characters.take(self._group.codec or self._fonts.page))


def html_in(rtf: bytes) -> str:
    """The HTML that rich text is made of; "" where it is made of none. Torn text gives what stands before the tear."""
    return _Unwrapping().html(rtf[:_MOST]) if _FROM_HTML in rtf[:_HEAD] else ""
