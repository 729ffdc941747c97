"""The codes of a sheet's printed header or footer (ECMA-376 part 1, 18.3.1.46) → the lines of text in it."""

import re

_CODE = re.compile(
    r'&(?:(?P<section>[LCR])|(?P<page>[PN])(?:[+-]\d{1,9})?|"[^"]*"|K(?:[0-9A-F]{6}|\d\d[+-]\d{3})|\d{1,3} ?|(?P<sign>&)|[A-Z])',
    re.IGNORECASE,
)
_PAGE_WORDS = re.compile(r"page|of|หน้า(?:ที่)?|จาก|แผ่นที่|[\W\d_]", re.IGNORECASE)


def margin_lines(code: str) -> list[str]:
    """The lines of the left, the middle and the right part, without what only counts pages.

    Date, file and sheet name are left out as well: they say when and what is printed, and no clerk typed them there.
    """
    found: list[str] = []
    piece, counts, at = "", False, 0
    for match in _CODE.finditer(code):
        piece += code[at : match.start()]
        at = match.end()
        if match["section"]:
            found += _said(piece, counts)
            piece, counts = "", False
        elif match["sign"]:
            piece += "&"
        else:
            counts = counts or bool(match["page"])
    return found + _said(piece + code[at:], counts)


def only_counts(line: str) -> bool:
    """Whether a line in which pages are counted says nothing else: `หน้า 1 จาก 2`."""
    return not _PAGE_WORDS.sub("", line)


def _said(piece: str, counts: bool) -> list[str]:
    lines = (line.strip() for line in piece.splitlines())
    return [line for line in lines if line and not (counts and only_counts(line))]
