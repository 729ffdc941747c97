"""Turns transfer-encoded bytes (base64, quoted-printable, uuencode) back into the bytes that were sent; never raises."""

import binascii
import re
from dataclasses import dataclass

_NOT_BASE64 = bytes(
    byte for byte in range(256) if not (chr(byte).isascii() and (chr(byte).isalnum() or chr(byte) in "+/="))
)
_SPACE = b" \t\r\n"
_UU_BEGIN = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]{1,600})\r?\n", re.MULTILINE)
_UU_END = re.compile(rb"^end[ \t]*\r?$", re.MULTILINE)
_MOST_FILES = 1_000  # in one text; the rest of it stays text
_UU_NAMES = frozenset({"x-uuencode", "uuencode", "uue", "x-uue"})


@dataclass(frozen=True, slots=True)
class UuFile:
    """A file that stood uuencoded in the text of a mail."""

    name: bytes
    data: bytes


def decode_base64(data: bytes) -> bytes:
    """RFC 4648 bytes, padding repaired and foreign bytes skipped; reading ends at the padding."""
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        letters = data.translate(None, _NOT_BASE64).rstrip(b"=")
        letters = letters[: len(letters) - (len(letters) % 4 == 1)]
        try:
            return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
        except binascii.Error:
            return b""


def _is_base64(data: bytes) -> bool:
    """Whether text labelled base64 can be that: plain text under this label has other signs in it."""
    foreign = len(
        data.translate(None, b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=" + _SPACE)
    )
    return foreign * 20 <= len(data)


def decode_uu(data: bytes) -> bytes:
    """The bytes of the lines between `begin` and `end`; a line that is too long or too short is repaired."""
    out = []
    for line in data.splitlines():
        if not line or line.startswith((b"begin ", b"end", b"`")):
            continue
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            # Lines with a check character at the end, as old Unix mailers wrote them.
            size = (((line[0] - 32) & 63) * 4 + 5) // 3
            try:
                out.append(binascii.a2b_uu(line[:size]))
            except binascii.Error:
                continue
    return b"".join(out)


def decode_transfer(data: bytes, encoding: str) -> bytes:
    """The bytes of a part under its Content-Transfer-Encoding (RFC 2045, 6); unknown encodings are left as they are."""
    if encoding == "base64":
        return decode_base64(data) if _is_base64(data) else data
    if encoding == "quoted-printable":
        return binascii.a2b_qp(data)
    if encoding in _UU_NAMES:
        return decode_uu(data)
    return data


def split_uu(data: bytes) -> tuple[bytes, tuple[UuFile, ...]]:
    """The text without its uuencoded files, and these files; a file without `end` stays text."""
    rest: list[bytes] = []
    files: list[UuFile] = []
    at = 0
    while len(files) < _MOST_FILES and (begin := _UU_BEGIN.search(data, at)):
        end = _UU_END.search(data, begin.end())
        if end is None:
            break
        rest.append(data[at : begin.start()])
        files.append(UuFile(begin[1].rstrip(b" \t"), decode_uu(data[begin.end() : end.start()])))
        at = end.end()
    return (b"".join((*rest, data[at:])), tuple(files)) if files else (data, ())
