"""Web archives (mht), Word's and Excel's "single file web page", into documents; it knows no mail.

An archive is a MIME message whose HTML parts are the page, its page headers, or the sheets (RFC 2557).
"""

import email.errors
from collections.abc import Iterator
from email.message import Message

from collector.errors import UnreadableError
from collector.formats.charset import decode_page
from collector.formats.library_mail import message_of
from collector.model.documents import Document, Section
from collector.model.reasons import Reason
from collector.readers.html import html_document
from collector.readers.limits import ReadingLimits

PARTS = 300  # pictures too
TABS = "tabstrip.htm"  # Excel's row of sheet names
FAULTS = (
    *(AttributeError, IndexError, KeyError, LookupError, TypeError, ValueError, RecursionError),
    email.errors.MessageError,
)


def read_mht(data: bytes, limits: ReadingLimits) -> Document:
    """Read a web archive, a section for each of its pages that says something; raises UnreadableError."""
    try:
        pages = list(_pages(message_of(data)))
    except FAULTS as error:
        raise UnreadableError("damaged", f"web archive: {error!r}") from error
    if not pages:
        raise UnreadableError("damaged", "a web archive without a page")
    sections: list[Section] = []
    notes: list[Reason] = []
    for page in pages:
        document = html_document(page, limits)
        sections += (section for section in document.sections if section.blocks)
        notes += document.notes
    return Document(tuple(sections), "mht", notes=tuple(notes))


def _pages(message: Message) -> Iterator[str]:
    """Yield the text of the HTML parts."""
    for number, part in enumerate(message.walk()):
        if number >= PARTS:
            raise UnreadableError("too-large", f"more than {PARTS} parts")
        if part.get_content_type() != "text/html" or str(part.get("Content-Location", "")).endswith(TABS):
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield decode_page(content, part.get_content_charset() or "")
