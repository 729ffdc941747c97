"""Forms → the bytes that different programs write: Word, Excel, pages of Word, Excel, Outlook and Gmail; knows no truth."""

import html
import io
import re
import zipfile
from collections.abc import Iterable, Sequence

import openpyxl
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from tests.cases.paper import Block, C, Sheet, Table

_EPOCH = (2018, 12, 20, 9, 0, 0)
_DROPPED = (
    "docProps/thumbnail.jpeg", "word/stylesWithEffects.xml", "customXml/", "word/theme/", "word/webSettings.xml",
    "word/fontTable.xml", "xl/theme/", "Thumbnails/",
)  # fmt: skip
_NAMES = rb"(?:thumbnail\.jpeg|stylesWithEffects\.xml|customXml/|theme/|webSettings\.xml|fontTable\.xml|Thumbnails/)"


def xlsx(sheets: Sequence[Sheet]) -> bytes:
    """A workbook as openpyxl writes it; titles are merged across the table's width."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        page.sheet_state = "hidden" if sheet.hidden else "visible"
        _fill(page, sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return repack(buffer.getvalue())


def _fill(page: Worksheet, sheet: Sheet) -> None:
    width = max((block.width for block in sheet.blocks if isinstance(block, Table)), default=1)
    top = 1
    for block in sheet.blocks:
        if isinstance(block, Table):
            top += _fill_table(page, block, top, sheet.left)
            continue
        if block:
            page.cell(top, 1 + sheet.left, block)
            page.merge_cells(
                start_row=top, end_row=top, start_column=1 + sheet.left, end_column=width + sheet.left
            )
        top += 1
    for column in sheet.hidden_columns:
        page.column_dimensions[column].hidden = True


def _fill_table(page: Worksheet, block: Table, top: int, left: int) -> int:
    for r, c, cell in block.placed():
        at = page.cell(top + r, 1 + c + left)
        at.value = None if cell.value == "" else cell.value
        at.alignment = Alignment(wrap_text=True, vertical="top")
        if cell.down > 1 or cell.across > 1:
            page.merge_cells(
                start_row=top + r,
                start_column=1 + c + left,
                end_row=top + r + cell.down - 1,
                end_column=c + left + cell.across,
            )
    for index in range(top, top + len(block.rows)):
        page.row_dimensions[index].height = 60
    return len(block.rows)


def docx(blocks: Sequence[Block], paragraphs: bool = False) -> bytes:
    """A document as python-docx writes it; lines of a cell are line breaks, or paragraphs."""
    document = word(blocks, paragraphs)
    buffer = io.BytesIO()
    document.save(buffer)
    return repack(buffer.getvalue())


def word(blocks: Sequence[Block], paragraphs: bool = False) -> WordDocument:
    """The same, still open for what python-docx has no call for."""
    document = Document()
    for block in blocks:
        if isinstance(block, Table):
            _word_table(document, block, paragraphs)
        else:
            document.add_paragraph(block)
    return document


def _word_table(document: WordDocument, block: Table, paragraphs: bool) -> None:
    made = document.add_table(rows=len(block.rows), cols=block.width)
    made.style = "Table Grid"
    for r, c, cell in block.placed():
        at = made.cell(r, c)
        if cell.down > 1 or cell.across > 1:
            at = at.merge(made.cell(r + cell.down - 1, c + cell.across - 1))
        if not (paragraphs or cell.style):
            at.text = cell.text
            continue
        first, *rest = cell.text.split("\n")
        at.paragraphs[0].text = first
        for line in rest:
            at.add_paragraph(line)
        if cell.style:
            for paragraph in at.paragraphs:
                paragraph.style = document.styles[cell.style.rstrip("!")]
            if cell.style.endswith("!"):
                _begin_again(document, at.paragraphs)


def _begin_again(document: WordDocument, paragraphs: Sequence[Paragraph]) -> None:
    """A list of its own that starts at 1, as Word makes one for each cell (ISO 29500-1, 17.9.8, 17.9.27)."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element.pPr.numPr.numId.val
    number = numbering.add_num(numbering.num_having_numId(style).abstractNumId.val)
    number.add_lvlOverride(0).add_startOverride(1)
    for paragraph in paragraphs:
        mark = f"<w:numPr {nsdecls('w')}><w:ilvl w:val='0'/><w:numId w:val='{number.numId}'/></w:numPr>"
        paragraph._p.get_or_add_pPr().append(parse_xml(mark))


