"""Who is reminded of what and when, month after month, with power cuts in between."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from collector.letters.ladder import Schedule, Stage
from collector.letters.reminders import Reminder, ReminderRecord, Round, due
from collector.model.units import Contact, Role, Unit
from collector.periods import Calendar, Period
from collector.registry import Registry

BANGKOK = timezone(timedelta(hours=7))
OCTOBER, NOVEMBER, DECEMBER, JANUARY = (Period(2018, 10).plus(n) for n in range(4))
KRABI, TRANG = "TH-81", "TH-92"
HOLIDAYS = frozenset({date(2018, 12, 5), date(2018, 12, 31), date(2019, 1, 1)})
# Due: October on Monday 5 November, November on Thursday 6 December, December on Monday 7 January.
REGISTRY = Registry(
    (Unit(KRABI, "กระบี่"),),
    (
        Contact(KRABI, "krabi@dla.example", "", Role.REPORTER),
        Contact(KRABI, "second@dla.example", "", Role.REPORTER),
        Contact(KRABI, "krabi@dla.example", "", Role.REPORTER),
        Contact(KRABI, "chief@krabi.example", "", Role.SUPERVISOR),
        Contact(KRABI, "second@dla.example", "", Role.SUPERVISOR),
    ),
)
WEEKLY = (Stage("due-day", 0), Stage("overdue", 5, repeat_every=7))
LADDER = (
    Stage("upcoming", -3),
    Stage("due", 0),
    Stage("overdue-1", 1),
    Stage("overdue-3", 3, cc_supervisor=True),
    Stage("overdue-10", 8, repeat_every=7, cc_supervisor=True),
)


def schedule(since: Period = DECEMBER, stages: tuple[Stage, ...] = WEEKLY) -> Schedule:
    return Schedule("help-centre", since, 5, Calendar(HOLIDAYS), BANGKOK, stages)


def at(day: str, clock: str = "09:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}:00+07:00")


def noted(record: ReminderRecord, found: Round) -> ReminderRecord:
    """What is on record once the letters and their keys were written."""
    keys = {(item.unit, period, stage) for item in found.reminders for period, stage in item.keys}
    return ReminderRecord(record.arrived, record.reminded | keys)


def said(found: Round) -> list[tuple[str, list[str]]]:
    return [(item.stage, [str(period) for period in item.periods]) for item in found.reminders]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at("2018-12-31"), []),  # the month is not over
        (at("2019-01-05"), []),  # the fifth, but a Saturday
        (at("2019-01-07", "08:29"), []),
        (at("2019-01-07", "08:30"), [("due-day", ["2018-12"])]),
        (datetime(2019, 1, 7, 1, 30, tzinfo=UTC), [("due-day", ["2018-12"])]),
        (datetime(2019, 1, 7, 1, 29, tzinfo=UTC), []),
        (at("2019-01-11", "16:30"), [("due-day", ["2018-12"])]),  # the daemon was off on the seventh
        (at("2019-01-11", "16:31"), []),  # offices have closed
        (at("2019-01-13"), []),  # a Sunday
        (at("2019-01-14", "08:29"), []),
        (at("2019-01-14"), [("overdue-1", ["2018-12"])]),
        (at("2019-01-18"), [("overdue-1", ["2018-12"])]),
        (at("2019-01-21", "08:30"), [("overdue-2", ["2018-12"])]),
        (at("2019-02-04"), [("overdue-4", ["2018-12"])]),  # January is due on the fifth: not yet
        (at("2019-02-05"), [("overdue-4", ["2018-12", "2019-01"])]),
    ],
)
def test_latest_stage_that_has_come(now: datetime, expected: list[tuple[str, list[str]]]) -> None:
    assert said(due(schedule(), REGISTRY, ReminderRecord(), now)) == expected


def test_second_run_sends_nothing() -> None:
    record = ReminderRecord()
    now = at("2019-02-05")
    first = due(schedule(OCTOBER), REGISTRY, record, now)
    assert said(first) == [("overdue-13", ["2018-10", "2018-11", "2018-12", "2019-01"])]
    assert due(schedule(OCTOBER), REGISTRY, noted(record, first), now) == Round()


def test_letters_about_a_month_are_counted_for_each_unit() -> None:
    both = Registry(
        (*REGISTRY.units, Unit(TRANG, "ตรัง")),
        (*REGISTRY.contacts, Contact(TRANG, "trang@dla.example", "", Role.REPORTER)),
    )
    before = {(KRABI, DECEMBER, "due-day"), (KRABI, DECEMBER, "overdue-1"), (TRANG, NOVEMBER, "overdue-5")}
    found = due(schedule(), both, ReminderRecord(frozenset(), frozenset(before)), at("2019-01-21"))
    assert [(item.unit, item.stage, item.ordinal) for item in found.reminders] == [
        (KRABI, "overdue-2", 3),
        (TRANG, "overdue-2", 1),
    ]


def test_keys_are_each_months_own_stage() -> None:
    (reminder,) = due(schedule(NOVEMBER), REGISTRY, ReminderRecord(), at("2019-01-14")).reminders
    assert reminder.keys == ((NOVEMBER, "overdue-5"), (DECEMBER, "overdue-1"))
    assert reminder.stage == "overdue-5"
    assert reminder.cause(date(2019, 1, 14)) == "help-centre/TH-81/overdue-5/2019-01-14"


def _days(
    first: str, last: str, stages: tuple[Stage, ...], since: Period, arrived: dict[Period, str]
) -> list[str]:
    """What is sent when the daemon runs every morning: `day stage months`."""
    record, day, told = ReminderRecord(), date.fromisoformat(first), []
    while day <= date.fromisoformat(last):
        known = frozenset((KRABI, period) for period, when in arrived.items() if when <= day.isoformat())
        found = due(
            schedule(since, stages), REGISTRY, ReminderRecord(known, record.reminded), at(day.isoformat())
        )
        told += [f"{day:%m-%d} {item.stage} {len(item.periods)}" for item in found.reminders]
        record = noted(record, found)
        day += timedelta(days=1)
    return told


def test_one_month_day_by_day() -> None:
    assert _days("2018-12-25", "2019-02-03", WEEKLY, DECEMBER, {}) == [
        "01-07 due-day 1",
        "01-14 overdue-1 1",
        "01-21 overdue-2 1",
        "01-28 overdue-3 1",
    ]


def test_reminding_stops_when_the_report_comes() -> None:
    assert _days("2018-12-25", "2019-02-03", WEEKLY, DECEMBER, {DECEMBER: "2019-01-15"}) == [
        "01-07 due-day 1",
        "01-14 overdue-1 1",
    ]


def test_ladder_day_by_day() -> None:
    assert _days("2018-12-25", "2019-01-31", LADDER, DECEMBER, {}) == [
        "01-02 upcoming 1",
        "01-07 due 1",
        "01-08 overdue-1 1",
        "01-10 overdue-3 1",
        "01-17 overdue-10-1 1",
        "01-24 overdue-10-2 1",
        "01-31 overdue-10-3 2",  # January is due on the fifth,
    ]


def test_many_months_owed_are_one_letter_a_week() -> None:
    """Beside the weekly letter of the oldest month only what a newer month reaches for the first time."""
    told = _days("2019-01-08", "2019-02-28", WEEKLY, OCTOBER, {})
    assert told == [
        "01-08 overdue-9 3",  # the first run
        "01-14 overdue-10 3",
        "01-21 overdue-11 3",
        "01-28 overdue-12 3",
        "02-04 overdue-13 3",
        "02-05 overdue-13 4",  # January is due
        "02-11 overdue-14 4",
        "02-12 overdue-14 4",  # January is a week late
        "02-18 overdue-15 4",
        "02-25 overdue-16 4",
    ]


def test_next_month_takes_over_when_the_oldest_has_come() -> None:
    told = _days("2019-01-08", "2019-01-31", WEEKLY, NOVEMBER, {NOVEMBER: "2019-01-16"})
    assert told == [
        "01-08 overdue-4 2",
        "01-10 overdue-5 2",
        "01-14 overdue-5 2",
        "01-21 overdue-2 1",
        "01-28 overdue-3 1",
    ]


def test_after_a_long_silence_there_is_one_letter() -> None:
    record = noted(ReminderRecord(), due(schedule(), REGISTRY, ReminderRecord(), at("2019-01-07")))
    found = due(schedule(), REGISTRY, record, at("2019-02-01"))
    assert said(found) == [("overdue-3", ["2018-12"])]
    assert due(schedule(), REGISTRY, noted(record, found), at("2019-02-01", "16:30")) == Round()


def test_who_has_reported_or_waits_for_review_is_not_reminded() -> None:
    arrived = ReminderRecord(frozenset({(KRABI, DECEMBER)}))
    assert due(schedule(), REGISTRY, arrived, at("2019-01-18")) == Round()
    other = ReminderRecord(frozenset({(TRANG, DECEMBER), (KRABI, JANUARY)}))
    assert said(due(schedule(), REGISTRY, other, at("2019-01-18"))) == [("overdue-1", ["2018-12"])]


def test_months_before_the_first_are_not_owed() -> None:
    assert due(schedule(JANUARY), REGISTRY, ReminderRecord(), at("2019-01-18")) == Round()
    assert due(schedule(Period(2030, 1)), REGISTRY, ReminderRecord(), at("2019-01-18")) == Round()


def test_addresses_each_once() -> None:
    (reminder,) = due(schedule(), REGISTRY, ReminderRecord(), at("2019-01-14")).reminders
    assert reminder.to == ("krabi@dla.example", "second@dla.example")
    assert reminder.cc == ()


@pytest.mark.parametrize(
    ("now", "stage", "cc"),
    [
        (at("2019-01-08"), "overdue-1", ()),
        (at("2019-01-10"), "overdue-3", ("chief@krabi.example",)),
        (at("2019-01-17"), "overdue-10-1", ("chief@krabi.example",)),
    ],
)
def test_supervisor_hears_at_the_later_stages(now: datetime, stage: str, cc: tuple[str, ...]) -> None:
    (reminder,) = due(schedule(stages=LADDER), REGISTRY, ReminderRecord(), now).reminders
    assert (reminder.stage, reminder.cc) == (stage, cc)


def test_supervisor_does_not_hear_of_an_old_month_twice() -> None:
    """A letter that a new month begins lists the old one, but the old one's supervisor was told already."""
    stages = (Stage("due", 0), Stage("overdue", 7, cc_supervisor=True))
    both = schedule(NOVEMBER, stages)
    first = due(both, REGISTRY, ReminderRecord(), at("2018-12-20"))
    second = due(both, REGISTRY, noted(ReminderRecord(), first), at("2019-01-07"))
    assert [(item.stage, item.cc) for item in first.reminders] == [("overdue", ("chief@krabi.example",))]
    assert [(item.stage, item.cc, len(item.periods)) for item in second.reminders] == [("overdue", (), 2)]


