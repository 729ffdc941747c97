"""Which step of reminding a month has reached, whatever the order of the steps, the clock and what was said before."""

from datetime import date, datetime, time, timedelta

import pytest

from collector.letters.ladder import STAGES, Schedule, Stage
from collector.letters.reminders import ReminderRecord, due
from collector.model.units import Contact, Role, Unit
from collector.periods import Calendar
from collector.registry import Registry
from tests.letters.test_reminders import (
    BANGKOK,
    DECEMBER,
    JANUARY,
    KRABI,
    LADDER,
    NOVEMBER,
    REGISTRY,
    TRANG,
    at,
    noted,
    said,
    schedule,
)

# December is due on Monday, the seventh of January; the steps lie on 01-07, 01-14, 01-21 …


@pytest.mark.parametrize(
    ("stage", "number", "day"),
    [
        (Stage("upcoming", -3), 1, date(2019, 1, 2)),  # over a weekend
        (Stage("due", 0), 1, date(2019, 1, 7)),
        (Stage("overdue", 5, 7), 1, date(2019, 1, 14)),
        (Stage("overdue", 5, 7), 3, date(2019, 1, 28)),
        (Stage("overdue", 8, 2), 2, date(2019, 1, 21)),  # the 19th is a Saturday
        (Stage("early", -10), 1, date(2018, 12, 20)),  # over two days off
    ],
)
def test_the_day_of_a_step_of_a_month_that_is_due_on_a_monday(stage: Stage, number: int, day: date) -> None:
    assert stage.day(date(2019, 1, 7), number, schedule().calendar) == day


@pytest.mark.parametrize(
    ("reminded", "now", "expected"),
    [
        pytest.param({"due-day"}, at("2019-01-14"), ["overdue-1"], id="the next step"),
        pytest.param({"overdue-2"}, at("2019-01-21"), [], id="the same step"),
        pytest.param({"overdue-2"}, at("2019-01-28", "08:29"), [], id="a minute before the next"),
        pytest.param({"overdue-2"}, at("2019-01-28", "08:30"), ["overdue-3"], id="the next one's minute"),
        pytest.param({"overdue-2"}, at("2019-01-14"), [], id="the clock was set back by a week"),
        pytest.param({"overdue-2"}, at("2019-01-07"), [], id="by two weeks"),
        pytest.param({"overdue-1", "overdue-3"}, at("2019-01-21"), [], id="the furthest step counts"),
        pytest.param({"overdue-3", "due-day"}, at("2019-01-21"), [], id="of whatever name"),
        pytest.param({"upcoming", "overdue", "overdue-", "overdue-x", "3"}, at("2019-01-14"), ["overdue-1"], id="names of steps that there are no more"),
        pytest.param({"due-day-3"}, at("2019-01-14"), ["overdue-1"], id="a step that repeated once and does no more"),
    ],
)  # fmt: skip
def test_no_step_is_begun_again_and_none_before_one_that_was_taken(
    reminded: set[str], now: datetime, expected: list[str]
) -> None:
    record = ReminderRecord(reminded=frozenset((KRABI, DECEMBER, name) for name in reminded))
    assert [item.stage for item in due(schedule(), REGISTRY, record, now).reminders] == expected


@pytest.mark.parametrize(
    "other", [(TRANG, DECEMBER), (KRABI, NOVEMBER), (KRABI, JANUARY)], ids=["unit", "month before", "month after"]
)  # fmt: skip
def test_what_another_unit_was_told_or_of_another_month_holds_nothing_back(other: tuple[str, object]) -> None:
    record = ReminderRecord(reminded=frozenset({(*other, "overdue-2")}))  # type: ignore[arg-type]
    assert said(due(schedule(), REGISTRY, record, at("2019-01-14"))) == [("overdue-1", ["2018-12"])]


def test_a_step_that_does_not_repeat_is_not_begun_again_either() -> None:
    record = ReminderRecord(reminded=frozenset({(KRABI, DECEMBER, "overdue-3")}))
    for day, expected in (("2019-01-08", []), ("2019-01-10", []), ("2019-01-17", ["overdue-10-1"])):
        found = due(schedule(stages=LADDER), REGISTRY, record, at(day))
        assert [item.stage for item in found.reminders] == expected


