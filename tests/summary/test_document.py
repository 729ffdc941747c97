"""The Word document, read again with python-docx and converted by LibreOffice."""

import io
from dataclasses import replace

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from collector.summary.document import make_document
from collector.summary.standings import SummaryTable
from collector.summary.words import SummaryWords
from collector.thai import thai_digits
from tests.summary.dataset import PHONE


def read(data: bytes) -> WordDocument:
    return Document(io.BytesIO(data))


def rows_of(document: WordDocument, table: int) -> list[list[str]]:
    """Every row's cells; a cell that spans columns once."""
    return [
        ["".join(part.text or "" for part in cell.iter(qn("w:t"))) for cell in row.iterchildren(qn("w:tc"))]
        for row in document.tables[table]._tbl.iterchildren(qn("w:tr"))
    ]


@pytest.fixture(scope="module")
def month_document(month_table: SummaryTable, words: SummaryWords) -> WordDocument:
    return read(make_document([month_table], words))


def test_the_opening_says_the_numbers_in_thai_digits(
    month_document: WordDocument, month_table: SummaryTable
) -> None:
    text = "\n".join(paragraph.text for paragraph in month_document.paragraphs)
    assert "ประจำเดือนธันวาคม ๒๕๖๑" in text
    reported = sum(standing.state.reported for line in month_table.lines for standing in line.standings)
    said = thai_digits(f"ต้องส่งทั้งสิ้น 76 ฉบับ ส่งแล้ว {reported} ฉบับ คิดเป็นร้อยละ {reported / 76 * 100:.1f} ")
    assert 50 < reported < 76
    assert said in text


def test_entries_stand_under_their_region_and_each_row_names_its_province(
    month_document: WordDocument, month_table: SummaryTable
) -> None:
    rows = rows_of(month_document, 3)
    regions = [row[0] for row in rows if len(row) == 1]
    assert regions == [
        region for region in month_table.regions if any(e.unit.region == region for e in month_table.entries)
    ]
    entries = [row for row in rows[1:] if len(row) > 1]
    assert len(entries) == len(month_table.entries)
    assert sorted((row[0], *row[2:]) for row in entries) == sorted(
        (entry.unit.name, *entry.texts) for entry in month_table.entries
    )


def test_units_that_owe_and_held_mails_are_listed(
    month_document: WordDocument, month_table: SummaryTable
) -> None:
    assert [row[0] for row in rows_of(month_document, 1)[1:]] == [
        line.unit.name for line in month_table.to_telephone
    ]
    reachable = [line.unit.name for line in month_table.to_telephone if line.contacts]
    assert [row[0] for row in rows_of(month_document, 1) if f"โทร. {PHONE}" in row[-1]] == reachable
    held = rows_of(month_document, 2)
    assert len(held) == 1 + 4
    assert held[4][-1].startswith("=HYPERLINK(")
    assert not any(set("\x1b\u202e\u2067\u200f") & set(text) for row in held for text in row)


def test_it_is_a4_landscape_in_the_standard_face_with_repeated_headings(month_document: WordDocument) -> None:
    section = month_document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)
    for name, half_points in (("Normal", "32"), ("Title", "40"), ("Heading 1", "36")):
        properties = month_document.styles[name].element.rPr
        assert properties.find(qn("w:rFonts")).get(qn("w:cs")) == "TH Sarabun New"
        assert properties.find(qn("w:szCs")).get(qn("w:val")) == half_points
    assert month_document.tables
    for table in month_document.tables:
        assert table._tbl.find(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def test_a_year_names_the_month_of_each_entry_and_lists_the_months(
    year_table: SummaryTable, words: SummaryWords
) -> None:
    document = read(make_document([year_table], words))
    assert [row[0] for row in rows_of(document, 1)[1:3]] == ["ต.ค. ๖๑", "พ.ย. ๖๑"]
    entries = [row for row in rows_of(document, 4)[1:] if len(row) > 1]
    assert len(entries) == len(year_table.entries) > 600
    assert {row[1] for row in entries} <= {words.wording.short_month(period) for period in year_table.periods}


def test_equal_tables_give_equal_bytes(month_table: SummaryTable, words: SummaryWords) -> None:
    assert make_document([month_table], words) == make_document([month_table], words)


def test_text_from_outside_stays_text(month_table: SummaryTable, words: SummaryWords) -> None:
    bad = ("</w:t><w:br/>&amp;", "\x00\x0b", "\ud800", "สอง\nบรรทัด")
    table = replace(month_table, entries=(replace(month_table.entries[0], texts=bad),))
    row = rows_of(read(make_document([table], words)), 3)[2]
    assert row[2:] == ["</w:t><w:br/>&amp;", "", "", "สองบรรทัด"]


def test_an_empty_summary_says_so(month_table: SummaryTable, words: SummaryWords) -> None:
    empty = replace(month_table, lines=(), entries=(), held=())
    text = "\n".join(paragraph.text for paragraph in read(make_document([empty], words)).paragraphs)
    assert "ยังไม่มีรายงานที่ถึงกำหนดส่ง" in text
    assert "ไม่มีประเด็นปัญหา อุปสรรค" in text
