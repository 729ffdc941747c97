"""Months in all the spellings that offices use, and the dates that are no month of a report."""

from datetime import date

import pytest

from collector.forms.months import find_months, gregorian
from tests.shipped import MONTHS

RECEIVED = date(2019, 1, 3)


def months(text: str) -> list[str]:
    found = find_months(text, RECEIVED, MONTHS)
    return [str(mention.periods[0]) for mention in found]


@pytest.mark.parametrize(
    "text",
    [
        "ประจำเดือนธันวาคม ๒๕๖๑",
        "ประจำเดือน ธ.ค. 2561",
        "เดือนธ.ค.61",
        "ธ.ค.61",
        "ธค61",
        "ธ ค 61",
        "ธ. ค. 61",
        "ธ.ค.-61",
        "12/2561",
        "12-2561",
        "12.2561",
        "2561-12",
        "2018-12",
        "2018-12-01",
        "December 2018",
        "Dec-18",
        "Report Dec 2018",
        "เดือน ๑๒ ปี ๒๕๖๑",
        "เดือน 12 พ.ศ. 2561",
        "ประจำเดือน: ธันวาคม/2561",
        "ประจำเดือน.....ธันวาคม.....พ.ศ. ....2561....",
        "ประจำเดือนธันวาคม ปี พ.ศ. 2561",
        "ประจำเดือน ธันวาคม ปีงบประมาณ 2562",
        "๑ - ๓๑ ธันวาคม ๒๕๖๑",
        "ระหว่างวันที่ ๑ ถึง ๓๑ ธันวาคม พ.ศ. ๒๕๖๑",
        "ระหว่างวันที่ 1 ถึงวันที่ 31 ธันวาคม 2561",
        "เดือนธันวาคม พ.ศ.2561 (ส่งวันที่ 3 ม.ค. 62)",
        "ประจำเดือน ธันวาคม (3 มกราคม 2562)",
        "รายงาน ธค 61",
        "ธันวาคม",
        "ส่งรายงาน ธ.ค.",
    ],
)
def test_is_december_2018(text: str) -> None:
    assert months(text) == ["2018-12"]


@pytest.mark.parametrize(
    "text",
    [
        "ลงวันที่ ๒๘ กุมภาพันธ์ ๒๕๖๑",
        "วันที่ 4 มกราคม 2562",
        "4/1/2562",
        "04.01.62",
        "๑ ต.ค. ๖๑",
        "๕ ธ.ค.",
        "ปีงบประมาณ พ.ศ. 2562",
        "พ.ศ. ๒๕๖๑",
        "ภายในวันที่ ๕ ของเดือนมกราคม ๒๕๖๒",
        "ภายในเดือนมกราคม 2562",
        "ที่ มท ๐๘๑๐.๗/ว ๔๑๕๐",
        "May I ask",
        "Mayor",
        "ที่มีนาย ก เป็นผู้รายงาน",
    ],
)
def test_names_no_month_of_a_report(text: str) -> None:
    assert months(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ประจำเดือน พ.ย. - ธ.ค. 61", ["2018-11", "2018-12"]),
        ("ประจำเดือนพฤศจิกายนและธันวาคม 2561", ["2018-11", "2018-12"]),
        ("ธันวาคม ๒๕๖9", ["2026-12"]),
        ("มกราคม", ["2019-01"]),
        ("กุมภาพันธ์", ["2018-02"]),
    ],
)
def test_other_months(text: str, expected: list[str]) -> None:
    assert months(text) == expected


def test_a_month_without_a_year_may_be_of_either_year() -> None:
    (mention,) = find_months("ธันวาคม", RECEIVED, MONTHS)
    assert [str(period) for period in mention.periods] == ["2018-12", "2017-12"]


def test_months_joined_to_a_labelled_one_are_labelled_too() -> None:
    found = find_months("ประจำเดือน พ.ย. - ธ.ค. 61", RECEIVED, MONTHS)
    assert [mention.labelled for mention in found] == [True, True]


@pytest.mark.parametrize(
    ("written", "year"), [(2561, 2018), (61, 2018), (2018, 2018), (18, 2018), (1, None), (1234, None)]
)
def test_years(written: int, year: int | None) -> None:
    assert gregorian(written) == year
