"""The form fields of a Word 97-2003 file → what they show; it knows no paragraph.

A list and a box keep their value beside the text ([MS-DOC] 2.9.78, FFData), in the Data stream, to which a character
in the code of the field points.
"""

import struct
from collections.abc import Mapping
from contextlib import suppress

from collector.readers.form_fields import UNCHOSEN, checkbox, choice
from collector.readers.word.doc_file import WordFile, offset_of, u16, u32
from collector.readers.word.doc_properties import PLCF_CHPX, Pages, modifiers

CODES = ("FORMDROPDOWN", "FORMCHECKBOX")
PICTURE = "\x01"
LOCATION = 0x6A03  # sprmCPicLocation
HEADER = 68  # bytes of a NilPICFAndBinData before the data (2.9.157)
BOX, LIST = 1, 2  # iType
MOST_ENTRIES = 100


def form_values(file: WordFile, fields: Mapping[int, int]) -> dict[int, str]:
    """Return what the lists and boxes show by the position at which their field begins.

    `fields` are where fields begin, and where their codes end.
    """
    if not any(code in file.text for code in CODES):
        return {}
    pages = Pages(file, PLCF_CHPX, 1)
    found: dict[int, str] = {}
    for first, end in fields.items():
        picture = file.text.find(PICTURE, first, end)
        if picture < 0 or not file.text[first + 1 : end].lstrip().startswith(CODES):
            continue
        with suppress(struct.error, IndexError):  # a damaged field says nothing
            _, chpx = pages.at(offset_of(file.piece_of(picture), picture))
            location = dict(modifiers(chpx)).get(LOCATION)
            value = _value(file.data, u32(location, 0)) if location else None
            if value is not None:
                found[first] = value
    return found


def _value(data: bytes, at: int) -> str | None:
    at += HEADER
    bits = u16(data, at + 4)
    kind, result = bits & 3, bits >> 2 & 31
    if kind not in {BOX, LIST}:
        return None
    at = _after_text(data, at + 10)
    default = u16(data, at)
    if kind == BOX:
        return checkbox(bool(default if result == UNCHOSEN else result))
    at += 2
    for _ in range(5):  # format, help, status, macros
        at = _after_text(data, at)
    if u16(data, at) != 0xFFFF:
        return ""
    count, extra = u16(data, at + 2), u16(data, at + 4)
    at += 6
    entries = []
    for _ in range(min(count, MOST_ENTRIES)):
        end = at + 2 + 2 * u16(data, at)
        entries.append(data[at + 2 : end].decode("utf-16-le", "replace"))
        at = end + extra
    return choice(entries, result, default)


def _after_text(data: bytes, at: int) -> int:
    """Return where an Xstz ends (2.9.353): its length, its letters, a null."""
    return at + 2 + 2 * u16(data, at) + 2
