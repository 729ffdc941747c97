"""Months, fiscal years and due days."""

from datetime import date

import pytest

from collector.holidays_th import government_days_off
from collector.periods import Calendar, Period, calendar_of, fiscal_periods, periods_between

CALENDAR = calendar_of(government_days_off(range(2018, 2028)))


def test_a_period_is_written_as_in_data() -> None:
    assert str(Period.parse("2018-12")) == "2018-12"
    assert Period.parse("2018-12").buddhist_year == 2561


@pytest.mark.parametrize("text", ["2018", "2018-13", "12-2018", "2561/12", "", "abcd-12"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="month"):
        Period.parse(text)


def test_arithmetic_crosses_years() -> None:
    assert Period(2018, 12).next() == Period(2019, 1)
    assert Period(2019, 1).previous() == Period(2018, 12)
    assert Period(2019, 3).months_since(Period(2018, 12)) == 3
    assert periods_between(Period(2018, 11), Period(2019, 1)) == (
        Period(2018, 11),
        Period(2018, 12),
        Period(2019, 1),
    )
    assert periods_between(Period(2019, 1), Period(2018, 11)) == ()


def test_the_fiscal_year_runs_from_october_to_september() -> None:
    months = fiscal_periods(2562)
    assert (months[0], months[-1], len(months)) == (Period(2018, 10), Period(2019, 9), 12)
    assert {month.fiscal_year for month in months} == {2562}


@pytest.mark.parametrize(
    ("period", "due"),
    [
        (Period(2018, 12), date(2019, 1, 7)),  # the 5th is a Saturday
        (Period(2018, 11), date(2018, 12, 6)),  # the 5th is Father's Day
        (Period(2026, 11), date(2026, 12, 8)),  # Saturday 5th, substituted on Monday 7th
        (Period(2019, 1), date(2019, 2, 5)),
    ],
)
def test_a_due_day_off_rolls_to_the_next_working_day(period: Period, due: date) -> None:
    assert CALENDAR.due(period, 5) == due


def test_the_departments_own_list_wins() -> None:
    declared = calendar_of([], off=[date(2019, 1, 7)])
    assert declared.due(Period(2018, 12), 5) == date(2019, 1, 8)
    worked = calendar_of([], working=[date(2019, 1, 5)])
    assert worked.due(Period(2018, 12), 5) == date(2019, 1, 5)
    assert Calendar(roll=False).due(Period(2018, 12), 5) == date(2019, 1, 5)


def test_offices_work_on_childrens_day_and_labour_day() -> None:
    days = government_days_off([2019])
    assert date(2019, 5, 1) not in days
    assert date(2019, 12, 5) in days
