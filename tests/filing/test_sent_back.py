"""The first date counts: what is mended within the working days of our letter keeps the day of the mail that it mends."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from collector.filing.decide import decide
from collector.filing.sent_back import SentBack, TimeToMend
from collector.filing.understood import Understood
from collector.model.outcomes import Outcome, Timeliness, Verdict
from collector.model.reports import Report
from collector.periods import Calendar, Period
from tests.filing.decisions import KRABI, RULES, filed, mail, report, shelf

BANGKOK = ZoneInfo("Asia/Bangkok")


def at(day: int, hour: int = 10) -> datetime:
    """A moment of January 2019 by the department's clock; the 5th and the 12th are Saturdays, the 15th is off."""
    return datetime(2019, 1, day, hour, tzinfo=BANGKOK)


def sent_back(day: int, answered: int | None = None) -> SentBack:
    return SentBack(at(day), at(answered or day, 11))


def counting(received: datetime, *before: SentBack, days: int = 3) -> datetime | None:
    to_mend = TimeToMend(Calendar(frozenset({date(2019, 1, 15)})), BANGKOK, days)
    return to_mend.counts_from(received, before)


@pytest.mark.parametrize(
    ("received", "before", "first"),
    [
        pytest.param(at(9), [sent_back(7)], at(7), id="within three working days"),
        pytest.param(at(10, 23), [sent_back(7)], at(7), id="the last hour of the last day"),
        pytest.param(at(11, 0), [sent_back(7)], None, id="the first of the next"),
        pytest.param(at(14), [sent_back(9)], at(9), id="Saturday and Sunday are no working days"),
        pytest.param(at(16), [sent_back(10)], at(10), id="Thursday to Wednesday, with a day off between"),
        pytest.param(at(17), [sent_back(11)], at(11), id="nor is a day off"),
        pytest.param(at(15), [sent_back(7, answered=10)], at(7), id="it is our letter's day from which they are counted"),
        pytest.param(at(7, 12), [sent_back(7)], at(7), id="sent again before our letter was read"),
        pytest.param(at(14), [sent_back(7), sent_back(9)], at(7), id="mended twice, each in time"),
        pytest.param(at(16), [sent_back(3), sent_back(11)], at(11), id="what was open too long counts no more"),
        pytest.param(at(7), [sent_back(9)], None, id="what came after it is not mended by it"),
        pytest.param(at(7), [], None, id="nothing was sent back"),
    ],
)  # fmt: skip
def test_what_a_mended_report_counts_from(
    received: datetime, before: list[SentBack], first: datetime | None
) -> None:
    assert counting(received, *before) == first
    assert counting(received, *reversed(before)) == first


def test_with_no_days_to_mend_each_report_counts_from_its_own_day() -> None:
    assert counting(at(7, 12), sent_back(7), days=0) is None


def decided(told: Report, *, units: tuple[str, ...] = (KRABI,), there: tuple[object, ...] = ()) -> Verdict:
    """A report of Krabi for December 2018, due on the 7th, that comes on the 9th; on the 7th one was sent back."""
    case = Understood(replace(mail(), received=at(9)), None, (told,), sender_units=units)
    asked = {("help-centre", KRABI, Period(2018, 12)): (sent_back(7),)}
    return decide(case, RULES, shelf(*there), lambda *place: asked.get(place, ()))  # type: ignore[arg-type]


def test_a_report_that_was_sent_back_in_time_is_on_time_and_says_from_when_it_counts() -> None:
    (ruling,) = decided(report()).rulings
    assert (ruling.outcome, ruling.timeliness, ruling.counts_from) == (
        Outcome.FILED,
        Timeliness.ON_TIME,
        at(7),
    )


@pytest.mark.parametrize(
    ("told", "units", "there"),
    [
        pytest.param(report(), (), (), id="a stranger's"),
        pytest.param(report(period=Period(2018, 11)), (KRABI,), (), id="another month's"),
        pytest.param(report("อื่น"), (KRABI,), (filed(report()),), id="a revision of what is on file"),
    ],
)
def test_no_other_report_counts_from_another_day(
    told: Report, units: tuple[str, ...], there: tuple[object, ...]
) -> None:
    (ruling,) = decided(told, units=units, there=there).rulings
    assert (ruling.timeliness, ruling.counts_from) == (Timeliness.LATE, None)
