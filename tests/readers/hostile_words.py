"""Makes text documents, web archives and XML workbooks that are meant to hurt their reader, beside those of `hostile`."""

import struct
from collections.abc import Callable, Mapping

from tests.formats.compound_writer import compound
from tests.readers.fixtures import FOLDER
from tests.readers.hostile import NOISE, OLE, XXE, deflate, laughs, truncated, with_raw, zipped
from tests.readers.word_file import CLX, streams, text_place, with_pieces

DOC = (FOLDER / "varied.doc").read_bytes()
ODT = (FOLDER / "varied.odt").read_bytes()
RTF = (FOLDER / "varied.rtf").read_bytes()
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
)
BOOK = '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table>'
BOOK_END = "</Table></Worksheet></Workbook>"
PAPX, CHPX, STYLES, LISTS, LIST_USES = 13, 12, 1, 73, 74


def odt(body: str, prolog: str = "") -> bytes:
    """A text with that body."""
    return zipped(
        {
            "content.xml": f"{prolog}<office:document-content {SPACES}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
        }
    )


def row(attributes: str, cell_attributes: str = "") -> str:
    """A table with one row of one cell."""
    return f"<table:table><table:table-row {attributes}><table:table-cell {cell_attributes}><text:p>a</text:p></table:table-cell></table:table-row></table:table>"


def doc_with(index: int, data: bytes) -> bytes:
    """A Word file with other bytes where its FIB says that a structure is."""
    parts = streams(DOC)
    main = bytearray(parts["WordDocument"])
    at = 34 + 2 * struct.unpack_from("<H", main, 32)[0] + 2
    place = at + 4 * struct.unpack_from("<H", main, at - 2)[0] + 2 + 8 * index
    struct.pack_into("<LL", main, place, len(parts["1Table"]), len(data))
    return compound({**parts, "WordDocument": bytes(main), "1Table": parts["1Table"] + data})


def doc_over(start: int, data: bytes) -> bytes:
    """A Word file with other bytes somewhere in its main stream."""
    parts = streams(DOC)
    main = bytearray(parts["WordDocument"])
    main[start : start + len(data)] = data
    return compound({**parts, "WordDocument": bytes(main)})


def pages(count: int, number: int) -> bytes:
    """A table of pages of properties that are all the same page."""
    return struct.pack(f"<{count + 1}L", *range(count + 1)) + struct.pack(f"<{count}L", *[number] * count)


def circular_sectors() -> bytes:
    """A compound file in whose table every sector is followed by itself."""
    data = bytearray(DOC)
    (table,) = struct.unpack_from("<L", data, 76)
    at = (table + 1) * 512
    struct.pack_into("<128L", data, at, *range(128))
    return bytes(data)


def long_rtf(piece: bytes, times: int, end: bytes = b"") -> bytes:
    """A rich text that says the same many times."""
    return b"{\\rtf1\\ansi " + piece * times + end + b"}"


def circular_styles() -> bytes:
    """A style sheet whose styles are based on each other."""
    style = struct.pack("<5H", 0, 1 | 1 << 4, 2, 0, 0) + struct.pack("<HHH", 0, 0, 2) + bytes(20)
    sheet = struct.pack("<HHH", 18, 4095, 10) + bytes(14)
    return sheet + (struct.pack("<H", len(style)) + style) * 4095


