"""Cases that only Word can make: tracked changes, content controls, text boxes, page headers, nested tables."""

import io
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.cases import programs
from tests.cases.case import Case, File, Truth, filed
from tests.cases.paper import MONTH, TITLE, Said, form, said


def cases() -> Iterator[Case]:
    entries = said(2, 18)
    truth = filed(entries)
    yield made(
        "word-tracked",
        form([Said("ข้อความเดิม", *entries[0].cells[1:]), entries[1]]),
        tracked(entries[0].problem),
        truth,
    )
    yield made("word-control", form(entries), controlled, truth)
    yield made("word-control", form(entries), row_controlled, truth)
    yield made("word-runs", form(entries), split_runs, truth)
    november = filed(entries, period="2018-11")
    yield made("word-text-box", form(entries, month=""), boxed, november)
    yield made("word-page-header", form(entries, month=""), headed, november)
    yield made("word-hidden-text", [TITLE, MONTH, *form(entries)[2:]], vanished, truth)
    yield made("word-nested", form(entries), nested, truth)
    yield made("word-breaks", form([Said("ก\nข", "ค\tง")]), lambda _: None, filed([Said("ก ข", "ค ง")]))


def made(variety: str, blocks: Sequence[Any], change: Callable[[WordDocument], None], truth: Truth) -> Case:
    document = programs.word(blocks)
    change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    file = File("form.docx", programs.repack(buffer.getvalue()))
    return Case(
        (variety, "docx"), (file,), lambda files: files[0].data, ".docx", truth.outcome, truth.reports
    )


def tracked(text: str) -> Callable[[WordDocument], None]:
    """The first problem was replaced with changes tracked: the old text is still in the file."""

    def change(document: WordDocument) -> None:
        paragraph = document.tables[0].cell(1, 1).paragraphs[0]._p
        run = paragraph.r_lst[0]
        old = "".join(one.text or "" for one in run.iter(qn("w:t")))
        paragraph.remove(run)
        number, _, rest = old.partition(" ")
        by = 'w:author="ผู้ตรวจ" w:date="2019-01-03T09:00:00Z"'
        paragraph.append(parse_xml(f"<w:r {nsdecls('w')}><w:t xml:space='preserve'>{number} </w:t></w:r>"))
        paragraph.append(
            parse_xml(f"<w:del {nsdecls('w')} w:id='1' {by}><w:r><w:delText>{rest}</w:delText></w:r></w:del>")
        )
        paragraph.append(
            parse_xml(f"<w:ins {nsdecls('w')} w:id='2' {by}><w:r><w:t>{text}</w:t></w:r></w:ins>")
        )

    return change


def controlled(document: WordDocument) -> None:
    """The cells' paragraphs stand in content controls."""
    for cell in (document.tables[0].cell(1, 0), document.tables[0].cell(1, 1)):
        paragraph = cell.paragraphs[0]._p
        control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
        paragraph.addprevious(control)
        control[1].append(paragraph)
        cell._tc.append(parse_xml(f"<w:p {nsdecls('w')}/>"))


def row_controlled(document: WordDocument) -> None:
    """A whole row stands in a content control, as in a repeating section."""
    rows = document.tables[0]._tbl.tr_lst
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
    rows[-1].addprevious(control)
    control[1].append(rows[-1])


def split_runs(document: WordDocument) -> None:
    """Spelling marks cut every text into runs of a few letters."""
    for text in list(document.element.body.iter(qn("w:t"))):
        run, whole = text.getparent(), text.text or ""
        for start in range(3, len(whole), 3):
            piece = deepcopy(run)
            for one in piece.iter(qn("w:t")):
                one.text = whole[start : start + 3]
                one.set(qn("xml:space"), "preserve")
            run.getparent().insert(run.getparent().index(run) + start // 3, piece)
        text.text = whole[:3]
        text.set(qn("xml:space"), "preserve")


NOVEMBER = "ประจำเดือนพฤศจิกายน ๒๕๖๑"


def boxed(document: WordDocument) -> None:
    """The month stands in a text box, which Word writes twice: as a drawing and for old versions."""
    inside = f"<w:txbxContent><w:p><w:r><w:t>{NOVEMBER}</w:t></w:r></w:p></w:txbxContent>"
    names = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    document.paragraphs[0]._p.append(
        parse_xml(
            f"<w:r {nsdecls('w')} {names}><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{inside}</wps:txbx></mc:Choice>"
            f"<mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )


def headed(document: WordDocument) -> None:
    document.sections[0].header.paragraphs[0].text = NOVEMBER


def vanished(document: WordDocument) -> None:
    """Last month's line is still there, formatted as hidden."""
    run = document.paragraphs[1].insert_paragraph_before().add_run(NOVEMBER)
    run.font.hidden = True


def nested(document: WordDocument) -> None:
    """A cell keeps its text in a table of its own."""
    cell = document.tables[0].cell(1, 2)
    text = cell.text
    cell.text = ""
    cell.add_table(1, 1).cell(0, 0).text = text
