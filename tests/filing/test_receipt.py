"""Receipt numbers: readable, the same every time, one for each revision."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.filing.receipt import filed_under, receipt_in, receipt_number
from collector.periods import Period
from tests.filing.cases import DECEMBER, FORM

PERIODS = st.builds(Period, st.integers(2000, 2100), st.integers(1, 12))
REPORTS = st.tuples(st.text(min_size=1, max_size=12), PERIODS, st.integers(1, 30))


def test_as_a_clerk_reads_it() -> None:
    assert receipt_number("TH-81", DECEMBER, 2, FORM) == "HC-2561-12/TH-81/2"
    assert receipt_number("อบต.บ้านใหม่", Period(2019, 1), 1, "budget") == "B-2562-01/อบต.บ้านใหม่/1"


@given(REPORTS, REPORTS)
def test_two_reports_of_a_form_never_share_a_number(
    one: tuple[str, Period, int], other: tuple[str, Period, int]
) -> None:
    assert (receipt_number(*one, FORM) == receipt_number(*other, FORM)) == (one == other)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("เลขรับ: HC-2561-12/TH-81/1", "HC-2561-12/TH-81/1"),
        ("(HC-2561-12/TH-81/12)", "HC-2561-12/TH-81/12"),
        ("เลขรับHC-2561-12/TH-81/1", "HC-2561-12/TH-81/1"),
        ("W-2562-01/001 และ W-2562-02/001/3", "W-2562-02/001/3"),
        ("HC-2561-13/TH-81/1", ""),
        ("HC-2561-00/TH-81/1", ""),
        ("HC-2018-12/TH-81/1", ""),
        ("HC-2561-12/TH-81", ""),
        ("HC-2561-12/TH 81/1", ""),
        ("ที่ มท ๐๘๑๐.๗/ว ๔๔๔๐ ลงวันที่ 25/12/2561", ""),
        ("", ""),
    ],
)
def test_a_receipt_number_in_a_text(text: str, found: str) -> None:
    assert receipt_in(text) == found


def test_each_receipt_number_is_found_again() -> None:
    for number in (
        receipt_number("TH-81", Period(2018, 12), 1, "help-centre"),
        receipt_number("ก.1", Period(2043, 1), 40, "x"),
    ):
        assert receipt_in(f"เลขรับ {number} ลงวันที่") == number
        assert filed_under(number, ["waste", "x", "help-centre"]) in (
            ("help-centre", "TH-81", Period(2018, 12)),
            ("x", "ก.1", Period(2043, 1)),
        )


def test_a_number_of_no_form_of_ours_stands_for_nothing() -> None:
    number = receipt_number("TH-81", Period(2018, 12), 1, "help-centre")
    assert filed_under(number, ["waste"]) is None
    assert filed_under("1A2B3C4D-5E6F7081", ["help-centre"]) is None
    assert filed_under(f"เลขรับ {number}", ["help-centre"]) is None
