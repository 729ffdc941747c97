"""Tests the zones of dates, as programs write them, and which of a mail's times is believed."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from collector.mail.received import read_date, received_at

BANGKOK = (
    "+0700", "ICT", "", "+07", "+07:00", "+700", "+7", "GMT+7", "GMT+07:00", "(GMT+7)", "UTC+7", "(ICT)", "ICT (+0700)", "+0700 (ICT)",
    "SE Asia Standard Time", "Asia/Bangkok", "THA", "Etc/GMT-7",
)  # fmt: skip


@pytest.mark.parametrize("zone", BANGKOK)
def test_a_time_without_a_known_zone_is_bangkok_s(zone: str) -> None:
    moment = read_date(f"Mon, 07 Jan 2019 20:30:00 {zone}")
    assert moment is not None
    assert moment.isoformat() == "2019-01-07T20:30:00+07:00"


@pytest.mark.parametrize(
    ("zone", "hours"),
    [
        ("GMT", 0),
        ("UTC", 0),
        ("Z", 0),
        ("-0000", 0),
        ("EST", -5),
        ("-0500", -5),
        ("GMT-0500", -5),
        ("+0530 (IST)", 5.5),
    ],
)
def test_a_known_zone_counts(zone: str, hours: float) -> None:
    moment = read_date(f"Mon, 07 Jan 2019 20:30:00 {zone}")
    assert moment is not None
    assert moment.utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("Mon Jan  7 20:30:00 2019", "2019-01-07T20:30:00+07:00"),
        ("Mon, 07 Jan 2019 8:30:00 PM", "2019-01-07T20:30:00+07:00"),
        ("Mon, 07 Jan 2019 12:30:00 PM +0000", "2019-01-07T12:30:00+00:00"),
        ("Mon, 07 Jan 2562 20:30:00 ICT", "2019-01-07T20:30:00+07:00"),
    ],
)
def test_other_ways_to_write_a_date(date: str, moment: str) -> None:
    found = read_date(date)
    assert found is not None
    assert found.isoformat() == moment


NOW = datetime(2019, 1, 4, 2, 0, tzinfo=UTC)
TRUE = "by mail.example; Thu, 3 Jan 2019 08:00:00 +0700"
TRUE_TIME = datetime(2019, 1, 3, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "time",
    [
        "Sun, 1 Jan 2983 08:00:00 +0700", "Fri, 31 Dec 9999 23:59:59 +0000", "Mon, 7 Jan 2019 08:00:00 +0700",
        "Thu, 1 Jan 1970 00:00:00 +0000", "Mon, 1 Jan 1601 00:00:00 +0700", "Fri, 31 Dec 1989 08:00:00 +0700",
        "Wed, 1 Jan 2400 08:00:00 +0700", "Tue, 3 Jan 99999999999 08:00:00 +0700",
    ],
)  # fmt: skip
def test_a_time_that_cannot_be_leaves_it_to_the_next_evidence(time: str) -> None:
    assert received_at([f"by mail.example; {time}", TRUE], "", None, NOW) == TRUE_TIME
    assert received_at([f"by mail.example; {time}"], TRUE.partition("; ")[2], None, NOW) == TRUE_TIME
    assert received_at([], time, TRUE_TIME, NOW) == TRUE_TIME
    assert received_at([], time, read_date(time), NOW) == NOW


def test_servers_whose_clock_is_a_day_ahead_are_believed() -> None:
    ahead = NOW + timedelta(days=2)
    assert received_at([f"by mail.example; {format_datetime(ahead)}"], "", None, NOW) == ahead
    assert received_at([], "", ahead, NOW) == ahead
