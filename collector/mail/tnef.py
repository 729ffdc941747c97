"""Turns a winmail.dat (TNEF, [MS-OXTNEF]) into the files in it; reads only names and data of attachments, never raises.

Outlook sends one when its user writes "rich text" to a receiver outside of Exchange.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from collector.mail.charset import decode_bytes
from collector.mail.headers import file_name

_HEADER = struct.Struct("<BLL")  # level, attribute, length; data and a checksum of two bytes follow
_FIRST = 6  # signature and key
_NEW_ATTACHMENT = 0x00069002  # attAttachRendData
_TITLE = 0x00018010  # attAttachTitle
_DATA = 0x0006800F  # attAttachData
_PROPERTIES = 0x00069005  # attAttachment
# PidTagAttachLongFilename as one value of UTF-16 or of 8-bit text, then its length.
_LONG_NAME = re.compile(rb"([\x1e\x1f])\x00\x07\x37\x01\x00\x00\x00(....)", re.DOTALL)
_MOST = 1_000


@dataclass(frozen=True, slots=True)
class TnefFile:
    """A file in a winmail.dat."""

    name: str
    data: bytes


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = _FIRST
    while at + _HEADER.size <= len(data):
        _, attribute, length = _HEADER.unpack_from(data, at)
        at += _HEADER.size
        yield attribute, data[at : at + length]
        at += length + 2


def _long_name(properties: bytes) -> str:
    found = _LONG_NAME.search(properties)
    if found is None:
        return ""
    (length,) = struct.unpack("<L", found[2])
    value = properties[found.end() : found.end() + min(length, 1024)]
    text = value.decode("utf-16-le", "replace") if found[1] == b"\x1f" else decode_bytes(value)
    return file_name(text.rstrip("\0"))


def tnef_files(data: bytes) -> tuple[TnefFile, ...]:
    """The files in a TNEF stream, in order, at most 1,000; a torn stream gives those before the tear."""
    found: list[TnefFile] = []
    name, content = "", b""
    for attribute, value in _attributes(data):
        if attribute == _NEW_ATTACHMENT:
            if content:
                found.append(TnefFile(name, content))
            name, content = "", b""
        elif attribute == _TITLE:
            name = name or file_name(decode_bytes(value.rstrip(b"\0")))
        elif attribute == _DATA:
            content = value
        elif attribute == _PROPERTIES:
            name = _long_name(value) or name
        if len(found) >= _MOST:
            return tuple(found)
    return (*found, TnefFile(name, content)) if content else tuple(found)
