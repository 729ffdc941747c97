"""Tells the kind of a file from its bytes; the name decides only where bytes cannot. Opens and unpacks nothing."""

import re
import struct

from collector.formats.charset import decode_bytes
from collector.formats.compound import MAGIC
from collector.formats.script import utf16_of
from collector.mail.stand_ins import stand_in
from collector.model import FileKind, OtherKind, ReadableKind

_SAMPLE = 4096
_END_OF_ZIP = b"PK\x05\x06"
_OLE_ENTRY = 128
_CONTROL = bytes((*range(9), *range(14, 27), *range(28, 32)))
# PKCS #7 (RFC 5652): its object identifiers begin with 1.2.840.113549.1.7.
_PKCS7 = bytes.fromhex("2a864886f70d0107")

_SIGNATURES: tuple[tuple[bytes, FileKind], ...] = (
    (b"%PDF-", ReadableKind.PDF),
    (b"{\\rtf", ReadableKind.RTF),
    (b"\x78\x9f\x3e\x22", OtherKind.TNEF),
    (b"Rar!\x1a\x07", OtherKind.RAR),
    (b"7z\xbc\xaf\x27\x1c", OtherKind.SEVEN_ZIP),
    (b"\x1f\x8b\x08", OtherKind.GZIP),
    (b"\x89PNG\r\n", OtherKind.IMAGE),
    (b"\xff\xd8\xff", OtherKind.IMAGE),
    (b"GIF87a", OtherKind.IMAGE),
    (b"GIF89a", OtherKind.IMAGE),
    (b"II*\0", OtherKind.IMAGE),
    (b"MM\0*", OtherKind.IMAGE),
    (b"\xd7\xcd\xc6\x9a", OtherKind.IMAGE),
    (b"\0\0\1\0", OtherKind.IMAGE),
    (b"-----BEGIN PKCS7", OtherKind.P7M),
    (b"-----BEGIN CMS", OtherKind.P7M),
    (b"BEGIN:VCARD", OtherKind.VCARD),
    (b"BEGIN:VCALENDAR", OtherKind.CALENDAR),
    (b"ID;P", OtherKind.SYLK),
    (b"TABLE\r\n0,1\r\n", OtherKind.DIF),
)
# The class of the root storage ([MS-CFB] 2.6.1) where it is set, else the streams it must hold.
_OLE_CLASSES: dict[bytes, FileKind] = {
    bytes.fromhex("0609020000000000c000000000000046"): ReadableKind.DOC,
    bytes.fromhex("0009020000000000c000000000000046"): ReadableKind.DOC,
    bytes.fromhex("2008020000000000c000000000000046"): ReadableKind.XLS,
    bytes.fromhex("1008020000000000c000000000000046"): ReadableKind.XLS,
    bytes.fromhex("0b0d020000000000c000000000000046"): OtherKind.MSG,
}
_OLE_STREAMS: tuple[tuple[str, FileKind], ...] = (
    ("EncryptedPackage", OtherKind.ENCRYPTED),
    ("__properties_version1.0", OtherKind.MSG),
    ("WordDocument", ReadableKind.DOC),
    ("Workbook", ReadableKind.XLS),
    ("Book", ReadableKind.XLS),
    ("PowerPoint Document", OtherKind.PPT),
)
_OPENDOCUMENT = {b"text": ReadableKind.ODT, b"spreadsheet": ReadableKind.ODS}
_OFFICE_PARTS: tuple[tuple[bytes, FileKind], ...] = (
    (b"word/", ReadableKind.DOCX),
    (b"xl/workbook.bin", ReadableKind.XLSB),
    (b"xl/", ReadableKind.XLSX),
    (b"ppt/", OtherKind.PPTX),
)
_HTML = re.compile(
    r"(?>\s|<\?xml[^<>]*>|<!--.{0,2000}?-->)*+<(?:!doctype\s+html|html|head|body|meta|title|style|table|div|p|span|font)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL_FIELD = re.compile(
    r"^(?:return-path|received|from|to|subject|date|message-id|mime-version|delivered-to|content-type|x-[a-z-]+)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_SENT = re.compile(r"^(?:return-path|received|from|to|message-id)[ \t]*:(?! *<saved by)", re.MULTILINE)
_PAGES = re.compile(r"^content-type[ \t]*:\s*(?:multipart/related|text/html)", re.MULTILINE)
_PAGE_NAMES = (
    ".mht",
    ".mhtml",
    ".doc",
    ".xls",
    ".htm",
    ".html",
)  # Office opens an archive under its own names
_SAVED = re.compile(r"single file web page|^from[ \t]*: *<saved by", re.IGNORECASE | re.MULTILINE)
_FIRST_FIELD = re.compile(r"(?:From \S.*\r?\n)?[A-Za-z][A-Za-z0-9-]{1,60}[ \t]*:")


def _zip_kind(data: bytes) -> FileKind:
    """Which kind of zip; Office files by the names in the central directory, of a torn one by those in its body."""
    if data[30:38] == b"mimetype":  # OpenDocument 1.2, part 3, 3.3: the first entry, not compressed
        for name, kind in _OPENDOCUMENT.items():
            if data.startswith(b"application/vnd.oasis.opendocument." + name, 38):
                return kind
    end = data.rfind(_END_OF_ZIP, max(0, len(data) - 70_000))
    directory = data[:65_536]
    if end >= 0 and len(data) >= end + 20:
        size, start = struct.unpack_from("<LL", data, end + 12)
        directory = data[start : start + min(size, 1 << 20)] or data[max(0, end - 65_536) : end]
    names = directory.lower()
    if b"[content_types].xml" not in names:
        return OtherKind.ZIP
    return next((kind for part, kind in _OFFICE_PARTS if part in names), OtherKind.ZIP)


def _ole_kind(data: bytes) -> FileKind:
    """Which Office program wrote an OLE2 file ([MS-CFB]): by streams that only one kind has, by class, by streams."""
    if len(data) < 512:
        return OtherKind.UNKNOWN
    shift, first = struct.unpack_from("<H", data, 30)[0], struct.unpack_from("<L", data, 48)[0]
    root = (first + 1) << shift if shift in {9, 12} else 0
    present = {kind for name, kind in _OLE_STREAMS if _has_stream(data, name)}
    for kind in (OtherKind.ENCRYPTED, OtherKind.MSG):
        if kind in present:
            return kind
    told = _OLE_CLASSES.get(data[root + 80 : root + 96])
    return told or next((kind for _, kind in _OLE_STREAMS if kind in present), OtherKind.UNKNOWN)


def _has_stream(data: bytes, name: str) -> bool:
    """Whether a directory entry bears that name: entries are 128 bytes and aligned."""
    wanted = name.encode("utf-16-le") + b"\0\0"
    at = data.find(wanted, 512)
    while at >= 0:
        if at % _OLE_ENTRY == 0:
            return True
        at = data.find(wanted, at + 2)
    return False


def _is_mail(text: str) -> bool:
    head = re.split(r"\r?\n\r?\n", text.lstrip("\r\n"), maxsplit=1)[0]
    return bool(_FIRST_FIELD.match(head)) and len(set(_MAIL_FIELD.findall(head.lower()))) >= 2


def _is_web_archive(text: str, name: str) -> bool:
    """Whether a MIME message is a page that Word, Excel or a browser saved (RFC 2557), and no mail that was sent."""
    told = name.lower().endswith(_PAGE_NAMES) or _SAVED.search(text)
    head = re.split(r"\r?\n\r?\n", text.lstrip("\r\n"), maxsplit=1)[0].lower()
    return bool(told and _PAGES.search(head)) and not _SENT.search(head)


def _is_text(sample: bytes) -> bool:
    """Letters, not binary data: no NUL and hardly a control character."""
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")) or utf16_of(sample):
        return True
    control = len(sample) - len(sample.translate(None, _CONTROL))
    return b"\0" not in sample and control * 50 <= len(sample)


def _text_kind(data: bytes, name: str) -> FileKind:
    text = decode_bytes(data[:_SAMPLE]).lstrip("\ufeff")
    folded = text.lower()
    if folded.lstrip().startswith("<?xml") or folded.lstrip().startswith("<workbook"):
        if "urn:schemas-microsoft-com:office:spreadsheet" in folded and "<workbook" in folded:
            return ReadableKind.XML_SPREADSHEET
        if "<svg" in folded:
            return OtherKind.IMAGE
        if "<html" not in folded and "<table" not in folded:
            return OtherKind.XML
    if _HTML.match(text):
        return ReadableKind.HTML
    if _is_mail(text):
        return ReadableKind.MHT if _is_web_archive(text, name) else OtherKind.EML
    return ReadableKind.CSV if name.lower().endswith((".csv", ".tsv")) else ReadableKind.TEXT


def _is_image(data: bytes) -> bool:
    return (
        (data.startswith(b"RIFF") and data[8:12] == b"WEBP")
        or data[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif", b"ftyphevc"}
        or (data.startswith(b"BM") and data[6:10] == bytes(4))
        or (data.startswith(b"\1\0\0\0") and data[40:44] == b" EMF")
    )


def _binary_kind(data: bytes) -> FileKind | None:
    """The kind by its signature, None without one."""
    if data.startswith((b"PK\3\4", _END_OF_ZIP, b"PK\7\x08")):
        return _zip_kind(data)
    if data.startswith(MAGIC):
        return _ole_kind(data)
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    told = next((kind for signature, kind in _SIGNATURES if head.startswith(signature)), None)
    if not told and _is_image(data):
        return OtherKind.IMAGE
    if not told and data[:1] == b"\x30" and _PKCS7 in data[:64]:
        return OtherKind.P7M
    return told


def kind_of(data: bytes, name: str) -> FileKind:
    """The kind of a file; whatever the bytes, nothing is raised.

    `name` tells .csv from other text and nothing else: a PDF called form.docx is a PDF.
    """
    if not data.strip(b"\0 \t\r\n"):
        return OtherKind.EMPTY
    if kind := stand_in(data, name) or _binary_kind(data):
        return kind
    if b"%PDF-" in data[:1024]:  # some scanners write a header of their own before it
        return ReadableKind.PDF
    return _text_kind(data, name) if _is_text(data[:_SAMPLE]) else OtherKind.UNKNOWN
