"""Tells from the bytes of a document whether a password is needed to open it; tries none, and reads no content.

Encrypted OOXML is a file of another kind and told by `kind_of_file`. A PDF and a workbook are told by their readers, for
many open without a password, and Excel's own default password is none.
"""

import struct

from collector.errors import UnreadableError
from collector.formats.compound import CompoundFile
from collector.formats.zips import ZipLimits, open_zip, read_member
from collector.model.files import FileKind, ReadableKind

_FIB = struct.Struct("<H8xH")  # [MS-DOC] 2.5.2: wIdent, then the flags at byte 10
_WORD_ENCRYPTED = 0x0100
WORD_IDENTS = frozenset({0xA5EC, 0xA5DC, 0xA699, 0xA697})
"""How the main stream of a Word document begins, since Word 6."""
_MANIFEST = "META-INF/manifest.xml"
_MANIFEST_LIMITS = ZipLimits(entries=1, size=1 << 20, ratio=200, ratio_from=1 << 20)


def is_locked(data: bytes, kind: FileKind) -> bool:
    """Whether a document of that kind cannot be opened without a password; False for one that is damaged."""
    if kind == ReadableKind.DOC:
        return is_word_locked(_stream(data, "WordDocument", 64))
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


def _stream(data: bytes, name: str, most: int) -> bytes:
    """The beginning of a stream of a compound file, b"" where there is none."""
    try:
        file = CompoundFile(data, most)
        number = file.number(name)
        return b"" if number is None else file.read(number, most)
    except UnreadableError:
        return b""


def _manifest(data: bytes) -> bytes:
    """The list of parts (OpenDocument 1.2, part 3, 4): it says of each how it is encrypted."""
    try:
        with open_zip(data) as archive:
            return read_member(archive, archive.getinfo(_MANIFEST), _MANIFEST_LIMITS)
    except (UnreadableError, KeyError):
        return b""
