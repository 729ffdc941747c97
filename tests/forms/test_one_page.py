"""Tables on one page, of which one is open: no half of a report is filed."""

from dataclasses import replace

import pytest

from collector.forms.one_page import whole
from collector.model.reasons import Reason
from collector.model.reports import Report
from collector.periods import Period
from tests.filing.decisions import DECEMBER, KRABI, NOVEMBER, TRANG, report

CLEAR, OPEN = report(), report("ขาดงบ", unit=None, doubts=("unit-unknown",))
HERE, ELSEWHERE = ("a.docx", ""), ("b.docx", "")


def assumed(unit: str, period: Period) -> Report:
    return replace(report(unit=unit, period=period), notes=(Reason("month-assumed"),))


def codes(*reports: Report, pages: tuple[tuple[str, str], ...] = (HERE, HERE)) -> list[list[str]]:
    return [[reason.code for reason in one.doubts] for one in whole(pages, reports)]


@pytest.mark.parametrize("code", ["unit-unknown", "form-unsure"])
def test_a_clear_table_waits_with_an_open_one_on_its_page(code: str) -> None:
    open_one = report("ขาดงบ", unit=None, doubts=(code,))
    assert codes(CLEAR, open_one) == [["beside-open-table"], [code]]
    assert codes(open_one, CLEAR) == [[code], ["beside-open-table"]]


@pytest.mark.parametrize("pages", [(HERE, ELSEWHERE), (("a.xlsx", "พ.ย."), ("a.xlsx", "ธ.ค."))])
def test_in_another_file_or_on_another_sheet_it_holds_nothing(pages: tuple[tuple[str, str], ...]) -> None:
    assert codes(CLEAR, OPEN, pages=pages) == [[], ["unit-unknown"]]


def test_a_blank_table_holds_nothing_and_one_in_doubt_keeps_its_own() -> None:
    blank = report(unit=None, doubts=("unit-unknown",), blank=True)
    assert codes(CLEAR, blank) == [[], ["unit-unknown"]]
    conflict = report(unit=None, doubts=("unit-conflict",))
    assert codes(conflict, OPEN) == [["unit-conflict"], ["unit-unknown"]]
    assert codes(CLEAR, conflict) == [[], ["unit-conflict"]]


def test_a_month_that_is_assumed_must_be_that_of_the_table_beside() -> None:
    said = report(unit=KRABI, period=NOVEMBER)
    assert codes(said, assumed(TRANG, DECEMBER)) == [["beside-open-table"], ["beside-open-table"]]
    assert codes(said, assumed(TRANG, NOVEMBER)) == [[], []]
    assert codes(report(unit=KRABI, period=NOVEMBER), report(unit=KRABI, period=DECEMBER)) == [[], []]
