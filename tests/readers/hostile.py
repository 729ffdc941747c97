"""Makes files that are meant to hurt their reader; `python -m tests.readers.hostile FOLDER` writes them out.

Big ones are put together from one compressed piece repeated, so that making all takes a second or two.
"""

import io
import random
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ODS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>{}</Types>'
)
MAIN = "application/vnd.openxmlformats-officedocument.{}.main+xml"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
GB = 1 << 30


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """An ordinary zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


def with_raw(archive: bytes, name: str, deflated: bytes, size: int, flags: int = 0) -> bytes:
    """Add an entry whose compressed bytes, size and flags are ours to invent (APPNOTE 4.3)."""
    end = archive.rindex(b"PK\5\6")
    _, _, _, count, length, start = struct.unpack_from("<4HLL", archive, end + 4)
    encoded = name.encode()
    common = struct.pack("<HHHHHLLLHH", 20, flags, 8, 0, 33, 0, len(deflated), size, len(encoded), 0)
    local = b"PK\3\4" + common + encoded + deflated
    central = b"PK\1\2" + struct.pack("<H", 20) + common + struct.pack("<HHHLL", 0, 0, 0, 0, start) + encoded
    directory = archive[start : start + length] + central
    tail = struct.pack("<4HLLH", 0, 0, count + 1, count + 1, len(directory), start + len(local), 0)
    return archive[:start] + local + directory + b"PK\5\6" + tail


def deflate(head: bytes, piece: bytes, times: int, tail: bytes) -> tuple[bytes, int]:
    """Raw deflate of head + piece * times + tail, compressing the piece once; and its true size."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    middle = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    end = packer.compress(tail) + packer.flush(zlib.Z_FINISH)
    return start + middle * times + end, len(head) + len(piece) * times + len(tail)


def docx_parts(body: str, prolog: str = "") -> dict[str, str | bytes]:
    """The parts of a Word document with that body."""
    return {
        "[Content_Types].xml": TYPES.format(
            f'<Override PartName="/word/document.xml" ContentType="{MAIN.format("wordprocessingml.document")}"/>'
        ),
        "_rels/.rels": f'<Relationships {RELATIONS}><Relationship Id="r1" Type="{TYPE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{prolog}<w:document {W}><w:body>{body}</w:body></w:document>",
    }


def docx(body: str, prolog: str = "") -> bytes:
    """A Word document with that body."""
    return zipped(docx_parts(body, prolog))


def xlsx_parts(rows: str | None, strings: str = "", prolog: str = "") -> dict[str, str | bytes]:
    """The parts of a workbook with one sheet (left out for None)."""
    sheet = f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{MAIN.format("spreadsheetml.worksheet").replace(".main", "")}"/>'
    main = f'<Override PartName="/xl/workbook.xml" ContentType="{MAIN.format("spreadsheetml.sheet")}"/>'
    shared = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{MAIN.format("spreadsheetml.sharedStrings").replace(".main", "")}"/>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES.format(sheet + main + (shared if strings else "")),
        "_rels/.rels": f'<Relationships {RELATIONS}><Relationship Id="r1" Type="{TYPE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {S} xmlns:r="{TYPE}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships {RELATIONS}><Relationship Id="r1" Type="{TYPE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{TYPE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    }
    if strings:
        parts["xl/sharedStrings.xml"] = f"{prolog}<sst {S}>{strings}</sst>"
    if rows is not None:
        parts["xl/worksheets/sheet1.xml"] = f"<worksheet {S}><sheetData>{rows}</sheetData></worksheet>"
    return parts


def xlsx(rows: str | None, strings: str = "", prolog: str = "") -> bytes:
    """A workbook with one sheet (left out for None)."""
    return zipped(xlsx_parts(rows, strings, prolog))


