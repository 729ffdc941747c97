"""How often a mailbox failed → how long it is left alone; and the numbers and names in data/mailbox.toml."""

from functools import cache
from typing import Any

from collector.shipped import shipped


@cache
def mailbox_numbers() -> dict[str, Any]:
    """collector/data/mailbox.toml, read once."""
    return shipped("mailbox.toml")


def pause(failures: int, chance: float) -> float:
    """Seconds to wait before the next try, after some failures in a row: growing, and never the same for two clients.

    `chance` is between 0 and 1; the pause is between half and the whole of what has grown (jitter, so that after an
    outage not all clients of a server come back at once).
    """
    told = mailbox_numbers()["patience"]
    steps = min(max(0, failures - 1), 32)
    grown = min(told["longest_pause"], told["first_pause"] * 2.0**steps)
    return float(grown * (0.5 + chance / 2))
