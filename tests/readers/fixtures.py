"""Makes the good files of tests/data/readers and the golden JSON beside them.

    python -m tests.readers.fixtures            the files (LibreOffice is needed) and the goldens
    python -m tests.readers.fixtures --goldens  the goldens alone, after the readers have learnt something

What the files say is `FORM`, so that a test can compare it without trusting the goldens.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import docx
import openpyxl
from docx.enum.text import WD_BREAK
from openpyxl.packaging.custom import StringProperty

from collector.model.files import Attachment
from collector.readers.worker.reader import Reader
from tests.readers.short_form import short_form

FOLDER = Path(__file__).parents[1] / "data" / "readers"
IDENTIFIER = "help-centre/TH-81/2018-12"
TITLE = "แบบรายงานประเด็นปัญหา อุปสรรค ศูนย์ช่วยเหลือประชาชนขององค์กรปกครองส่วนท้องถิ่น"
MONTH = "ประจำเดือน ธันวาคม ๒๕๖๑"
HEADER = ["จังหวัด", "ประเด็นปัญหา อุปสรรค", "การแก้ไขปัญหา อุปสรรค", "กฎหมาย ระเบียบ", "หมายเหตุ"]
UNIT = "จังหวัดกระบี่"
FORM = [
    ["๑. น้ำท่วมฉับพลัน ทำให้เอกสารเสียหาย\n๒. จำนวนเจ้าหน้าที่ไม่เพียงพอ", "๑. สำรองข้อมูล\n๒. ขอกำลังคน", "-", ""],
    ["๓. ระบบ INFO ใช้งานไม่ได้", "๓. เพิ่มเครื่องแม่ข่าย", "พ.ร.บ. ป้องกันฯ พ.ศ. ๒๕๕๐", "เร่งด่วน"],
    ["๔. ไม่มีรถพยาบาล", "๔. จ้างเหมา", "", "1,500 บาท"],
]
"""Three rows beside the merged province; the first holds two entries by lines."""


def make_workbook(path: Path) -> None:
    """The form as openpyxl writes it, with numbers, a date, a hidden sheet and our identifier."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "ธ.ค.61"
    sheet.append([TITLE])
    sheet.append([MONTH])
    sheet.append(HEADER)
    for row in FORM:
        sheet.append([UNIT if row is FORM[0] else None, *(text or None for text in row)])
    for merged in ("A1:E1", "A2:E2", "A4:A6"):
        sheet.merge_cells(merged)
    for row in range(1, 7):
        sheet.row_dimensions[row].height = 40  # without it LibreOffice prints rows over each other
    hidden = book.create_sheet("เก่า")
    hidden.sheet_state = "hidden"
    for cell, value in {"B2": 1.0, "C2": 0.1 + 0.2, "D2": date(2018, 12, 1), "E2": True, "B4": "ท้าย"}.items():
        hidden[cell] = value
    book.create_sheet("ว่าง")
    book.custom_doc_props.append(StringProperty(name="collector-form", value=IDENTIFIER))
    book.save(path)


def make_document(path: Path) -> None:
    """The form as python-docx writes it, with a list that Word numbers and a page header."""
    document = docx.Document()
    document.core_properties.keywords = f"collector-form:{IDENTIFIER}"
    document.sections[0].header.paragraphs[0].text = "สำนักงานส่งเสริมการปกครองท้องถิ่น"
    document.add_paragraph(TITLE)
    document.add_paragraph(MONTH)
    table = document.add_table(rows=1 + len(FORM), cols=len(HEADER), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, HEADER, strict=True):
        cell.text = text
    for row, texts in zip(table.rows[1:], FORM, strict=True):
        for cell, text in zip(row.cells[1:], texts, strict=True):
            cell.text = text  # python-docx writes a line break for \n
    table.cell(1, 0).merge(table.cell(3, 0)).text = UNIT
    document.add_paragraph("ข้อแรก", style="List Number")
    document.add_paragraph("ข้อสอง", style="List Number")
    document.add_paragraph("จุด", style="List Bullet")
    document.add_paragraph("ผู้รายงาน").add_run().add_break(WD_BREAK.PAGE)
    document.save(str(path))


def convert(source: Path, ending: str, target: Path, profile: Path) -> None:
    """Let LibreOffice save `source` in another format."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}"]
        subprocess.run(
            [*command, "--convert-to", ending, "--outdir", folder, str(source)],
            check=True,
            capture_output=True,
            timeout=120,
        )
        target.write_bytes((Path(folder) / f"{source.stem}.{ending}").read_bytes())


def make_files() -> None:
    """Write all files anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    make_workbook(FOLDER / "openpyxl.xlsx")
    make_document(FOLDER / "python-docx.docx")
    with tempfile.TemporaryDirectory() as folder:
        for ending in ("xlsx", "xls", "ods", "html"):
            convert(FOLDER / "openpyxl.xlsx", ending, FOLDER / f"calc.{ending}", Path(folder) / "profile")
        for ending in ("xlsx", "xls", "ods"):
            unseen = Path(__file__).parent / "sheets" / "unseen.fods"
            convert(unseen, ending, FOLDER / f"unseen.{ending}", Path(folder) / "profile")
        for ending in ("docx", "html"):
            convert(
                FOLDER / "python-docx.docx", ending, FOLDER / f"writer.{ending}", Path(folder) / "profile"
            )


def attachments() -> Iterator[Attachment]:
    """Yield the committed files."""
    for path in sorted(FOLDER.iterdir()):
        if path.suffix != ".json":
            kind = {"txt": "text"}.get(path.suffix[1:], path.suffix[1:])
            yield Attachment(path.name, path.read_bytes(), kind)


def make_goldens() -> None:
    """Write what the readers say now; look at the difference before committing it."""
    with Reader() as reader:
        for attachment in attachments():
            text = json.dumps(short_form(reader.read(attachment)), ensure_ascii=False, indent=1)
            (FOLDER / f"{attachment.path}.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    if "--goldens" not in sys.argv:
        make_files()
    make_goldens()
