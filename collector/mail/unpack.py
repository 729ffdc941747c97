"""Turns the parts of a `Mail` into attachments: containers opened, kinds told from the bytes; reads no document.

Archives, forwarded mails, Outlook's and signed ones are opened to a depth, within limits; what cannot be opened becomes
an `Attachment` with a reason code: encrypted, damaged, too-large, empty-file, too-many, timeout, unsupported,
archive-unsupported.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from collector.errors import UnreadableError
from collector.formats.locked import is_locked
from collector.formats.zips import ZipLimits
from collector.mail import bsdtar
from collector.mail.archive_member import Member, body_members
from collector.mail.cms import signed_content
from collector.mail.kind_of_file import kind_of
from collector.mail.message import parse
from collector.mail.msg import msg_members
from collector.mail.stand_ins import is_beside_pgp, is_pgp_message
from collector.mail.tnef import tnef_members
from collector.mail.words import MailWords
from collector.mail.zipped import members
from collector.model.files import Attachment, FileKind, OtherKind, ReadableKind
from collector.model.mail import Mail, MailKey, Part, RawMail

# Kinds that no reader exists for, so that the sender has to be asked for another.
_UNSUPPORTED = frozenset(
    {
        OtherKind.GZIP,
        OtherKind.PPT,
        OtherKind.PPTX,
        OtherKind.XML,
        OtherKind.SYLK,
        OtherKind.DIF,
        OtherKind.UNKNOWN,
    }
)
_CONTAINERS = frozenset(
    {OtherKind.ZIP, OtherKind.EML, OtherKind.TNEF, OtherKind.MSG, OtherKind.P7M, *bsdtar.KINDS}
)
_MAILS = frozenset({OtherKind.EML, OtherKind.MSG})
_WHEN_EMPTY: dict[FileKind, str] = {
    OtherKind.ZIP: "empty-file",
    OtherKind.RAR: "empty-file",
    OtherKind.SEVEN_ZIP: "empty-file",
    OtherKind.TNEF: "unsupported",
}
# How the MIME entity in a signed mail begins (RFC 8551, 3.1).
_ENTITY = re.compile(rb"\s*(?:content-[a-z-]+|mime-version)[ \t]*:", re.IGNORECASE)
# Reports of mail systems hold the mail that they are about: ours, and no report of a unit (RFC 6522).
_ABOUT_OTHER_MAIL = frozenset({"delivery-status", "disposition-notification", "feedback-report"})
_TEXTS = frozenset({ReadableKind.HTML, ReadableKind.TEXT, ReadableKind.RTF})
_EXCHANGE_TEXT = re.compile(r"ATT\d{5}\.(?:txt|html?)", re.IGNORECASE)
_DENSE_FROM = 1 << 20  # bytes; a member below may be as dense as it likes
_ICON = 4_000  # bytes; a photo of a form is larger
_LOGO = 150_000
_MOST_PAGE = 1 << 20  # letters of a body in which the pictures that it shows are looked for
_LONGEST_ID = 300


@dataclass(frozen=True, slots=True)
class UnpackLimits:
    """How much is taken out of the containers of one mail."""

    entries: int = 2_000
    size: int = 100 << 20  # bytes, all members together
    ratio: int = 200  # unpacked to packed, for members above 1 MB
    depth: int = 4  # containers in containers
    programs: bool = True  # whether another program may be started for what only it opens
    mails: bool = True  # whether mails in it are opened too; else they are passed over


class _Unpacking:
    """One mail being unpacked: counts what its containers have given so far."""

    def __init__(self, mail: Mail, words: MailWords, limits: UnpackLimits) -> None:
        self._words = words
        self._mail = mail
        self._limits = limits
        self._entries = 0
        self._size = 0
        self._said_so = False  # that there was more than is taken

    def open(self, path: str, data: bytes, kind: FileKind, depth: int = 0) -> Iterator[Attachment]:
        """What is in a file: itself, or the contents of a container."""
        if kind in _MAILS and not self._limits.mails:
            return
        if kind not in _CONTAINERS:
            yield Attachment(path, data, kind, _problem(data, kind))
            return
        if depth >= self._limits.depth:
            yield Attachment(path, data, kind, "too-many")
            return
        found = 0
        try:
            for member in self._members(path, data, kind):
                found += 1
                yield from self._member(path, member, depth)
        except UnreadableError as error:
            yield Attachment(path, data, kind, error.code)
        else:
            if not found and kind in _WHEN_EMPTY:
                yield Attachment(path, data, kind, _WHEN_EMPTY[kind])

    def _members(self, path: str, data: bytes, kind: FileKind) -> Iterator[Member]:
        """What a container of that kind holds; raises UnreadableError."""
        size, entries = max(self._limits.size - self._size, 0), max(self._limits.entries - self._entries, 0)
        if kind == OtherKind.ZIP:
            return members(data, ZipLimits(entries, size, self._limits.ratio, _DENSE_FROM))
        if kind in bsdtar.KINDS:
            return bsdtar.archive_members(data, size, entries, may_start=self._limits.programs)
        if kind == OtherKind.MSG:
            return msg_members(data, size, entries)
        if kind == OtherKind.TNEF:
            return iter(tnef_members(data))
        return self._signed(path, data) if kind == OtherKind.P7M else self._mail_in_mail(path, data)

    def _member(self, path: str, member: Member, depth: int) -> Iterator[Attachment]:
        inner = f"{path}/{member.path}" if member.path else path
        if member.problem:
            self._entries += 1
            yield Attachment(inner, b"", _kind_of_problem(member), member.problem)
        elif member.kind and member.kind not in _CONTAINERS:  # a body: of a size with its container
            yield Attachment(inner, member.data, member.kind, is_body=True)
        elif self._taken(member.data):
            yield from self.open(
                inner, member.data, member.kind or kind_of(member.data, member.path), depth + 1
            )
        elif not self._said_so:
            self._said_so = True
            yield Attachment(inner, b"", OtherKind.UNKNOWN, "too-large")

    def _taken(self, data: bytes) -> bool:
        """Counts one more member; False when the limits are used up."""
        self._entries += 1
        self._size += len(data)
        return self._entries <= self._limits.entries and self._size <= self._limits.size

    def _mail_in_mail(self, path: str, data: bytes) -> Iterator[Member]:
        inner = parse(RawMail(MailKey("", 0, path), data, None), self._words, self._mail.received)
        for part in inner.parts:
            is_mail = part.content_type == "message/rfc822" and bool(part.data.strip())
            kind = OtherKind.EML if is_mail else _kind_of_body(part)
            yield Member(part.path, part.data, kind=kind)
        yield from body_members(inner.html, inner.text)
        if inner.cut:
            yield Member("", b"", "too-many", OtherKind.EML)
        if inner.headers_cut:
            yield Member("", b"", "headers-cut", OtherKind.EML)

    def _signed(self, path: str, data: bytes) -> Iterator[Member]:
        """The parts of a signed mail stand where its envelope stood; a signed file loses the ending `.p7m`."""
        content = signed_content(data)
        if _ENTITY.match(content):
            yield from self._mail_in_mail(path, content)
        elif content:
            name = path.rsplit("/", 1)[-1]
            yield Member(name.removesuffix(".p7m") if name.lower() != "smime.p7m" else "part-1", content)


def _problem(data: bytes, kind: FileKind) -> str:
    if kind == OtherKind.EMPTY:
        return "empty-file"
    if kind == OtherKind.PGP or is_locked(data, kind):
        return "encrypted"
    if kind == OtherKind.SHORTCUT:
        return "shortcut"
    return "unsupported" if kind in _UNSUPPORTED else ""


def _kind_of_problem(member: Member) -> FileKind:
    """An encrypted member is for its sender to mend, whatever was read beside it; of others nothing is known."""
    return member.kind or (ReadableKind.ENCRYPTED if member.problem == "encrypted" else OtherKind.UNKNOWN)


def unpack(mail: Mail, words: MailWords, limits: UnpackLimits | None = None) -> tuple[Attachment, ...]:
    """Every file in the mail in reading order, containers opened, and last the body with the path "".

    Raises nothing but NeedsProgramError. Paths show where a file stood: "report.zip/form.xlsx", "forwarded.eml/form.docx"; the body of a
    forwarded mail has the path of that mail. `Mail.cut` tells whether parts are missing.
    """
    unpacking = _Unpacking(mail, words, limits or UnpackLimits())
    found: list[Attachment] = []
    for part in mail.parts:
        is_mail = part.content_type == "message/rfc822" and bool(part.data.strip())
        if is_mail and mail.report_type in _ABOUT_OTHER_MAIL:
            continue
        if body := _kind_of_body(part):
            found.append(Attachment(part.path, part.data, body, is_body=True))
            continue
        kind = OtherKind.EML if is_mail else kind_of(part.data, part.path)
        found.extend(unpacking.open(part.path, part.data, kind))
    return (*found, *_bodies(mail))


def _kind_of_body(part: Part) -> ReadableKind | None:
    """The kind of a part that is one more text of the mail's own: without a name, or with that which Exchange gives it."""
    if part.content_type == "message/rfc822" or (part.name and not _EXCHANGE_TEXT.fullmatch(part.name)):
        return None
    kind = kind_of(part.data, part.path)
    return kind if isinstance(kind, ReadableKind) and kind in _TEXTS else None


