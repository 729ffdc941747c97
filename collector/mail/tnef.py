"""Turns a winmail.dat (TNEF, [MS-OXTNEF]) into the files and the body in it; never raises.

Outlook sends one when its user writes "rich text" to a receiver outside of Exchange. Only what is needed is looked
for, so that a torn or strange stream still gives the files that are whole.
"""

import re
import struct
from collections.abc import Iterator

from collector.formats.charset import decode_bytes, decode_page
from collector.formats.charset_names import label_of_code_page
from collector.mail.archive_member import Member, rich_members
from collector.mail.headers import file_name
from collector.mail.lzfu import unpacked_rtf

_HEADER = struct.Struct("<BLL")  # level, attribute, length; data and a checksum of two bytes follow
_FIRST = 6  # signature and key
_CODE_PAGE = 0x00069007  # attOemCodepage
_NEW_ATTACHMENT = 0x00069002  # attAttachRendData
_TITLE = 0x00018010  # attAttachTitle
_DATA = 0x0006800F  # attAttachData
_PROPERTIES = 0x00069005  # attAttachment
_MESSAGE = 0x00069003  # attMsgProps
_TEXT = 0x0002800C  # attBody
# A property of one value of variable length (2.1.3.4): its type, its number, how many values, the value's length.
_LONG_NAME = re.compile(rb"([\x1e\x1f])\x00\x07\x37\x01\x00\x00\x00(....)", re.DOTALL)
_CONTENT = re.compile(rb"(\x0d\x00|\x02\x01)\x01\x37\x01\x00\x00\x00(....)", re.DOTALL)
_OBJECT = b"\x0d\x00"  # of these types of content a message in a message, or what OLE put in
_RTF = re.compile(rb"(\x02)\x01\x09\x10\x01\x00\x00\x00(....)", re.DOTALL)
_HTML = re.compile(rb"(\x02)\x01\x13\x10\x01\x00\x00\x00(....)", re.DOTALL)
_CLASS = 16  # bytes of an object's interface identifier before a message in a message
_NAME = 1_024
_MOST = 1_000


def tnef_members(data: bytes) -> tuple[Member, ...]:
    """The files in a TNEF stream, in order, at most 1,000, and last the body; a torn stream gives what is before the tear."""
    label = ""
    name, content = "", b""
    found: list[Member] = []
    text, body = "", b""
    for attribute, value in _attributes(data):
        if attribute == _CODE_PAGE and len(value) >= 4:
            label = label_of_code_page(struct.unpack_from("<L", value)[0])
        elif attribute == _MESSAGE:
            body = value
        elif attribute == _TEXT:
            text = decode_bytes(value, label).rstrip("\0")
        elif attribute == _NEW_ATTACHMENT:
            found += _finished(name, content, len(found))
            name, content = "", b""
        elif attribute == _TITLE:
            name = name or file_name(decode_bytes(value.rstrip(b"\0"), label))
        elif attribute == _DATA:
            content = value
        elif attribute == _PROPERTIES:
            name = _long_name(value, label) or name
            content = _content(value) or content
        if len(found) >= _MOST:
            break
    return (*found, *_finished(name, content, len(found)), *_body(body, text, label))


def _finished(name: str, content: bytes, before: int) -> list[Member]:
    return [Member(name or f"part-{before + 1}", content)] if content else []


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = _FIRST
    while at + _HEADER.size <= len(data):
        _, attribute, length = _HEADER.unpack_from(data, at)
        at += _HEADER.size
        yield attribute, data[at : at + length]
        at += length + 2


def _property(properties: bytes, wanted: re.Pattern[bytes], most: int) -> tuple[bytes, bytes]:
    """Type and value of a property, both empty where it is not given."""
    found = wanted.search(properties)
    if found is None:
        return b"", b""
    (length,) = struct.unpack("<L", found[2])
    return found[1], properties[found.end() : found.end() + min(length, most)]


def _long_name(properties: bytes, label: str) -> str:
    kind, value = _property(properties, _LONG_NAME, _NAME)
    text = value.decode("utf-16-le", "replace") if kind == b"\x1f" else decode_bytes(value, label)
    return file_name(text.rstrip("\0"))


def _content(properties: bytes) -> bytes:
    """What Exchange keeps among the properties of an attachment: a file's bytes, or an object's behind its class."""
    kind, value = _property(properties, _CONTENT, len(properties))
    return value[_CLASS:] if kind == _OBJECT else value


def _body(properties: bytes, text: str, label: str) -> Iterator[Member]:
    """The body as HTML with a table, else as rich text; and as the plain text beside it."""
    html = decode_page(_property(properties, _HTML, len(properties))[1], label)
    rtf = b"" if html else unpacked_rtf(_property(properties, _RTF, len(properties))[1])
    yield from rich_members(html, rtf, text)
