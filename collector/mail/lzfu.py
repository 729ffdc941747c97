"""Turns Outlook's compressed rich text ([MS-OXRTFCP]) into RTF bytes; knows no RTF."""

import struct

_HEADER = struct.Struct("<LL4sL")  # size that follows the first field, size unpacked, kind, checksum
_RING = 4096
_START = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor "
    b"MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20"
    b"\\b\\i\\u\\tab\\tx"
)
_MOST = 4 << 20  # bytes of rich text that are unpacked: 1 second


def unpacked_rtf(data: bytes) -> bytes:
    """The RTF in PidTagRtfCompressed; b"" when it is none. A torn stream gives what stands before the tear."""
    if len(data) < _HEADER.size:
        return b""
    _, size, kind, _ = _HEADER.unpack_from(data)
    if kind == b"MELA":
        return data[_HEADER.size : _HEADER.size + size]
    return _expanded(data, min(size, _MOST)) if kind == b"LZFu" else b""


def _expanded(data: bytes, size: int) -> bytes:
    """Literals and references of 2 to 17 bytes into a ring of 4,096, eight under one byte of flags (2.2.1)."""
    out = bytearray(_START)
    at, whole, end = _HEADER.size, len(_START) + size, len(data)
    while at < end and len(out) < whole:
        flags = data[at]
        at += 1
        for bit in range(8):
            if not flags >> bit & 1:
                out += data[at : at + 1]
                at += 1
                continue
            if at + 2 > end:
                return bytes(out[len(_START) :])
            token = data[at] << 8 | data[at + 1]
            at += 2
            back = (len(out) - (token >> 4)) % _RING
            if back == 0:  # it points at the place that is written next: the end
                return bytes(out[len(_START) : whole])
            first = len(out) - back
            for step in range((token & 15) + 2):
                out.append(out[first + step] if first + step >= 0 else 0x20)
    return bytes(out[len(_START) : whole])
