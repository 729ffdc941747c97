"""The kinds of attachment and the functions that read them; the one list to extend.

A further format is one function `read_xxx(data, limits) -> Document` in a module of its own, and one
line here. Imported in the worker only, because it loads every parser.
"""

from collections.abc import Callable, Mapping

from collector.model import Document
from collector.readers.html import read_html
from collector.readers.limits import Limits
from collector.readers.mht import read_mht
from collector.readers.pdf.reader import read_pdf
from collector.readers.sheets.ods import read_ods
from collector.readers.sheets.spreadsheetml import read_spreadsheetml
from collector.readers.sheets.workbook import read_xls, read_xlsb, read_xlsx
from collector.readers.sheets.workbook_by_openpyxl import read_xlsx_again
from collector.readers.text import read_csv, read_text
from collector.readers.word.doc import read_doc
from collector.readers.word.docx import read_docx
from collector.readers.word.odt import read_odt
from collector.readers.word.rtf import read_rtf

ReadFunction = Callable[[bytes, Limits], Document]

READERS: Mapping[str, tuple[ReadFunction, ...]] = {
    "xlsx": (read_xlsx, read_xlsx_again),
    "xlsm": (read_xlsx, read_xlsx_again),
    "xls": (read_xls,),
    "xlsb": (read_xlsb,),
    "ods": (read_ods,),
    "xml-spreadsheet": (read_spreadsheetml,),
    "docx": (read_docx,),
    "docm": (read_docx,),
    "doc": (read_doc,),
    "odt": (read_odt,),
    "rtf": (read_rtf,),
    "pdf": (read_pdf,),
    "html": (read_html,),
    "mht": (read_mht,),
    "text": (read_text,),
    "csv": (read_csv,),
}
"""Kind, as told from the bytes → its readers; a later one is tried when an earlier one fails."""
