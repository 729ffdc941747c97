"""A form that nobody sees who opens the file: as a whole, cell by cell, or without the column that makes its entries."""

import pytest

from collector.forms.hidden_form import hides_a_form
from collector.model.documents import Document, Line, Section, Table
from tests.forms.sheets import HEADER, TITLE, table
from tests.shipped import SPEC

ROW = ["กระบี่", "1. คนไม่พอ", "จ้างเพิ่ม", "", ""]


def made(*hidden: str | Table, seen: Table | None = None) -> Document:
    blocks = tuple(Line(block) if isinstance(block, str) else block for block in hidden)
    shown = (Line("ขอส่งเอกสาร"), *([seen] if seen else []))
    return Document((Section(shown), Section(blocks, hidden=True)), "test")


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(made(TITLE, table([HEADER, ROW])), id="as a table"),
        pytest.param(made(TITLE, *HEADER, *ROW, seen=table([[""] * 5] * 2)), id="cell by cell"),
        pytest.param(made("ปัญหา", "การแก้ไข", "คนไม่พอ"), id="in words of one's own"),
        pytest.param(
            made(table([[HEADER[1]], ["1. คนไม่พอ"]]), seen=table([HEADER[2:], ROW[2:]])), id="one column"
        ),
    ],
)
def test_a_form_that_is_hidden(document: Document) -> None:
    assert hides_a_form(document, [SPEC])


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(Document((Section((table([HEADER, ROW]),)),), "test"), id="nothing hidden"),
        pytest.param(made(TITLE, "หมายเหตุ"), id="no heading of the issue"),
        pytest.param(made("ปัญหาที่พบในเดือนนี้คือเจ้าหน้าที่ไม่เพียงพอ", "หมายเหตุ"), id="a sentence"),
        pytest.param(made("ปัญหา", seen=table([["ก", "ข"]])), id="no other heading"),
    ],
)
def test_no_form_that_is_hidden(document: Document) -> None:
    assert not hides_a_form(document, [SPEC])
