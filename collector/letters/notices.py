"""A verdict → whom it concerns beside the sender: those registered for a unit in whose name a report came; writes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from collector.letters.addressee import leads_to_nobody
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
    later: bool = (
        False  # not at once: it goes to the very address that the mail came from, and is no answer to it
    )


def notices(context: LetterContext, *, answered: bool = True) -> Iterator[NoticeDue]:
    """For each report that a stranger filed, and each revision, the registered reporters that do not hear of it otherwise.

    So too for a report that came in a registered address's name and whose letter goes to another one, or to nobody
    (`answered`: whether one is written): a machine's own address is not answered, but whoever reports beside it hears, or
    the unit's supervisors where nobody does. Where there are none either, the one who reports for the unit hears half
    a day later: a forger who gives his mail the signs of a machine would else report for him unheard.
    """
    addressee = context.addressee
    informed = {addressee.email} if answered else {context.mail.sender.email.lower()}
    for ruling in context.verdict.rulings:
        unit = ruling.report.unit
        if unit is None or ruling.outcome not in {Outcome.FILED, Outcome.REVISED}:
            continue
        heard = answered and ruling.known_sender and addressee.named and unit in addressee.units
        if heard and ruling.outcome is Outcome.FILED:
            continue
        if to := _others(context.letterhead.registry, unit, informed, heard=heard):
            yield NoticeDue(ruling, unit, to)
        elif not (heard or answered) and _may_be_forged(context, ruling):
            yield NoticeDue(ruling, unit, (context.mail.sender.email.lower(),), later=True)


def _may_be_forged(context: LetterContext, ruling: Ruling) -> bool:
    """Whether a mail in the name of somebody who is registered himself may be another's."""
    sender = context.mail.sender.email.lower()
    proven = context.mail.authenticity.verdict is SenderVerdict.PROVEN
    reads = is_address(sender) and not leads_to_nobody(sender)
    return reads and ruling.known_sender and not proven and context.letterhead.registry.names_address(sender)


def _others(registry: Registry, unit: str, informed: set[str], *, heard: bool) -> tuple[str, ...]:
    """The unit's reporters without those who are informed; where nobody of the unit heard and there are none, its supervisors."""
    for people in (registry.reporters(unit), () if heard else registry.supervisors(unit)):
        addresses = (contact.email for contact in people if contact.email not in informed)
        if to := tuple(dict.fromkeys(filter(is_address, addresses))):
            return to
    return ()
