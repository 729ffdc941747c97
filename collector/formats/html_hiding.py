"""The declarations of a style → whether they hide what bears them; it knows no page, no rule and no selector.

CSS 2.2, 9.2, 11.1, 11.2; CSS Fonts 3, 3.5; CSS Color 4; CSS Transforms 1. What is smaller than two points, or has gone
further from its place than a screen is wide, nobody reads.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from collector.formats.html_colour import WHITE, drowns, ink, paper

CONCERNS = re.compile(
    r"display|visibility|mso-hide|font|opacity|height|width|color|left|right|top|indent|margin|trans|scale|clip|background|zoom|\\",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+(?:\*/)?")
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\n\r\f]?|([^0-9a-fA-F\n]))")
_VARIABLE = re.compile(r"var\(\s*+(--[\w-]++)\s*+(?:,([^()]*+))?\)")
_LENGTH = re.compile(r"([+-]?(?:\d++(?:\.\d*+)?|\.\d++))(%|[a-z]*+)")
_FONT_SIZE = re.compile(r"(?<![\w.,-])((?:\d++(?:\.\d*+)?|\.\d++)(?:%|[a-z]++)|0)(?=[/\s])")
_RELATIVE = re.compile(r"em|%|smaller|larger|inherit")  # nothing of nothing is nothing
_NUMBER = re.compile(r"[+-]?(?:\d++(?:\.\d*+)?|\.\d++)(?:e[+-]?\d{1,3})?%?")
_RECKONED = re.compile(r"calc\(\s*+([^()\s]++)\s*+\)")
_MOVED = re.compile(r"translate(?:x|3d)?\(([^()]*+)\)")
_SCALED = re.compile(r"scale(?:x|y|3d)?\(([^()]*+)\)")
CLEAR = (
    r"transparent|#[0-9a-f]{3}0(?![0-9a-f])|#[0-9a-f]{6}0[0-9a-f]"
    r"|(?:rgb|hsl)a?\((?:[^,()]{0,20},[^,()]{0,20},[^,()]{0,20},|[^/()]{0,60}/)\s*+(?:0?\.0\d*+|0++(?:\.0*+)?)%?\s*+\)"
)
_CLEAR = re.compile(CLEAR)
_CLIPPED = re.compile(
    r"rect\((?:[01](?:px)?[\s,]*+){4}\)|(?:inset\((?:50|[6-9]\d|100)%|circle\(0|ellipse\(0)[^()]*+\)"
)
_PIXELS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "em": 16.0, "rem": 16.0}
_PIXELS |= {"ex": 8.0, "ch": 8.0, "vw": 15.0, "vh": 10.0, "%": 10.0, "": 1.0}
_TINY, _FAR = 2.0, 900.0  # pixels
_LONG = 500  # letters; more is not remembered
# On what flows in a line, height, width and transformation have no effect; nor do they cut the text of a table's parts.
_IN_LINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "big",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "label",
        "mark",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
    ]
)
_OF_TABLES = frozenset(["table", "thead", "tbody", "tfoot", "tr", "td", "th", "col", "colgroup"])
_PLACED = frozenset({"absolute", "fixed", "relative", "sticky", "-webkit-sticky"})
VISIBILITY, SIZE, COLOUR = 1, 2, 4


@dataclass(frozen=True, slots=True)
class Light:
    """How a text stands in a page: what hides it, its colour where one is said, and the colour behind it."""

    veils: int = 0  # VISIBILITY, SIZE, COLOUR
    ink: str = ""
    paper: str = WHITE

    @property
    def dark(self) -> bool:
        """Whether the text is not seen."""
        return bool(self.veils) or (bool(self.ink) and drowns(self.ink, self.paper))

    def veiled(self) -> "Light":
        """The same where visibility is taken away."""
        return replace(self, veils=self.veils | VISIBILITY)


LIT = Light()


@dataclass(frozen=True, slots=True)
class Sight:
    """What styles say of an element: whether it is there, and which properties hide or show the text in it."""

    gone: bool = False  # it is not there at all, nor what is inside of it
    veils: int = 0  # VISIBILITY, SIZE, COLOUR
    bares: int = 0
    ink: str = ""
    paper: str = ""

    def inside(self, around: Light) -> Light:
        """Return how its text stands where that around it stands so."""
        if self is SEEN:
            return around
        veils = (around.veils & ~self.bares) | self.veils
        return Light(veils, self.ink or around.ink, self.paper or around.paper)


SEEN = Sight()


def sight(declarations: str, name: str) -> Sight:
    """Return what declarations (`display: none; …`) say of an element of a name, the last of each property."""
    if not declarations:
        return SEEN
    return _remembered(declarations, name) if len(declarations) < _LONG else _sight(declarations, name)


def unescaped(css: str) -> str:
    """Return a style with its letters written as letters (CSS 2.2, 4.1.3); other escaped characters become blanks."""
    return _ESCAPE.sub(_letter, css) if "\\" in css else css


def _letter(escape: re.Match[str]) -> str:
    number = int(escape[1], 16) if escape[1] else ord(escape[2])
    letter = chr(number) if number < 0x110000 else " "
    return letter if letter.isalnum() or letter == "-" else " "


def _sight(declarations: str, name: str) -> Sight:
    if not CONCERNS.search(declarations):
        return SEEN
    said = _said(_COMMENT.sub(" ", unescaped(declarations).lower()))
    display = said.get("display", "")
    visibility, size, colour = said.get("visibility", ""), _font_size(said), said.get("color", "")
    colour = said.get("-webkit-text-fill-color", colour)
    gone = (
        display == "none"
        or said.get("mso-hide") == "all"
        or visibility == "collapse"
        or said.get("content-visibility") == "hidden"
        or _is_nothing(said.get("opacity"))
        or said.get("filter", "").startswith("opacity(0")
        or _is_shrunk(said.get("zoom", ""))
        or _is_cut(said)
        or (_is_box(said, name) and (_is_flat(said, name) or _is_far(said)))
    )
    veils = VISIBILITY if visibility in {"hidden", "collapse"} else 0
    bares = VISIBILITY if visibility not in {"", "inherit"} else 0
    if size and (_is_tiny(size) or not _RELATIVE.search(size)):
        veils, bares = veils | (SIZE if _is_tiny(size) else 0), bares | SIZE
    if colour not in {"", "inherit", "currentcolor"}:
        bares |= COLOUR
        # Letters without a colour of their own show their background or their shadow.
        if _CLEAR.fullmatch(colour) and not ("text-shadow" in said or "text" in _clips(said)):
            veils |= COLOUR
    return Sight(gone, veils, bares, ink(said), paper(said))


_remembered = lru_cache(1024)(_sight)


def _said(declarations: str) -> dict[str, str]:
    """Return the value that counts for each property."""
    usual: dict[str, str] = {}
    weighty: dict[str, str] = {}
    for name, value in _properties(declarations):
        (weighty if "!important" in value else usual)[name] = value.replace("!important", "").strip()
    said = {**usual, **weighty}
    for name, value in said.items():
        if found := _VARIABLE.fullmatch(value):
            said[name] = said.get(found[1], found[2] or "").strip()
    return said


def _properties(declarations: str) -> Iterator[tuple[str, str]]:
    for each in declarations.split(";"):
        name, colon, value = each.partition(":")
        if colon:
            yield name.strip(), value.replace("! important", "!important").strip()


def _font_size(said: Mapping[str, str]) -> str:
    short = _FONT_SIZE.search(f"{said.get('font', '')} ")
    return said.get("font-size") or (short[1] if short else "medium" if "font" in said else "")


def _clips(said: Mapping[str, str]) -> str:
    return f"{said.get('background-clip')} {said.get('-webkit-background-clip')}"


def _is_cut(said: Mapping[str, str]) -> bool:
    if said.get("position") in {"absolute", "fixed"} and _CLIPPED.fullmatch(said.get("clip", "")):
        return True
    return _CLIPPED.fullmatch(said.get("clip-path", "")) is not None


def _is_box(said: Mapping[str, str], name: str) -> bool:
    """Whether an element is more than a part of a line."""
    display = said.get("display", "inline" if name in _IN_LINE else "block")
    return (
        display != "inline"
        or said.get("position") in {"absolute", "fixed"}
        or said.get("float", "none") != "none"
    )


def _is_flat(said: Mapping[str, str], name: str) -> bool:
    """Whether there is no room for text; where there is some within the padding, it is seen."""
    scaled = _SCALED.search(said.get("transform", ""))
    factors = (scaled[1] if scaled else said.get("scale", "")).replace(",", " ").split()
    if any(_NUMBER.fullmatch(factor) and abs(float(factor.rstrip("%"))) < 0.1 for factor in factors[:2]):
        return True
    if not {said.get(f"overflow{axis}") for axis in ("", "-x", "-y")} & {"hidden", "clip"}:
        return False
    if name in _OF_TABLES:
        return False
    for side, paddings in (("height", ("top", "bottom")), ("width", ("left", "right"))):
        small = any(_is_tiny(said.get(f"{most}{side}", "")) for most in ("", "max-"))
        spaced = [said.get("padding", ""), *(said.get(f"padding-{each}", "") for each in paddings)]
        spaced += [said.get(f"min-{side}", "")]
        if small and all(_is_tiny(part) for value in spaced for part in value.split()):
            return True
    return False


def _is_far(said: Mapping[str, str]) -> bool:
    """Whether an element stands outside of every screen; below its end one may turn the pages."""
    placed = said.get("position") in _PLACED
    sides = [said.get(name, "") for name in ("margin-left", "text-indent")]
    sides += [said.get(name, "") for name in ("left", "right") if placed]
    margin = said.get("margin", "").split()
    sides += margin[1:2] + margin[3:4]
    if moved := _MOVED.search(said.get("transform", "")):
        sides.append(moved[1].partition(",")[0].strip())
    above = [said.get("margin-top", ""), *margin[:1], *([said.get("top", "")] if placed else ())]
    return any(abs(_pixels(side) or 0) >= _FAR for side in sides) or any(
        (_pixels(side) or 0) <= -_FAR for side in above
    )


def _is_tiny(length: str) -> bool:
    pixels = _pixels(length)
    if pixels is not None and length.endswith("%"):
        return pixels < 100  # a tenth of what is around
    return pixels is not None and abs(pixels) <= _TINY


def _pixels(length: str) -> float | None:
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _PIXELS.get(found[2], 1.0) if found else None


def _is_shrunk(zoom: str) -> bool:
    """Whether letters are drawn at less than a tenth of their size; a zoom of nothing has no effect."""
    if not _NUMBER.fullmatch(zoom):
        return False
    return 0 < float(zoom.rstrip("%")) / (100 if zoom.endswith("%") else 1) < 0.1


def _is_nothing(opacity: str | None) -> bool:
    if opacity is None:
        return False
    opacity = _RECKONED.sub(r"\1", opacity)
    if not _NUMBER.fullmatch(opacity):
        return False
    return float(opacity.rstrip("%")) / (100 if opacity.endswith("%") else 1) < 0.05
