"""Standings and rates, computed by hand for four units."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from collector.model.outcomes import Filed, Outcome, Presumed, Timeliness
from collector.model.reasons import Reason
from collector.model.reports import Entry, Field
from collector.model.units import Contact, Role, Unit
from collector.periods import Calendar, Period, fiscal_periods
from collector.registry import Registry
from collector.store.records import HeldReport
from collector.summary.standings import SummaryTable, UnitState
from collector.summary.status_json import status_json
from collector.summary.table import OnFile, Scope, build
from tests.shipped import SPEC
from tests.summary.dataset import BANGKOK

NORTH, SOUTH = "ภาคเหนือ", "ภาคใต้"
REGISTRY = Registry(
    (
        Unit("A", "ก", region=NORTH),
        Unit("B", "ข", region=NORTH),
        Unit("C", "ค", region=SOUTH),
        Unit("D", "ง", region=SOUTH),
    ),
    (
        Contact("D", "d@local.example", "นาย ง", Role.REPORTER),
        Contact("D", "boss@local.example", "นาง จ", Role.SUPERVISOR),
    ),
)
NOVEMBER, DECEMBER, JANUARY = Period(2018, 11), Period(2018, 12), Period(2019, 1)
NOW = datetime(2019, 1, 20, 9, tzinfo=BANGKOK)  # December was due on Monday the 7th, January is not due yet


def filed(unit: str, period: Period, *, late: bool = False, entries: int = 1, form: str = SPEC.id) -> Filed:
    return Filed(
        form=form,
        unit=unit,
        period=period,
        revision=1,
        content_hash="",
        nil=entries == 0,
        entries=tuple(Entry(n, (Field("problem", f"ปัญหา {n}"),)) for n in range(1, entries + 1)),
        received=datetime(2019, 1, 9 if late else 4, 17, 30, tzinfo=UTC),
        timeliness=Timeliness.LATE if late else Timeliness.ON_TIME,
        known_sender=True,
        receipt=f"{unit}-1",
    )


def held(
    outcome: Outcome, unit: str | None, period: Period | None, day: int = 5, form: str | None = None
) -> HeldReport:
    return HeldReport(
        outcome=outcome,
        reasons=(Reason("blank-form"),),
        form=form,
        unit=unit,
        period=period,
        sha256="0" * 64,
        received=datetime(2019, 1, day, 3, tzinfo=UTC),
        sender="x@local.example",
        sender_name="",
        subject="รายงาน",
        attachment="",
        archive="",
    )


def table(
    *reports: Filed,
    waiting: tuple[HeldReport, ...] = (),
    periods: tuple[Period, ...] = (DECEMBER,),
    since: Period = DECEMBER,
    now: datetime = NOW,
) -> SummaryTable:
    return build(
        REGISTRY,
        SPEC,
        OnFile(reports, waiting, {"filed": len(reports)}),
        Scope(periods, since, Calendar(), now),
    )


def states(summary: SummaryTable) -> dict[str, str]:
    return {line.unit.code: " ".join(standing.state for standing in line.standings) for line in summary.lines}


def test_one_month_by_hand() -> None:
    """A on time, B late without problems, C sent back, D silent: 2 of 4 reported, 1 of 4 on time."""
    summary = table(
        filed("A", DECEMBER, entries=3),
        filed("B", DECEMBER, late=True, entries=0),
        waiting=(held(Outcome.RETURNED, "C", DECEMBER),),
    )
    assert states(summary) == {"A": "on_time", "B": "nil_late", "C": "returned", "D": "missing"}
    assert (summary.total.expected, summary.total.reported, summary.total.on_time) == (4, 2, 1)
    assert summary.rates(region=NORTH).reporting_rate == 1.0
    assert summary.rates(region=NORTH).reporting_rate_on_time == 0.5
    assert summary.rates(region=SOUTH).reporting_rate == 0.0
    assert [entry.number for entry in summary.entries] == [1, 2, 3]
    assert [line.unit.code for line in summary.to_telephone] == ["C", "D"]
    assert [contact.email for contact in summary.lines[3].contacts] == ["d@local.example"]


def test_a_report_that_was_mended_shows_the_day_that_counts_and_the_day_of_the_mending() -> None:
    first, again = filed("A", DECEMBER), filed("A", DECEMBER, late=True)
    mended = replace(again, revision=2, timeliness=Timeliness.ON_TIME, first_received=first.received)
    summary = table(mended)
    (standing,) = summary.lines[0].standings
    assert standing.state == "on_time"
    assert (standing.received, standing.revised) == (first.received, again.received)
    assert [entry.received for entry in summary.entries] == [first.received]
    (told, *_), *_ = [status_json([summary])["units"]]  # type: ignore[misc]
    assert (told["received"], told["revised"]) == ("2019-01-05T00:30:00+07:00", "2019-01-10T00:30:00+07:00")


@pytest.mark.parametrize(
    ("day", "rate"),
    [(4, None), (7, None), (8, 0.25)],  # December is due on Monday, the seventh
)
def test_a_month_has_a_rate_once_it_is_due(day: int, rate: float | None) -> None:
    """What came early is counted from the first day on; before the others are due, a rate would call them behind."""
    now = datetime(2019, 1, day, 12, tzinfo=NOW.tzinfo)
    summary = table(filed("A", DECEMBER), now=now)
    assert (summary.total.expected, summary.total.reported, summary.total.reporting_rate) == (4, 1, rate)
    assert status_json([summary])["reporting_rate"] == rate
    year = table(filed("A", DECEMBER), periods=(NOVEMBER, DECEMBER), since=NOVEMBER, now=now)
    assert (
        year.rates(period=DECEMBER).reporting_rate_on_time,
        year.rates(period=NOVEMBER).reporting_rate,
    ) == (rate, 0)


def test_the_json_of_status_has_the_promised_shape() -> None:
    summary = table(
        filed("A", DECEMBER, entries=2), filed("B", DECEMBER, late=True), filed("C", DECEMBER, entries=0)
    )
    data = status_json([summary])
    assert data["expected"] == 4
    assert data["reported"] == 3
    assert data["on_time"] == 2
    assert data["reporting_rate"] == 0.75
    assert data["reporting_rate_on_time"] == 0.5
    assert data["mails"] == {"filed": 3}
    units = data["units"]
    assert isinstance(units, list)
    assert units[0] == {
        "unit": "A",
        "period": "2018-12",
        "state": "on_time",
        "revision": 1,
        "received": "2019-01-05T00:30:00+07:00",
        "revised": None,
        "entries": 2,
        "receipt": "A-1",
    }
    assert (units[3]["state"], units[3]["revision"], units[3]["received"]) == ("missing", 0, None)


def test_rates_are_rounded_to_three_decimals() -> None:
    """Two months are due, 8 reports; a ninth came early: 5/9 reported, 4/9 on time."""
    reports = (
        *(filed(code, NOVEMBER) for code in "ABC"),
        filed("A", DECEMBER, late=True),
        filed("B", JANUARY),
    )
    data = status_json([table(*reports, periods=(NOVEMBER, DECEMBER, JANUARY), since=NOVEMBER)])
    assert (data["expected"], data["reported"], data["on_time"]) == (9, 5, 4)
    assert (data["reporting_rate"], data["reporting_rate_on_time"]) == (0.556, 0.444)


def test_nothing_expected_has_no_rate() -> None:
    data = status_json([table(periods=(NOVEMBER,))])
    assert (data["expected"], data["reporting_rate"], data["reporting_rate_on_time"]) == (0, None, None)


def test_a_month_before_the_first_is_not_expected_but_a_report_for_it_is_shown() -> None:
    summary = table(filed("A", NOVEMBER), periods=(NOVEMBER, DECEMBER))
    assert states(summary) == dict.fromkeys("BCD", "not_expected missing") | {"A": "on_time missing"}
    assert (summary.total.expected, summary.total.reported) == (4, 0)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (datetime(2019, 1, 7, 23, 59, tzinfo=BANGKOK), UnitState.NOT_DUE),
        (datetime(2019, 1, 8, 0, 0, tzinfo=BANGKOK), UnitState.MISSING),
    ],
)
def test_missing_begins_the_day_after_the_due_day_which_rolls_over_a_weekend(
    now: datetime, state: UnitState
) -> None:
    assert {line.standings[0].state for line in table(now=now).lines} == {state}


def test_a_month_asked_for_alone_expects_everyone_even_before_it_is_due() -> None:
    summary = table(periods=(JANUARY,))
    assert {line.standings[0].state for line in summary.lines} == {UnitState.NOT_DUE}
    assert summary.total.expected == 4


def test_a_running_year_expects_what_is_due_or_reported() -> None:
    """October is before the first month; November and December are due: 8; January: only the one that came."""
    summary = table(filed("A", DECEMBER), filed("B", JANUARY), periods=fiscal_periods(2562), since=NOVEMBER)
    assert (summary.total.expected, summary.total.reported) == (9, 2)
    assert states(summary)["B"].split() == ["not_expected", "missing", "missing", "on_time", *["not_due"] * 8]
    assert summary.rates(period=JANUARY).expected == 1


def test_review_is_shown_before_returned_and_a_report_on_file_before_both() -> None:
    summary = table(
        filed("A", DECEMBER),
        waiting=(
            held(Outcome.REVIEW, "A", DECEMBER),
            held(Outcome.REVIEW, "B", DECEMBER),
            held(Outcome.RETURNED, "B", DECEMBER, day=6),
        ),
    )
    assert states(summary) == {"A": "on_time", "B": "review", "C": "missing", "D": "missing"}
    assert len(summary.held) == 3


def test_a_held_mail_that_names_no_month_stands_for_the_month_before_it_came() -> None:
    summary = table(
        waiting=(held(Outcome.RETURNED, "C", None),), periods=(NOVEMBER, DECEMBER), since=NOVEMBER
    )
    assert states(summary)["C"] == "missing returned"


def test_the_month_before_is_reckoned_in_the_departments_time_zone() -> None:
    """18:00 UTC on 31 December is 2019 in Bangkok."""
    item = held(Outcome.RETURNED, "C", None)
    new_year = replace(item, received=datetime(2018, 12, 31, 18, tzinfo=UTC))
    assert states(table(waiting=(new_year,)))["C"] == "returned"


def test_a_returned_form_that_was_mended_is_no_longer_listed() -> None:
    """Sent back on the 4th at 3:00, filed on the 4th at 17:30; what was sent back after that still is open."""
    earlier, later = (
        held(Outcome.RETURNED, "A", DECEMBER, day=4),
        held(Outcome.RETURNED, "A", DECEMBER, day=5),
    )
    assert [line.received for line in table(filed("A", DECEMBER), waiting=(earlier, later)).held] == [
        later.received
    ]


def test_what_waits_for_a_person_closes_by_itself_once_a_report_of_the_unit_and_month_came_after_it() -> None:
    earlier, later = held(Outcome.REVIEW, "A", DECEMBER, day=4), held(Outcome.REVIEW, "A", DECEMBER, day=5)
    of_another = held(Outcome.REVIEW, "B", DECEMBER, day=4)
    found = table(filed("A", DECEMBER), waiting=(earlier, later, of_another)).held
    assert [(line.unit and line.unit.code, line.received) for line in found] == [
        ("B", of_another.received),
        ("A", later.received),
    ]


@pytest.mark.parametrize("outcome", [Outcome.REVIEW, Outcome.RETURNED])
def test_what_seems_to_be_a_units_stands_under_it_and_is_shown_so(outcome: Outcome) -> None:
    """Whose mail waits on the department's desk is not missing; it stands in the month that it seems to be of, and in no other."""
    mails_own = replace(held(outcome, None, None), presumed=Presumed("A", NOVEMBER))
    both = table(waiting=(mails_own,), periods=(NOVEMBER, DECEMBER), since=NOVEMBER)
    (line,) = both.held
    assert (line.unit and line.unit.code, line.period) == ("A", NOVEMBER)
    assert (line.unit_presumed, line.period_presumed) == (True, True)
    assert [standing.state.value for standing in both.lines[0].standings] == [outcome.value, "missing"]
    assert table(waiting=(mails_own,)).held == ()