def ods(rows: str, prolog: str = "", after: str = "") -> bytes:
    """An OpenDocument spreadsheet with one sheet."""
    content = (
        f"{prolog}<office:document-content {ODS}>{after}<office:body><office:spreadsheet>"
        f'<table:table table:name="S">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def ods_cell(text: str, attributes: str = "") -> str:
    """One cell."""
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def paragraph(text: str) -> str:
    """One paragraph of Word."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def inline(reference: str, text: str) -> str:
    """A cell with its text in place."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def bomb_xlsx(declared: int) -> bytes:
    """A sheet of 10 GB of zeros whose directory declares another size."""
    deflated, _ = deflate(b"", bytes(1 << 20), 10 * 1024, b"")
    return with_raw(xlsx(None), "xl/worksheets/sheet1.xml", deflated, declared)


def many_rows_xlsx(rows: int) -> bytes:
    """A sheet of that many full rows of four cells."""
    row = "<row>" + '<c t="inlineStr"><is><t>ก</t></is></c>' * 4 + "</row>"
    head, tail = f"<worksheet {S}><sheetData>".encode(), b"</sheetData></worksheet>"
    return with_raw(
        xlsx(None), "xl/worksheets/sheet1.xml", *deflate(head, row.encode() * 100, rows // 100, tail)
    )


def empty_rows_xlsx(rows: int) -> bytes:
    """A sheet of that many rows of ten cells that have a colour and say nothing."""
    styles = [RNG.randrange(1000) for _ in range(100)]
    piece = "".join("<row>" + f'<c s="{style}"/>' * 10 + "</row>" for style in styles)
    head, tail = f"<worksheet {S}><sheetData>".encode(), b"</sheetData></worksheet>"
    return with_raw(xlsx(None), "xl/worksheets/sheet1.xml", *deflate(head, piece.encode(), rows // 100, tail))


def laughs(levels: int = 10) -> str:
    """A document type whose entity &l9; is a billion words."""
    inside = ["lol", *(f"&l{level - 1};" * 10 for level in range(1, levels))]
    entities = "".join(f"<!ENTITY l{level} '{text}'>" for level, text in enumerate(inside))
    return f"<!DOCTYPE x [{entities}]>"


def quadratic() -> str:
    """A document type with one long entity, to be used many times."""
    return "<!DOCTYPE x [<!ENTITY a '" + "a" * 50_000 + "'>]>"


XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
NOISE = random.Random(1).randbytes(20_000)
RNG = random.Random(2)
FAR = f'<row r="1">{inline("A1", "first")}</row><row r="1048576">{inline("XFD1048576", "last")}</row>'
ENCRYPTED = (OLE + bytes(504)).ljust(1024, b"\0") + "EncryptedPackage".encode("utf-16-le").ljust(1024, b"\0")


def expanding_strings() -> bytes:
    """One string of a million characters, in 12,600 cells."""
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 12_601))
    return xlsx(rows, f"<si><t>{'ก' * 1_000_000}</t></si>")


def self_containing() -> bytes:
    """Zips in zips, each holding the one before twice."""
    data = b"nothing"
    for _ in range(12):
        data = zipped({"a.zip": data, "b.zip": data})
    return data


def encrypted_zip() -> bytes:
    """A document in which one entry claims a password."""
    deflated, size = deflate(b"", b"secret", 1, b"")
    return with_raw(docx(""), "word/other.xml", deflated, size, flags=1)


def overlapping_merges() -> bytes:
    """A sheet with 20,000 merged ranges that all cover all of it."""
    merges = '<mergeCell ref="A1:Z7000"/>' * 20_000
    rows = f'<row r="1">{inline("A1", "a")}</row><row r="7000">{inline("Z7000", "z")}</row>'
    parts = xlsx_parts(rows)
    sheet = str(parts["xl/worksheets/sheet1.xml"])
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(
        "</sheetData>", f'</sheetData><mergeCells count="20000">{merges}</mergeCells>'
    )
    return zipped(parts)


def truncated(data: bytes) -> bytes:
    """The first half."""
    return data[: len(data) // 2]


GOOD_DOCX = docx(paragraph("ดี"))
GOOD_XLSX = xlsx(f'<row r="1">{inline("A1", "ดี")}</row>')
GOOD_ODS = ods(f"<table:table-row>{ods_cell('ดี')}</table:table-row>")

FILES: Mapping[str, Callable[[], bytes]] = {
    "empty.xlsx": lambda: b"",
    "empty.docx": lambda: b"",
    "truncated.xlsx": lambda: truncated(GOOD_XLSX),
    "truncated.docx": lambda: truncated(GOOD_DOCX),
    "truncated.ods": lambda: truncated(GOOD_ODS),
    "far-corners.xlsx": lambda: xlsx(FAR),
    "zip-bomb.xlsx": lambda: bomb_xlsx(4 * GB - 1),
    "zip-bomb-that-lies.xlsx": lambda: bomb_xlsx(1000),
    "zip-bomb.docx": lambda: with_raw(GOOD_DOCX, "word/a.xml", *deflate(b"", bytes(1 << 20), 300, b"")),
    "many-entries.docx": lambda: zipped({f"word/{number}.xml": "" for number in range(3000)}),
    "laughs.xlsx": lambda: xlsx(
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row>', "<si><t>&l9;</t></si>", laughs()
    ),
    "laughs.docx": lambda: docx(paragraph("&l9;"), laughs()),
    "laughs.ods": lambda: ods(f"<table:table-row>{ods_cell('&l9;')}</table:table-row>", laughs()),
    "laughs.html": lambda: laughs().encode() + b"<html><body><p>&l9;</p></body></html>",
    "quadratic.docx": lambda: docx(paragraph("&a;" * 20_000), quadratic()),
    "xxe.docx": lambda: docx(paragraph("&e;"), XXE),
    "xxe.ods": lambda: ods(f"<table:table-row>{ods_cell('&e;')}</table:table-row>", XXE),
    "xxe.html": lambda: XXE.encode() + b"<html><body><p>&e;</p></body></html>",
    "nul.docx": lambda: docx(paragraph("a\0b")),
    "nul.html": lambda: b"<p>a\0b</p>" + bytes(1000),
    "nul.txt": lambda: b"a\0b\n" + bytes(1000),
    "noise.xlsx": lambda: b"PK\3\4" + NOISE,
    "noise.docx": lambda: b"PK\3\4" + NOISE,
    "noise.ods": lambda: b"PK\3\4" + NOISE,
    "noise.xlsb": lambda: b"PK\3\4" + NOISE,
    "noise.xls": lambda: OLE + NOISE,
    "noise.html": lambda: b"<html>" + NOISE,
    "noise.txt": lambda: NOISE,
    "noise.csv": lambda: NOISE,
    "word-inside.xlsx": lambda: GOOD_DOCX,
    "excel-inside.docx": lambda: GOOD_XLSX,
    "excel-inside.xls": lambda: GOOD_XLSX,
    "text-inside.xls": lambda: b"name,value\n",
    "no-office.docx": lambda: zipped({"a.txt": "text"}),
    "deep.docx": lambda: docx("<w:p>" * 100_000 + "</w:p>" * 100_000),
    "deep-tables.docx": lambda: docx(
        "<w:tbl><w:tr><w:tc>" * 80 + paragraph("ลึก") + "</w:tc></w:tr></w:tbl>" * 80
    ),
    "deep.ods": lambda: ods("<table:table-row-group>" * 100_000 + "</table:table-row-group>" * 100_000),
    "deep.xlsx": lambda: xlsx("<a>" * 100_000 + "</a>" * 100_000),
    "deep.html": lambda: b"<table><tr><td>" * 100_000,
    "deep-lists.html": lambda: b"<ol><li>a" * 100_000,
    "wide.html": lambda: b"<table>" + b"<tr><td colspan=1000000 rowspan=1000000>a" * 20_000,
    "wide.docx": lambda: docx(
        "<w:tbl>"
        + f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000"/></w:tcPr>{paragraph("a")}</w:tc></w:tr>' * 2000
        + "</w:tbl>"
    ),
    "wide.ods": lambda: ods(
        '<table:table-row table:number-rows-repeated="1048576">'
        + ods_cell("a", 'table:number-columns-repeated="16384"')
        + "</table:table-row>"
    ),
    "tall.ods": lambda: ods(
        '<table:table-row table:number-rows-repeated="1048576">' + ods_cell("a") + "</table:table-row>"
    ),
    "spaces.ods": lambda: ods(
        "<table:table-row>" + ods_cell('<text:s text:c="999999999"/>a' * 1000) + "</table:table-row>"
    ),
    "million-rows.xlsx": lambda: many_rows_xlsx(1_000_000),
    "expanding-strings.xlsx": expanding_strings,
    "overlapping-merges.xlsx": overlapping_merges,
    "zips-in-zips.docx": self_containing,
    "encrypted.xlsx": lambda: ENCRYPTED,
    "encrypted.docx": lambda: ENCRYPTED,
    "encrypted-entry.docx": encrypted_zip,
    "long-line.txt": lambda: b"a" * 6_000_000,
    "long-cell.csv": lambda: b'"' + b"a,b\n" * 500_000,
    "many-lines.html": lambda: b"<p>a" * 200_000,
}
"""Name → maker; the ending of the name is the kind that it is given to the reader as."""


def files() -> Iterator[tuple[str, bytes]]:
    """Yield every hostile file, made anew."""
    for name, make in FILES.items():
        yield name, make()


if __name__ == "__main__":
    for name, data in files():
        (Path(sys.argv[1]) / name).write_bytes(data)
