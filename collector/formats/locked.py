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
_WORD_ENCRYPTED = 0x0100
WORD_IDENTS = frozenset({0xA5EC, 0xA5DC, 0xA699, 0xA697})
"""How the main stream of a Word document begins, since Word 6."""
_MANIFEST = "META-INF/manifest.xml"
_MANIFEST_LIMITS = ZipLimits(entries=1, size=1 << 20, ratio=200, ratio_from=1 << 20)


def is_locked(data: bytes, kind: FileKind) -> bool:
    """Whether a document of that kind cannot be opened without a password; False for one that is damaged."""
    if kind == ReadableKind.XLS:
        return _has_filepass(_stream(data, ("Workbook", "Book"), _GLOBALS))
    if kind == ReadableKind.DOC:
        return is_word_locked(_stream(data, ("WordDocument",), 64))
    return kind in {ReadableKind.ODT, ReadableKind.ODS} and is_opendocument_locked(_manifest(data))


def is_word_locked(main: bytes) -> bool:
    """Whether a Word document since Word 6 needs a password, by the beginning of its main stream."""
    if len(main) < _FIB.size:
        return False
    ident, flags = _FIB.unpack_from(main)
    return ident in WORD_IDENTS and bool(flags & _WORD_ENCRYPTED)


def is_opendocument_locked(manifest: bytes) -> bool:
    """Whether an OpenDocument file needs a password, by its list of parts."""
    return b"encryption-data" in manifest


def _stream(data: bytes, names: tuple[str, ...], most: int) -> bytes:
    """The beginning of the first of these streams that a compound file has."""
    try:
        file = CompoundFile(data, most)
        numbers = (file.number(name) for name in names)
        return next((file.read(number, most) for number in numbers if number is not None), b"")
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
