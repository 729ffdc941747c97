"""Addresses, a text and files → the bytes of one mail (RFC 5322, RFC 2045 to 2047); knows no report and no wording.

The same input gives the same bytes: the boundaries come from the Message-ID, the date is an argument.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from collector.message_ids import conversation_name

_MESSAGE_ID = re.compile(r"<[^<>\s@]+@[^<>\s@]+>", re.ASCII)
_PRINTABLE = re.compile(r"[\x20-\x7e]*")
_LINE = 76  # characters of base64 (RFC 2045, 6.8)
_ENCODED = 42  # bytes of UTF-8 in an encoded word: 56 characters of base64 and 12 around it
_MOST_REFERENCES = 20  # RFC 5537, 3.4.4: a shortened list keeps the first and the last ones


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that a letter carries; the name is plain ASCII."""

    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Heads:
    """The header of a letter, before it is encoded."""

    sender_name: str
    sender: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    message_id: str
    answers: str = ""  # the Message-ID of the mail that is answered
    references: tuple[str, ...] = ()  # those that it refers to, nearest first
    automatic: str = "auto-replied"  # Auto-Submitted (RFC 3834, 5): auto-replied | auto-generated
    bulk: bool = False


def envelop(heads: Heads, text: str, html: str, enclosures: Iterable[Enclosure], date: datetime) -> bytes:
    """The whole mail with CRLF line ends, in 7-bit ASCII, which every server passes on unchanged.

    `text` and `html` say the same, `enclosures` are attached in their order, `date` (aware) is that of the letter.
    """
    token = hashlib.sha256(heads.message_id.encode()).hexdigest()[:16]
    files = [
        _part(
            f'{file.content_type}; name="{_ascii(file.name)}"',
            file.data,
            f'attachment; filename="{file.name}"',
        )
        for file in enclosures
    ]
    words = [
        _part(f'text/{kind}; charset="utf-8"', _lines(said))
        for kind, said in (("plain", text), ("html", html))
    ]
    body = _multipart("alternative", f"=_{token}_{1 if files else 0}", words)
    if files:
        body = _multipart("mixed", f"=_{token}_0", [body, *files])
    return f"{_header(heads, date)}MIME-Version: 1.0\r\n{body}".encode("ascii")


def _multipart(kind: str, boundary: str, parts: Iterable[str]) -> str:
    """RFC 2046, 5.1; written here, as the standard library takes longer over it than over all the rest of a letter."""
    inner = "".join(f"--{boundary}\r\n{part}\r\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n{inner}--{boundary}--\r\n'


def _part(content_type: str, data: bytes, disposition: str = "") -> str:
    shown = f"Content-Disposition: {disposition}\r\n" if disposition else ""
    encoded = base64.b64encode(data).decode("ascii")
    lines = "\r\n".join([encoded[at : at + _LINE] for at in range(0, len(encoded), _LINE)])
    return f"Content-Type: {content_type}\r\nContent-Transfer-Encoding: base64\r\n{shown}\r\n{lines}\r\n"


def _lines(text: str) -> bytes:
    """Text as it goes over the wire: every line ends with CRLF (RFC 2046, 4.1.1)."""
    return "\r\n".join([*text.splitlines(), ""]).encode()


def _header(heads: Heads, date: datetime) -> str:
    """The lines above the MIME header; whatever a value holds, it cannot begin a line of its own."""
    sender_name = _encoded(heads.sender_name, "From")
    lines = [
        ("From", f"{sender_name}\r\n <{_ascii(heads.sender)}>" if sender_name else _ascii(heads.sender)),
        ("To", ",\r\n ".join(map(_ascii, heads.to))),
        ("Cc", ",\r\n ".join(map(_ascii, heads.cc))),
        ("Subject", _encoded(heads.subject, "Subject")),
        ("Date", format_datetime(date)),
        ("Message-ID", _ascii(heads.message_id)),
        ("In-Reply-To", " ".join(_identifiers([heads.answers]))),
        ("References", "\r\n ".join(_references(heads))),
        ("Auto-Submitted", _ascii(heads.automatic)),
        # MS-OXCMAIL: Exchange sends no automatic reply of its own to such a mail.
        ("X-Auto-Response-Suppress", "All"),
        ("Precedence", "bulk" if heads.bulk else ""),
    ]
    return "".join(f"{name}: {value}\r\n" for name, value in lines if value)


def _references(heads: Heads) -> list[str]:
    """The thread, oldest first, ending with the mail that is answered (RFC 5322, 3.6.4).

    The letter's own name for it stands right before that mail: mail programs take the last one for the parent, and one
    that no mail bears for a mail that they do not have. A reply that is read from its end on meets this letter's first.
    """
    older = _identifiers(reversed(heads.references))
    ours = _identifiers([conversation_name(heads.message_id), heads.answers])
    thread = [name for name in older if name not in ours] + ours
    return thread if len(thread) <= _MOST_REFERENCES else [thread[0], *thread[1 - _MOST_REFERENCES :]]


def _identifiers(texts: Iterable[str]) -> list[str]:
    """Those that are Message-IDs; others would break the header (Outlook's are long: none is ever folded inside)."""
    return list(dict.fromkeys(text for text in texts if len(text) < 900 and _MESSAGE_ID.fullmatch(text)))


def _encoded(text: str, header: str) -> str:
    """Encoded words (RFC 2047), none longer than 75 characters and none with half a letter in it."""
    words: list[bytes] = [b""]
    room = _ENCODED - len(header)  # the first stands behind the header's name
    for letter in _one_line(text):
        data = letter.encode()
        if len(words[-1]) + len(data) > room:
            words.append(b"")
            room = _ENCODED
        words[-1] += data
    return "\r\n ".join(f"=?utf-8?b?{base64.b64encode(word).decode()}?=" for word in words if word)


def _one_line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _ascii(text: str) -> str:
    """A value that must be plain ASCII on one line; ValueError for any other."""
    if not _PRINTABLE.fullmatch(text):
        raise ValueError(f"{text!r} cannot stand in a mail's header")
    return text