def test_units_without_an_address_are_listed() -> None:
    registry = Registry(
        (Unit(KRABI, "กระบี่"), Unit(TRANG, "ตรัง"), Unit("TH-83", "ภูเก็ต")),
        (
            Contact(TRANG, "chief@trang.example", "", Role.SUPERVISOR),
            Contact(KRABI, "krabi@dla.example", "", Role.REPORTER),
            Contact("TH-83", "no address", "", Role.REPORTER),
        ),
    )
    found = due(schedule(), registry, ReminderRecord(), at("2019-01-14"))
    assert [unit.code for unit in found.unreachable] == [TRANG, "TH-83"]
    assert [item.unit for item in found.reminders] == [KRABI]
    reported = ReminderRecord(frozenset({(TRANG, DECEMBER), ("TH-83", DECEMBER)}))
    assert due(schedule(), registry, reported, at("2019-01-14")).unreachable == ()


def test_hour_of_a_stage_is_the_departments() -> None:
    early = Schedule("f", DECEMBER, 5, Calendar(HOLIDAYS), BANGKOK, (Stage("due", 0, at=time(9, 15)),))
    assert said(due(early, REGISTRY, ReminderRecord(), datetime(2019, 1, 7, 2, 15, tzinfo=UTC))) == [
        ("due", ["2018-12"])
    ]
    assert due(early, REGISTRY, ReminderRecord(), datetime(2019, 1, 7, 2, 14, tzinfo=UTC)) == Round()


