"""PDF pages into glyphs and ruling lines by pdfium, turned upright; it knows neither Thai nor tables.

With `page_fields.py`, `clips.py` and `attached.py` the only module that knows pdfium. What is read is what the page draws, inside Form XObjects too
(ISO 32000-1, 8.10); coordinates are points from the upper left, y growing downwards.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdfium2  # type: ignore[import-untyped] # it ships no types
import pypdfium2.raw as pdfium  # type: ignore[import-untyped] # generated bindings

from collector.errors import UnreadableError
from collector.readers.pdf.clips import ALL, Area, Clips, Matrix, with_unseen
from collector.readers.pdf.glyph import UNKNOWN, Glyph, Page, Typed
from collector.readers.pdf.page_fields import typed_on
from collector.readers.pdf.rules import Outline, rules_of

MOST_PAGES = 60
MOST_GLYPHS = 40_000  # of one page; a page of tiny print has 8,000
MOST_OBJECTS = 20_000  # of one page
MOST_POINTS = 100_000  # of all paths of one page
DEEPEST = 6  # Form XObjects inside each other
HYPHENS = {0x2, 0xFFFE}  # what pdfium makes of a hyphen at the end of a line
INVISIBLE = 3  # text render mode (ISO 32000-1, 9.3.6): the text layer that OCR puts under a scan
TURNS = (lambda x, y: (x, -y), lambda x, y: (y, x), lambda x, y: (-x, y), lambda x, y: (-y, -x))

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def pages_of(data: bytes) -> Iterator[Page]:
    """Yield the pages of a PDF.

    Raises UnreadableError: "encrypted" for a password, "too-large" beyond the limits, "read-by-person" for a form without
    pages of its own, "damaged" otherwise.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise UnreadableError("encrypted" if locked else "damaged", str(error)) from error
    try:
        if len(document) > MOST_PAGES:
            raise UnreadableError("too-large", f"{len(document)} pages")
        if document.get_formtype() == pdfium.FORMTYPE_XFA_FULL:
            raise UnreadableError("read-by-person", "a form that only Acrobat can draw (XFA)")
        document.init_forms()
        for index in range(len(document)):
            yield _page(document, index)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError("damaged", str(error)) from error
    finally:
        document.close()


def _page(document: pypdfium2.PdfDocument, index: int) -> Page:
    page = document[index]
    try:
        text = page.get_textpage()
        left, bottom, right, top = (
            page.get_bbox()
        )  # what the page inherits too, which get_cropbox() leaves out
        glyphs, turns, invisible = _glyphs(text)
        shapes, pictures, areas = _drawing(page)
        typed = tuple(typed_on(page))
    finally:
        page.close()
    turn = turns.most_common(1)[0][0] if turns else 0
    on_page = [glyph for glyph in glyphs if left <= glyph.x <= right and bottom <= glyph.y <= top]
    told = with_unseen(on_page, areas)
    return Page(
        index + 1,
        tuple(_turned(glyph, turn) for glyph in told if glyph.seen),
        tuple(
            rules_of(
                Outline([TURNS[turn](*at) for at in shape.points], shape.stroked, shape.path)
                for shape in shapes
            )
        ),
        min(1.0, pictures / max((right - left) * (top - bottom), 1.0)),
        invisible,
        tuple(_turned_box(box, turn) for box in typed),
        drawn=bool(shapes),
        cut=tuple(_turned(glyph, turn) for glyph in told if not glyph.seen),
    )


def _glyphs(text: pypdfium2.PdfTextPage) -> tuple[list[Glyph], Counter[int], int]:
    """Return the glyphs, how many quarter turns each makes, and how many have no ink."""
    count = text.count_chars()
    if count > MOST_GLYPHS:
        raise UnreadableError("too-large", f"{count} glyphs on a page")
    x, y = ctypes.c_double(), ctypes.c_double()
    left, right, bottom, top = ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
    matrix = pdfium.FS_MATRIX()
    glyphs: list[Glyph] = []
    turns: Counter[int] = Counter()
    run, span, invisible, ghost = 0, 0, 0, False
    for index in range(count):
        char = _char(text, index)
        if not char:
            continue
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        pdfium.FPDFText_GetMatrix(text, index, matrix)
        drawn = pdfium.FPDFText_GetTextObject(text, index)
        where = ctypes.addressof(drawn.contents) if drawn else 0
        if where != run:
            run, span = where, _span(drawn) if drawn else 0
            ghost = bool(drawn) and pdfium.FPDFTextObj_GetTextRenderMode(drawn) == INVISIBLE
        invisible += ghost
        turns[round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4] += 1
        size = pdfium.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
        ink = (left.value, top.value, right.value, bottom.value)
        glyphs.append(Glyph(char, x.value, y.value, *ink, max(abs(size), 0.1), index, run, span))
    return glyphs, turns, invisible