FILES: Mapping[str, Callable[[], bytes]] = {
    "noise.doc": lambda: OLE + NOISE,
    "circular-sectors.doc": circular_sectors,
    "truncated.doc": lambda: DOC[: len(DOC) // 2],
    "far-page.doc": lambda: doc_with(PAPX, pages(10, 0x3FFFFF)),
    "same-page.doc": lambda: doc_with(PAPX, pages(100_000, 1)),
    "noisy-page.doc": lambda: doc_with(CHPX, pages(1000, 0)),
    "noisy-styles.doc": lambda: doc_with(STYLES, NOISE),
    "circular-styles.doc": lambda: doc_with(STYLES, circular_styles()),
    "many-lists.doc": lambda: doc_with(LISTS, b"\xff" * 5000),
    "many-list-uses.doc": lambda: doc_with(LIST_USES, b"\xff" * 5000),
    "long-list-text.doc": lambda: doc_with(LISTS, b"\1\0" + bytes(28 + 28) + b"\xff\xff"),
    "pieces-backwards.doc": lambda: doc_with(CLX, b"\2" + struct.pack("<L", 28) + struct.pack("<3L", 0, 50, 9) + bytes(16)),
    "endless-changes.doc": lambda: doc_with(CLX, b"\1\0\0" * 100_000),
    "pieces-of-all.doc": lambda: with_pieces(DOC, [(400, text_place(DOC)[0])] * 20_000),
    "many-marks.doc": lambda: with_pieces(DOC, [(1_000_000, 0x40000000 | 2 * 100_000)], b"\7" * 1_200_000, 1_000_000),
    "many-fields.doc": lambda: with_pieces(DOC, [(1_000_000, 0x40000000 | 2 * 100_000)], b"\x13" * 1_200_000, 1_000_000),
    "header-noise.doc": lambda: doc_over(34, NOISE[:600]),
    "truncated.odt": lambda: truncated(ODT),
    "noise.odt": lambda: b"PK\3\4" + NOISE,
    "bomb.odt": lambda: with_raw(odt(""), "styles.xml", *deflate(b"", bytes(1 << 20), 300, b"")),
    "laughs.odt": lambda: odt("<text:p>&l9;</text:p>", laughs()),
    "xxe.odt": lambda: odt("<text:p>&e;</text:p>", XXE),
    "deep.odt": lambda: odt("<text:section>" * 100_000 + "</text:section>" * 100_000),
    "deep-lists.odt": lambda: odt("<text:list><text:list-item>" * 110 + "</text:list-item></text:list>" * 110),
    "deep-tables.odt": lambda: odt("<table:table><table:table-row><table:table-cell>" * 80 + "</table:table-cell></table:table-row></table:table>" * 80),
    "tall.odt": lambda: odt(row('table:number-rows-repeated="1048576"')),
    "wide.odt": lambda: odt(row("", 'table:number-columns-repeated="1048576"')),
    "large.odt": lambda: odt(row('table:number-rows-repeated="90000"', 'table:number-columns-repeated="900"')),
    "spread.odt": lambda: odt(row("", 'table:number-columns-spanned="999999999" table:number-rows-spanned="999999999"')),
    "spaces.odt": lambda: odt("<text:p>" + '<text:s text:c="999999999"/>a' * 100_000 + "</text:p>"),
    "truncated.rtf": lambda: RTF[: len(RTF) // 2],
    "noise.rtf": lambda: b"{\\rtf1 " + NOISE,
    "deep.rtf": lambda: b"{\\rtf1 " + b"{" * 1_000_000,
    "deep-and-closed.rtf": lambda: b"{\\rtf1 " + b"{a" * 4000 + b"}" * 4001,
    "deep-tables.rtf": lambda: long_rtf(b"\\pard\\intbl\\itap999999999 a\\nestcell", 1000),
    "wide.rtf": lambda: long_rtf(b"\\cellx9", 100_000, b"\\cell\\row"),
    "many-cells.rtf": lambda: long_rtf(b"a\\cell ", 300_000, b"\\row"),
    "many-rows.rtf": lambda: long_rtf(b"a\\cell b\\cell\\row ", 60_000),
    "long-bin.rtf": lambda: long_rtf(b"\\bin999999999 a", 3),
    "backwards-bin.rtf": lambda: long_rtf(b"\\bin-5 a", 100_000),
    "many-boxes.rtf": lambda: long_rtf(b"{\\shp{\\*\\shpinst{\\shptxt a}}}", 100_000),
    "many-units.rtf": lambda: long_rtf(b"\\u3588?", 500_000),
    "long-word.rtf": lambda: long_rtf(b"\\" + b"a" * 1_000_000, 1),
    "deep.mht": lambda: b"".join(
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b%d\n\n--b%d\n" % (level, level)
        for level in range(5000)
    ),
    "noise.mht": lambda: b"MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n" + NOISE,
    "many-headers.mht": lambda: b"MIME-Version: 1.0\nContent-Type: text/html\n" + b"X: y\n" * 200_000 + b"\n<p>a",
    "deep.xml-spreadsheet": (BOOK + "<Row>" * 100_000 + "</Row>" * 100_000 + BOOK_END).encode,
    "laughs.xml-spreadsheet": (laughs() + BOOK + "<Row><Cell><Data>&l9;</Data></Cell></Row>" + BOOK_END).encode,
    "xxe.xml-spreadsheet": (XXE + BOOK + "<Row><Cell><Data>&e;</Data></Cell></Row>" + BOOK_END).encode,
    "wide.xml-spreadsheet": (BOOK + '<Row ss:Span="999999999">' + '<Cell ss:Index="16384" ss:MergeAcross="99999"><Data>a</Data></Cell>' * 50_000 + "</Row>" + BOOK_END).encode,
}  # fmt: skip
"""Name → maker; the ending of the name is the kind that it is given to the reader as."""
