"""PDFs written by hand, object by object, for what no program at hand prints; it knows no reader.

Letters are drawn with Helvetica and named by a table of their own (ISO 32000-1, 9.10.3), as files with cut-down
fonts do: `Drawn("ท", "A")` is the ink of A that the file calls ท.
"""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Drawn:
    """A glyph that the file calls `char`, with the ink of a Latin letter, at a place in points from the lower left."""

    char: str
    ink: str
    x: float
    y: float


def pdf(objects: Mapping[int, bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A file of these objects with a sound cross-reference table."""
    data = b"%PDF-1.7\n"
    places: dict[int, int] = {}
    for number, content in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(data)
    size = max(objects) + 1
    data += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        data += b"%010d 00000 n \n" % places.get(number, 0)
    return data + b"trailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, table)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(content), entries, content)


def page_of(
    glyphs: Iterable[Drawn], lines: Sequence[tuple[float, float, float, float]] = (), mode: int = 0
) -> bytes:
    """A file with one page of glyphs and lines; equal code points share a code, others get their own."""
    drawn = list(glyphs)
    content = "".join(f"{a} {b} m {c} {d} l S\n" for a, b, c, d in lines)
    content += f"BT /F1 12 Tf {mode} Tr\n"
    content += "".join(f"1 0 0 1 {g.x} {g.y} Tm /F{_font(g)} 12 Tf ({_escaped(g.ink)}) Tj\n" for g in drawn)
    fonts = sorted({_font(g): g for g in drawn}.items())
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        4: stream(zlib.compress((content + "ET").encode("latin-1")), b"/Filter/FlateDecode"),
    }
    names = b""
    for index, (name, glyph) in enumerate(fonts):
        number = 10 + 2 * index
        names += b"/F%d %d 0 R" % (name, number)
        objects[number] = (
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode %d 0 R>>"
            % (number + 1)
        )
        objects[number + 1] = stream(_named(glyph))
    objects[3] = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<<"
        + names
        + b">>>>>>"
    )
    return pdf(objects)


def text_of(said: str, x: float, y: float) -> list[Drawn]:
    """Thai letters without marks in a row, all with the ink of n."""
    return [Drawn(char, " " if char == " " else "n", x + 8 * place, y) for place, char in enumerate(said)]


def _font(glyph: Drawn) -> int:
    """One font for each pair of ink and letter, so that every code can be named."""
    return 100 + ord(glyph.ink) * 0x10000 + ord(glyph.char)


def _named(glyph: Drawn) -> bytes:
    code, char = ord(glyph.ink), ord(glyph.char)
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <ff> endcodespacerange\n"
        b"1 beginbfchar <%02x> <%04x> endbfchar\nendcmap end end" % (code, char)
    )


def _escaped(ink: str) -> str:
    return f"\\{ink}" if ink in "()\\" else ink
