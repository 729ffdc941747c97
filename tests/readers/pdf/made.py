"""PDFs written by hand, object by object, for what no program at hand prints; it knows no reader.

Letters are drawn with Helvetica and named by a table of their own (ISO 32000-1, 9.10.3), as files with cut-down
fonts do: `Drawn("ท", "A")` is the ink of A that the file calls ท.
"""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Drawn:
    """What one operator draws: glyphs that the file calls `char`, with the ink of as many different Latin letters,
    at a place in points from the lower left.
    """

    char: str
    ink: str
    x: float
    y: float
    size: int = 12


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
    glyphs: Iterable[Drawn],
    lines: Sequence[tuple[float, float, float, float]] = (),
    mode: int = 0,
    notes: Sequence[str] = (),
    form: bytes | None = None,
    pages: bytes = b"",
) -> bytes:
    """A file with one page of glyphs and lines; what one operator draws has a font of its own.

    `notes` are the entries of its annotations, those of form fields too; `form` is put into the catalog in place of a
    form that names them all; `pages` are entries of the node above the page, which has its box itself unless they do.
    """
    drawn = list(glyphs)
    content = "".join(f"{a} {b} m {c} {d} l S\n" for a, b, c, d in lines)
    fonts = {(g.char, g.ink): index for index, g in enumerate(drawn)}
    content += f"BT {mode} Tr\n"
    content += "".join(
        f"1 0 0 1 {g.x} {g.y} Tm /F{fonts[g.char, g.ink]} {g.size} Tf ({_escaped(g.ink)}) Tj\n" for g in drawn
    )
    first = 10 + 2 * len(drawn)
    named = b" ".join(b"%d 0 R" % (first + number) for number in range(len(notes)))
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R%s>>"
        % ((b"/AcroForm<</Fields[%s]>>" % named if notes else b"") if form is None else form),
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1%s>>" % pages,
        4: stream(zlib.compress((content + "ET").encode("latin-1")), b"/Filter/FlateDecode"),
    }
    names = b""
    for (chars, inks), name in fonts.items():
        number = 10 + 2 * name
        names += b"/F%d %d 0 R" % (name, number)
        objects[number] = (
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode %d 0 R>>"
            % (number + 1)
        )
        objects[number + 1] = stream(_named(chars, inks))
    objects[3] = (
        b"<</Type/Page/Parent 2 0 R"
        + (b"" if b"/MediaBox" in pages else b"/MediaBox[0 0 595 842]")
        + b"/Contents 4 0 R/Resources<</Font<<"
        + names
        + b">>>>"
        + (b"/Annots[%s]" % named if notes else b"")
        + b">>"
    )
    for number, entries in enumerate(notes):
        objects[first + number] = b"<</Type/Annot %s>>" % entries.encode("latin-1")
    return pdf(objects)


def text_of(said: str, x: float, y: float) -> list[Drawn]:
    """Thai letters without marks in a row, all with the ink of n."""
    return [Drawn(char, " " if char == " " else "n", x + 8 * place, y) for place, char in enumerate(said)]


def _named(chars: str, inks: str) -> bytes:
    """The table that says which letters the codes stand for."""
    pairs = b"".join(b"<%02x> <%04x> " % (ord(ink), ord(char)) for ink, char in zip(inks, chars, strict=True))
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <ff> endcodespacerange\n"
        b"%d beginbfchar %s endbfchar\nendcmap end end" % (len(inks), pairs)
    )


def _escaped(ink: str) -> str:
    return "".join(f"\\{one}" if one in "()\\" else one for one in ink)
