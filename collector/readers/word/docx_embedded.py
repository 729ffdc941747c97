"""Files inside a Word document that Word takes in when it is opened (altChunk) into blocks; it knows no XML.

Web programs make their "Word" files so: a document that holds a page (ECMA-376 part 1, 17.17.2.1).
"""

from collector.model import Line, Table
from collector.readers.html import read_html
from collector.readers.limits import ReadingLimits
from collector.readers.mht import read_mht
from collector.readers.package import Package
from collector.readers.text import read_text
from collector.readers.word.rtf import read_rtf

PARTS = 50  # one is usual


def embedded_blocks(
    package: Package, main: str, name: str, limits: ReadingLimits
) -> tuple[Line | Table, ...]:
    """Return what the file with that relation of the part `main` says; raises UnreadableError.

    A document in the document is left out: nobody writes one, and it could hold itself.
    """
    related = [item for item in package.relations(main) if item.kind == "aFChunk"][:PARTS]
    target = next((item.target for item in related if item.name == name), "")
    data = package.part(target) if target else None
    if data is None or data.startswith(b"PK"):
        return ()
    begins = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if begins.startswith(b"{\\rtf"):
        read = read_rtf
    elif begins.startswith((b"mime-version", b"content-type")):
        read = read_mht
    else:
        read = read_html if begins.startswith(b"<") else read_text
    return tuple(block for section in read(data, limits).sections for block in section.blocks)
