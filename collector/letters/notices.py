"""A verdict → whom it concerns beside the sender: the registered reporters of a unit for which another sent a report; writes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from collector.letters.letterhead import LetterContext
from collector.letters.policy import is_address
from collector.model.outcomes import Outcome, Ruling


@dataclass(frozen=True, slots=True)
class NoticeDue:
    """A report of which a unit's reporters do not know yet."""

    ruling: Ruling
    unit: str
    to: tuple[str, ...]  # the registered reporters without the one who sent it


def notices(context: LetterContext, *, answered: bool = True) -> Iterator[NoticeDue]:
    """For each report that a stranger filed, and each revision, the registered reporters that do not hear of it otherwise.

    So too for a report that came in a registered address's name and whose letter goes to another one, or to nobody
    (`answered`: whether one is written): a machine's own address is not written to, but whoever reports beside it.
    """
    addressee, sender = context.addressee, context.mail.sender.email.lower()
    informed = {addressee.email} if answered else {sender}
    for ruling in context.verdict.rulings:
        unit = ruling.report.unit
        if unit is None or ruling.outcome not in {Outcome.FILED, Outcome.REVISED}:
            continue
        heard = ruling.known_sender and answered and unit in addressee.units
        if heard and ruling.outcome is Outcome.FILED:
            continue
        registry = context.letterhead.registry
        people = [contact.email for contact in registry.reporters(unit) if contact.email not in informed]
        if to := tuple(dict.fromkeys(filter(is_address, people))):
            yield NoticeDue(ruling, unit, to)
