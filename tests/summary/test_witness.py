"""All three files of the summary bear witness of the store's journal."""

import io
from dataclasses import replace

import openpyxl
from docx import Document

from collector.model.letters import JournalHead
from collector.summary.document import make_document
from collector.summary.page import make_page
from collector.summary.standings import SummaryTable
from collector.summary.words import SummaryWords
from collector.summary.workbook import make_workbook
from collector.summary.workbook_sheet import Pen

HEAD = JournalHead(17, "9f3a41c277be0d15a6c8" + "0" * 44)
LINE = "สมุดทะเบียนลำดับที่ ๑๗ รหัสตรวจสอบ 9f3a-41c2-77be-0d15-a6c8"


def test_workbook_document_and_page_say_the_head(month_table: SummaryTable, words: SummaryWords) -> None:
    table = replace(month_table, journal=HEAD)
    assert LINE in make_page([table], words)
    document = Document(io.BytesIO(make_document([table], words)))
    assert any(paragraph.text.endswith(LINE) for paragraph in document.paragraphs)
    for sheet in openpyxl.load_workbook(io.BytesIO(make_workbook([table], Pen(words)))).worksheets:
        assert str(sheet["A4"].value).endswith(LINE)


def test_without_a_journal_nothing_is_said(month_table: SummaryTable, words: SummaryWords) -> None:
    assert "รหัสตรวจสอบ" not in make_page([month_table], words)
