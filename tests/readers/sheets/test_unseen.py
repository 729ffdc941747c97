"""What a workbook shows and what it hides, the same in every format; the files were saved by LibreOffice."""

import pytest

from collector.readers.worker.reader import Reader
from tests.readers.short_form import lines, short_table, tables
from tests.readers.test_good import FILES

SHOWN = {
    "A1 1x3": "หัวเรื่อง",
    "A2": "ตุลาคม 2561",
    "B2": "ข้อ 007",
    "D2": "50%",
    "A4": "รวมสองแถว",
    "B4": "แถวที่เห็น",
    "B6": "#DIV/0!",
    "D6": "ท้าย",
}


@pytest.mark.parametrize("ending", ["ods", "xlsx", "xls"])
def test_what_is_shown_is_told_apart_from_what_is_hidden(reader: Reader, ending: str) -> None:
    document = reader.read(FILES[f"unseen.{ending}"])
    assert [(section.name, section.hidden) for section in document.sections] == [
        ("แบบ", False),
        ("แบบ", True),
        ("ซ่อน", True),
    ]
    assert short_table(tables(document)[0])["cells"] == SHOWN
    rest, sheet = tables(document, hidden=True)
    assert short_table(rest)["cells"] == {"B3": "แถวซ่อน", "C4": "คอลัมน์ซ่อน", "D4": "42", "B5": "ถูกกรอง"}
    assert short_table(sheet)["cells"] == {"A1": "ร่างเดือนก่อน"}
    assert sorted(lines(document)) == sorted(
        ["จังหวัดกระบี่ & อปท.", "กล่องข้อความ", "บรรทัดสอง", "รูปร่าง", "ประจำเดือน ตุลาคม 2561"]
    )
    assert [(note.code, note.values["place"], note.values["text"]) for note in document.notes] == [
        ("error-value", "sheet แบบ, B6", "#DIV/0!"),
        ("hidden-content", "sheet แบบ", "แถวซ่อน คอลัมน์ซ่อน 42 ถูกกรอง"),
        ("hidden-content", "sheet ซ่อน", "ร่างเดือนก่อน"),
    ]
