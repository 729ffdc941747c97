"""What a mail server said when it refused → whose fault it is and what can be done, from data/smtp.toml; pure."""

import re
from dataclasses import dataclass
from functools import cache

from collector.shipped import shipped


@dataclass(frozen=True, slots=True)
class Refusal:
    """A server's answer in words for the administrator."""

    text: str  # the answer, with the remedy where one is known
    ours: bool  # the account is at fault: every other letter would be refused too


@dataclass(frozen=True, slots=True)
class _Known:
    like: re.Pattern[str]
    remedy: str
    of_stranger: str  # the remedy where the addressee is registered for nothing
    ours: bool


def refusal(answer: str, *, stranger: bool = False) -> Refusal:
    """What an answer like `535 5.7.139 Authentication unsuccessful …` means; an unknown one is shown as it is.

    `stranger`: to a letter to an address that is registered for nothing.
    """
    found = next((known for known in _known() if known.like.search(answer)), None)
    if found is None:
        return Refusal(answer, ours=False)
    return Refusal(f"{answer} ({found.of_stranger if stranger else found.remedy})", found.ours)


@cache
def _known() -> tuple[_Known, ...]:
    told = shipped("smtp.toml")
    return tuple(
        _Known(
            re.compile(item["like"], re.IGNORECASE),
            item["remedy"],
            item.get("stranger", item["remedy"]),
            item["ours"],
        )
        for item in told["answer"]
    )
