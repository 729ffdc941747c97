"""A laid-out form → a docx document, A4 landscape, made for print and for typing into."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Length, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from collector.letters.form_sheet import FONT, POINTS, PROPERTY, FormSheet

_CREATED = datetime(2018, 12, 20, tzinfo=UTC)
_WIDTH = Cm(29.7 - 2 * 1.5)
_ENTRY_HEIGHT = Cm(2.6)
_CUSTOM = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CUSTOM_XML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{name}">'
    "<vt:lpwstr>{value}</vt:lpwstr></property></Properties>"
)


def draw(sheet: FormSheet) -> bytes:
    """The document's bytes; they bear the time of making, which blank.py takes out."""
    document = Document()
    _page_setup(document)
    _style(document)
    _paragraph(document, sheet.title, bold=True, centred=True)
    _paragraph(document, sheet.month, bold=True, centred=True)
    document.paragraphs[-1].paragraph_format.space_after = Pt(6)
    _table(document, sheet)
    for note in sheet.footnotes:
        _paragraph(document, note)
    _properties(document, sheet)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _page_setup(document: DocxDocument) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(1.5)


def _style(document: DocxDocument) -> None:
    """Thai is a complex script to Word: it takes its font and size from w:cs and w:szCs (ECMA-376-1, 17.3.2.26)."""
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(POINTS)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for attribute in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(attribute), FONT)
    size = OxmlElement("w:szCs")
    size.set(qn("w:val"), str(2 * POINTS))
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:bidi"), "th-TH")
    properties.append(size)
    properties.append(language)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0


def _table(document: DocxDocument, sheet: FormSheet) -> None:
    table = document.add_table(rows=1 + len(sheet.rows), cols=len(sheet.headings), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    widths = [Length(round(_WIDTH * width / sum(sheet.widths))) for width in sheet.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    _fill(table, sheet, widths)
    for row in table.rows:
        _mark(row._tr.get_or_add_trPr(), "w:cantSplit")
    _mark(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")


def _fill(table: Table, sheet: FormSheet, widths: Sequence[Length]) -> None:
    for row, texts in enumerate((sheet.headings, *(("", *texts) for texts in sheet.rows))):
        for cell, text, width in zip(table.rows[row].cells, texts, widths, strict=True):
            cell.width = width
            if row == 0:
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
                _write(cell.paragraphs[0], text, bold=True, centred=True)
            else:
                _write(cell.paragraphs[0], text)
        if row > 0:
            table.rows[row].height = _ENTRY_HEIGHT  # at least; it grows with the text
    if sheet.rows:
        unit = table.cell(1, 0).merge(table.cell(len(sheet.rows), 0))
        _one_paragraph(unit, sheet.unit)


def _one_paragraph(cell: _Cell, text: str) -> None:
    """Merging leaves an empty paragraph of each cell; one stays."""
    for paragraph in cell.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)
    _write(cell.paragraphs[0], text, centred=True)


def _paragraph(document: DocxDocument, text: str, *, bold: bool = False, centred: bool = False) -> None:
    _write(document.add_paragraph(), text, bold=bold, centred=centred)


def _write(paragraph: Paragraph, text: str, *, bold: bool = False, centred: bool = False) -> None:
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if text:
        run = paragraph.add_run(text)
        if bold:
            run.font.bold = run.font.cs_bold = True


def _properties(document: DocxDocument, sheet: FormSheet) -> None:
    """The identifier as a custom property, and where Word, LibreOffice and web editors keep it when they drop that."""
    core = document.core_properties
    core.title, core.author, core.comments = sheet.title, "", ""
    core.created = _CREATED
    if not sheet.identifier:
        return
    core.identifier = core.keywords = f"{PROPERTY}:{sheet.identifier}"
    package = document.part.package
    xml = _CUSTOM_XML.format(name=escape(PROPERTY), value=escape(sheet.identifier))
    part = Part(PackURI("/docProps/custom.xml"), _CUSTOM, xml.encode(), package)
    package.relate_to(part, _CUSTOM_RELATION)


def _mark(properties: BaseOxmlElement, tag: str) -> None:
    """Sets a switch of a table row that python-docx has no name for (ECMA-376-1, 17.4.6 and 17.4.49)."""
    properties.append(OxmlElement(tag))
