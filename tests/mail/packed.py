"""Makes containers whose programs are not free or not there: .rar by its bytes, .msg by its storages; asserts nothing."""

import struct
import zlib
from collections.abc import Mapping

from tests.formats.compound_writer import Tree


def rar4(files: Mapping[str, bytes]) -> bytes:
    """A RAR archive of version 4, its members stored (technote.txt of unrar): header blocks with a checksum each."""

    def block(kind: int, flags: int, body: bytes) -> bytes:
        rest = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
        return struct.pack("<H", zlib.crc32(rest) & 0xFFFF) + rest

    packed = [b"Rar!\x1a\x07\x00", block(0x73, 0, bytes(6))]
    for name, data in files.items():
        spoken = name.encode()
        fields = struct.pack(
            "<LLBLLBBHL",
            len(data),
            len(data),
            3,
            zlib.crc32(data),
            0x4E2A0000,
            20,
            0x30,
            len(spoken),
            0o100644,
        )
        packed += [block(0x74, 0x8000, fields + spoken), data]
    return b"".join((*packed, block(0x7B, 0x4000, b"")))


def rar5(files: Mapping[str, bytes]) -> bytes:
    """A RAR archive of version 5, its members stored (rarlab.com/technote.htm): numbers of seven bits a byte."""

    def number(value: int) -> bytes:
        out = bytearray()
        while value > 0x7F:
            out.append(value & 0x7F | 0x80)
            value >>= 7
        return bytes((*out, value))

    def block(*fields: int, rest: bytes = b"") -> bytes:
        body = b"".join(map(number, fields)) + rest
        sized = number(len(body)) + body
        return struct.pack("<L", zlib.crc32(sized)) + sized

    packed = [b"Rar!\x1a\x07\x01\x00", block(1, 0, 0)]
    for name, data in files.items():
        spoken, check = name.encode(), struct.pack("<L", zlib.crc32(data))
        tail = check + number(0) + number(1) + number(len(spoken)) + spoken
        head = block(2, 2, len(data), 4, len(data), 0o100644, rest=tail)
        packed += [head, data]
    return b"".join((*packed, block(5, 0, 0)))


def msg(
    subject: str = "ส่งรายงาน",
    text: str = "",
    html: bytes = b"",
    rtf: bytes = b"",
    files: Mapping[str, "bytes | Tree"] | None = None,
    *,
    code_page: int = 65001,
    inner: bool = False,
) -> Tree:
    """The storages of an Outlook message ([MS-OXMSG]); a file that is such a tree becomes a message in the message."""
    pages = {0x3FDE: code_page, 0x3FFD: code_page}
    strings = {"0037001F": subject, "001A001F": "IPM.Note", "1000001F": text}
    streams = {key: value.encode("utf-16-le") for key, value in strings.items() if value}
    streams |= {key: value for key, value in (("10130102", html), ("10090102", rtf)) if value}
    tree: dict[str, bytes | Tree] = {
        "__nameid_version1.0": {},
        **_properties(24 if inner else 32, pages, streams),
    }
    for number, (name, content) in enumerate((files or {}).items()):
        spoken = name.encode("utf-16-le")
        streams = {"3707001F": spoken, "3001001F": spoken}
        if isinstance(content, bytes):
            storage: Tree = _properties(8, {0x3705: 1}, {**streams, "37010102": content})
        else:
            message: dict[str, bytes | Tree] = {"__substg1.0_3701000D": content}
            storage = message | _properties(8, {0x3705: 5}, streams)
        tree[f"__attach_version1.0_#{number:08X}"] = storage
    return tree


def _properties(head: int, numbers: Mapping[int, int], streams: Mapping[str, bytes]) -> dict[str, bytes]:
    """The streams of a storage, and the list of its properties, 16 bytes each ([MS-OXMSG] 2.4)."""
    listed = bytes(head) + b"".join(struct.pack("<HHLQ", 3, key, 6, value) for key, value in numbers.items())
    for key, data in streams.items():
        kind = int(key[4:], 16)
        size = len(data) + (2 if kind == 0x1F else 0)
        listed += struct.pack("<HHLLL", kind, int(key[:4], 16), 6, size, 0)
    return {"__properties_version1.0": listed} | {f"__substg1.0_{key}": data for key, data in streams.items()}


def lzfu(rtf: bytes) -> bytes:
    """Compressed rich text of literals only ([MS-OXRTFCP])."""
    pieces = bytearray()
    for at in range(0, len(rtf), 8):
        pieces += b"\0" + rtf[at : at + 8]
    return struct.pack("<LL4sL", len(pieces) + 12, len(rtf), b"LZFu", 0) + pieces
