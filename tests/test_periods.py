"""Months, fiscal years and due days."""

from datetime import date, datetime

import pytest

from collector.holidays_th import government_days_off
from collector.periods import Calendar, Period, calendar_of, fiscal_periods, periods_between

CALENDAR = calendar_of(government_days_off(range(2018, 2028)))


def test_a_period_is_written_as_in_data() -> None:
    assert str(Period.parse("2018-12")) == "2018-12"
    assert Period.parse("2018-12").buddhist_year == 2561


@pytest.mark.parametrize(("text", "month"), [("2018-12", 12), ("2018-1", 1), (" 2018-09\n", 9)])
def test_a_month_as_data_writes_it(text: str, month: int) -> None:
    assert Period.parse(text) == Period(2018, month)


@pytest.mark.parametrize(
    "text",
    ["2018", "12-2018", "2561/12", "", "abcd-12", "2018-ab", "2018-", "2018-012", "2018-12-01", "18-12"],
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text!r} is not a month of the form 2018-12$"):
        Period.parse(text)


@pytest.mark.parametrize(("year", "month"), [(2018, 0), (2018, 13), (1899, 12), (2201, 1)])
def test_a_year_has_twelve_months_and_is_of_our_time(year: int, month: int) -> None:
    with pytest.raises(ValueError, match=f"^{year}-{month} is no month$"):
        Period(year, month)


@pytest.mark.parametrize(("year", "month"), [(2018, 1), (2018, 12), (1900, 1), (2200, 12)])
def test_the_first_and_the_last_month_that_there_can_be(year: int, month: int) -> None:
    assert str(Period(year, month)) == f"{year}-{month:02}"


def test_the_month_of_a_day_and_of_a_moment() -> None:
    assert Period.of(date(2019, 1, 31)) == Period.of(datetime(2019, 1, 1, 0, 0)) == Period(2019, 1)  # noqa: DTZ001 - local


def test_months_stand_in_order() -> None:
    assert sorted([Period(2019, 1), Period(2018, 12), Period(2018, 2)]) == [
        Period(2018, 2),
        Period(2018, 12),
        Period(2019, 1),
    ]


def test_arithmetic_crosses_years() -> None:
    assert Period(2018, 12).next() == Period(2019, 1)
    assert Period(2019, 1).previous() == Period(2018, 12)
    assert Period(2018, 1).next() == Period(2018, 2)
    assert Period(2018, 5).plus(-5) == Period(2017, 12)
    assert Period(2018, 5).plus(20) == Period(2020, 1)
    assert Period(2019, 3).months_since(Period(2018, 12)) == 3
    assert Period(2018, 12).months_since(Period(2020, 1)) == -13
    assert periods_between(Period(2018, 11), Period(2018, 11)) == (Period(2018, 11),)
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
    assert (Period(2018, 9).fiscal_year, Period(2019, 10).fiscal_year) == (2561, 2563)


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


@pytest.mark.parametrize(
    ("period", "due_day", "due"),
    [
        (Period(2019, 1), 31, date(2019, 2, 28)),
        (Period(2020, 1), 31, date(2020, 3, 2)),  # 29 February 2020 is a Saturday
        (Period(2019, 3), 31, date(2019, 4, 30)),
        (Period(2018, 12), 31, date(2019, 1, 31)),
        (Period(2018, 11), 31, date(2018, 12, 31)),
        (Period(2019, 1), 28, date(2019, 2, 28)),
        (Period(2019, 3), 1, date(2019, 4, 1)),
    ],
    ids=["28 days", "29 days", "30 days", "31 days", "the end of a year", "the last day itself", "the first"],
)
def test_a_due_day_that_a_short_month_lacks_is_its_last(period: Period, due_day: int, due: date) -> None:
    assert Calendar().due(period, due_day) == due


@pytest.mark.parametrize(
    ("day", "off"),
    [
        (date(2019, 1, 4), False),  # a Friday
        (date(2019, 1, 5), True),  # Saturday
        (date(2019, 1, 6), True),  # Sunday
        (date(2019, 1, 7), False),
        (date(2019, 1, 8), True),  # declared off
        (date(2019, 1, 12), False),  # a Saturday on which offices work
        (date(2019, 1, 9), False),  # declared off and worked all the same
    ],
)
def test_saturdays_sundays_and_declared_days_are_off_unless_declared_working(day: date, off: bool) -> None:
    declared = frozenset({date(2019, 1, 8), date(2019, 1, 9)})
    assert Calendar(declared, frozenset({date(2019, 1, 9), date(2019, 1, 12)})).is_off(day) is off


def test_public_holidays_and_the_departments_list_are_off_together() -> None:
    made = calendar_of([date(2019, 1, 1)], off=[date(2019, 1, 2)], working=[date(2019, 1, 5)], roll=False)
    assert made == Calendar(
        frozenset({date(2019, 1, 1), date(2019, 1, 2)}), frozenset({date(2019, 1, 5)}), roll=False
    )
    assert calendar_of([]) == Calendar() == Calendar(frozenset(), frozenset(), roll=True)


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
