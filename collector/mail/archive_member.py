"""What every container is turned into: members, each a file, a body, or the reason why it could not be taken out."""

from collections.abc import Iterator
from dataclasses import dataclass

from collector.mail.html_body import html_text
from collector.mail.rtf_html import html_in
from collector.model.files import FileKind, ReadableKind


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a container, or the reason code why it could not be taken out."""

    path: str  # folders inside the container kept, each a clean name; "" for the body of a mail
    data: bytes
    problem: str = ""
    kind: FileKind | None = (
        None  # where the container knows it for certain: a body, a mail; else told by the bytes
    )


def body_members(html: str, text: str, path: str = "") -> Iterator[Member]:
    """The body of a mail as a candidate: a form is often pasted into it."""
    if "<table" in html.lower():
        # The byte order mark goes before the label that may still stand in it.
        yield Member(path, html.encode("utf-8-sig"), kind=ReadableKind.HTML)
    elif not text.strip():
        text = html_text(html)
    if text.strip():
        yield Member(path, text.encode(), kind=ReadableKind.TEXT)


def rich_members(html: str, rtf: bytes, text: str, path: str = "") -> Iterator[Member]:
    """The body of an Outlook mail: its HTML, that which its rich text was made of, or else the rich text; and its text."""
    html = html or html_in(rtf)
    if rtf and not html:
        yield Member(path, rtf, kind=ReadableKind.RTF)
    yield from body_members(html, text, path)