def page(blocks: Sequence[Block], style: str = "word") -> str:
    """The form as HTML: `word`, `excel`, `outlook` or `gmail` wrap their text differently."""
    wrap = _WRAPS[style]
    parts = [
        _table(block, wrap, style) if isinstance(block, Table) else wrap.format(html.escape(block))
        for block in blocks
    ]
    return _HEADS[style] + "\n".join(parts) + "\n</body></html>\n"


_HEADS = {
    "word": '<html xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta charset="utf-8">'
    "<style><!-- /* Font Definitions */ p.MsoNormal {margin:0cm;} --></style></head><body lang=TH>\n",
    "excel": '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8">'
    "<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet><x:Name>Sheet1</x:Name>"
    "</x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]--></head><body>\n",
    "outlook": '<html><head><meta charset="utf-8"></head><body lang="TH" link="#0563C1">\n',
    "gmail": '<html><head><meta charset="utf-8"></head><body><div dir="ltr">\n',
}
_WRAPS = {
    "word": "<p class=MsoNormal><span lang=TH>{}<o:p></o:p></span></p>",
    "excel": "<p>{}</p>",
    "outlook": '<p class="MsoNormal"><span lang="TH" style="font-family:&quot;TH SarabunPSK&quot;">{}</span></p>',
    "gmail": "<div>{}</div>",
}


def _table(block: Table, wrap: str, style: str) -> str:
    rows: list[list[str]] = [[] for _ in block.rows]
    for r, _, cell in block.placed():
        span = (f" rowspan={cell.down}" if cell.down > 1 else "") + (
            f" colspan={cell.across}" if cell.across > 1 else ""
        )
        rows[r].append(f"<td{span} valign=top>{_inside(cell, wrap, style)}</td>")
    body = "\n".join("<tr>\n" + "\n".join(cells) + "\n</tr>" for cells in rows)
    return f"<table border=1 cellspacing=0 cellpadding=0>\n{body}\n</table>"


def _inside(cell: C, wrap: str, style: str) -> str:
    texts = [_wrapped(line, style) for line in cell.text.split("\n")]
    if cell.style:
        kind = "ol" if "Number" in cell.style else "ul"
        return f"<{kind}>" + "".join(f"<li>{text}</li>" for text in texts) + f"</{kind}>"
    if style == "excel":
        return '<br style="mso-data-placement:same-cell;">\n'.join(texts)
    if style in {"word", "outlook"} and len(texts) > 1:
        return "".join(wrap.format(text) for text in texts)
    return wrap.format("<br>".join(texts) or "&nbsp;")


def _wrapped(line: str, style: str) -> str:
    """Word breaks its source at column 78, at blanks only; a reader sees one blank there."""
    text = html.escape(line)
    return text.replace(" ", "\n  ", 1) if style == "word" and len(text) > 78 else text


def repack(data: bytes) -> bytes:
    """The same container, smaller and without the time of its making."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            if not name.startswith(_DROPPED) and not name.endswith("/"):
                info = zipfile.ZipInfo(name, _EPOCH)
                info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
                after.writestr(info, _timeless(name, before.read(name)))
    return buffer.getvalue()


def _timeless(name: str, content: bytes) -> bytes:
    content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2018-12-20T09:00:00Z", content)
    for dropped in _dropped_names(name):
        content = re.sub(dropped, b"", content, flags=re.DOTALL)
    return content


def _dropped_names(name: str) -> Iterable[bytes]:
    if name.endswith(".rels"):
        yield rb"<Relationship [^>]*" + _NAMES + rb"[^>]*/>"
    if name == "word/styles.xml":  # a hundred styles that nothing here wears
        yield rb'<w:style w:type="\w+"(?![^>]*w:styleId="(?:Normal|TableNormal|TableGrid|NoList|List\w*|Header|Footer)").*?</w:style>'
        yield rb"<w:latentStyles.*?</w:latentStyles>"
    if name == "[Content_Types].xml":
        yield rb"<Override [^>]*" + _NAMES + rb"[^>]*/>"
    if name == "META-INF/manifest.xml":
        yield rb"<manifest:file-entry [^>]*" + _NAMES + rb"[^>]*/>"
