"""One pass: what waits in the mailbox → taken in, and what is due to go out → sent; what becomes of a mail is for `intake`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from collector.application import Application
from collector.errors import MailboxError
from collector.filing.spool import ADOPTED
from collector.intake import one_pass
from collector.intake.one_pass import Manner, Tick
from collector.jobs import unfinished_imports
from collector.jobs.verifying import journal_head
from collector.letters.outbox import DeliveryReport, Sending, deliver
from collector.letters.policy import ANSWERS
from collector.model.letters import Letter, LetterKind
from collector.store.records import WaitingMail


@dataclass(frozen=True, slots=True)
class OnceReport:
    """What one pass did."""

    taken_in: int
    outcomes: Mapping[str, int]
    letters: DeliveryReport
    journal: str = ""  # its head after the pass


def once(app: Application, now: datetime, tick: Tick) -> OnceReport:
    """One pass: takes in everything that waits, then sends what is due to go out.

    Letters do not wait for a mailbox that cannot be reached: its MailboxError is raised when they have gone out.
    """
    try:
        report = one_pass.take_in(app, app.mailbox(), now, Manner(tick, answer_rule(app)))
    except MailboxError:
        send(app, now)
        raise
    sent = send(app, now)
    return OnceReport(report.taken_in, report.outcomes, sent, journal_head(app))


def send(app: Application, now: datetime, sending: Sending | None = None) -> DeliveryReport:
    """Sends the letters whose time has come, within the limits; no reminder of a month that was reported meanwhile."""
    with app.transport() as transport:
        moment = now.astimezone(app.settings.department.zone)
        way = replace(
            sending or Sending(), still_true=partial(_still_true, app), chosen=partial(is_chosen, app)
        )
        return deliver(app.store, transport, app.sending_limits, moment, way)


def _still_true(app: Application, letter: Letter) -> bool:
    """Whether what a letter says still holds: a reminder may have waited for a limit or for the end of quiet hours."""
    if letter.kind is not LetterKind.REMINDER:
        return True
    form = letter.cause.partition("/")[0]
    return all(app.store.on_file(form, letter.unit, period) is None for period in letter.periods)


def is_chosen(app: Application, letter: Letter) -> bool:
    """Whether it answers an address that nobody registered by name: of a registered domain anybody may invent one."""
    return letter.kind in ANSWERS and not any(app.registry.names_address(address) for address in letter.to)


def answer_rule(app: Application) -> Callable[[WaitingMail], bool]:
    """Which mails that wait are to be answered, as things stand: those of the mailbox, but for unfinished imports of it.

    Raises StoreError.
    """
    own = app.mailbox().name
    imports = unfinished_imports.of_mailbox(app.settings.storage.path, own)

    def answered(mail: WaitingMail) -> bool:
        ours = mail.key.mailbox == own or (mail.key.mailbox == ADOPTED and app.store.is_in(mail.sha256, own))
        imported = mail.arrived is not None and any(span.holds(mail.arrived) for span in imports)
        return ours and not imported

    return answered
