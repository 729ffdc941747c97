"""The objects of an RTF file → the embedded files that a page shows; it reads none of them.

Their bytes stand as hexadecimal digits, in the form of OLE 1 ([MS-OLEDS] 2.2.4, 2.2.5).
"""

import re
import struct
from collections.abc import Iterator

OBJECT = re.compile(rb"\\objdata(?![a-z])[ \r\n]*((?:[0-9a-fA-F]|[ \r\n\t])*)")
EMBEDDED = 2
FORMULAS = b"Equation"
MOST = 50  # of one document; one is usual


def objects_of(data: bytes) -> Iterator[bytes | None]:
    """Yield the embedded files of a rich text, None for one that cannot be taken out; formulas are left out."""
    if b"\\objdata" not in data:
        return
    for number, found in enumerate(OBJECT.finditer(data)):
        if number >= MOST:
            return
        digits = re.sub(rb"\s+", b"", found[1])
        native = _native(bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii")))
        if native is None or not native[0].startswith(FORMULAS):
            yield native[1] if native else None


def _native(data: bytes) -> tuple[bytes, bytes] | None:
    """Return the program of an object and its own bytes."""
    try:
        kind = struct.unpack_from("<L", data, 4)[0]
        at = 8
        texts = []
        for _ in range(3):  # program, topic, item
            length = struct.unpack_from("<L", data, at)[0]
            texts.append(data[at + 4 : at + 4 + length].rstrip(b"\0"))
            at += 4 + length
        size = struct.unpack_from("<L", data, at)[0]
    except struct.error:
        return None
    return (texts[0], data[at + 4 : at + 4 + size]) if kind == EMBEDDED else None