def _char(text: pypdfium2.PdfTextPage, index: int) -> str:
    """Return the character, "" for what pdfium adds of its own: blanks and line ends."""
    code = pdfium.FPDFText_GetUnicode(text, index)
    if code in HYPHENS:
        return "-"
    if pdfium.FPDFText_IsGenerated(text, index) == 1:
        return ""
    if pdfium.FPDFText_HasUnicodeMapError(text, index) == 1 or not code or 0xD800 <= code < 0xE000:
        return UNKNOWN
    return "" if code in (0xA, 0xD) else chr(code)


def _span(drawn: object) -> int:
    """Return which span with /ActualText (ISO 32000-1, 14.9.4) a text object belongs to, 0 if none."""
    for number in range(pdfium.FPDFPageObj_CountMarks(drawn)):
        mark = pdfium.FPDFPageObj_GetMark(drawn, number)
        if pdfium.FPDFPageObjMark_GetParamValueType(mark, b"ActualText") == pdfium.FPDF_OBJECT_STRING:
            return ctypes.addressof(mark.contents)
    return 0


def _turned(glyph: Glyph, turn: int) -> Glyph:
    x, y = TURNS[turn](glyph.x, glyph.y)
    one, other = TURNS[turn](glyph.left, glyph.top), TURNS[turn](glyph.right, glyph.bottom)
    (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return replace(glyph, x=x, y=y, left=left, right=right, top=top, bottom=bottom)


def _turned_box(box: Typed, turn: int) -> Typed:
    one, other = TURNS[turn](box.left, box.top), TURNS[turn](box.right, box.bottom)
    (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return replace(box, left=left, top=top, right=right, bottom=bottom)


def _drawing(page: pypdfium2.PdfPage) -> tuple[list[Outline], float, dict[int, Area]]:
    """Return the lines and areas that paths draw, the area of pictures, and to which areas texts are clipped."""
    shapes: list[Outline] = []
    areas: dict[int, Area] = {}
    clips = Clips()
    pictures = 0.0
    points = 0
    for number, (item, matrix, around) in enumerate(_objects(page, clips)):
        if number >= MOST_OBJECTS or points > MOST_POINTS:
            raise UnreadableError("too-large", f"{number} objects with {points} points on a page")
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            found = list(_shapes(item, number, matrix))
            points += sum(len(shape.points) for shape in found)
            shapes += found
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            placed = _times(_matrix(item), matrix)
            pictures += abs(placed[0] * placed[3] - placed[1] * placed[2])
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            areas[ctypes.addressof(item.contents)] = around.within(clips.of(item, matrix))
    return shapes, pictures, areas


def _objects(page: pypdfium2.PdfPage, clips: Clips) -> Iterator[tuple[Any, Matrix, Area]]:
    """Yield every object of a page with the matrix of what surrounds it, and the area to which that is clipped."""

    def inside(item: object, matrix: Matrix, area: Area, depth: int) -> Iterator[tuple[Any, Matrix, Area]]:
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_FORM:
            yield item, matrix, area
            return
        if depth >= DEEPEST:
            raise UnreadableError("too-large", "forms inside forms")
        within = area.within(clips.of(item, matrix))
        around = _times(_matrix(item), matrix)
        for index in range(pdfium.FPDFFormObj_CountObjects(item)):
            yield from inside(pdfium.FPDFFormObj_GetObject(item, index), around, within, depth + 1)

    for index in range(pdfium.FPDFPage_CountObjects(page)):
        yield from inside(pdfium.FPDFPage_GetObject(page, index), IDENTITY, ALL, 0)


def _shapes(path: object, number: int, around: Matrix) -> Iterator[Outline]:
    """Yield the pieces of a path that is drawn, each from one move to the next, curves as straight lines."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke) or not (fill.value or stroke.value):
        return
    a, b, c, d, e, f = _times(_matrix(path), around)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield Outline(points, bool(stroke.value), number)
            points = []
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield Outline(points, bool(stroke.value), number)


def _matrix(item: object) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that places what `inner` places inside of what `outer` places."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)