EARLY, DUE, OVERDUE = Stage("early", -27), Stage("due", 0), Stage("overdue", 5, 7)
FINAL, ALSO_DUE = Stage("final", 8), Stage("also-due", 0)


@pytest.mark.parametrize(
    ("stages", "now", "expected"),
    [
        pytest.param((OVERDUE, DUE), at("2019-01-07"), [("due", ["2018-12"])], id="the steps stand in any order"),
        pytest.param((OVERDUE, DUE), at("2019-01-14"), [("overdue-1", ["2018-12"])], id="the later one counts"),
        pytest.param((OVERDUE, FINAL), at("2019-01-17"), [("final", ["2018-12"])], id="a step between two repetitions"),
        pytest.param((OVERDUE, FINAL), at("2019-01-21"), [("overdue-2", ["2018-12"])], id="a repetition after it"),
        pytest.param((FINAL, OVERDUE), at("2019-01-21"), [("overdue-2", ["2018-12"])], id="in whatever order"),
        pytest.param((DUE, ALSO_DUE), at("2019-01-07"), [("due", ["2018-12"])], id="two at one moment: the first"),
        pytest.param((DUE, EARLY), at("2018-12-27"), [("early", ["2018-12", "2019-01"])], id="a step before the month has begun"),
        pytest.param((EARLY, DUE), at("2018-12-25"), [("early", ["2018-12"])], id="the day before it"),
    ],
)  # fmt: skip
def test_the_latest_moment_that_has_come_is_the_step_of_a_month(
    stages: tuple[Stage, ...], now: datetime, expected: list[tuple[str, list[str]]]
) -> None:
    assert said(due(schedule(stages=stages), REGISTRY, ReminderRecord(), now)) == expected


def test_a_unit_that_owes_nothing_keeps_no_other_from_its_reminder() -> None:
    registry = Registry(
        (Unit(KRABI, "กระบี่"), Unit(TRANG, "ตรัง")),
        tuple(Contact(code, f"{code}@dla.example", "", Role.REPORTER) for code in (KRABI, TRANG)),
    )
    record = ReminderRecord(arrived=frozenset({(KRABI, DECEMBER)}))
    found = due(schedule(), registry, record, at("2019-01-14"))
    assert [item.unit for item in found.reminders] == [TRANG]


def test_the_supervisor_hears_where_one_of_several_months_has_come_so_far() -> None:
    (reminder,) = due(schedule(NOVEMBER, LADDER), REGISTRY, ReminderRecord(), at("2019-01-07")).reminders
    assert reminder.keys == ((NOVEMBER, "overdue-10-3"), (DECEMBER, "due"))
    assert reminder.cc == ("chief@krabi.example",)


def test_who_sets_nothing_reminds_by_working_days_and_tells_the_supervisor_from_the_third_overdue_step_on() -> (
    None
):
    record, told = ReminderRecord(), []
    for day in (date(2018, 12, 25) + timedelta(days=n) for n in range(160)):
        now = at(day.isoformat())
        arrived = frozenset((KRABI, DECEMBER.plus(n)) for n in range(1, 9))
        found = due(schedule(stages=STAGES), REGISTRY, ReminderRecord(arrived, record.reminded), now)
        record = noted(record, found)
        told += [(f"{day:%d %b}", item.stage, item.ordinal, bool(item.cc)) for item in found.reminders]
    assert told[:7] == [
        ("02 Jan", "before", 1, False),
        ("07 Jan", "due-day", 2, False),
        ("08 Jan", "overdue-1", 3, False),
        ("10 Jan", "overdue-2", 4, False),
        ("16 Jan", "overdue-3", 5, True),
        ("23 Jan", "weekly-1", 6, True),
        ("30 Jan", "weekly-2", 7, True),
    ]
    assert told[-1] == ("10 Apr", "weekly-12", 17, True)  # and no more


def test_a_repetition_that_falls_on_a_day_off_comes_on_the_next_working_day() -> None:
    calendar = Calendar(frozenset({date(2019, 1, 14), date(2019, 1, 15)}))
    plan = Schedule("f", DECEMBER, 5, calendar, BANGKOK, (Stage("weekly", 0, 7),))
    record = ReminderRecord(reminded=frozenset({(KRABI, DECEMBER, "weekly-1")}))
    days = [day for day in range(8, 22) if due(plan, REGISTRY, record, at(f"2019-01-{day:02}")).reminders]
    assert days == [16, 17, 18, 21]  # until it was sent; the next is not moved with it
    assert [item.stage for item in due(plan, REGISTRY, record, at("2019-01-21")).reminders] == ["weekly-3"]