def test_no_stages_no_reminders() -> None:
    assert due(schedule(stages=()), REGISTRY, ReminderRecord(), at("2019-01-14")) == Round()


def test_stage_long_before_the_due_day() -> None:
    early = schedule(JANUARY, (Stage("upcoming", -20),))
    assert said(due(early, REGISTRY, ReminderRecord(), at("2019-01-08"))) == [("upcoming", ["2019-01"])]
    assert due(early, REGISTRY, ReminderRecord(), at("2019-01-07")) == Round()


def test_reminder_is_a_value() -> None:
    one = due(schedule(), REGISTRY, ReminderRecord(), at("2019-01-14")).reminders[0]
    assert one == Reminder(
        "help-centre",
        KRABI,
        ("krabi@dla.example", "second@dla.example"),
        (),
        "overdue-1",
        (DECEMBER,),
        ((DECEMBER, "overdue-1"),),
    )


def test_a_month_of_which_something_was_sent_back_is_owed_and_told_so() -> None:
    came = at("2019-01-04")
    record = ReminderRecord(sent_back={(KRABI, DECEMBER): came, (TRANG, DECEMBER): at("2019-01-05")})
    (reminder,) = due(schedule(NOVEMBER), REGISTRY, record, at("2019-01-14")).reminders
    assert (reminder.periods, reminder.sent_back) == ((NOVEMBER, DECEMBER), {DECEMBER: came})
