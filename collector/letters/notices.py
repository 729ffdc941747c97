"""A verdict → whom it concerns beside the sender: those registered for a unit in whose name a report came; writes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from collector.letters.letterhead import LetterContext
from collector.letters.policy import is_address
from collector.model.mail import SenderVerdict
from collector.model.outcomes import Outcome, Ruling
from collector.registry import Registry


@dataclass(frozen=True, slots=True)
class NoticeDue:
    """A report of which a unit's reporters do not know yet."""

    ruling: Ruling
    unit: str
    to: tuple[str, ...]  # the registered reporters without the one who sent it, or their supervisors


def notices(context: LetterContext, *, answered: bool = True) -> Iterator[NoticeDue]:
    """For each report that a stranger filed, and each revision, the registered reporters that do not hear of it otherwise.

    So too for a report that came in a registered address's name and whose letter goes to another one, or to nobody
    (`answered`: whether one is written): a machine's own address is not written to, but whoever reports beside it, or
    the unit's supervisors where nobody does.
    """
    informed = {context.addressee.email} if answered else {context.mail.sender.email.lower()}
    for ruling in context.verdict.rulings:
        unit = ruling.report.unit
        if unit is None or ruling.outcome not in {Outcome.FILED, Outcome.REVISED}:
            continue
        heard = answered and ruling.known_sender and _hears(context, unit)
        if heard and ruling.outcome is Outcome.FILED:
            continue
        if to := _others(context.letterhead.registry, unit, informed, heard=heard):
            yield NoticeDue(ruling, unit, to)


def _hears(context: LetterContext, unit: str) -> bool:
    """Whether the answer reaches somebody who reports for the unit.

    An address that only its domain registers may be nobody's: it counts where the server proves that the domain sent the mail.
    """
    addressee, registry = context.addressee, context.letterhead.registry
    proven = context.mail.authenticity.verdict is SenderVerdict.PROVEN
    return unit in addressee.units and (proven or registry.names_address(addressee.email))


def _others(registry: Registry, unit: str, informed: set[str], *, heard: bool) -> tuple[str, ...]:
    """The unit's reporters without those who are informed; where nobody of the unit heard and there are none, its supervisors."""
    for people in (registry.reporters(unit), () if heard else registry.supervisors(unit)):
        addresses = (contact.email for contact in people if contact.email not in informed)
        if to := tuple(dict.fromkeys(filter(is_address, addresses))):
            return to
    return ()
