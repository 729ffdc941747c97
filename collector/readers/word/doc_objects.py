"""The objects of a Word 97-2003 file → the embedded files that a page shows; it reads none of them.

Each has a storage of its own in the object pool ([MS-DOC] 2.1.8), with a word about how it is shown (2.9.166).
"""

import struct
from collections.abc import Iterator

from collector.formats.compound import CompoundFile

POOL, INFO, PACKAGE = "ObjectPool", "\x03ObjInfo", "Package"
WORKBOOKS = ("Workbook", "Book")
ICON = 0x40
MOST = 50  # of one document; one is usual
FIELD = "EMBED "  # the code of the field in which an object stands
FORMULAS = "EMBED Equation"


def objects_of(data: bytes, text: str) -> Iterator[bytes | None]:
    """Yield the embedded files of a document with that text, None for one that is shown as an icon or of another kind."""
    if text.count(FIELD) <= text.count(FORMULAS):
        return
    file = CompoundFile(data, len(data))
    pool = file.children().get(POOL)
    for storage in () if pool is None else list(file.children(pool).values())[:MOST]:
        parts = file.children(storage)
        info = file.read(parts[INFO], 2) if INFO in parts else b""
        if len(info) == 2 and struct.unpack("<H", info)[0] & ICON:
            yield None
            continue
        wanted = next((parts[name] for name in (*WORKBOOKS, PACKAGE) if name in parts), None)
        yield None if wanted is None else file.read(wanted)
