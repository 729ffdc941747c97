"""Pages inside a Word document that Word takes in when it is opened (altChunk) → what they show; it knows no XML.

Web programs make their "Word" files so: a document that holds a page (ECMA-376 part 1, 17.17.2.1).
"""

from collector.readers.html import read_html
from collector.readers.limits import ReadingLimits
from collector.readers.mht import read_mht
from collector.readers.text import read_text
from collector.readers.word.embedded import Embedded, ReadFunction, embedded
from collector.readers.word.rtf import read_rtf


def read_page(data: bytes, limits: ReadingLimits) -> Embedded | None:
    """Return what a page says that Word takes in when it opens the document (altChunk); raises UnreadableError.

    A document in the document is left out: nobody writes one, and it could hold itself.
    """
    if data.startswith(b"PK"):
        return None
    begins = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if begins.startswith(b"{\\rtf"):
        read: ReadFunction = read_rtf
    elif begins.startswith((b"mime-version", b"content-type")):
        read = read_mht
    else:
        read = read_html if begins.startswith(b"<") else read_text
    return embedded(read(data, limits))
