"""What is drawn on one page of a PDF, as values: glyphs, ruling lines and what is typed; it knows no library."""

from dataclasses import dataclass

from collector.readers.pdf.rules import RulingLine

UNKNOWN = "\ufffd"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn character: where the pen stood, what its ink covers, its size, and its place in the file."""

    char: str  # U+FFFD if the file does not say which
    x: float
    y: float  # baseline
    left: float
    top: float
    right: float
    bottom: float
    size: float
    order: int
    run: int  # glyphs with the same number were drawn by one operator
    span: int = 0  # those with the same number show one text that the file gives in words; 0: none is given
    seen: bool = True  # not where its ink lies outside of the area to which it is clipped


@dataclass(frozen=True, slots=True)
class Typed:
    """A text that somebody typed into a field or onto a page, and the box that shows it."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    shown: bool
    wraps: bool = True  # text longer than the box is wide goes on in its next line


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it is read when held upright."""

    number: int  # from 1
    glyphs: tuple[Glyph, ...]
    rules: tuple[RulingLine, ...]
    pictures: float  # share of the page that pictures cover
    invisible: int = 0  # glyphs drawn without ink
    typed: tuple[Typed, ...] = ()
    drawn: bool = False  # there are paths, which may be letters
    cut: tuple[Glyph, ...] = ()  # glyphs that are clipped away, so that nobody sees them
