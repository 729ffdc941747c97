"""Cells that hold nothing but a number: what the sender reports, or the number of a row."""

from dataclasses import replace

import pytest

from collector.forms.extract import extract
from collector.forms.recognise import recognise
from collector.forms.spec import Column
from collector.model.reports import Entry
from tests.forms.sheets import document, table
from tests.shipped import PROVINCES, SPEC

DAYS = replace(
    SPEC,
    id="days",
    columns=(Column("who", "ชื่อ", ("ชื่อ",), issue=True), Column("days", "จำนวนวัน", ("จำนวน",))),
)


def entries(*rows: tuple[str, str], counted: bool = False) -> list[tuple[str, str]]:
    spec = replace(DAYS, columns=(DAYS.columns[0], replace(DAYS.columns[1], counted=counted)))
    (match,) = recognise(document(table([("ชื่อ", "จำนวนวัน"), *rows])), (spec,))
    (content,) = extract(match, PROVINCES)
    return [_said(entry) for entry in content.entries]


def _said(entry: Entry) -> tuple[str, str]:
    return entry.text("who"), entry.text("days")


@pytest.mark.parametrize("figure", ["3", "๓", "40", "500", "1,200", "1500", "3.5", "0"])
def test_a_number_alone_is_what_the_cell_says(figure: str) -> None:
    assert entries(("ก", figure), ("ข", "2")) == [("ก", figure), ("ข", "2")]


@pytest.mark.parametrize(("text", "said"), [("1. มาก", "มาก"), ("-", ""), ("-\n-", "")])
def test_a_number_before_words_and_dashes_alone_are_read_as_in_any_column(text: str, said: str) -> None:
    assert entries(("ก", text), ("ข", "2")) == [("ก", said), ("ข", "2")]


def test_of_several_lines_each_goes_to_its_entry() -> None:
    assert entries(("1. ก\n2. ข\n3. ค", "3\n-\n40")) == [("ก", "3"), ("ข", ""), ("ค", "40")]


def test_where_rows_are_counted_it_is_the_number_of_the_row() -> None:
    assert entries(("ก", "1"), ("ข", "2"), counted=True) == [("ก", ""), ("ข", "")]


def test_a_number_beside_an_empty_issue_does_not_disappear() -> None:
    assert entries(("ก", "1"), ("", "7")) == [("ก", "1"), ("", "7")]
