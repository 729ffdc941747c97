"""Tests the zones of dates, as programs write them."""

from datetime import timedelta

import pytest

from collector.mail.received import read_date

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
