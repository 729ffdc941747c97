"""A zip or a compound file → which Office program wrote it, by its directory.

Of a zip without well-known names the list of its parts' types is read as well, within limits; nothing else is unpacked.
"""

import re
import struct

from collector.errors import UnreadableError
from collector.formats.compound import CompoundFile
from collector.formats.zips import ZipLimits, open_zip, read_member
from collector.model.files import FileKind, OtherKind, ReadableKind

END_OF_ZIP = b"PK\x05\x06"
_OLE_ENTRY = 128

# The class of the root storage ([MS-CFB] 2.6.1) decides only between streams, for other programs copy it unread.
_OLE_CLASSES: dict[bytes, FileKind] = {
    bytes.fromhex("0609020000000000c000000000000046"): ReadableKind.DOC,
    bytes.fromhex("0009020000000000c000000000000046"): ReadableKind.DOC,
    bytes.fromhex("2008020000000000c000000000000046"): ReadableKind.XLS,
    bytes.fromhex("1008020000000000c000000000000046"): ReadableKind.XLS,
    bytes.fromhex("0b0d020000000000c000000000000046"): OtherKind.MSG,
}
_OLE_STREAMS: tuple[tuple[str, FileKind], ...] = (
    ("EncryptedPackage", ReadableKind.ENCRYPTED),
    ("__properties_version1.0", OtherKind.MSG),
    ("WordDocument", ReadableKind.DOC),
    ("Workbook", ReadableKind.XLS),
    ("Book", ReadableKind.XLS),
    ("PowerPoint Document", OtherKind.PPT),
)
_OPENDOCUMENT = re.compile(rb"application/vnd\.oasis\.opendocument\.(text|spreadsheet)")
_OPENDOCUMENTS: dict[bytes, FileKind] = {b"text": ReadableKind.ODT, b"spreadsheet": ReadableKind.ODS}
_OFFICE_PARTS: tuple[tuple[bytes, FileKind], ...] = (
    (b"word/", ReadableKind.DOCX),
    (b"xl/workbook.bin", ReadableKind.XLSB),
    (b"xl/", ReadableKind.XLSX),
    (b"ppt/", OtherKind.PPTX),
)
# The type of the main part (ECMA-376 part 2, 10.1.2), where the folders are not those of Microsoft's programs.
_OFFICE_TYPES: tuple[tuple[bytes, FileKind], ...] = (
    (b"wordprocessingml.document.main+xml", ReadableKind.DOCX),
    (b"ms-word.document.macroenabled.main+xml", ReadableKind.DOCX),
    (b"wordprocessingml.template.main+xml", ReadableKind.DOCX),
    (b"ms-excel.sheet.binary.macroenabled.main", ReadableKind.XLSB),
    (b"spreadsheetml.sheet.main+xml", ReadableKind.XLSX),
    (b"ms-excel.sheet.macroenabled.main+xml", ReadableKind.XLSX),
    (b"spreadsheetml.template.main+xml", ReadableKind.XLSX),
    (b"presentationml.", OtherKind.PPTX),
)
_TYPES, _MANIFEST, _MIMETYPE = "[content_types].xml", "meta-inf/manifest.xml", "mimetype"
_LIST_LIMITS = ZipLimits(entries=1, size=1 << 20, ratio=200, ratio_from=1 << 20)


def kind_of_zip(data: bytes) -> FileKind:
    """Which kind of zip; Office files by the names in the central directory, of a torn one by those in its body."""
    told = _OPENDOCUMENT.match(data, 38) if data[30:38] == b"mimetype" else None
    if told:  # OpenDocument 1.2, part 3, 3.3: the first entry, not compressed
        return _OPENDOCUMENTS[told[1]]
    end = data.rfind(END_OF_ZIP, max(0, len(data) - 70_000))
    directory = data[:65_536]
    if end >= 0 and len(data) >= end + 20:
        size, start = struct.unpack_from("<LL", data, end + 12)
        if data[start : start + 4] != b"PK\1\2":  # bytes before the zip move all places
            start = max(0, end - size)
        directory = data[start : start + min(size, 1 << 20)] or data[max(0, end - 65_536) : end]
    names = directory.lower().replace(b"\\", b"/")
    if _TYPES.encode() in names:
        told_by_name = next((kind for part, kind in _OFFICE_PARTS if part in names), None)
        return told_by_name or _kind_by_types(data)
    return _kind_by_manifest(data) if _MANIFEST.encode() in names else OtherKind.ZIP


def _kind_by_types(data: bytes) -> FileKind:
    """The kind of an Office file by the types of its parts, whatever these are called."""
    types = _listed(data, _TYPES).lower()
    return next((kind for part, kind in _OFFICE_TYPES if part in types), OtherKind.ZIP)


def _kind_by_manifest(data: bytes) -> FileKind:
    """The kind of an OpenDocument file that another program has packed again, so that its type no longer comes first."""
    told = _OPENDOCUMENT.search(_listed(data, _MIMETYPE)) or _OPENDOCUMENT.search(_listed(data, _MANIFEST))
    return _OPENDOCUMENTS[told[1]] if told else OtherKind.ZIP


def _listed(data: bytes, name: str) -> bytes:
    """The bytes of one part, by its name in lower case; b"" where there is none, or it is no honest list."""
    try:
        with open_zip(data) as archive:
            for member in archive.infolist():
                if member.filename.replace("\\", "/").strip("/").lower() == name:
                    return read_member(archive, member, _LIST_LIMITS)
    except UnreadableError:
        pass
    return b""


def kind_of_compound(data: bytes) -> FileKind:
    """Which Office program wrote an OLE2 file ([MS-CFB]): by the streams in its root, between two kinds by its class."""
    if len(data) < 512:
        return OtherKind.UNKNOWN
    shift, first = struct.unpack_from("<H", data, 30)[0], struct.unpack_from("<L", data, 48)[0]
    root = (first + 1) << shift if shift in {9, 12} else 0
    told = _OLE_CLASSES.get(data[root + 80 : root + 96])
    names = _root_names(data)
    present = [kind for name, kind in _OLE_STREAMS if name.upper() in names] or [
        kind for name, kind in _OLE_STREAMS if _has_stream(data, name)
    ]
    if not present or present[0] in {ReadableKind.ENCRYPTED, OtherKind.MSG}:
        return present[0] if present else told or OtherKind.UNKNOWN
    return told if told in present else present[0]


def _root_names(data: bytes) -> set[str]:
    """What stands in the root of a compound file, in capitals; nothing of one that is torn."""
    try:
        return {name.upper() for name in CompoundFile(data, 0).children()}
    except UnreadableError:
        return set()


def _has_stream(data: bytes, name: str) -> bool:
    """Whether a directory entry bears that name: entries are 128 bytes and aligned."""
    wanted = name.encode("utf-16-le") + b"\0\0"
    at = data.find(wanted, 512)
    while at >= 0:
        if at % _OLE_ENTRY == 0:
            return True
        at = data.find(wanted, at + 2)
    return False
