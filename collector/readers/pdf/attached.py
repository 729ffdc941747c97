"""A PDF → the documents attached in it: of the whole file, or behind a paper clip on a page; reads none of them."""

import ctypes
import re
from collections.abc import Iterator

import pypdfium2  # type: ignore[import-untyped] # it ships no types
import pypdfium2.raw as pdfium  # type: ignore[import-untyped] # generated bindings

MOST_FILES = 20
MOST_PAGES = 60
MOST_NOTES = 200  # of one page that are looked at
_LONGEST_NAME = 120
_UTF_16 = "þÿ"  # its mark, where a writer took the bytes of a name for letters
_NO_NAME = re.compile(r"[\x00-\x1f\x7f/\\:]+")


def attached_files(data: bytes, most: int) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of the files in a PDF (ISO 32000-1, 7.11.4 and 12.5.6.15), together at most `most` bytes.

    Of one that pdfium does not open there is none: its reader says why.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return
    left = most
    try:
        for number, found in enumerate(_found(document), 1):
            if number > MOST_FILES:
                return
            inner = _bytes_of(found, left)
            left -= len(inner)
            if inner:
                yield _name(found) or f"attached-{number}", inner
    except pypdfium2.PdfiumError:
        return
    finally:
        document.close()


def _found(document: pypdfium2.PdfDocument) -> Iterator[pypdfium2.PdfAttachment]:
    for index in range(min(document.count_attachments(), MOST_FILES)):
        yield document.get_attachment(index)
    for index in range(min(len(document), MOST_PAGES)):
        page = document[index]
        for at in range(min(pdfium.FPDFPage_GetAnnotCount(page), MOST_NOTES)):
            note = pdfium.FPDFPage_GetAnnot(page, at)
            if pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_FILEATTACHMENT:
                raw = pdfium.FPDFAnnot_GetFileAttachment(note)
                if raw:
                    yield pypdfium2.PdfAttachment(raw, document)
            pdfium.FPDFPage_CloseAnnot(note)


def _bytes_of(found: pypdfium2.PdfAttachment, most: int) -> bytes:
    """The file; b"" where it is larger than that, or there is none."""
    size = ctypes.c_ulong()
    if not pdfium.FPDFAttachment_GetFile(found, None, 0, size) or not 0 < size.value <= most:
        return b""
    return bytes(found.get_data())


def _name(found: pypdfium2.PdfAttachment) -> str:
    """The last part of its name, without what no name of a file has."""
    name = str(found.get_name())
    if name.startswith(_UTF_16):
        name = name.encode("latin-1", "replace").decode("utf-16", "replace")
    parts = [part for part in _NO_NAME.split(name) if part.strip(" .")]
    return parts[-1].strip()[-_LONGEST_NAME:] if parts else ""
