"""Receipt numbers: readable, the same every time, one for each revision."""

from hypothesis import given
from hypothesis import strategies as st

from collector.filing.receipt import receipt_number
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
