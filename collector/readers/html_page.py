"""What of a web page is seen: its styles, what they hide, and what its form fields show; it knows no table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from lxml import etree

from collector.formats.html_colour import may_drown
from collector.formats.html_hiding import SEEN, Sight, sight
from collector.formats.html_style import declarations_for, hiding, may_hide, rules_of
from collector.readers.form_fields import checkbox

NO_VALUE = {"hidden", "password", "file", "submit", "button", "reset", "image", "range", "color"}
BOXES = {"checkbox", "radio"}
LABELS = ("style", "class", "id", "color", "bgcolor", "text", "background")
# What stands in a canvas, a video, a meter … is for programs that do not know them.
NEVER = {"template", "datalist", "noscript", "svg", "canvas", "video", "audio", "meter", "progress", "rp"}
GONE = Sight(gone=True)


@dataclass(slots=True)
class Page:
    """The styles of a page, and what is hidden in it as it is found."""

    rules: Mapping[str, str]
    everything: bool = False  # nothing counts as hidden
    gone: list[etree._Element] = field(default_factory=list)
    faint: list[str] = field(default_factory=list)
    _known: dict[tuple[object, ...], Sight] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element, text: str) -> "Page":
        """Return the page of that text with its style sheets."""
        if not may_hide(text):
            return cls({}, everything=True)
        css = "\n".join("".join(map(str, style.itertext())) for style in root.iter("style"))
        # LibreOffice has a rule for comments in every page, and no comment in most.
        used = any(not name.isalnum() or next(root.iter(name), None) is not None for name in hiding(css))
        folded = text.lower()
        if not used and not may_hide(folded.rpartition("</style>")[2]) and not may_drown(folded):
            return cls({}, everything=True)
        return cls(rules_of(css))

    def sight(self, element: etree._Element) -> Sight:
        """Return what an element's attributes and styles say of it."""
        if self.everything:
            return SEEN
        key: tuple[object, ...] = (element.tag,)
        if element.keys():  # nearly half of a page's elements have no attribute
            get = element.get
            key = (element.tag, *map(get, LABELS), get("hidden"), get("open"), get("popover"))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._sight(element)
        return found

    def _sight(self, element: etree._Element) -> Sight:
        name = element.tag if isinstance(element.tag, str) else ""
        if "hidden" in element.attrib or "popover" in element.attrib or name in NEVER:
            return GONE
        if name == "dialog" and "open" not in element.attrib:
            return GONE
        said = {label: element.get(label, "") for label in LABELS}
        return sight(declarations_for(name, said, self.rules), name)

    def is_folded(self, element: etree._Element) -> bool:
        """Whether of an element only its summary is seen."""
        return element.tag == "details" and not self.everything and "open" not in element.attrib

    def summary(self, details: etree._Element) -> list[etree._Element]:
        """Return the summary of folded details, none where there is none; all else in them is kept aside."""
        first = details.find("summary")
        self.faint += filter(None, (details.text, *(child.tail for child in details)))
        self.gone += (child for child in details if child is not first)
        return [] if first is None else [first]

    def revealed(self) -> "Page":
        """Return the page with nothing hidden."""
        return replace(self, everything=True, gone=[], faint=[])

    def hidden_columns(self, table: etree._Element) -> frozenset[int]:
        """Return the columns that Excel hides, none where its cells say for themselves that they are hidden."""
        columns: list[bool] = []
        for column in _columns(table):
            span = column.get("span", "1")
            columns += [self.sight(column).gone] * min(
                int(span) if span.isdecimal() and len(span) < 5 else 1, 1000
            )
        if not any(columns) or any(self.sight(cell).gone for cell in table.iter("td", "th")):
            return frozenset()
        return frozenset(number for number, hidden in enumerate(columns) if hidden)


def shown_value(element: etree._Element) -> str | None:
    """Return what a form field shows, None for any other element."""
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = [option for option in options if "selected" in option.attrib] or options[:1]
        kept = chosen if "multiple" in element.attrib else chosen[-1:]
        return " ".join("".join(map(str, option.itertext())).strip() for option in kept)
    if element.tag != "input":
        return None
    kind = element.get("type", "text").strip().lower()
    if kind in BOXES:
        return checkbox("checked" in element.attrib)
    return "" if kind in NO_VALUE else element.get("value", "")


def _columns(table: etree._Element) -> Iterator[etree._Element]:
    groups = (group for group in table.iterchildren("colgroup"))
    return chain(
        table.iterchildren("col"), (column for group in groups for column in group.iterchildren("col"))
    )
