"""Tells the kind of a file from its bytes; the name decides only where bytes cannot. Unpacks nothing itself."""

import re

from collector.formats.charset import decode_bytes
from collector.formats.compound import MAGIC
from collector.formats.script import utf16_of
from collector.mail.kind_of_container import END_OF_ZIP, kind_of_compound, kind_of_zip
from collector.mail.stand_ins import stand_in
from collector.model.files import FileKind, OtherKind, ReadableKind

_SAMPLE = 4096
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
_JUNK = 1024  # bytes that may stand before a zip
# How a workbook begins that stands in no compound file (BIFF5 and 8, [MS-XLS] 2.4.21; BIFF2 to 4): programs for the web.
_BARE_WORKBOOK = re.compile(
    rb"\x09(?:\x08[\x08\x10]\x00\x00[\x05\x06\x00]|[\x02\x04]\x06\x00|\x00\x04\x00).[\x00\x02]", re.DOTALL
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
    if data.startswith((b"PK\3\4", END_OF_ZIP, b"PK\7\x08")):
        return kind_of_zip(data)
    if _BARE_WORKBOOK.match(data):
        return ReadableKind.XLS
    if data.startswith(MAGIC):
        return kind_of_compound(data)
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    told = next((kind for signature, kind in _SIGNATURES if head.startswith(signature)), None)
    if not told and _is_image(data):
        return OtherKind.IMAGE
    if not told and data[:1] == b"\x30" and _PKCS7 in data[:64]:
        return OtherKind.P7M
    return told or _kind_after_junk(data)


def _kind_after_junk(data: bytes) -> FileKind | None:
    """The kind of a zip before which other bytes stand, a line break of a web server, say; None where there is none."""
    at = data[:_JUNK].find(b"PK\3\4")
    return kind_of_zip(data[at:]) if at > 0 and data.rfind(END_OF_ZIP, at) > 0 else None


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
