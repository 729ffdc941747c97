"""Storages and streams → a compound file ([MS-CFB]) of 512-byte sectors, by its bytes; asserts nothing."""

import struct
from collections.abc import Mapping

Tree = Mapping[str, "bytes | Tree"]

_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(tree: Tree) -> bytes:
    """A compound file ([MS-CFB]) of 512-byte sectors: storages as mappings, streams as bytes."""
    names: list[tuple[str, int, int, int, bytes]] = []  # name, kind, child, right, data

    def add(name: str, content: bytes | Tree, kind: int) -> int:
        number = len(names)
        names.append((name, kind, _FREE, _FREE, content if isinstance(content, bytes) else b""))
        if not isinstance(content, bytes):
            before = -1
            for inner, value in content.items():
                at = add(inner, value, 2 if isinstance(value, bytes) else 1)
                place, field = (number, 2) if before < 0 else (before, 3)
                names[place] = (*names[place][:field], at, *names[place][field + 1 :])  # type: ignore[assignment]  # one field replaced
                before = at
        return number

    add("Root Entry", tree, 5)
    return _written(names)


def _written(names: list[tuple[str, int, int, int, bytes]]) -> bytes:
    """Header, directory, mini stream, streams and tables; the sector table last."""
    table: list[int] = []
    body = bytearray()

    def put(data: bytes) -> int:
        """The first sector of a new chain."""
        if not data:
            return _END
        count, first = -(-len(data) // _SECTOR), len(table)
        table.extend([*range(first + 1, first + count), _END])
        body.extend(data.ljust(count * _SECTOR, b"\0"))
        return first

    mini = bytearray()
    mini_table: list[int] = []
    starts: list[int] = []
    for _, kind, _, _, data in names:
        if kind != 2 or not data:
            starts.append(_END)
        elif len(data) < 4096:
            count, first = -(-len(data) // 64), len(mini_table)
            mini_table += [*range(first + 1, first + count), _END]
            mini += data.ljust(count * 64, b"\0")
            starts.append(first)
        else:
            starts.append(put(data))
    starts[0] = put(bytes(mini))
    directory = b"".join(
        _entry(item, start, len(mini) if not number else len(item[4]))
        for number, (item, start) in enumerate(zip(names, starts, strict=True))
    )
    directory_at = put(directory.ljust(-(-len(directory) // _SECTOR) * _SECTOR, b"\0"))
    minis_at = put(b"".join(struct.pack("<L", link) for link in mini_table))
    count = 1
    while (len(table) + count) * 4 > count * _SECTOR:
        count += 1
    at = len(table)
    table += [_TABLE] * count
    body += b"".join(struct.pack("<L", link) for link in table).ljust(count * _SECTOR, b"\xff")
    tables = [*range(at, at + count)]
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack(
        "<9L", 0, count, directory_at, 0, 4096, minis_at, len(mini_table) // 128 + 1, _END, 0
    )
    return header + b"".join(struct.pack("<L", n) for n in tables).ljust(436, b"\xff") + bytes(body)


def _entry(item: tuple[str, int, int, int, bytes], start: int, size: int) -> bytes:
    name, kind, child, right, _ = item
    spoken = (name + "\0").encode("utf-16-le")
    return (
        spoken.ljust(64, b"\0")
        + struct.pack("<HBB3L", len(spoken), kind, 1, _FREE, right, child)
        + bytes(36)
        + struct.pack("<LQ", start, size)
    )
