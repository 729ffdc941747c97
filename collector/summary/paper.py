"""Headings, paragraphs and tables → a Word document on A4 landscape in the government's face; knows no summary.

Thai is a complex script: Word takes its face, size and weight from the properties with `cs` in their name
(ECMA-376 part 1, 17.3.2), so each style sets both.
"""

import io
from datetime import datetime

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from collector.formats.fixed_times import fix_times
from collector.summary.plain import plain
from collector.summary.word_table import WordCell, word_table

FACE = "TH Sarabun New"
WIDTH = 15138  # of the text between margins of 1.5 cm, in twentieths of a point
_SIZES = {"Normal": (16, False), "Title": (20, True), "Subtitle": (18, True), "Heading 1": (18, True)}


class Paper:
    """A document that grows from top to bottom."""

    def __init__(self, page: str, title: str, creator: str) -> None:
        """`page` is the footer with the places {page} and {pages}."""
        self._document = Document()
        properties = self._document.core_properties
        properties.title, properties.author, properties.comments = plain(title), plain(creator), ""
        for name, (size, bold) in _SIZES.items():
            style = self._document.styles[name]
            if isinstance(style, ParagraphStyle):
                _set_style(style, size, bold)
        section = self._document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.5)
        _page_number(section.footer.paragraphs[0], page)

    def title(self, text: str) -> None:
        self._centred(text, "Title")

    def subtitle(self, text: str) -> None:
        self._centred(text, "Subtitle")

    def heading(self, text: str) -> None:
        self._document.add_paragraph(plain(text), style="Heading 1")

    def prose(self, text: str) -> None:
        """A paragraph with its first line indented, spread as Thai official papers are."""
        paragraph = self._document.add_paragraph(plain(text))
        paragraph.paragraph_format.first_line_indent = Cm(2.5)
        paragraph.paragraph_format.space_before = Pt(6)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.THAI_JUSTIFY

    def table(self, head: tuple[str, ...], rows: list[tuple[WordCell, ...]], widths: tuple[int, ...]) -> None:
        """A table over the whole width; the body's last element is the section, so it goes before that."""
        self._document.element.body[-1].addprevious(word_table(head, rows, widths))

    def save(self, moment: datetime) -> bytes:
        out = io.BytesIO()
        self._document.save(out)
        return fix_times(out.getvalue(), moment)

    def _centred(self, text: str, style: str) -> None:
        self._document.add_paragraph(plain(text), style=style).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _set_style(style: ParagraphStyle, size: int, bold: bool) -> None:
    style.paragraph_format.space_before = Pt(12 if style.name == "Heading 1" else 0)
    style.paragraph_format.space_after = Pt(3 if style.name == "Heading 1" else 0)
    style.paragraph_format.line_spacing = 1.0
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)  # the template's blue, its theme's faces, its letter spacing
    properties.extend(list(_run_properties(size, bold)))


def _run_properties(size: int, bold: bool) -> BaseOxmlElement:
    faces = " ".join(f'w:{script}="{FACE}"' for script in ("ascii", "hAnsi", "cs", "eastAsia"))
    weight = "<w:b/><w:bCs/>" if bold else ""
    return parse_xml(
        f"<w:rPr {nsdecls('w')}><w:rFonts {faces}/>{weight}"
        f'<w:sz w:val="{size * 2}"/><w:szCs w:val="{size * 2}"/><w:lang w:val="th-TH" w:bidi="th-TH"/></w:rPr>'
    )


def _page_number(paragraph: Paragraph, text: str) -> None:
    """The footer's text with fields in place of {page} and {pages}.

    In Arabic digits: LibreOffice makes letters (ก ข ค) of the field's switch for Thai digits.
    """
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    before, _, rest = text.partition("{page}")
    between, _, after = rest.partition("{pages}")
    for words, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        run = paragraph.add_run(words)
        if field:
            run.element.addnext(
                parse_xml(
                    f'<w:fldSimple {nsdecls("w")} w:instr="{field}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
                )
            )
