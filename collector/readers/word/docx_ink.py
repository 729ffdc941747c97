"""The letters of a run of a Word 2007 document → whether they are seen: by their size, and by what is behind them.

ECMA-376 part 1, 17.3.2.6, 17.3.2.15, 17.3.2.32, 17.3.2.38, 17.3.2.39. Where it is not known what is behind (a picture, the
filling of a shape), letters count as seen.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from collector.readers.word.docx_styles import StylesPart, W, value_of

COLOUR, SIZE, THAI_SIZE, SHADE, MARKER = (
    f"{W}{name}" for name in ("color", "sz", "szCs", "shd", "highlight")
)
_EFFECTS = "{http://schemas.microsoft.com/office/word/2010/wordml}"
WIDTH, HEIGHT, INSIDE = f"{W}w", f"{W}position", f"{_EFFECTS}textFill"
LOOKS = frozenset({COLOUR, SIZE, THAI_SIZE, SHADE, MARKER, WIDTH, HEIGHT, INSIDE})
PAGE = 16_838  # twentieths of a point: what is moved by the longer side of A4 stands off the page
_LEAST = 4  # half points: what is smaller nobody reads
_NARROW = 10  # per cent of a letter's width: 33 is the least that Word offers
_CLEAR = 95_000  # thousandths of a per cent
_WHITE, _BLACK, _UNKNOWN = "FFFFFF", "000000", ""
_NEAR = 8  # of 255
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_NUMBER = re.compile(r"-?[0-9]{1,6}")
_THAI = re.compile("[\u0e00-\u0e7f]")  # a complex script, which has a size of its own
_OTHER = re.compile("[^\\s\u0e00-\u0e7f]")
_THEME = {"background1": _WHITE, "light1": _WHITE, "text1": _BLACK, "dark1": _BLACK}
_MARKERS = {
    "white": _WHITE, "black": _BLACK, "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF",
    "blue": "0000FF", "red": "FF0000", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
_EDGES = {f"{W}{name}" for name in ("shadow", "emboss", "imprint")}
_MOST_FILLINGS = 200
Looks = Mapping[str, etree._Element]


@dataclass(slots=True)
class Ink:
    """What of a document's letters is seen."""

    styles: StylesPart
    _styles: dict[str, Looks] = field(default_factory=dict)
    _fillings: dict[etree._Element, frozenset[str]] = field(default_factory=dict)
    _pages: dict[etree._Element, str] = field(default_factory=dict)

    def of_style(self, name: str) -> Looks:
        """Return how a style makes letters look, as far as it may hide any."""
        if name not in self._styles:
            chain = list(self.styles.styles().chain(name)) if self.styles.may_fade() else []
            found: dict[str, etree._Element] = {}
            for style in reversed(chain):
                found |= {item.tag: item for item in style.iterfind(f"{W}rPr/*") if item.tag in LOOKS}
            self._styles[name] = found
        return self._styles[name]

    def is_unseen(self, run: etree._Element, looks: Looks) -> bool:
        """Whether nobody sees the letters of a run that looks so, by its properties that are `LOOKS`."""
        if _is_tiny(run, looks) or _is_narrow(looks) or _is_moved(looks):
            return True
        return (_is_empty(looks) and not _has_edges(run)) or self._is_drowned(run, looks)

    def _is_drowned(self, run: etree._Element, looks: Looks) -> bool:
        colour = _inside(looks) or (_colour(looks[COLOUR], "val", "theme") if COLOUR in looks else _UNKNOWN)
        if not colour or not any(_are_near(colour, other) for other in self._fillings_of(run, looks)):
            return False
        marked = _marked(looks)
        behind = self._behind(run) if marked is None else marked
        return _are_near(colour, behind) and not _has_edges(run)

    def _fillings_of(self, run: etree._Element, looks: Looks) -> frozenset[str]:
        """Every colour that may be behind letters of the part: found once, so that most need no way up."""
        root = run.getroottree().getroot()
        found = self._fillings.get(root)
        if found is None:
            fillings = {_filling(shade) for shade in root.iter(SHADE)} - {_UNKNOWN}
            found = self._fillings[root] = frozenset({_WHITE, *sorted(fillings)[:_MOST_FILLINGS]})
        return found | {_marked(looks) or _UNKNOWN} if MARKER in looks else found

    def _behind(self, run: etree._Element) -> str:
        """Return the colour behind a run that has none of its own, by what stands around it."""
        for around in run.iterancestors():
            name = around.tag.rpartition("}")[2]
            if name in {"p", "tc", "tbl"}:
                properties = around.find(f"{W}{name}Pr")
                shade = None if properties is None else properties.find(SHADE)
                if shade is not None and not _is_clear(shade):
                    return _filling(shade)
                if properties is not None and self._fills(properties):
                    return _UNKNOWN
            elif name == "txbxContent":
                return _UNKNOWN
        return self._page(run.getroottree().getroot())

    def _page(self, root: etree._Element) -> str:
        """Return the colour of the page: white, where nothing is drawn behind its text."""
        if root not in self._pages:
            drawn = any(item.get("behindDoc") in {"1", "true"} for item in root.iter("{*}anchor"))
            drawn = drawn or root.find(f"{W}background") is not None
            self._pages[root] = _UNKNOWN if drawn else _WHITE
        return self._pages[root]

    def _fills(self, properties: etree._Element) -> bool:
        """Whether the style of a paragraph or of a table may fill what is behind it."""
        if name := value_of(properties, "pStyle"):
            return any(style.find(f".//{SHADE}") is not None for style in self.styles.styles().chain(name))
        name = value_of(properties, "tblStyle")
        return bool(name) and self.styles.table_style_fills(name)


