"""Names from outside → names that every file system takes and that mean nothing to it but a name.

Pure; knows no folder. POSIX forbids `/` and NUL and counts 255 bytes; Windows, on which staff browse the
archive, forbids more (Microsoft, "Naming Files, Paths, and Namespaces").
"""

import re
import unicodedata
from collections.abc import Iterable

from collector.model.files import FileKind, OtherKind, ReadableKind

MOST_BYTES = 240  # of the 255 allowed; the rest is for numbering and temporary suffixes
_FORBIDDEN = re.compile(r'[/\\:*?"<>|]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)
# Suffixes that a file of each kind may keep: programs that open them show it and run nothing that came with it.
_SHOWN = {
    ReadableKind.XLSX: (".xlsx",),
    ReadableKind.XLS: (".xls",),
    ReadableKind.XLSB: (".xlsb",),
    ReadableKind.ODS: (".ods",),
    ReadableKind.XML_SPREADSHEET: (".xml",),
    ReadableKind.DOCX: (".docx",),
    ReadableKind.DOC: (".doc",),
    ReadableKind.ODT: (".odt",),
    ReadableKind.RTF: (".rtf",),
    ReadableKind.PDF: (".pdf",),
    ReadableKind.CSV: (".txt",),  # in a spreadsheet its formulas would run
    ReadableKind.TEXT: (".txt",),
    ReadableKind.HTML: (".txt",),  # in a browser it would run
    ReadableKind.MHT: (".txt",),
    OtherKind.IMAGE: (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic"),
}
_UNOPENED = ".bin"  # which no program opens by itself
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}$")


def safe_name(name: str, instead: str, most: int = MOST_BYTES) -> str:
    """A file name of at most `most` bytes in UTF-8, its suffix kept true; `instead` when nothing is left of it."""
    text = unicodedata.normalize("NFC", name)
    text = "".join(
        char if not unicodedata.category(char).startswith("C") else " " * char.isspace() for char in text
    )
    text = " ".join(_FORBIDDEN.sub("_", text).split())
    text = _trim(text)
    if _RESERVED.match(text):
        text = f"_{text}"
    text = _trim(_shorten(text, most))
    return text or instead


def fitting_name(name: str, kind: FileKind) -> str:
    """A name whose suffix fits what the file is and cannot be run: `form.hta` that is HTML becomes `form.hta.txt`.

    Staff open the archive's files by a double click.
    """
    suffixes = _SHOWN.get(kind, (_UNOPENED,))
    if name.lower().endswith(suffixes):
        return name
    given = suffixes[0] if kind is not OtherKind.IMAGE else _UNOPENED
    return _shorten(name, MOST_BYTES - len(given)) + given


def distinct(names: Iterable[str]) -> list[str]:
    """The same names, later ones of the same name numbered: `form.xlsx`, `form (2).xlsx`.

    Upper and lower case count as the same, as they do on Windows.
    """
    taken: set[str] = set()
    result = []
    for name in names:
        suffix = _suffix(name)
        stem = name.removesuffix(suffix)
        candidate, number = name, 1
        while (key := unicodedata.normalize("NFC", candidate).casefold()) in taken:
            number += 1
            candidate = f"{stem} ({number}){suffix}"
        taken.add(key)
        result.append(candidate)
    return result


def _trim(text: str) -> str:
    """Without the leading dots that hide a file and the trailing dots and blanks that Windows drops."""
    return text.lstrip(". ").rstrip(". ")


def _shorten(text: str, most: int) -> str:
    if len(text.encode()) <= most:
        return text
    suffix = _suffix(text)
    stem = text.removesuffix(suffix).encode()[: most - len(suffix.encode())].decode(errors="ignore")
    return stem.rstrip(". ") + suffix


def _suffix(name: str) -> str:
    found = _SUFFIX.search(name)
    return found[0] if found else ""
