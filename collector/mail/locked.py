"""Tells from the bytes of a document whether a password is needed to open it; tries none, and reads no content.

Encrypted OOXML is a file of another kind and told by `kind_of_file`; a PDF by its reader, for many open without a password.
"""

import struct

from collector.errors import UnreadableError
from collector.formats.compound import CompoundFile
from collector.formats.zips import ZipLimits, open_zip, read_member
from collector.model import FileKind, ReadableKind

_BOF, _EOF, _FILEPASS = 0x0809, 0x000A, 0x002F  # [MS-XLS] 2.4.21, 2.4.103, 2.4.117
_GLOBALS = 64 << 10  # FILEPASS follows the first records
_FIB = struct.Struct("<H8xH")  # [MS-DOC] 2.5.2: wIdent, then the flags at byte 10
_DOC_IDENT, _DOC_ENCRYPTED = 0xA5EC, 0x0100
_MANIFEST = "META-INF/manifest.xml"
_MANIFEST_LIMITS = ZipLimits(entries=1, size=1 << 20, ratio=200, ratio_from=1 << 20)


def is_locked(data: bytes, kind: FileKind) -> bool:
    """Whether a document of that kind cannot be opened without a password; False for one that is damaged."""
    if kind == ReadableKind.XLS:
        return _has_filepass(_stream(data, ("Workbook", "Book"), _GLOBALS))
    if kind == ReadableKind.DOC:
        head = _stream(data, ("WordDocument",), 64)
        if len(head) < _FIB.size:
            return False
        ident, flags = _FIB.unpack_from(head)
        return ident == _DOC_IDENT and bool(flags & _DOC_ENCRYPTED)
    return kind in {ReadableKind.ODT, ReadableKind.ODS} and b"encryption-data" in _manifest(data)


def _stream(data: bytes, names: tuple[str, ...], most: int) -> bytes:
    """The beginning of the first of these streams that a compound file has."""
    try:
        file = CompoundFile(data, most)
        streams = file.children()
        return next((file.read(streams[name], most) for name in names if name in streams), b"")
    except UnreadableError:
        return b""


def _has_filepass(stream: bytes) -> bool:
    at = 0
    while at + 4 <= len(stream):
        record, length = struct.unpack_from("<HH", stream, at)
        if record == _FILEPASS:
            return True
        if record == _EOF or (at == 0 and record != _BOF):
            return False
        at += 4 + length
    return False


def _manifest(data: bytes) -> bytes:
    """The list of parts (OpenDocument 1.2, part 3, 4): it says of each how it is encrypted."""
    try:
        with open_zip(data) as archive:
            return read_member(archive, archive.getinfo(_MANIFEST), _MANIFEST_LIMITS)
    except (UnreadableError, KeyError):
        return b""