def _bodies(mail: Mail) -> Iterator[Attachment]:
    """What the mail says itself; told as locked where PGP has locked it."""
    if is_pgp_message(mail.text.encode("utf-8", "replace")):
        yield Attachment("", b"", OtherKind.PGP, "encrypted")
        return
    for body in body_members(mail.html, mail.text):
        if body.kind:
            yield Attachment("", body.data, body.kind, is_body=True)


def is_decoration(attachment: Attachment, mail: Mail) -> bool:
    """Whether an attachment only adorns the mail: a logo, a signature's picture, a visiting card, a digital signature.

    A picture counts as one when the HTML body shows it (RFC 2392) and it is no page-sized photo, or as an icon.
    """
    if attachment.kind in {OtherKind.VCARD, OtherKind.CALENDAR} or attachment.path.lower().endswith(".p7s"):
        return True
    if is_beside_pgp(attachment.data):
        return True
    if attachment.kind != OtherKind.IMAGE:
        return False
    if not _ICON <= len(attachment.data) < _LOGO:
        return len(attachment.data) < _ICON
    page = mail.html[:_MOST_PAGE]
    shown = (part.content_id for part in mail.parts if part.path == attachment.path)
    return any(0 < len(name) <= _LONGEST_ID and f"cid:{name}" in page for name in shown)
