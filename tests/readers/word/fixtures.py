"""Makes the text documents of tests/data/readers with LibreOffice: `python -m tests.readers.word_fixtures`.

`writer.*` is the form of `fixtures`; `varied.*` holds what LibreOffice can write besides, from varied.fodt; `seen.*`
a form with a list to choose from, boxes to tick, and text and a row that are hidden, from a document of python-docx.
"""

import sys
import tempfile
from pathlib import Path

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.readers.fixtures import FOLDER, convert, make_goldens

KINDS = ("odt", "doc", "rtf")
SOURCES = {"writer": FOLDER / "python-docx.docx", "varied": Path(__file__).with_name("varied.fodt")}


MONTHS = "".join(f'<w:listEntry w:val="{month}"/>' for month in ("กันยายน", "ตุลาคม", "ธันวาคม"))
FIELDS = {
    "FORMDROPDOWN": f'<w:ddList><w:result w:val="1"/>{MONTHS}</w:ddList>',
    "FORMCHECKBOX": "<w:checkBox><w:sizeAuto/><w:checked/></w:checkBox>",
}


def make_seen(path: Path) -> None:
    """Write the document of which a person does not see all that it holds."""
    document = docx.Document()
    styles = {
        name: document.styles.add_style(name, kind)
        for name, kind in (("Note", WD_STYLE_TYPE.CHARACTER), ("Draft", WD_STYLE_TYPE.PARAGRAPH))
    }
    for style in styles.values():
        style.font.hidden = True
    shown = document.add_paragraph("เดือน ")
    for code, settings in FIELDS.items():
        for kind in ("begin", "separate", "end"):
            inside = (
                f'<w:ffData><w:name w:val="{code.lower()}"/><w:enabled/>{settings}</w:ffData>'
                if kind == "begin"
                else ""
            )
            shown.add_run()._r.append(
                parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}">{inside}</w:fldChar>')
            )
            if kind == "begin":
                shown.add_run()._r.append(parse_xml(f"<w:instrText {nsdecls('w')}> {code} </w:instrText>"))
        shown.add_run(" 2561 ")
    shown.add_run("ลับ").font.hidden = True
    shown.add_run("บันทึก", style="Note")
    document.add_paragraph("ร่างเดือนกันยายน", style="Draft")
    table = document.add_table(3, 2)
    for number, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            cell.paragraphs[0].add_run(f"{number + 1}{'กข'[column]}").font.hidden = number == 1 or None
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f"<w:hidden {nsdecls('w')}/>"))
    document.save(str(path))


def make_files() -> None:
    """Write all files anew."""
    seen = FOLDER / "seen.docx"
    make_seen(seen)
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "profile"
        for kind in ("odt", "rtf"):
            convert(seen, kind, FOLDER / f"seen.{kind}", profile)
        convert(FOLDER / "seen.odt", "doc", FOLDER / "seen.doc", profile)  # from docx its table would be lost
        for name, source in SOURCES.items():
            for kind in KINDS:
                convert(source, kind, FOLDER / f"{name}.{kind}", Path(folder) / "profile")


if __name__ == "__main__":
    if "--goldens" not in sys.argv:
        make_files()
    make_goldens()
