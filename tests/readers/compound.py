"""Takes a Word 97 file apart into its streams and puts one together again ([MS-CFB]), so that tests can change bytes."""

import io
import struct

import olefile  # type: ignore[import-untyped]  # it brings no types

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
LEAST = 4096  # smaller streams would lie in another place
CLX = 33


def streams(data: bytes) -> dict[str, bytes]:
    """The streams of a file by name."""
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        return {path[0]: ole.openstream(path).read() for path in ole.listdir() if len(path) == 1}


def compound(parts: dict[str, bytes]) -> bytes:
    """A file with these streams, small ones filled up with zeros."""
    sectors: list[bytes] = []
    chain: list[int] = []
    entries = [_entry("Root Entry", 5, END, 0, child=1)]

    def add(data: bytes) -> int:
        start = len(sectors)
        pieces = [data[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(data), SECTOR)]
        sectors.extend(pieces)
        chain.extend([*range(start + 1, start + len(pieces)), END])
        return start

    for number, (name, data) in enumerate(parts.items(), start=1):
        padded = data.ljust(LEAST, b"\0")
        after = number + 1 if number < len(parts) else FREE
        entries.append(_entry(name, 2, add(padded), len(padded), right=after))
    directory = add(b"".join(entries))
    count = 1
    while count * SECTOR // 4 < len(sectors) + count:
        count += 1
    table = range(len(sectors), len(sectors) + count)
    chain += [FAT] * count
    chain += [FREE] * (count * SECTOR // 4 - len(chain))
    header = struct.pack("<8s16x5H6xLLL4xLLLLL", bytes.fromhex("d0cf11e0a1b11ae1"), 0x3E, 3, 0xFFFE, 9, 6,
                         0, count, directory, LEAST, END, 0, END, 0)  # fmt: skip
    difat = struct.pack(f"<{count}L", *table).ljust(436, b"\xff")
    return header + difat + b"".join(sectors) + struct.pack(f"<{len(chain)}L", *chain)


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE, right: int = FREE) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBLLL16x4x16xLQ", encoded, len(encoded), kind, 1, FREE, right, child, start, size
    )


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
