"""A paragraph of a Word 2007 document → what is printed of it, and what is hidden in it; it knows no table.

Results of fields are what their codes printed last; those of the form fields of old (17.16.5.19, 17.16.5.20) stand in
their settings, not in the text.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from collector.readers.form_fields import UNCHOSEN, checkbox, choice
from collector.readers.opendocument import integer
from collector.readers.package import local
from collector.readers.word.docx_elements import (
    TRANSPARENT,
    chosen,
    is_asked_for,
    is_placeholder,
)
from collector.readers.word.docx_ink import LOOKS, PAGE, Ink, Looks
from collector.readers.word.docx_styles import W, is_on, value_of

PRINTS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
LEAST_LINE = 40  # twentieths of a point
PLACES = {f"{W}ind": ("left", "start", "firstLine"), f"{W}framePr": ("x", "y")}  # 17.3.1.12, 17.3.1.11
Hides = Callable[[str], bool | None]  # a style → whether it hides its text, None where it does not say


@dataclass(frozen=True, slots=True)
class Said:
    """The two texts of a paragraph."""

    shown: str
    hidden: str
    goes_on: bool  # a tracked change deletes its end: the next paragraph goes on with it (17.13.5.15)


def said_by(paragraph: etree._Element, hides: Hides, ink: Ink) -> Said:
    """Return what a paragraph says, without its text boxes and what tracked changes delete."""
    walk = _Walk(hides, ink)
    walk.take(paragraph, walk.shown, asks=is_asked_for(paragraph))
    return Said("".join(walk.shown), "".join(walk.unseen), walk.goes_on)


@dataclass(slots=True)
class _Walk:
    """The way through one paragraph."""

    hides: Hides
    ink: Ink
    looks: Looks = field(default_factory=dict)  # of the paragraph's style
    flat: bool = False  # whether the paragraph's lines have no height, or stand off the page
    by_style: bool = False  # whether the paragraph's style hides what says nothing else
    goes_on: bool = False
    shown: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    codes: list[bool] = field(default_factory=list)  # for each open field whether its code is not over yet
    told: list[bool] = field(
        default_factory=list
    )  # for each open field whether its text has been told already

    def take(self, element: etree._Element, pieces: list[str], *, asks: bool = False) -> None:
        """Take in what is inside; `asks` where it is the invitation of an empty content control."""
        for child in element:
            name = local(child)
            if name == "r":
                self._run(child, asks=asks)
            elif name == "fldChar":
                self._field(child, pieces)
            elif name == "AlternateContent":
                self.take(chosen(child), pieces, asks=asks)
            elif name == "pPr":
                self._properties(child)
            elif self.told and any(self.told):
                continue
            elif name == "t":
                (self.unseen if any(self.codes) else pieces).append(child.text or "")
            elif name in PRINTS:
                pieces.append(PRINTS[name])
            elif name in TRANSPARENT:
                self.take(child, pieces, asks=asks or (name == "sdt" and is_placeholder(child)))

    def _properties(self, properties: etree._Element) -> None:
        for item in properties:
            if item.tag == f"{W}pStyle":
                self.by_style = bool(self.hides(item.get(f"{W}val", "")))
                self.looks = self.ink.of_style(item.get(f"{W}val", ""))
            elif item.tag == f"{W}spacing":
                line = integer(item.get(f"{W}line"), LEAST_LINE)
                self.flat |= item.get(f"{W}lineRule") == "exact" and line < LEAST_LINE
            elif item.tag in PLACES:
                self.flat |= any(
                    integer(item.get(f"{W}{side}", "").lstrip("-"), 0) >= PAGE for side in PLACES[item.tag]
                )
                low = integer(item.get(f"{W}h"), LEAST_LINE) < LEAST_LINE
                self.flat |= item.get(f"{W}hRule") == "exact" and low
            elif item.tag == f"{W}rPr":
                self.goes_on = item.find(f"{W}del") is not None

    def _run(self, run: etree._Element, *, asks: bool) -> None:
        hidden, always, style = self.by_style, self.flat, ""
        looks: dict[str, etree._Element] = {}
        of_style: Looks = {}
        first = next(iter(run), None)
        for item in () if first is None or first.tag != f"{W}rPr" else first:
            tag = item.tag
            if tag in LOOKS:
                looks[tag] = item
            elif tag == f"{W}rStyle":
                style = item.get(f"{W}val", "")
                of_style = self.ink.of_style(style)
                by_style = self.hides(style)
                hidden = hidden if by_style is None else by_style
            elif tag == f"{W}specVanish":
                always = always or is_on(item)
            elif tag == f"{W}vanish":  # stands behind the style (17.3.2.28)
                hidden = is_on(item)
        if not (asks and style):  # Word's invitation bears a style, what a program filled in may not
            if self.looks or of_style:
                looks = {**self.looks, **of_style, **looks}
            unseen = hidden or always or (bool(looks) and self.ink.is_unseen(run, looks))
            self.take(run, self.unseen if unseen else self.shown)

    def _field(self, mark: etree._Element, pieces: list[str]) -> None:
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            value = _form_value(mark.find(f"{W}ffData"))
            if value is not None and not any(self.told):
                pieces.append(value)
            self.told.append(value is not None)
            self.codes.append(True)
        elif kind == "separate" and self.codes:
            self.codes[-1] = False
        elif kind == "end" and self.told:
            self.told.pop()
            self.codes.pop()


def _form_value(settings: etree._Element | None) -> str | None:
    """Return what a list or a box of a form shows; None for a field that keeps its text in the paragraph."""
    if settings is None:
        return None
    box, listed = settings.find(f"{W}checkBox"), settings.find(f"{W}ddList")
    if box is not None:
        ticked = box.find(f"{W}checked")
        return checkbox(is_on(box.find(f"{W}default") if ticked is None else ticked))
    if listed is None:
        return None
    entries = [item.get(f"{W}val", "") for item in listed.findall(f"{W}listEntry")]
    result, default = (value_of(listed, name) for name in ("result", "default"))
    return choice(entries, integer(result, UNCHOSEN), integer(default, 0))
