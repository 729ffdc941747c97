"""Lists of a Word 97-2003 file into the numbers that Word prints; it knows no text.

[MS-DOC]: PlfLst holds the lists with their levels behind it (2.9.190), PlfLfo which paragraphs count in
which list (2.9.188), and a style may bring its list along (2.9.271).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from collector.readers.word.doc_file import WordFile, u16, u32
from collector.readers.word.doc_properties import HIDDEN, ParagraphProperties, changed, modifiers
from collector.readers.word.numbering import Level, NumberedList

PLF_LST, PLF_LFO, STSH = 73, 74, 1  # indexes into FibRgFcLcb97
LIST_SIZE, LEVEL_SIZE, USE_SIZE = 28, 28, 16  # LSTF, LVLF, LFO
FORMS = {1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 23: "bullet", 255: "none"} | {
    53: "thaiLetters",
    54: "thaiNumbers",
    55: "thaiCounting",
}
HIDES = HIDDEN.to_bytes(2, "little")
PARAGRAPH_STYLE, RUN_STYLE = 1, 2
DEEPEST = 10  # styles based on each other; a chain of them may be a circle


def read_lists(file: WordFile) -> dict[str, NumberedList]:
    """Return the lists by the number under which paragraphs name them, from "1"; damage raises struct.error."""
    table = file.table
    if not file.part(PLF_LST) or not file.part(PLF_LFO):
        return {}
    levels = dict(_lists(table, file.start(PLF_LST)))
    start = file.start(PLF_LFO)
    count = u32(table, start)
    at = start + 4 + USE_SIZE * count
    found = {}
    for number in range(min(count, len(table) // USE_SIZE)):
        use = start + 4 + USE_SIZE * number
        family = u32(table, use)
        own = dict(levels.get(family, {}))
        restarts: dict[int, int] = {}
        at += 4
        for _ in range(table[use + 12]):
            first, flags = u32(table, at), u32(table, at + 4)
            at += 8
            if flags & 0x20:  # a level of its own
                own[flags & 0xF], at = _level(table, at)
            if flags & 0x10:
                restarts[min(flags & 0xF, 8)] = min(first, 100_000)
        found[str(number + 1)] = NumberedList(str(family), own, restarts)
    return found


def _lists(table: bytes, start: int) -> Iterator[tuple[int, dict[int, Level]]]:
    count = u16(table, start)
    at = start + 2 + LIST_SIZE * count
    for number in range(count):
        place = start + 2 + LIST_SIZE * number
        levels = {}
        for level in range(1 if table[place + 26] & 1 else 9):
            levels[level], at = _level(table, at)
        yield u32(table, place), levels


def _level(table: bytes, at: int) -> tuple[Level, int]:
    """Return an LVL (2.9.150), and where the next one begins."""
    start, form = min(u32(table, at), 100_000), FORMS.get(table[at + 4], "decimal")
    at += LEVEL_SIZE + table[at + 24] + table[at + 25]
    length = u16(table, at)
    end = at + 2 + 2 * length
    units = (u16(table, place) for place in range(at + 2, end, 2))
    pattern = "".join(f"%{unit + 1}" if unit < 9 else chr(unit) for unit in units)
    return Level(form, pattern, start), end


@dataclass(frozen=True, slots=True)
class Styles:
    """What paragraphs of each style are, before their own modifiers; and the styles that hide text."""

    paragraphs: dict[int, ParagraphProperties]
    hiding: frozenset[int] = frozenset()

    @classmethod
    def of(cls, file: WordFile) -> "Styles":
        """Return the styles of paragraphs and of runs; damage raises struct.error."""
        stsh = file.part(STSH)
        if not stsh:
            return cls({})
        known = list(_styles(stsh))
        own = {
            style.number: (style.base, style.paragraph) for style in known if style.kind == PARAGRAPH_STYLE
        }
        hiding: frozenset[int] = frozenset()
        if HIDES in stsh:
            hidden = {style.number: dict(modifiers(style.run)).get(HIDDEN) for style in known}
            bases = {style.number: style.base for style in known}
            hiding = frozenset(number for number in hidden if _hides(number, hidden, bases))
        return cls({number: _with_bases(number, own) for number in own}, hiding)

    def of_style(self, style: int) -> ParagraphProperties:
        """Return an ordinary paragraph of that style."""
        return replace(self.paragraphs.get(style, ParagraphProperties()), style=style)


@dataclass(frozen=True, slots=True)
class _Style:
    """A style's number, its kind, the style it is based on, and its modifiers of paragraphs and of runs."""

    number: int
    kind: int
    base: int
    paragraph: bytes
    run: bytes


def _styles(stsh: bytes) -> Iterator[_Style]:
    """Yield the styles of paragraphs and of runs (2.9.271, 2.9.258)."""
    at = 2 + u16(stsh, 0)
    base_size = u16(stsh, 4)
    for number in range(min(u16(stsh, 2), 4095)):
        size = u16(stsh, at)
        style = stsh[at + 2 : at + 2 + size]
        at += 2 + size
        kind = u16(style, 2) & 0xF if size >= base_size + 4 else 0
        if kind not in {PARAGRAPH_STYLE, RUN_STYLE}:
            continue
        place = base_size + 2 + 2 * u16(style, base_size) + 2
        paragraph = b""
        if kind == PARAGRAPH_STYLE:
            if place + 4 > size:
                continue
            length = u16(style, place)
            paragraph = style[place + 4 : place + 2 + length]
            place += 2 + length + length % 2
        run = style[place + 2 : place + 2 + u16(style, place)] if place + 2 <= size else b""
        yield _Style(number, kind, u16(style, 2) >> 4, paragraph, run)


def _hides(number: int, hidden: Mapping[int, bytes | None], bases: Mapping[int, int]) -> bool:
    for _ in range(DEEPEST):
        said = hidden.get(number)
        if said:
            return bool(said[0] & 1)
        number = bases.get(number, -1)
    return False


def _with_bases(number: int, own: dict[int, tuple[int, bytes]]) -> ParagraphProperties:
    chain: list[bytes] = []
    while number in own and len(chain) < DEEPEST:  # a chain of styles may be a circle
        number, grpprl = own[number]
        chain.append(grpprl)
    paragraph = ParagraphProperties()
    for grpprl in reversed(chain):
        paragraph = changed(paragraph, grpprl)
    return replace(paragraph, row=ParagraphProperties().row)
