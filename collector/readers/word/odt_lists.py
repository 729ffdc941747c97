"""Lists of an OpenDocument text into the numbers that are printed before its paragraphs; it knows no table.

A list names a style; a list that goes on with an earlier one says so, any other begins anew
(ISO 26300, 5.3 and 19.780).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from collector.readers.opendocument import STYLE, TEXT, integer
from collector.readers.word.numbering import Counter, Level, NumberedList, Numbering

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"} | {
    "๑": "thaiNumbers",  # LibreOffice writes "๑, ๒, ๓, ..."
    "ก": "thaiLetters",
}
SHAPES = (f"{TEXT}list-level-style-number", f"{TEXT}outline-level-style")
BULLETS = (f"{TEXT}list-level-style-bullet", f"{TEXT}list-level-style-image")
ListStyle = Mapping[int, Level]
MOST = 1_000_000  # a number that someone typed is below
NO_NUMBERS: ListStyle = {level: Level("none") for level in range(10)}


def list_styles(roots: Iterable[etree._Element | None]) -> dict[str, ListStyle]:
    """Return the list styles of content.xml and styles.xml by name, levels from 0."""
    return {
        style.get(f"{STYLE}name", ""): dict(_level(item) for item in style if item.tag in SHAPES + BULLETS)
        for root in roots
        if root is not None
        for style in root.iter(f"{TEXT}list-style")
    }


def _level(item: etree._Element) -> tuple[int, Level]:
    number = _number(item, "level", 1) - 1
    if item.tag in BULLETS:
        return number, Level("bullet")
    form = FORMS.get(item.get(f"{STYLE}num-format", "")[:1], "none")
    shown = min(max(_number(item, "display-levels", 1), 1), number + 1)
    numbers = ".".join(f"%{upper + 1}" for upper in range(number + 1 - shown, number + 1))
    pattern = f"{item.get(f'{STYLE}num-prefix', '')}{numbers}{item.get(f'{STYLE}num-suffix', '')}"
    return number, Level(form, pattern, _number(item, "start-value", 1))


def _number(element: etree._Element, name: str, default: int) -> int:
    return min(integer(element.get(f"{TEXT}{name}"), default), MOST)


@dataclass(slots=True)
class Lists:
    """Counts through the lists of one document as they come."""

    styles: Mapping[str, ListStyle]
    _known: dict[str, NumberedList] = field(default_factory=dict)
    _by_style: dict[str, str] = field(default_factory=dict)  # the last list of a style
    _by_id: dict[str, str] = field(default_factory=dict)
    _counter: Counter = field(init=False)

    def __post_init__(self) -> None:
        self._counter = Counter(Numbering(self._known))

    def begin(self, element: etree._Element) -> str:
        """Return the name under which an outermost text:list counts."""
        style = element.get(f"{TEXT}style-name", "")
        name = self._by_id.get(element.get(f"{TEXT}continue-list", "-"), "")
        if not name and element.get(f"{TEXT}continue-numbering") == "true":
            name = self._by_style.get(style, "")
        if not name:
            name = str(len(self._known))
            self._known[name] = NumberedList(name, self.styles.get(style, NO_NUMBERS), {})
        self._by_style[style] = name
        self._by_id[element.get(XML_ID, "")] = name
        return name

    def label(self, name: str, level: int, item: etree._Element) -> str:
        """Return what is printed before the first paragraph of a list item."""
        start = _number(item, "start-value", 0)
        if start:
            again = f"{name}/{len(self._known)}"
            known = self._known[name]
            self._known[again] = NumberedList(known.family, known.levels, {level: start})
            name = again
        return self._counter.next_label(name, level)
