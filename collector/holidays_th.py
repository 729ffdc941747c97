"""Years → the days on which Thai government offices are closed; the only module that knows `holidays`."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

import holidays

from collector.shipped import shipped


def government_days_off(years: Iterable[int]) -> frozenset[date]:
    """Public and government holidays of Thailand with their substitute days, without those of banks and workers.

    Years are Gregorian. Where the library and the cabinet differ, the cabinet's word is in collector/data/days-off.toml. What
    it declares at short notice is the department's own list.
    """
    asked = frozenset(years)
    found = holidays.country_holidays(
        "TH", years=list(asked), categories=("public", "government"), language="en_US"
    )
    days = {day for day, name in found.items() if not _not_for_offices(name)}
    declared = {day: off for day, off in _corrections().items() if day.year in asked}
    added = {day for day, off in declared.items() if off}
    return frozenset(days - declared.keys() | added)


def _not_for_offices(name: str) -> bool:
    # Labour Day closes firms but not offices; Children's Day closes nothing.
    return all(part.strip() in {"National Labor Day", "National Children's Day"} for part in name.split(";"))


@cache
def _corrections() -> Mapping[date, bool]:
    """Days of which the cabinet said otherwise than the library: whether they are off."""
    return {one["day"]: one["off"] for one in shipped("days-off.toml")["correction"]}
