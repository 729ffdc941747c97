"""Rows of text → one WordprocessingML table; written as XML at once, because thousands of rows are usual.

Source: ECMA-376 part 1, 17.4 (tables). Knows no summary and no words.
"""

from dataclasses import dataclass
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.table import CT_Tbl

from collector.summary import palette
from collector.summary.plain import plain

# Lines of 19 points for letters of 14: room for two marks above and one below, without the face's own wide gap.
_SPACING = '<w:spacing w:before="20" w:after="20" w:line="380" w:lineRule="exact"/>'


@dataclass(frozen=True, slots=True)
class WordCell:
    """One cell; `span` columns wide."""

    text: str
    fill: str = ""
    bold: bool = False
    centred: bool = False
    span: int = 1


def word_table(head: tuple[str, ...], rows: list[tuple[WordCell, ...]], widths: tuple[int, ...]) -> CT_Tbl:
    """The table element; widths in twentieths of a point. The head is repeated on every page; no row is split."""
    heading = tuple(WordCell(text, fill=palette.HEAD, bold=True, centred=True) for text in head)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(_row(cells, widths) for cells in rows)
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="{palette.LINE}"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    xml = (
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{_row(heading, widths, head=True)}{body}</w:tbl>"
    )
    table = parse_xml(xml)
    if not isinstance(table, CT_Tbl):
        raise TypeError("python-docx no longer reads w:tbl as CT_Tbl")
    return table


def _row(cells: tuple[WordCell, ...], widths: tuple[int, ...], head: bool = False) -> str:
    parts = []
    column = 0
    for cell in cells:
        width = sum(widths[column : column + cell.span])
        column += cell.span
        parts.append(_cell(cell, width, head))
    repeat = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{''.join(parts)}</w:tr>"


def _cell(cell: WordCell, width: int, head: bool) -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if cell.span > 1:
        properties += f'<w:gridSpan w:val="{cell.span}"/>'
    if cell.fill:
        properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill}"/>'
    if head:
        properties += '<w:vAlign w:val="center"/>'
    lines = plain(cell.text).split("\n")
    paragraphs = "".join(_paragraph(line, cell, head) for line in lines)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


def _paragraph(text: str, cell: WordCell, head: bool) -> str:
    weight = "<w:b/><w:bCs/>" if cell.bold else ""
    colour = '<w:color w:val="FFFFFF"/>' if head else ""
    # Sizes in half points, the second for complex scripts: without it Thai would take the body's size.
    run = f'{weight}{colour}<w:sz w:val="28"/><w:szCs w:val="28"/>'
    keep = "<w:keepNext/>" if head or cell.span > 1 else ""
    side = '<w:jc w:val="center"/>' if cell.centred else ""
    return (
        f"<w:p><w:pPr>{keep}{_SPACING}{side}<w:rPr>{run}</w:rPr></w:pPr>"
        f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )
