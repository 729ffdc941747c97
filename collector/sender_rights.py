"""Who a mail's sender is to a unit → what his report may do there and what a letter may tell him: the one table of it. Pure.

docs/senders.md shows the same table; a test holds the two together.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from collector.model.letters import LetterSays
from collector.model.mail import SenderVerdict
from collector.model.outcomes import Outcome, Standing


@dataclass(frozen=True, slots=True)
class Rights:
    """What a clear report may become, and what the letter about it may say."""

    month_empty: Outcome
    other_on_file: Outcome  # another content is on file for the month
    letter: LetterSays


RIGHTS: Mapping[Standing, Rights] = {
    Standing.REGISTERED: Rights(Outcome.FILED, Outcome.REVISED, LetterSays.EVERYTHING),
    Standing.STRANGER: Rights(Outcome.FILED, Outcome.REVIEW, LetterSays.RECEIPT),
    Standing.STRANGER_TO_REVIEW: Rights(Outcome.REVIEW, Outcome.REVIEW, LetterSays.ARRIVAL),
    Standing.CONTRADICTED: Rights(Outcome.REVIEW, Outcome.REVIEW, LetterSays.ARRIVAL),
}


def standing_of(
    unit: str | None, registered_for: Collection[str], verdict: SenderVerdict, *, strict: bool
) -> Standing:
    """Who the sender is to this unit (None: not known), by the units for which his address or domain is registered.

    `strict`: the department wants reports of addresses that are not registered before a person in any case.
    """
    if verdict is SenderVerdict.CONTRADICTED:
        return Standing.CONTRADICTED
    if unit in registered_for:
        return Standing.REGISTERED
    return Standing.STRANGER_TO_REVIEW if strict else Standing.STRANGER
