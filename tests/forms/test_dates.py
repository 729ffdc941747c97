"""Whole dates: behind a label the first or last day of a month stands for it, any other date names no month."""

from datetime import date

import pytest

from collector.forms.months import find_months
from tests.shipped import MONTHS

RECEIVED = date(2018, 11, 5)


def months(text: str) -> list[str]:
    return [str(mention.periods[0]) for mention in find_months(text, RECEIVED, MONTHS)]


@pytest.mark.parametrize(
    "text",
    [
        "ประจำเดือน 31 ตุลาคม 2561",
        "ประจำเดือน ๓๑ ตุลาคม ๒๕๖๑",
        "ประจำเดือน 31 ต.ค. 61",
        "ประจำเดือน 1 ตุลาคม พ.ศ. 2561",
        "ประจำเดือน 31/10/2561",
        "ประจำเดือน 31-10-2018",
        "ประจำเดือน 1/10/2561",
        "ประจำเดือน 10/31/2018",
        "ประจำเดือน 2018-10-31",
        "เดือนตุลาคม 31 2561",
        "Month of October 31, 2018",
        "month of Oct 31st, 2018",
        "ประจำเดือน 31 October 2018",
    ],
)
def test_behind_a_label_the_first_or_last_day_stands_for_its_month(text: str) -> None:
    assert months(text) == ["2018-10"]


@pytest.mark.parametrize(
    "text",
    [
        "October 31, 2018",
        "Oct 31st, 2018",
        "October 31",
        "ตุลาคม 31",
        "ธันวาคม 5, 2561",
        "31 ตุลาคม 2561",
        "31/10/2561",
        "2018-10-31",
        "ประจำเดือน 5 ธันวาคม 2561",
        "ประจำเดือน 5/12/2561",
        "Report for the month of December 5, 2018",
        "ลงวันที่ 31 ตุลาคม 2561",
    ],
)
def test_any_other_date_is_no_month_of_a_report(text: str) -> None:
    assert months(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("October 18", ["2018-10"]),
        ("ตุลาคม 61", ["2018-10"]),
        ("Oct 2018", ["2018-10"]),
        ("ต.ค.61", ["2018-10"]),
    ],
)
def test_a_year_of_two_digits_that_may_be_one_stays_a_year(text: str, expected: list[str]) -> None:
    assert months(text) == expected
