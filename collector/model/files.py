"""The files that come with a mail, their kinds told from their bytes; how each is read is for the readers."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class ReadableKind(StrEnum):
    """Kinds of file that a reader of ours reads; `readers/choose_reader.py` holds one for each."""

    XLSX = "xlsx"
    XLS = "xls"
    XLSB = "xlsb"
    ODS = "ods"
    XML_SPREADSHEET = "xml-spreadsheet"  # Excel 2003
    DOCX = "docx"
    DOC = "doc"
    ODT = "odt"
    RTF = "rtf"
    PDF = "pdf"
    HTML = "html"
    MHT = "mht"
    TEXT = "text"
    CSV = "csv"
    ENCRYPTED = "encrypted"  # an office file with a password; Excel's own, which nobody set, is known


class OtherKind(StrEnum):
    """Kinds of file that none of our readers reads: opened by `mail/unpack.py`, or left to a person or to the sender."""

    ZIP = "zip"
    EML = "eml"
    TNEF = "tnef"
    MSG = "msg"
    P7M = "p7m"
    RAR = "rar"
    SEVEN_ZIP = "7z"
    GZIP = "gzip"
    IMAGE = "image"
    XML = "xml"
    PPT = "ppt"
    PPTX = "pptx"
    CALENDAR = "calendar"
    VCARD = "vcard"
    SYLK = "slk"
    DIF = "dif"
    SHORTCUT = "shortcut"  # to a file that stayed with its sender or lies somewhere on the web
    PGP = "pgp"  # what PGP has locked
    EMPTY = "empty"
    UNKNOWN = "unknown"


FileKind: TypeAlias = ReadableKind | OtherKind


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file taken out of a mail, its type told from its bytes."""

    path: str  # as in Part.path; "" for the body
    data: bytes
    kind: FileKind
    problem: str = ""  # a reason code if it cannot even be opened (damaged, encrypted, too-large …)
    is_body: bool = False  # text that the mail, or one in it, says itself

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1]
