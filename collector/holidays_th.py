"""Years → the days on which Thai government offices are closed; the only module that knows `holidays`."""

from collections.abc import Iterable
from datetime import date

import holidays


def government_days_off(years: Iterable[int]) -> frozenset[date]:
    """Public and government holidays of Thailand with their substitute days, without those of banks and workers.

    Years are Gregorian. What the cabinet declares at short notice is the department's own list.
    """
    found = holidays.country_holidays(
        "TH", years=list(years), categories=("public", "government"), language="en_US"
    )
    return frozenset(day for day, name in found.items() if not _not_for_offices(name))


def _not_for_offices(name: str) -> bool:
    # Labour Day closes firms but not offices; Children's Day closes nothing.
    return all(part.strip() in {"National Labor Day", "National Children's Day"} for part in name.split(";"))
