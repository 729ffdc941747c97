"""Colours of a page's letters and of what is behind them → whether letters drown in it; it knows no rule and no element.

CSS Color 4. What it does not know (pictures, gradients, other notations) is like no other colour.
"""

import re
from collections.abc import Mapping

UNKNOWN = "?"
WHITE = "ffffff"
_NEAR = 16  # of 255
_MOST_PAIRS = 10_000  # of colours of one page; a page with more is looked through
_NAMES = {
    "white": WHITE, "window": WHITE, "black": "000000", "windowtext": "000000", "snow": "fffafa", "ivory": "fffff0",
    "whitesmoke": "f5f5f5", "ghostwhite": "f8f8ff", "floralwhite": "fffaf0", "azure": "f0ffff", "mintcream": "f5fffa",
    "seashell": "fff5ee", "aliceblue": "f0f8ff", "honeydew": "f0fff0", "lightyellow": "ffffe0",
    "red": "ff0000", "blue": "0000ff", "navy": "000080", "green": "008000", "lime": "00ff00", "yellow": "ffff00",
    "maroon": "800000", "purple": "800080", "teal": "008080", "olive": "808000", "gray": "808080", "grey": "808080",
    "silver": "c0c0c0", "aqua": "00ffff", "cyan": "00ffff", "fuchsia": "ff00ff", "magenta": "ff00ff", "orange": "ffa500",
}  # fmt: skip
_NOTHING = frozenset({"", "transparent", "none", "inherit", "initial", "unset", "currentcolor"})
_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})(?:ff|f)?")
_RGB = re.compile(
    r"rgba?\(\s*+(\d{1,3}(?:\.\d++)?%?)[\s,]++(\d{1,3}(?:\.\d++)?%?)[\s,]++(\d{1,3}(?:\.\d++)?%?)(?:[\s,/]++(?:1|100%))?\s*+\)"
)
_CLEAR = re.compile(r"rgba\([^()]{0,40}[,/]\s*+0(?:\.0*+)?%?\s*+\)")
_INK = re.compile(
    r"(?:(?<![\w-])color\s*+[:=]|fill-color\s*+:|<body\b[^<>]{0,200}?\stext\s*+=)[\s\"']*+(rgba?\([^()]{0,40}\)|[^;\"'<>\s}]{1,40})"
)
_PAPER = re.compile(r"(?:background(?:-color)?\s*+:|bgcolor\s*+=)[\s\"']*+([^;\"'<>}]{1,60})")


def colour(written: str) -> str:
    """Return the six digits of a colour in lower case, "" where none is said, `UNKNOWN` for another notation."""
    value = written.strip()
    if value in _NOTHING or _CLEAR.fullmatch(value):
        return ""
    if found := _HEX.fullmatch(value):
        return found[1] if len(found[1]) == 6 else "".join(2 * digit for digit in found[1])
    if rgb := _RGB.fullmatch(value):
        return "".join(f"{_part(part):02x}" for part in rgb.groups())
    return _NAMES.get(value, UNKNOWN)


def ink(said: Mapping[str, str]) -> str:
    """Return the colour that declarations give to letters, "" where they say none."""
    found = colour(said.get("-webkit-text-fill-color") or said.get("color", ""))
    return UNKNOWN if found and said.get("text-shadow", "none") != "none" else found


def paper(said: Mapping[str, str]) -> str:
    """Return the colour that declarations put behind letters, "" where they say none."""
    every = " ".join(value for name, value in said.items() if name.startswith("background"))
    if "(" in every.replace("rgb(", "").replace("rgba(", "") or "text" in every:
        return UNKNOWN
    written = said.get("background-color", said.get("background", ""))
    found = [colour(part) for part in ([written] if "(" in written else written.split())]
    known = [each for each in found if each not in {"", UNKNOWN}]
    return known[0] if known else UNKNOWN if UNKNOWN in found else ""


def drowns(letters: str, behind: str) -> bool:
    """Whether letters of one colour are not seen on another."""
    if len(letters) != 6 or len(behind) != 6:
        return False
    pairs = zip(bytes.fromhex(letters), bytes.fromhex(behind), strict=True)
    return all(abs(one - other) <= _NEAR for one, other in pairs)


def may_drown(folded: str) -> bool:
    """Whether a page in lower case may have letters in the colour of what is behind them."""
    if "color" not in folded and "text" not in folded:
        return False
    inks = {colour(found) for found in _INK.findall(folded)}
    papers = {WHITE, *(paper({"background": found}) for found in _PAPER.findall(folded))}
    if len(inks) * len(papers) > _MOST_PAIRS:
        return True
    return any(drowns(one, other) for one in inks for other in papers)


def _part(part: str) -> int:
    value = float(part.rstrip("%")) * (2.55 if part.endswith("%") else 1)
    return min(round(value), 255)
