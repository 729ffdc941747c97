"""Glyphs as a file names them into glyphs by their proper Thai letters, each once; it knows no line of text.

Fonts that are cut down for a file lie about their letters. Ink that stands where the letter's cannot be tells.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from collector.readers.pdf.glyph import UNKNOWN, Glyph

UPPER = frozenset("\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e4d")
LOWER = frozenset("\u0e38\u0e39\u0e3a")
TONES = frozenset("\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4e")
MARKS = UPPER | LOWER | TONES
CONSONANTS = frozenset(map(chr, range(0x0E01, 0x0E2F)))

# Old Thai fonts hold letters moved aside or lowered as glyphs of their own (WTT 2.0, Windows glyph set).
PRIVATE = {0xF700: 0x0E10, 0xF70F: 0x0E0D, 0xF710: 0x0E31, 0xF711: 0x0E4D, 0xF712: 0x0E47} | {
    **dict(zip(range(0xF701, 0xF705), range(0x0E34, 0x0E38), strict=True)),
    **dict(zip(range(0xF705, 0xF70A), range(0x0E48, 0x0E4D), strict=True)),
    **dict(zip(range(0xF70A, 0xF70F), range(0x0E48, 0x0E4D), strict=True)),
    **dict(zip(range(0xF713, 0xF718), range(0x0E48, 0x0E4D), strict=True)),
    **dict(zip(range(0xF718, 0xF71B), range(0x0E38, 0x0E3B), strict=True)),
}
"""Private code → the letter that the glyph shows."""

SAME = 0.1  # of the size: two glyphs nearer than this are one, drawn twice to look bold
RAISED = 0.35  # of the size: ink that begins higher is no letter's and no digit's
HIGH = MARKS | frozenset("\"'`*^~-")  # what may stand that high
NIKHAHIT, SARA_AA, SARA_AM = "\u0e4d", "\u0e32", "\u0e33"


def letters_of(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return what is drawn, once, by the letters it shows; U+FFFD where nobody can tell."""
    return _with_nikhahit(_once(_named(glyph) for glyph in _said_once(glyphs)))


def _named(glyph: Glyph) -> Glyph:
    """Return a glyph by its proper letter; as unknown where its ink stands too high for what the file names.

    Fonts cut down for a file are the reason: the tone of `น้ำ` is called 8 or =.
    """
    code = PRIVATE.get(ord(glyph.char))
    char = chr(code) if code else glyph.char
    anywhere = char in HIGH or char.isspace() or not (char.isascii() or char.isalnum())
    if not anywhere and not glyph.span and is_raised(glyph):
        char = UNKNOWN
    return replace(glyph, char=char) if char != glyph.char else glyph


def is_raised(glyph: Glyph) -> bool:
    """Whether all ink stands above where letters begin."""
    return glyph.span <= 0 and glyph.top < glyph.bottom < glyph.y - RAISED * glyph.size


def is_sunk(glyph: Glyph) -> bool:
    """Whether all ink stands below the line."""
    return glyph.span <= 0 and glyph.bottom > glyph.top > glyph.y


def _with_nikhahit(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the glyphs with the first half of sara am named, where the file does not say what it is."""
    found = list(glyphs)
    for index, glyph in enumerate(found):
        if glyph.char == UNKNOWN and index and is_raised(glyph):
            rest = (other.char for other in found[index + 1 : index + 3] if other.char not in TONES)
            if next(rest, "") == SARA_AA and found[index - 1].char in CONSONANTS | TONES:
                found[index] = replace(glyph, char=NIKHAHIT)
    return found


def _said_once(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Yield the glyphs; of a text that pdfium tells once for each operator that draws it, the leftmost.

    Its ink is shared out among the letters anyhow, so that each of them reaches to the right end of all;
    of a single letter, whose span becomes negative, the ink is its own.
    """
    spans: defaultdict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        spans[glyph.span].append(glyph)
    kept: dict[int, tuple[int, int, float]] = {}  # span → the operator, how many letters, their right end
    for span, own in spans.items():
        run = min(own, key=lambda glyph: glyph.x).run
        letters = sum(glyph.run == run for glyph in own)
        kept[span] = (run, letters, max(glyph.right for glyph in own))
    for glyph in glyphs:
        run, letters, right = kept[glyph.span]
        if not glyph.span:
            yield glyph
        elif glyph.run == run:
            yield replace(glyph, right=right, span=glyph.span if letters > 1 else -glyph.span)


def _once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Return the glyphs without those that lie on the same glyph once more."""
    seen: dict[tuple[str, float, int, int], Glyph] = {}
    kept: list[Glyph] = []
    for glyph in glyphs:
        step = SAME * glyph.size
        column = int((glyph.left + glyph.right) / 2 / step)
        row = int((glyph.top + glyph.bottom) / 2 / step)
        # the size belongs to the key: with another one the same column and row are another place
        around = ((glyph.char, glyph.size, column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1))
        if not glyph.char.isspace() and any(key in seen for key in around):
            continue
        seen[glyph.char, glyph.size, column, row] = glyph
        kept.append(glyph)
    return kept
