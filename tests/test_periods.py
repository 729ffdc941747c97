"""Months, fiscal years and due days."""

from datetime import date, datetime, timedelta

import pytest

from collector.holidays_th import government_days_off
from collector.periods import Calendar, Period, assumed_period, calendar_of, fiscal_periods, periods_between

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


# Due days of three years, worked out by hand from the printed calendars of the cabinet's resolutions.
DUE_DAYS = {
    2019: "7 Jan, 5 Feb, 5 Mar, 5 Apr, 7 May, 5 Jun, 5 Jul, 5 Aug, 5 Sep, 7 Oct, 5 Nov, 6 Dec",
    2021: "5 Jan, 5 Feb, 5 Mar, 5 Apr, 5 May, 7 Jun, 5 Jul, 5 Aug, 6 Sep, 5 Oct, 5 Nov, 7 Dec",
    2023: "5 Jan, 6 Feb, 7 Mar, 5 Apr, 8 May, 6 Jun, 5 Jul, 7 Aug, 5 Sep, 5 Oct, 6 Nov, 6 Dec",
}


@pytest.mark.parametrize("year", DUE_DAYS)
def test_the_due_days_of_a_year_are_those_of_its_printed_calendar(year: int) -> None:
    months = [Period(year, month).previous() for month in range(1, 13)]
    days = [CALENDAR.due(period, 5) for period in months]
    assert ", ".join(f"{day.day} {day:%b}" for day in days) == DUE_DAYS[year]


@pytest.mark.parametrize(
    ("day", "off"),
    [
        (date(2021, 10, 22), True),  # where the cabinet moved King Chulalongkorn's day
        (date(2021, 10, 25), False),
        (date(2023, 1, 2), True),
        (date(2023, 1, 3), False),  # one day off in lieu, not two
        (date(2021, 7, 27), False),  # declared and taken back
    ],
)
def test_the_cabinets_word_wins_over_the_librarys(day: date, off: bool) -> None:
    assert CALENDAR.is_off(day) is off


@pytest.mark.parametrize(
    ("day", "working_days", "found"),
    [
        (date(2019, 1, 7), 0, date(2019, 1, 7)),
        (date(2019, 1, 7), 1, date(2019, 1, 8)),
        (date(2019, 1, 7), -1, date(2019, 1, 4)),
        (date(2019, 1, 7), -3, date(2019, 1, 2)),  # over a weekend; the 1st is New Year's Day
        (date(2019, 1, 7), -4, date(2018, 12, 28)),  # and the 31st its eve
        (date(2023, 1, 5), -3, date(2022, 12, 29)),  # the 3rd was a working day, the 2nd and 30th were not
        (date(2019, 4, 11), 2, date(2019, 4, 17)),  # over Songkran
        (date(2019, 1, 5), 0, date(2019, 1, 5)),
        (date(2019, 1, 5), 1, date(2019, 1, 7)),  # from a Saturday
    ],
)
def test_working_days_are_counted_over_days_off(day: date, working_days: int, found: date) -> None:
    assert CALENDAR.working_day(day, working_days) == found


def test_a_year_that_has_no_working_day_is_counted_to_an_end() -> None:
    nothing = Calendar(frozenset(date(2019, 1, 1) + timedelta(days=n) for n in range(-400, 800)))
    assert nothing.working_day(date(2019, 1, 7), 1) == date(2021, 3, 11)


@pytest.mark.parametrize(
    ("received", "month"),
    [
        pytest.param(date(2019, 1, 1), "2018-12", id="the first day of a year"),
        pytest.param(date(2019, 1, 31), "2018-12", id="the last day of a month"),
        pytest.param(date(2019, 3, 5), "2019-02", id="the usual due day"),
    ],
)
def test_a_report_that_names_no_month_is_taken_for_the_one_before_it_came(received: date, month: str) -> None:
    assert str(assumed_period(received)) == month
