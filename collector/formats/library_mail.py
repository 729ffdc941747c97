"""Bytes of a mail → the standard library's `Message`, with headers cut to a length at which its parser is linear.

`email` takes the parameters of a header apart in time that grows with the square of its length. What a header holds
beyond 8,000 bytes is left out; bodies stay whole, but for lines of which none is so long in a mail (RFC 5322, 2.1.1).
"""

import email
from email.message import Message

_LONGEST_LINE = 4_000  # bytes of a header's line
_LONGEST_HEADER = 8_000  # bytes of all its lines
_BLANK = b" \t"


def message_of(data: bytes) -> Message:
    """The mail in `data`; a line that may belong to a header is cut, and so is what follows of a very long header."""
    return email.message_from_bytes(b"".join(_tamed(data)))


def _tamed(data: bytes) -> list[bytes]:
    kept: list[bytes] = []
    size = 0  # of the header that the line belongs to, if it belongs to one
    for line in data.splitlines(keepends=True):
        size = size + len(line) if line[:1] in _BLANK and line.strip() else len(line)
        if len(line) > _LONGEST_LINE and (line[:1] in _BLANK or b":" in line[:200]):
            kept.append(line[:_LONGEST_LINE] + b"\n")
        elif size <= _LONGEST_HEADER or line[:1] not in _BLANK:
            kept.append(line)
    return kept
