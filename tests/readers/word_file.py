"""A Word 97 file → the same with other flags or pieces, so that tests can change what stands in its streams."""

import struct

from collector.formats.compound import CompoundFile
from tests.formats.compound_writer import compound

CLX = 33


def streams(data: bytes) -> dict[str, bytes]:
    """The streams of a file by name."""
    file = CompoundFile(data, len(data))
    return {name: file.read(number) for name, number in file.children().items()}


def with_flags(data: bytes, at: int, value: int) -> bytes:
    """A Word file with other 16 bits somewhere in its FIB."""
    parts = streams(data)
    main = bytearray(parts["WordDocument"])
    struct.pack_into("<H", main, at, value)
    return compound({**parts, "WordDocument": bytes(main)})


def with_pieces(data: bytes, pieces: list[tuple[int, int]], tail: bytes = b"", size: int = 0) -> bytes:
    """A Word file whose text stands in other pieces: (how many characters, their fc); `tail` is put behind it.

    `size` is what the text says that its main story is long, 0 for as before.
    """
    parts = streams(data)
    main, table = bytearray(parts["WordDocument"] + tail), parts["1Table"]
    at = 34 + 2 * struct.unpack_from("<H", main, 32)[0] + 2
    if size:
        struct.pack_into("<8L", main, at + 12, size, *[0] * 7)
    ends = [0]
    for length, _ in pieces:
        ends.append(ends[-1] + length)
    plc = struct.pack(f"<{len(ends)}L", *ends) + b"".join(struct.pack("<HLH", 0, fc, 0) for _, fc in pieces)
    place = at + 4 * struct.unpack_from("<H", main, at - 2)[0] + 2 + 8 * CLX
    clx = b"\2" + struct.pack("<L", len(plc)) + plc
    struct.pack_into("<LL", main, place, len(table), len(clx))
    return compound({**parts, "WordDocument": bytes(main), "1Table": table + clx})


def text_place(data: bytes) -> tuple[int, int]:
    """Where the one piece of a file of LibreOffice begins, and how many characters it has."""
    parts = streams(data)
    main = parts["WordDocument"]
    at = 34 + 2 * struct.unpack_from("<H", main, 32)[0] + 2
    place = at + 4 * struct.unpack_from("<H", main, at - 2)[0] + 2 + 8 * CLX
    offset, _ = struct.unpack_from("<LL", main, place)
    _, end, fc = struct.unpack_from("<LL2xL", parts["1Table"], offset + 5)
    return fc, end
