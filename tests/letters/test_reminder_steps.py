"""Which step of reminding a month has reached, whatever the order of the steps, the clock and what was said before."""

from datetime import datetime

import pytest

from collector.letters.reminders import STAGES, ReminderRecord, Stage, due
from collector.model.units import Contact, Role, Unit
from collector.registry import Registry
from tests.letters.test_reminders import (
    DECEMBER,
    JANUARY,
    KRABI,
    LADDER,
    NOVEMBER,
    REGISTRY,
    TRANG,
    at,
    said,
    schedule,
)

# December is due on Monday, the seventh of January; the steps lie on 01-07, 01-14, 01-21 …


@pytest.mark.parametrize(
    ("stage", "number", "days"),
    [
        (Stage("upcoming", -3), 1, -3),
        (Stage("due", 0), 1, 0),
        (Stage("overdue", 7, 7), 1, 7),
        (Stage("overdue", 7, 7), 3, 21),
        (Stage("overdue", 10, 2), 2, 12),
    ],
)
def test_how_many_days_after_the_due_day_a_step_lies(stage: Stage, number: int, days: int) -> None:
    assert stage.days(number) == days


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
    standing = ReminderRecord(reminded=frozenset((KRABI, DECEMBER, name) for name in reminded))
    assert [item.stage for item in due(schedule(), REGISTRY, standing, now).reminders] == expected


@pytest.mark.parametrize(
    "other", [(TRANG, DECEMBER), (KRABI, NOVEMBER), (KRABI, JANUARY)], ids=["unit", "month before", "month after"]
)  # fmt: skip
def test_what_another_unit_was_told_or_of_another_month_holds_nothing_back(other: tuple[str, object]) -> None:
    standing = ReminderRecord(reminded=frozenset({(*other, "overdue-2")}))  # type: ignore[arg-type]
    assert said(due(schedule(), REGISTRY, standing, at("2019-01-14"))) == [("overdue-1", ["2018-12"])]


def test_a_step_that_does_not_repeat_is_not_begun_again_either() -> None:
    standing = ReminderRecord(reminded=frozenset({(KRABI, DECEMBER, "overdue-3")}))
    for day, expected in (("2019-01-08", []), ("2019-01-10", []), ("2019-01-17", ["overdue-10-1"])):
        found = due(schedule(stages=LADDER), REGISTRY, standing, at(day))
        assert [item.stage for item in found.reminders] == expected


EARLY, DUE, OVERDUE = Stage("early", -40), Stage("due", 0), Stage("overdue", 7, 7)
FINAL, ALSO_DUE = Stage("final", 10), Stage("also-due", 0)


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
        pytest.param((EARLY, DUE), at("2018-12-26"), [("early", ["2018-12"])], id="the day before it"),
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
    standing = ReminderRecord(arrived=frozenset({(KRABI, DECEMBER)}))
    found = due(schedule(), registry, standing, at("2019-01-14"))
    assert [item.unit for item in found.reminders] == [TRANG]


def test_the_supervisor_hears_where_one_of_several_months_has_come_so_far() -> None:
    (reminder,) = due(schedule(NOVEMBER, LADDER), REGISTRY, ReminderRecord(), at("2019-01-07")).reminders
    assert reminder.keys == ((NOVEMBER, "overdue-10-4"), (DECEMBER, "due"))
    assert reminder.cc == ("chief@krabi.example",)


def test_who_sets_nothing_reminds_on_the_due_day_and_every_week_after_it() -> None:
    told = [(stage.name, stage.days_after_due, stage.repeat_every, f"{stage.at:%H:%M}") for stage in STAGES]
    assert told == [("due-day", 0, None, "08:30"), ("overdue", 7, 7, "08:30")]
    assert [stage.cc_supervisor for stage in STAGES] == [False, False]
