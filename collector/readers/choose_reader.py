"""The kinds of attachment and the functions that read them; the one list to extend.

A further format is one function `read_xxx(data, limits) -> Document` in a module of its own, one more
`ReadableKind`, and one line here. Imported in the worker only, because it loads every parser.
"""

from collections.abc import Callable, Mapping

from collector.model.documents import Document
from collector.model.files import ReadableKind
from collector.readers.html import read_html
from collector.readers.limits import ReadingLimits
from collector.readers.mht import read_mht
from collector.readers.pdf.reader import read_pdf
from collector.readers.sheets.default_password import read_encrypted
from collector.readers.sheets.ods import read_ods
from collector.readers.sheets.spreadsheetml import read_spreadsheetml
from collector.readers.sheets.workbook_by_calamine import read_xls_again, read_xlsb_again, read_xlsx_again
from collector.readers.sheets.xls import read_xls
from collector.readers.sheets.xlsb import read_xlsb
from collector.readers.sheets.xlsx import read_xlsx
from collector.readers.text import read_csv, read_text
from collector.readers.word.doc import read_doc
from collector.readers.word.docx import read_docx
from collector.readers.word.odt import read_odt
from collector.readers.word.rtf import read_rtf

ReadFunction = Callable[[bytes, ReadingLimits], Document]

READERS: Mapping[ReadableKind, tuple[ReadFunction, ...]] = {
    ReadableKind.XLSX: (read_xlsx, read_xlsx_again),
    ReadableKind.XLS: (read_xls, read_xls_again),
    ReadableKind.XLSB: (read_xlsb, read_xlsb_again),
    ReadableKind.ODS: (read_ods,),
    ReadableKind.XML_SPREADSHEET: (read_spreadsheetml,),
    ReadableKind.DOCX: (read_docx,),
    ReadableKind.DOC: (read_doc,),
    ReadableKind.ODT: (read_odt,),
    ReadableKind.RTF: (read_rtf,),
    ReadableKind.PDF: (read_pdf,),
    ReadableKind.HTML: (read_html,),
    ReadableKind.MHT: (read_mht,),
    ReadableKind.TEXT: (read_text,),
    ReadableKind.CSV: (read_csv,),
    ReadableKind.ENCRYPTED: (read_encrypted,),
}
"""Kind, as told from the bytes → its readers; a later one is tried when an earlier one fails."""


def readers_of(kind: str) -> tuple[ReadFunction, ...]:
    """Return the readers of a kind, () for one that none reads."""
    return READERS[ReadableKind(kind)] if kind in set(ReadableKind) else ()
