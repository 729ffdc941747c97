"""Separated values with any delimiter, in any encoding; tables that are drawn with tabs."""

import pytest

from collector.model.documents import Document, Line, Table
from collector.readers.limits import ReadingLimits
from collector.readers.tabbed import with_drawn_tables
from collector.readers.text import read_csv, read_text
from collector.readers.word.docx import read_docx
from collector.readers.word.rtf import read_rtf
from tests.readers.hostile import docx, paragraph
from tests.readers.short_form import lines, tables, texts

ROWS = [
    ["จังหวัด", "ปัญหา", "งบ"],
    ["กระบี่", "น้ำท่วม, ไฟไหม้; ดินถล่ม", "1,500"],
    ["ตรัง", "สองบรรทัด\nในช่อง", "2,000"],
]


def separated(delimiter: str) -> str:
    quoted = (delimiter.join(f'"{text}"' if {*text} & {*",;\n\t"} else text for text in row) for row in ROWS)
    return "\r\n".join(quoted) + "\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_delimiter_in_every_encoding(delimiter: str, encoding: str) -> None:
    found = read_csv(separated(delimiter).encode(encoding), ReadingLimits())
    assert texts(tables(found)[0]) == ROWS


def test_commas_in_sentences_are_no_delimiters() -> None:
    data = "แบบรายงาน, ประจำเดือน, ธันวาคม, 2561\nกระบี่;ก, ข, ค, ง;1,500\nตรัง;จ, ฉ, ช;2,500\nพังงา;-;\n"
    assert texts(tables(read_csv(data.encode(), ReadingLimits()))[0])[1:] == [
        ["กระบี่", "ก, ข, ค, ง", "1,500"],
        ["ตรัง", "จ, ฉ, ช", "2,500"],
        ["พังงา", "-", ""],
    ]


def test_the_delimiter_that_excel_is_told() -> None:
    found = read_csv("sep=|\r\nก,ข|ค,ง\r\n".encode(), ReadingLimits())
    assert texts(tables(found)[0]) == [["ก,ข", "ค,ง"]]


def test_what_excel_saves_as_unicode_text_is_a_sheet() -> None:
    found = read_text(separated("\t").encode("utf-16"), ReadingLimits())
    assert texts(tables(found)[0]) == ROWS
    assert lines(found) == []


def drawn(*said: str) -> list[Line | Table]:
    return list(with_drawn_tables([Line(text) for text in said], ReadingLimits()))


def test_paragraphs_with_the_same_tabs_are_followed_by_their_table() -> None:
    found = drawn("หัว", "ก\tข\tค", "1\t2\t3", "\t4\t", "ท้าย")
    assert isinstance(found[4], Table)
    assert texts(found[4]) == [["ก", "ข", "ค"], ["1", "2", "3"], ["", "4", ""]]
    assert [block.text for block in found if isinstance(block, Line)][-1] == "ท้าย"


@pytest.mark.parametrize(
    "said",
    [
        ("ก\tข\tค", "1\t2\t3"),
        ("ก\tข", "1\t2", "3\t4"),
        ("ก\tข\tค", "1\t2\t3\t4", "5\t6\t7"),
        ("ก\tข\tค\nง",) * 3,
    ],
)
def test_fewer_lines_or_tabs_draw_nothing(said: tuple[str, ...]) -> None:
    assert drawn(*said)
    assert not any(isinstance(block, Table) for block in drawn(*said))


def test_nothing_is_drawn_beside_a_table() -> None:
    table = Table(())
    blocks: list[Line | Table] = [table, *[Line("ก\tข\tค")] * 3]
    assert list(with_drawn_tables(blocks, ReadingLimits())) == blocks


def test_word_files_without_a_table_are_looked_through() -> None:
    row = "<w:p><w:r><w:t>ก</w:t><w:tab/><w:t>ข</w:t><w:tab/><w:t>ค</w:t></w:r></w:p>"
    found: list[Document] = [
        read_docx(docx(paragraph("หัว") + row * 3), ReadingLimits()),
        read_rtf("{\\rtf1\\ansicpg874 หัว\\par ก\\tab ข\\tab ค\\par ก\\tab ข\\tab ค\\par ก\\tab ข\\tab ค}".encode("cp874"), ReadingLimits()),
    ]  # fmt: skip
    for document in found:
        assert texts(tables(document)[0]) == [["ก", "ข", "ค"]] * 3