@pytest.mark.parametrize(
    ("now", "works"),
    [
        (at("2019-01-07", "08:29"), False),
        (at("2019-01-07", "08:30"), True),
        (at("2019-01-07", "16:30"), True),
        (at("2019-01-07", "16:31"), False),
        (at("2019-01-06", "10:00"), False),
        (at("2018-12-31", "10:00"), False),
    ],
)
def test_offices_work_between_two_hours_of_working_days(now: datetime, works: bool) -> None:
    assert schedule().in_office_hours(now) is works


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (at("2019-01-07", "08:29"), at("2019-01-07", "08:30")),
        (at("2019-01-07", "08:30"), at("2019-01-07", "08:30")),
        (at("2019-01-07", "16:30"), at("2019-01-07", "16:30")),
        (at("2019-01-07", "16:31"), at("2019-01-08", "08:30")),
        (at("2019-01-11", "20:00"), at("2019-01-14", "08:30")),  # a Friday evening
        (at("2019-01-12", "07:00"), at("2019-01-14", "08:30")),
        (at("2018-12-30", "10:00"), at("2019-01-02", "08:30")),
    ],
)
def test_when_offices_open_next(now: datetime, opens: datetime) -> None:
    assert schedule().next_office_hour(now) == opens


EARLY_OFFICE = (time(6), time(20))


@pytest.mark.parametrize(("clock", "steps"), [("08:29", []), ("08:30", ["due-day"])])
def test_who_sets_nothing_is_reminded_from_half_past_eight_on(clock: str, steps: list[str]) -> None:
    plan = Schedule("f", DECEMBER, 5, Calendar(), BANGKOK, STAGES[1:2], EARLY_OFFICE)
    found = due(plan, REGISTRY, ReminderRecord(), at("2019-01-07", clock))
    assert [item.stage for item in found.reminders] == steps


@pytest.mark.parametrize("turn", [1, -1], ids=["the later one last", "the later one first"])
def test_of_two_steps_of_one_day_the_one_of_the_later_hour_counts(turn: int) -> None:
    stages = (Stage("first", 0, at=time(9)), Stage("second", 0, at=time(13)))[::turn]
    plan = Schedule("f", DECEMBER, 5, Calendar(), BANGKOK, stages)
    found = [
        due(plan, REGISTRY, ReminderRecord(), at("2019-01-07", clock)).reminders
        for clock in ("12:59", "13:00")
    ]
    assert [[item.stage for item in reminders] for reminders in found] == [["first"], ["second"]]


def test_a_step_half_a_year_ahead_of_the_due_day_is_found() -> None:
    plan = Schedule("f", DECEMBER, 5, Calendar(), BANGKOK, (Stage("early", -100),))
    (reminder,) = due(plan, REGISTRY, ReminderRecord(), at("2019-04-18")).reminders
    assert str(reminder.periods[-1]) == "2019-08"  # due on 5 September, a hundred working days after 18 April


def test_letters_are_counted_for_the_most_overdue_month() -> None:
    record = ReminderRecord(
        reminded=frozenset({(KRABI, NOVEMBER, "x"), (KRABI, NOVEMBER, "y"), (KRABI, DECEMBER, "x")})
    )
    (reminder,) = due(schedule(NOVEMBER), REGISTRY, record, at("2019-01-14")).reminders
    assert reminder.ordinal == 3


def test_how_far_one_unit_was_reminded_holds_back_no_other() -> None:
    units = (Unit(KRABI, "กระบี่"), Unit(TRANG, "ตรัง"))
    both = Registry(
        units, tuple(Contact(unit.code, f"{unit.code}@dla.example", "", Role.REPORTER) for unit in units)
    )
    record = ReminderRecord(
        reminded=frozenset({(TRANG, DECEMBER, "overdue-2"), (KRABI, DECEMBER, "due-day")})
    )
    found = due(schedule(), both, record, at("2019-01-14"))
    assert [item.unit for item in found.reminders] == [KRABI]
