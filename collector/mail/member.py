"""What every container is turned into: members, each a file, a body, or the reason why it could not be taken out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from collector.mail.rtf_html import html_in

_META_CHARSET = re.compile(r"(<meta\b[^<>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?)[\w.:-]{1,40}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a container, or the reason code why it could not be taken out."""

    path: str  # folders inside the container kept, each a clean name; "" for the body of a mail
    data: bytes
    problem: str = ""
    kind: str = ""  # where the container knows it for certain: a body, a mail; "": to be told from the bytes


def body_members(html: str, text: str, path: str = "") -> Iterator[Member]:
    """The body of a mail as a candidate: a form is often pasted into it."""
    if "<table" in html.lower():
        # Decoded already: a label that stayed in it would be believed by the reader.
        yield Member(path, _META_CHARSET.sub(r"\1utf-8", html).encode("utf-8-sig"), kind="html")
    if text.strip():
        yield Member(path, text.encode(), kind="text")


def rich_members(html: str, rtf: bytes, text: str, path: str = "") -> Iterator[Member]:
    """The body of an Outlook mail: its HTML, that which its rich text was made of, or else the rich text; and its text."""
    html = html or html_in(rtf)
    if rtf and not html:
        yield Member(path, rtf, kind="rtf")
    yield from body_members(html, text, path)
