"""The styles of a Word 2007 document: which is based on which, and which hide their text; it knows no text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from collector.readers.package import Package, parse_xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFF = {"0", "false", "off"}
DEEPEST = 10  # styles based on each other; a chain of them may be a circle
_BASED_ON = re.compile(rb'<w:basedOn w:val="([^"]*+)"')
_FADING = (
    *(b"<w:w w:val=", b"<w:position w:val=", b"textFill"),
    *(b'<w:color w:val="FFFFFF"', b'<w:color w:val="ffffff"', b'w:themeColor="background1"'),
    *(f'<w:{name} w:val="{size}"/>'.encode() for name in ("sz", "szCs") for size in (1, 2, 3)),
)
TYPE_WITHIN = 200  # bytes from the end of the style before


def value_of(parent: etree._Element, name: str) -> str:
    """Return the w:val of a child element, "" if there is none."""
    found = parent.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")


def is_on(switch: etree._Element | None) -> bool:
    """Whether a property that is on or off (ECMA-376 part 1, 17.17.4) is there and on."""
    return switch is not None and switch.get(f"{W}val", "true") not in OFF


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of paragraphs and of runs by their names."""

    elements: Mapping[str, etree._Element]

    def chain(self, name: str) -> Iterator[etree._Element]:
        """Yield a style, the one that it is based on, and so on."""
        for _ in range(DEEPEST):
            style = self.elements.get(name)
            if style is None:
                return
            yield style
            name = value_of(style, "basedOn")


@dataclass(slots=True)
class StylesPart:
    """The part of a package that holds the styles, opened when somebody asks: it is often fifty times the text."""

    package: Package
    path: str
    _data: bytes | None = None
    _kept: bytes | None = None
    _any: bool | None = None
    _styles: Styles | None = None
    _hidden: dict[str, bool | None] = field(default_factory=dict)
    _fades: bool | None = None
    _fills: dict[str, bool] = field(default_factory=dict)  # of table styles

    def styles(self) -> Styles:
        """Return all but the table styles, nine tenths of the 350 KB that python-docx begins with."""
        if self._styles is None:
            data = self._without_tables()
            found = parse_xml(data).findall(f"{W}style") if data else []
            self._styles = Styles({item.get(f"{W}styleId", ""): item for item in found})
        return self._styles

    def hides(self, name: str) -> bool | None:
        """Return whether a style hides its text; None where neither it nor one that it is based on says so."""
        if name not in self._hidden:
            self._hidden[name] = self._find(name) if self._hides_any() else None
        return self._hidden[name]

    def may_fade(self) -> bool:
        """Whether a style of paragraphs or of runs may give letters the colour of the page, or no size."""
        if self._fades is None:
            data = self._without_tables()
            self._fades = any(sign in data for sign in _FADING)
        return self._fades

    def table_style_fills(self, name: str) -> bool:
        """Whether a table style, or one that it is based on, may fill what is behind its text."""
        if name not in self._fills:
            self._fills[name] = self._find_filling(name)
        return self._fills[name]

    def _find_filling(self, name: str) -> bool:
        for _ in range(DEEPEST):
            begin = self._bytes().find(f'w:styleId="{name}"'.encode())
            style = self._bytes()[begin : self._bytes().find(b"</w:style>", begin)] if begin >= 0 else b""
            if b"<w:shd" in style:
                return True
            based = _BASED_ON.search(style)
            if based is None:
                return False
            name = based[1].decode("utf-8", "replace")
        return True

    def _find(self, name: str) -> bool | None:
        for style in self.styles().chain(name):
            vanish = style.find(f"{W}rPr/{W}vanish")
            if is_on(style.find(f"{W}rPr/{W}specVanish")):
                return True
            if vanish is not None:
                return is_on(vanish)
        return None

    def _hides_any(self) -> bool:
        if self._any is None:
            self._any = b"anish" in self._bytes()  # vanish, specVanish
        return self._any

    def _without_tables(self) -> bytes:
        if self._kept is None:
            *styles, end = self._bytes().split(b"</w:style>")
            kept = (style for style in styles if b'w:type="table"' not in style[:TYPE_WITHIN])
            self._kept = b"</w:style>".join((*kept, end))
        return self._kept

    def _bytes(self) -> bytes:
        if self._data is None:
            self._data = self.package.part(self.path) or b""
        return self._data
