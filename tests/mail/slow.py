"""Small mails on which careless parsing takes minutes, each of a size: what strangers sent to stop the collector, and the like."""

import base64
from collections.abc import Callable

MIXED = b'From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="=_b"\n\n'


def attached(name: str, data: bytes) -> bytes:
    """A mail with one file."""
    head = f'Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename="{name}"\n\n'
    return MIXED + b"--=_b\n" + head.encode() + base64.encodebytes(data) + b"\n--=_b--\n"


def headed(line: bytes, unit: bytes, size: int) -> bytes:
    """A mail with every header that is taken apart, each of that size."""
    names = (b"From", b"To", b"Cc", b"Reply-To", b"Sender", b"Return-Path", b"Received", b"Date", b"Subject")
    names += (b"Content-Type", b"Content-Disposition", b"Message-ID", b"References", b"In-Reply-To")
    value = line + unit * (size // len(unit))
    return b"".join(name + b": " + value + b"\n" for name in names) + b"\nx\n"


def _text(unit: bytes) -> Callable[[int], bytes]:
    return lambda size: b"From: a@b.example\n\n" + unit * (size // len(unit))


def _page(unit: bytes) -> Callable[[int], bytes]:
    return lambda size: b"From: a@b.example\nContent-Type: text/html\n\n" + unit * (size // len(unit))


def _header(unit: bytes, before: bytes = b"") -> Callable[[int], bytes]:
    return lambda size: headed(before, unit, min(size, 200_000))


def _file(name: str, unit: bytes, before: bytes = b"") -> Callable[[int], bytes]:
    return lambda size: attached(name, before + unit * (size // len(unit)))


MAILS: dict[str, Callable[[int], bytes]] = {
    "PKCS7 begun and begun": _file("smime.p7m", b"-----BEGIN PKCS7-----"),
    "CMS begun and begun": _file("a.p7m", b"-----BEGIN CMS-----\n"),
    "PGP begun and begun": _file("a.asc", b"-----BEGIN PGP MESSAGE-----\n"),
    "pieces of an octet string": _file("a.p7m", b"\x24\x80", bytes.fromhex("308006092a864886f70d010702a080")),
    "commas in an inner mail": _file("a.eml", b"a,", b"Subject: x\nFrom: "),
    "commas": _header(b"a,"),
    "addresses": _header(b"@,"),
    "open brackets": _header(b"<"),
    "open comments": _header(b"("),
    "quotes": _header(b'"'),
    "escaped quotes": _header(b'\\"', b'"'),
    "escapes": _header(b"\\"),
    "encoded words": _header(b"=?utf-8?Q?a"),
    "empty encoded words": _header(b"=?a?b??="),
    "semicolons": _header(b";"),
    "parameters": _header(b';a="', b"multipart/mixed"),
    "sections of parameters": _header(b";a*1*=b"),
    "blanks in a header": _header(b" ", b"x"),
    "tabs in a header": _header(b"\t\x0b", b"x"),
    "letters before a semicolon": lambda size: headed(b"", b"a", min(size, 200_000)).replace(
        b"\n\n", b";x\n\n"
    ),
    "folded headers": _header(b"a\n "),
    "headers without end": lambda size: b"From: a@b.example\n" + b"content-" * (size // 8),
    "lines that are no headers": lambda size: b"From: a@b.example\n" + b"a a\n" * (size // 4),
    "blanks where a boundary is guessed": lambda size: (
        MIXED + (b"--=_b\nContent-Type: multipart/mixed\n\n--" + b" " * 10_000 + b"\n") * (size // 10_000)
    ),
    "one line where a boundary is guessed": lambda size: (
        MIXED + b"--=_b\nContent-Type: multipart/mixed\n\n--" + b" " * size
    ),
    "multiparts in multiparts": lambda size: b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(size // 60)
    ),
    "beginnings of boundaries": lambda size: MIXED + b"--=_b" * (size // 5),
    "boundaries": lambda size: MIXED + b"--=_b\n" * (size // 6),
    "quoted mails": _text(b"<a@a" * 140 + b">:\n"),
    "who wrote": _text(b"on " + b" wrote" * 90 + b" :\n"),
    "who wrote, in Thai": _text("เมื่อ ".encode() + "เขียน ".encode() * 80 + b":\n"),
    "units in the subject": lambda size: (
        b"From: a@b.example\nSubject: " + "จังหวัดกระบี่ ธ.ค. 61 ".encode() * (size // 60) + b"\n\nx\n"
    ),
    "units in the subject of an inner mail": _file("a.eml", "จังหวัดกระบี่ ".encode(), b"Subject: "),
    "units in the text": _text("จังหวัดกระบี่ ".encode()),
    "repeated headers": _text(b"From: a\n"),
    "dashes": _text(b"- -- - -\n"),
    "rules": _text(b"_" * 200 + b" \n"),
    "blank lines": _text(b" \n"),
    "one line of blanks": _text(b" "),
    "files without a name": _text(b"begin 644 a\nend\n"),
    "blanks after begin 644": _text(b"begin 644 " + b" " * 400 + b"x\n"),
    "begun files": _text(b"begin 644 a\n"),
    "tags": _page(b"<div "),
    "boxes": _page(b"<div class="),
    "quotes in boxes": _page(b"<blockquote type"),
    "boxes in boxes": _page(b'<div class="gmail_quote">'),
    "comments": _page(b"<!--"),
    "scripts": _page(b"<script></script "),
    "titles": _page(b"<title>"),
    "entities": _page(b"&#"),
    "a number without end": _page(b"9"),
    "tables": _page(b"<table><td>"),
    "comments before a page": _file("a.html", b"<!---->"),
}
