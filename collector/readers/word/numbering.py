"""Automatic numbers of paragraphs into the text that Word prints before them.

Word keeps no number in the text: a paragraph names a list and a level (ECMA-376 part 1, 17.9), by
itself or by its style, and what is printed follows from counting. `Counter.next_label` counts for
other formats too, which bring lists and levels of their own. Knows paragraphs only.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from lxml import etree

from collector.readers.word.docx_styles import Styles, W, value_of
from collector.thai import thai_digits

LEVELS = 9
THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
ROMAN = {"m": 1000, "cm": 900, "d": 500, "cd": 400, "c": 100, "xc": 90, "l": 50, "xl": 40, "x": 10}
ROMAN |= {"ix": 9, "v": 5, "iv": 4, "i": 1}


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and prints."""

    form: str = "decimal"  # w:numFmt
    pattern: str = "%1."  # w:lvlText: %1 stands for the number of the first level
    start: int = 1


@dataclass(frozen=True, slots=True)
class NumberedList:
    """One w:num: lists of the same `family` (w:abstractNum) count on together."""

    family: str
    levels: Mapping[int, Level]
    restarts: Mapping[int, int]  # level → number to begin with when this list is first used


def _none(_: str) -> None:
    """Return the list of a style where styles bring none along."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """The lists of a document, and which list and level a paragraph style brings along."""

    lists: Mapping[str, NumberedList]
    by_style: Callable[[str], tuple[str, int] | None] = _none

    @classmethod
    def of(cls, numbering: etree._Element | None, styles: Callable[[], Styles]) -> "Numbering":
        """Return what numbering.xml and the styles say.

        `styles` is called when a paragraph asks for its style: the part is often fifty times as
        large as the text, and most paragraphs are in no style of their own.
        """
        return cls(dict(_lists(numbering)), cache(lambda name: _list_of_style(styles(), name)))

    def place(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """Return the list and the level that a paragraph belongs to, None for an ordinary one."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None
        own = properties.find(f"{W}numPr")
        listed, level = ("", "") if own is None else (value_of(own, "numId"), value_of(own, "ilvl"))
        if listed and level:
            return listed, _number(level, 0)
        name = value_of(properties, "pStyle")
        by_style = self.by_style(name) if name else None
        if by_style is None:
            return (listed, 0) if listed else None
        return listed or by_style[0], _number(level, by_style[1])


@dataclass(slots=True)
class Counter:
    """Counts through one document, paragraph after paragraph, in the order in which they stand."""

    numbering: Numbering
    _counts: dict[str, list[int]] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    def label(self, paragraph: etree._Element) -> str:
        """Return what Word prints before the paragraph, with a blank: "1. ", "๒) ", "- "; "" if nothing."""
        if not self.numbering.lists:
            return ""
        place = self.numbering.place(paragraph)
        return self.next_label(*place) if place else ""

    def next_label(self, name: str, level: int) -> str:
        """Count one paragraph of that list and level (from 0) on, and return what stands before it."""
        numbered = self.numbering.lists.get(name)
        if numbered is None:
            return ""
        level = min(level, LEVELS - 1)
        described = numbered.levels.get(level, Level())
        if described.form == "bullet":
            return "- "
        counts = self._count(name, numbered, level)
        if described.form == "none":
            return ""
        text = described.pattern
        for upper in range(level + 1):
            form = numbered.levels.get(upper, Level()).form
            text = text.replace(f"%{upper + 1}", _spell(counts[upper], form))
        return f"{text} " if text.strip() else ""

    def _count(self, name: str, numbered: NumberedList, level: int) -> list[int]:
        counts = self._counts.setdefault(numbered.family, [0] * LEVELS)
        if name not in self._seen:
            self._seen.add(name)
            for restarted, start in numbered.restarts.items():
                counts[restarted : restarted + 1] = [start - 1] if start > 1 else [0]
        for upper in range(level + 1):
            if counts[upper] == 0:
                counts[upper] = numbered.levels.get(upper, Level()).start - (upper == level)
        counts[level] += 1
        counts[level + 1 :] = [0] * (LEVELS - level - 1)
        return counts


def _lists(root: etree._Element | None) -> Iterator[tuple[str, NumberedList]]:
    if root is None:
        return
    abstract = {item.get(f"{W}abstractNumId", ""): item for item in root.findall(f"{W}abstractNum")}
    linked = {value_of(item, "styleLink"): name for name, item in abstract.items()}
    for item in root.findall(f"{W}num"):
        family = value_of(item, "abstractNumId")
        if family in abstract:
            family = linked.get(value_of(abstract[family], "numStyleLink") or "-", family)
        levels = dict(_levels(abstract.get(family)))
        restarts = {}
        for override in item.findall(f"{W}lvlOverride"):
            levels.update(_levels(override))
            start = value_of(override, "startOverride")
            if start:
                restarts[_number(override.get(f"{W}ilvl"), 0)] = _number(start, 1)
        yield item.get(f"{W}numId", ""), NumberedList(family, levels, restarts)


def _levels(parent: etree._Element | None) -> Iterator[tuple[int, Level]]:
    for item in () if parent is None else parent.findall(f"{W}lvl"):
        form = value_of(item, "numFmt") or "decimal"
        start = _number(value_of(item, "start"), 1)
        yield _number(item.get(f"{W}ilvl"), 0), Level(form, value_of(item, "lvlText"), start)


def _list_of_style(known: Styles, name: str) -> tuple[str, int] | None:
    """Return the list of a paragraph style, its own or that of the style it is based on."""
    for style in known.chain(name):
        own = style.find(f"{W}pPr/{W}numPr")
        if own is not None:
            return value_of(own, "numId"), _number(value_of(own, "ilvl"), 0)
    return None


def _spell(number: int, form: str) -> str:
    if form in {"thaiNumbers", "thaiCounting"}:
        return thai_digits(str(number))
    if form == "thaiLetters":
        return _letter(number, THAI_LETTERS)
    if form in {"lowerLetter", "upperLetter"}:
        letter = _letter(number, "abcdefghijklmnopqrstuvwxyz")
        return letter if form == "lowerLetter" else letter.upper()
    if form in {"lowerRoman", "upperRoman"}:
        return _roman(number) if form == "lowerRoman" else _roman(number).upper()
    return str(number)


def _letter(number: int, letters: str) -> str:
    """After the last letter Word doubles them: z, aa, bb."""
    turns, index = divmod(max(number, 1) - 1, len(letters))
    return letters[index] * min(turns + 1, 5)


def _roman(number: int) -> str:
    text = ""
    for letters, worth in ROMAN.items():
        turns, number = divmod(number, worth)
        text += letters * min(turns, 5)
    return text


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else default
