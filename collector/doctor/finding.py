"""What one check found, as a frozen value; checks nothing."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: well, not well, or not applicable; what was seen, and what to do about it."""

    check: str
    state: Literal["well", "wrong", "none"]
    text: str
    remedy: str = ""


def well(check: str, text: str) -> Finding:
    """It works."""
    return Finding(check, "well", text)


def wrong(check: str, text: str, remedy: str = "") -> Finding:
    """It does not work, or will not for long."""
    return Finding(check, "wrong", text, remedy)


def none(check: str, text: str) -> Finding:
    """Not set, not asked for, or not to be known because of another finding."""
    return Finding(check, "none", text)
