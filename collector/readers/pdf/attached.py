"""A PDF → the documents attached in it: of the whole file, or behind a paper clip on a page; reads none of them."""

import ctypes
import re
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2  # type: ignore[import-untyped] # it ships no types
import pypdfium2.raw as pdfium  # type: ignore[import-untyped] # generated bindings

MOST_FILES = 20
MOST_PAGES = 60
MOST_NOTES = 200  # of one page that are looked at
_LONGEST_NAME = 120
_UTF_16 = "þÿ"  # its mark, where a writer took the bytes of a name for letters
_NO_NAME = re.compile(r"[\x00-\x1f\x7f/\\:]+")


class Attached(NamedTuple):
    """A file in a PDF; with the reason code where it is not taken out."""

    name: str
    data: bytes
    problem: str = ""  # too-large, too-many: one for all that are left out


def attached_files(data: bytes, most: int) -> Iterator[Attached]:
    """The files in a PDF (ISO 32000-1, 7.11.4 and 12.5.6.15), together at most `most` bytes; empty ones left out.

    Of one that pdfium does not open there is none: its reader says why.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return
    left = most
    try:
        for number, found in enumerate(_found(document), 1):
            name = _name(found) or f"attached-{number}"
            size = _size(found)
            if number > MOST_FILES:
                yield Attached(name, b"", "too-many")
                return
            if size > left:
                yield Attached(name, b"", "too-large")
            elif size:
                left -= size
                yield Attached(name, bytes(found.get_data()))
    except pypdfium2.PdfiumError:
        return
    finally:
        document.close()


def _found(document: pypdfium2.PdfDocument) -> Iterator[pypdfium2.PdfAttachment]:
    for index in range(min(document.count_attachments(), MOST_FILES + 1)):
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


def _size(found: pypdfium2.PdfAttachment) -> int:
    """How many bytes the file has; 0 where there is none."""
    size = ctypes.c_ulong()
    return size.value if pdfium.FPDFAttachment_GetFile(found, None, 0, size) else 0


def _name(found: pypdfium2.PdfAttachment) -> str:
    """The last part of its name, without what no name of a file has."""
    name = str(found.get_name())
    if name.startswith(_UTF_16):
        name = name.encode("latin-1", "replace").decode("utf-16", "replace")
    parts = [part for part in _NO_NAME.split(name) if part.strip(" .")]
    return parts[-1].strip()[-_LONGEST_NAME:] if parts else ""
