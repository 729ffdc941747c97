"""A verdict → whom it concerns beside the sender: the registered reporters of a unit for which another sent a report; writes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from collector.letters.letterhead import LetterContext
from collector.letters.policy import is_address
from collector.model import Outcome, Ruling


@dataclass(frozen=True, slots=True)
class NoticeDue:
    """A report of which a unit's reporters do not know yet."""

    ruling: Ruling
    unit: str
    to: tuple[str, ...]  # the registered reporters without the one who sent it


def notices(context: LetterContext) -> Iterator[NoticeDue]:
    """For each report that a stranger filed, and each revision, the registered reporters that did not send it."""
    informed = {context.addressee.email, context.mail.sender.email.lower()}
    for ruling in context.verdict.rulings:
        news = ruling.outcome is Outcome.REVISED or (
            ruling.outcome is Outcome.FILED and not ruling.known_sender
        )
        unit = ruling.report.unit
        if not news or unit is None:
            continue
        people = context.letterhead.registry.reporters(unit)
        to = tuple(dict.fromkeys(c.email for c in people if is_address(c.email) and c.email not in informed))
        if to:
            yield NoticeDue(ruling, unit, to)
