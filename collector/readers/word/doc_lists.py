"""Lists of a Word 97-2003 file into the numbers that Word prints; it knows no text.

[MS-DOC]: PlfLst holds the lists with their levels behind it (2.9.190), PlfLfo which paragraphs count in
which list (2.9.188), and a style may bring its list along (2.9.271).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from collector.readers.word.doc_file import WordFile, u16, u32
from collector.readers.word.doc_properties import ParagraphProperties, changed
from collector.readers.word.numbering import Level, NumberedList

PLF_LST, PLF_LFO, STSH = 73, 74, 1  # indexes into FibRgFcLcb97
LIST_SIZE, LEVEL_SIZE, USE_SIZE = 28, 28, 16  # LSTF, LVLF, LFO
FORMS = {1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 23: "bullet", 255: "none"} | {
    53: "thaiLetters",
    54: "thaiNumbers",
    55: "thaiCounting",
}
PARAGRAPH_STYLE = 1


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
    """What paragraphs of each style are, before their own modifiers."""

    paragraphs: dict[int, ParagraphProperties]

    @classmethod
    def of(cls, file: WordFile) -> "Styles":
        """Return the paragraph styles; damage raises struct.error."""
        stsh = file.part(STSH)
        if not stsh:
            return cls({})
        own = {number: (base, grpprl) for number, base, grpprl in _styles(stsh)}
        return cls({number: _with_bases(number, own) for number in own})

    def of_style(self, style: int) -> ParagraphProperties:
        """Return an ordinary paragraph of that style."""
        return replace(self.paragraphs.get(style, ParagraphProperties()), style=style)


def _styles(stsh: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield number, base and modifiers of the paragraph styles (2.9.271, 2.9.258)."""
    at = 2 + u16(stsh, 0)
    base_size = u16(stsh, 4)
    for number in range(min(u16(stsh, 2), 4095)):
        size = u16(stsh, at)
        style = stsh[at + 2 : at + 2 + size]
        at += 2 + size
        if size < base_size + 4 or u16(style, 2) & 0xF != PARAGRAPH_STYLE:
            continue
        name_end = base_size + 2 + 2 * u16(style, base_size) + 2
        if name_end + 4 > size:
            continue
        yield number, u16(style, 2) >> 4, style[name_end + 4 : name_end + 2 + u16(style, name_end)]


def _with_bases(number: int, own: dict[int, tuple[int, bytes]]) -> ParagraphProperties:
    chain: list[bytes] = []
    while number in own and len(chain) < 10:  # a chain of styles may be a circle
        number, grpprl = own[number]
        chain.append(grpprl)
    paragraph = ParagraphProperties()
    for grpprl in reversed(chain):
        paragraph = changed(paragraph, grpprl)
    return replace(paragraph, row=ParagraphProperties().row)