def test_a_form_says_more_than_its_mail() -> None:
    item = replace(held(Outcome.REVIEW, "B", DECEMBER), presumed=Presumed("A", NOVEMBER))
    summary = table(waiting=(item,))
    assert (states(summary)["A"], states(summary)["B"]) == ("missing", "review")
    assert [(line.unit_presumed, line.period_presumed) for line in summary.held] == [(False, False)]


def test_held_mails_of_other_months_forms_and_outcomes_are_left_out() -> None:
    summary = table(
        waiting=(
            held(Outcome.REVIEW, "A", NOVEMBER),
            held(Outcome.REVIEW, "B", DECEMBER, form="another"),
            held(Outcome.IGNORED, "C", DECEMBER),
            held(Outcome.REVIEW, None, None),
        )
    )
    assert [(line.unit, line.period) for line in summary.held] == [(None, DECEMBER)]
    assert set(states(summary).values()) == {"missing"}


def test_held_mails_stand_oldest_first() -> None:
    days = (9, 3, 6)
    summary = table(waiting=tuple(held(Outcome.REVIEW, None, None, day=day) for day in days))
    assert [line.received.day for line in summary.held] == [3, 6, 9]


def test_a_report_of_another_form_or_month_is_not_counted() -> None:
    summary = table(filed("A", DECEMBER, form="another"), filed("B", NOVEMBER))
    assert set(states(summary).values()) == {"missing"}
    assert summary.entries == ()


def test_a_unit_that_left_the_registry_is_shown_and_not_counted() -> None:
    summary = table(filed("Z", DECEMBER))
    assert states(summary)["Z"] == "on_time"
    assert (summary.total.expected, summary.total.reported) == (4, 0)
    assert [entry.unit.name for entry in summary.entries] == ["Z"]


def test_those_who_owe_most_are_telephoned_first() -> None:
    summary = table(
        *(filed(code, NOVEMBER) for code in "AB"),
        filed("A", DECEMBER),
        periods=(NOVEMBER, DECEMBER),
        since=NOVEMBER,
    )
    assert [(line.unit.code, len(line.owes)) for line in summary.to_telephone] == [
        ("C", 2),
        ("D", 2),
        ("B", 1),
    ]


def test_all_moments_are_in_the_departments_time_zone() -> None:
    summary = table(filed("A", DECEMBER), waiting=(held(Outcome.REVIEW, "B", DECEMBER),))
    moments = [summary.entries[0].received, summary.held[0].received, summary.lines[0].standings[0].received]
    assert {moment.utcoffset() for moment in moments if moment} == {timedelta(hours=7)}