def _is_tiny(run: etree._Element, looks: Looks) -> bool:
    small = [name for name in (SIZE, THAI_SIZE) if name in looks and _is_small(looks[name])]
    if not small:
        return False
    text = "".join(item.text or "" for item in run.iter(f"{W}t"))
    if THAI_SIZE not in small:
        return not _THAI.search(text)
    return SIZE in small or not _OTHER.search(text)


def _is_narrow(looks: Looks) -> bool:
    """Whether letters are drawn so narrow that nobody reads them (17.3.2.43)."""
    width = looks[WIDTH].get(f"{W}val", "").rstrip("%") if WIDTH in looks else ""
    return bool(_NUMBER.fullmatch(width)) and int(width) < _NARROW


def _is_moved(looks: Looks) -> bool:
    """Whether letters are raised or lowered by more than a page (17.3.2.24), given in half points."""
    height = looks[HEIGHT].get(f"{W}val", "") if HEIGHT in looks else ""
    return bool(_NUMBER.fullmatch(height)) and abs(int(height)) * 10 >= PAGE


def _is_empty(looks: Looks) -> bool:
    """Whether nothing, or what one sees through, is inside of letters (MS-DOCX 2.6.1.22)."""
    if INSIDE not in looks:
        return False
    alphas = [alpha.get(f"{_EFFECTS}val", "") for alpha in looks[INSIDE].iter(f"{_EFFECTS}alpha")]
    clear = [alpha for alpha in alphas if _NUMBER.fullmatch(alpha) and int(alpha) >= _CLEAR]
    return looks[INSIDE].find(f"{_EFFECTS}noFill") is not None or (bool(clear) and clear == alphas)


def _inside(looks: Looks) -> str:
    """Return the plain colour inside of letters, which counts before their own."""
    plain = looks[INSIDE].find(f"{_EFFECTS}solidFill/{_EFFECTS}srgbClr") if INSIDE in looks else None
    value = "" if plain is None or len(plain) else plain.get(f"{_EFFECTS}val", "")
    return value.upper() if _HEX.fullmatch(value) else _UNKNOWN


def _is_small(size: etree._Element) -> bool:
    value = size.get(f"{W}val", "")
    return len(value) == 1 and value.isdecimal() and int(value) < _LEAST


def _colour(element: etree._Element, name: str, theme: str) -> str:
    """Return the six digits of a colour; `_UNKNOWN` for one that the program chooses."""
    kind = element.get(f"{W}{theme}{'Color' if theme == 'theme' else ''}", "")
    changed = any(element.get(f"{W}{theme}{each}") for each in ("Shade", "Tint"))
    if kind in _THEME and not changed:
        return _THEME[kind]
    value = element.get(f"{W}{name}", "")
    return value.upper() if _HEX.fullmatch(value) else _UNKNOWN


def _filling(shade: etree._Element) -> str:
    match shade.get(f"{W}val", "clear"):
        case "clear" | "nil":
            return _colour(shade, "fill", "themeFill")
        case "solid":
            return _colour(shade, "color", "theme")
    return _UNKNOWN


def _marked(looks: Looks) -> str | None:
    """Return the colour that a run has behind its letters itself; None where it has none."""
    marker = looks[MARKER].get(f"{W}val", "none") if MARKER in looks else "none"
    if marker != "none":
        return _MARKERS.get(marker, _UNKNOWN)
    return _filling(looks[SHADE]) if SHADE in looks and not _is_clear(looks[SHADE]) else None


def _is_clear(shade: etree._Element) -> bool:
    """Whether a shading leaves what is behind as it is."""
    fill = shade.get(f"{W}fill", "auto")
    return (
        shade.get(f"{W}val", "clear") in {"clear", "nil"}
        and fill == "auto"
        and not shade.get(f"{W}themeFill")
    )


def _are_near(one: str, other: str) -> bool:
    """Whether two colours are nearly the same; one that is not known is like no other."""
    pairs = zip(bytes.fromhex(one), bytes.fromhex(other), strict=False)
    return bool(one and other) and all(abs(a - b) <= _NEAR for a, b in pairs)


def _has_edges(run: etree._Element) -> bool:
    """Whether letters are drawn with more than their colour."""
    properties = run.find(f"{W}rPr")
    return properties is not None and any(
        item.tag in _EDGES or (item.tag != INSIDE and str(item.tag).startswith(_EFFECTS))
        for item in properties
    )
