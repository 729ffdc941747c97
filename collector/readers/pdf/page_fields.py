"""Form fields and notes of a PDF page that are seen on it, by pdfium, with the text that they show; it knows neither Thai nor tables.

Most programs leave it to the viewer to draw them, so that their text is no part of what the page draws (ISO 32000-1,
12.5.6.6, 12.7). Comments (notes that open when somebody clicks on them) are none of the page's text.
"""

import ctypes
import re
from collections.abc import Callable, Iterator

import pypdfium2  # type: ignore[import-untyped] # it ships no types
import pypdfium2.raw as pdfium  # type: ignore[import-untyped] # generated bindings

from collector.readers.form_fields import checkbox
from collector.readers.pdf.glyph import Typed

HIDDEN = 0x02 | 0x20  # flags: hidden, not on the screen (12.5.3)
SEVERAL_LINES = 1 << 12  # a flag of text fields (12.7.4.3)
MOST = 2_000  # of one page
LONGEST = 100_000  # letters of one value
FONT_SIZE = re.compile(r"([0-9.]{1,8})\s+Tf")
USUAL = 12.0  # points, where a field lets the viewer choose
OF_HEIGHT = 0.7
BUTTONS = {pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON}
LISTS = {pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX}


def typed_on(page: pypdfium2.PdfPage) -> Iterator[Typed]:
    """Yield what was typed onto a page, in its own coordinates."""
    count = min(pdfium.FPDFPage_GetAnnotCount(page), MOST)
    for index in range(count):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        try:
            text = _text(page, note)
            box = pdfium.FS_RECTF()
            if text.strip() and pdfium.FPDFAnnot_GetRect(note, box):
                shown = not pdfium.FPDFAnnot_GetFlags(note) & HIDDEN
                across = sorted((box.left, box.right))
                up = sorted((box.bottom, box.top))
                told = _told_size(note)
                size = max(1.0, min(told or USUAL, OF_HEIGHT * (up[1] - up[0])))
                wraps = not told or _wraps(page, note)
                yield Typed(text, across[0], up[1], across[1], up[0], size, shown, wraps)
        finally:
            pdfium.FPDFPage_CloseAnnot(note)


def _text(page: pypdfium2.PdfPage, note: object) -> str:
    kind = pdfium.FPDFAnnot_GetSubtype(note)
    if kind == pdfium.FPDF_ANNOT_FREETEXT:
        return _entry(note, b"Contents")
    if kind != pdfium.FPDF_ANNOT_WIDGET:
        return ""
    # Where the file forgot its form, the fields are shown all the same.
    return _entry(note, b"V") if page.formenv is None else _value(page.formenv, note)


def _value(form: object, note: object) -> str:
    """Return what a form field shows."""
    field = pdfium.FPDFAnnot_GetFormFieldType(form, note)
    if field in BUTTONS:
        return checkbox(bool(pdfium.FPDFAnnot_IsChecked(form, note)))
    chosen: list[str] = []
    if field in LISTS:
        chosen = [
            _string(lambda *into, number=number: pdfium.FPDFAnnot_GetOptionLabel(form, note, number, *into))
            for number in range(min(pdfium.FPDFAnnot_GetOptionCount(form, note), MOST))
            if pdfium.FPDFAnnot_IsOptionSelected(form, note, number)
        ]
    elif field != pdfium.FPDF_FORMFIELD_TEXTFIELD:
        return ""
    return " ".join(chosen) or _string(lambda *into: pdfium.FPDFAnnot_GetFormFieldValue(form, note, *into))


def _told_size(note: object) -> float:
    """Return the size of the letters; 0.0 where the viewer makes them as small as they have to be."""
    said = FONT_SIZE.search(_entry(note, b"DA"))
    return float(said[1]) if said and said[1].replace(".", "", 1).isdigit() else 0.0


def _wraps(page: pypdfium2.PdfPage, note: object) -> bool:
    if pdfium.FPDFAnnot_GetSubtype(note) != pdfium.FPDF_ANNOT_WIDGET or page.formenv is None:
        return True
    return bool(pdfium.FPDFAnnot_GetFormFieldFlags(page.formenv, note) & SEVERAL_LINES)


def _entry(note: object, name: bytes) -> str:
    return _string(lambda *into: pdfium.FPDFAnnot_GetStringValue(note, name, *into))


def _string(read: Callable[..., int]) -> str:
    """Return a text that pdfium hands out as UTF-16, a null at its end; "" beyond any that is sensible."""
    length = read(None, 0)
    if not 2 < length <= 2 * LONGEST:
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    read(buffer, length)
    text = bytes(buffer).decode("utf-16-le", "replace")
    return text.rstrip("\0").replace("\r\n", "\n").replace("\r", "\n")
