"""Turns the parts of a `Mail` into attachments: containers opened, kinds told from the bytes; reads no document.

Zip files, forwarded mails and winmail.dat are opened to a depth, within limits; what cannot be opened becomes an
`Attachment` with a reason code: encrypted, damaged, too-large, empty-file, too-many, unsupported.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from collector.errors import UnreadableError
from collector.mail.message import parse
from collector.mail.sniff import kind_of
from collector.mail.tnef import tnef_files
from collector.mail.zipped import members
from collector.model import Attachment, Mail, MailKey, RawMail

# Kinds that no reader exists for, so that the sender has to be asked for another.
_UNSUPPORTED = frozenset({"rar", "7z", "gzip", "msg", "p7m", "ppt", "pptx", "xml", "unknown"})
# Reports of mail systems hold the mail that they are about: ours, and no report of a unit (RFC 6522).
_ABOUT_OTHER_MAIL = frozenset({"delivery-status", "disposition-notification", "feedback-report"})
_ICON = 4_000  # bytes; a photo of a form is larger
_LOGO = 150_000
_META_CHARSET = re.compile(r"(<meta\b[^<>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?)[\w.:-]{1,40}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class UnpackLimits:
    """How much is taken out of the containers of one mail."""

    entries: int = 2_000
    size: int = 100 << 20  # bytes, all members together
    ratio: int = 200  # unpacked to packed, for members above 1 MB
    depth: int = 4  # containers in containers


class _Unpacking:
    """One mail being unpacked: counts what its containers have given so far."""

    def __init__(self, mail: Mail, limits: UnpackLimits) -> None:
        self._mail = mail
        self._limits = limits
        self._entries = 0
        self._size = 0

    def open(self, path: str, data: bytes, kind: str, depth: int = 0) -> Iterator[Attachment]:
        """What is in a file: itself, or the contents of a container."""
        if kind not in {"zip", "eml", "tnef"}:
            yield Attachment(path, data, kind, _problem(kind))
        elif depth >= self._limits.depth:
            yield Attachment(path, data, kind, "too-many")
        elif kind == "zip":
            yield from self._zip(path, data, depth)
        elif kind == "eml":
            yield from self._mail_in_mail(path, data, depth)
        else:
            yield from self._tnef(path, data, depth)

    def _taken(self, data: bytes) -> bool:
        """Counts one more member; False when the limits are used up."""
        self._entries += 1
        self._size += len(data)
        return self._entries <= self._limits.entries and self._size <= self._limits.size

    def _inner(self, path: str, data: bytes, depth: int, labelled: str = "") -> Iterator[Attachment]:
        if self._taken(data):
            kind = "eml" if labelled == "message/rfc822" and data.strip() else kind_of(data, path)
            yield from self.open(path, data, kind, depth + 1)

    def _zip(self, path: str, data: bytes, depth: int) -> Iterator[Attachment]:
        left = max(self._limits.size - self._size, 0)
        found = 0
        try:
            for member in members(
                data, left, max(self._limits.entries - self._entries, 0), self._limits.ratio
            ):
                found += 1
                inner = f"{path}/{member.path}"
                if member.problem:
                    self._taken(b"")
                    yield Attachment(inner, b"", "unknown", member.problem)
                else:
                    yield from self._inner(inner, member.data, depth)
        except UnreadableError as error:
            yield Attachment(path, data, "zip", error.code)
        else:
            if not found:
                yield Attachment(path, data, "zip", "empty-file")

    def _mail_in_mail(self, path: str, data: bytes, depth: int) -> Iterator[Attachment]:
        inner = parse(RawMail(MailKey("", 0, path), data, None), now=self._mail.received)
        for part in inner.parts:
            yield from self._inner(f"{path}/{part.path}", part.data, depth, part.content_type)
        yield from _bodies(inner, path)
        if inner.cut:
            yield Attachment(path, b"", "eml", "too-many")

    def _tnef(self, path: str, data: bytes, depth: int) -> Iterator[Attachment]:
        files = tnef_files(data)
        for number, file in enumerate(files, start=1):
            yield from self._inner(f"{path}/{file.name or f'part-{number}'}", file.data, depth)
        if not files:
            yield Attachment(path, data, "tnef", "unsupported")


def _problem(kind: str) -> str:
    if kind == "empty":
        return "empty-file"
    if kind == "encrypted":
        return "encrypted"
    return "unsupported" if kind in _UNSUPPORTED else ""


def _bodies(mail: Mail, path: str) -> Iterator[Attachment]:
    """The body as a candidate: a form is often pasted into it."""
    if "<table" in mail.html.lower():
        # Decoded already: a label that stayed in it would be believed by the reader.
        html = _META_CHARSET.sub(r"\1utf-8", mail.html)
        yield Attachment(path, html.encode("utf-8-sig"), "html")
    if mail.text.strip():
        yield Attachment(path, mail.text.encode("utf-8"), "text")


def unpack(mail: Mail, limits: UnpackLimits | None = None) -> tuple[Attachment, ...]:
    """Every file in the mail in reading order, containers opened, and last the body with the path "".

    Never raises. Paths show where a file stood: "report.zip/form.xlsx", "forwarded.eml/form.docx"; the body of a
    forwarded mail has the path of that mail. `Mail.cut` tells whether parts are missing.
    """
    unpacking = _Unpacking(mail, limits or UnpackLimits())
    found: list[Attachment] = []
    for part in mail.parts:
        is_mail = part.content_type == "message/rfc822" and bool(part.data.strip())
        if is_mail and mail.report_type in _ABOUT_OTHER_MAIL:
            continue
        kind = "eml" if is_mail else kind_of(part.data, part.path)
        found.extend(unpacking.open(part.path, part.data, kind))
    return (*found, *_bodies(mail, ""))


def is_decoration(attachment: Attachment, mail: Mail) -> bool:
    """Whether an attachment only adorns the mail: a logo, a signature's picture, a visiting card, a digital signature.

    A picture counts as one when the HTML body shows it (RFC 2392) and it is no page-sized photo, or as an icon.
    """
    if attachment.kind in {"vcard", "calendar"} or attachment.path.lower().endswith((".p7s", ".asc")):
        return True
    if attachment.kind != "image":
        return False
    shown = any(
        part.content_id and f"cid:{part.content_id}" in mail.html
        for part in mail.parts
        if part.path == attachment.path
    )
    return len(attachment.data) < (_LOGO if shown else _ICON)
