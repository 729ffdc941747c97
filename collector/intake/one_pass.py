"""What waits in a mailbox → taken in, a group of mails in one commit; what becomes of one mail is for `stages`.

waiting in the mailbox → kept in the spool → entered in the ledger → through the stages → committed → marked
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from collector.application import Application
from collector.filing.spool import ADOPTED
from collector.intake import one_mail
from collector.intake.fetching import Fetching
from collector.mailbox.mailbox import Known, Mailbox
from collector.model import MailKey, Outcome, Reason
from collector.store.records import WaitingMail

Tick = Callable[[int, int], None]  # how many mails are done, of how many; 0: not known

AT_ONCE = 100  # mails that share a commit; after a death each has its own: another one costs no progress
MOST_CRASHES = 25  # of the process, with the same mail in hand


def _always(_mail: WaitingMail) -> bool:
    return True


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Manner:
    """How a pass is done: who is told of each mail, which mails may be answered, and whether to end early."""

    tick: Tick
    answers: Callable[[WaitingMail], bool] = _always
    stop: Callable[[], bool] = _never


@dataclass(frozen=True, slots=True)
class IntakeReport:
    """What one pass brought: new mails, and how many mails had which outcome."""

    taken_in: int
    outcomes: Mapping[str, int]


def take_in(app: Application, mailbox: Mailbox, now: datetime, manner: Manner) -> IntakeReport:
    """Takes in everything that waits in a mailbox, and what an earlier pass left unfinished.

    Told to stop, it finishes the mail in hand and commits; the rest waits for the next pass. Mails that were found in the
    spool without a name come last, when the mailbox had its turn to claim them: only then is it known whether they are its.
    Raises MailboxError when the mailbox fails and StoreError when the storage does; what was done until then stays.
    """
    outcomes, taken, finished = Counter[str](), 0, count(1)

    def count_one() -> None:
        manner.tick(next(finished), 0)

    _note_crash(app, now)
    outcomes.update(work_off(app, now, count_one, manner, claimed_by=mailbox.name))
    if not manner.stop():
        mailbox.mark(_outcomes(app, mailbox.unmarked(app.store.knows)))
    with Fetching(mailbox, app.spool) as fetching:
        for kept in () if manner.stop() else fetching.chunks(_known(app), manner.stop):
            app.store.take_in(kept)
            taken += len(kept)
            outcomes.update(work_off(app, now, count_one, manner, claimed_by=mailbox.name))
            fetching.mark(_outcomes(app, (mail.key for mail in kept)))
    outcomes.update(work_off(app, now, count_one, manner))
    return IntakeReport(taken, dict(outcomes))


def _known(app: Application) -> Known:
    """Whether the ledger knows a mail; at the first new one the worker is started, which takes longer than fetching."""

    def known(key: MailKey) -> bool:
        if app.store.knows(key):
            return True
        app.understanding.room.start()
        return False

    return known


def work_off(
    app: Application, now: datetime, count_one: Callable[[], None], manner: Manner, *, claimed_by: str = ""
) -> Counter[str]:
    """Gives every waiting mail its outcome, a group at a time; `count_one` is called for each. Answers their number by outcome.

    `now` is the time of the pass (aware), `manner` says which mails may be answered and when to stop. With
    `claimed_by`, mails that were found in the spool wait until that mailbox has offered them.
    """
    outcomes: Counter[str] = Counter()
    while not manner.stop() and (waiting := _waiting(app, claimed_by)):
        finished: list[Outcome] = []
        with app.store.group(), app.archive.group():
            for outcome in one_mail.process_mails(app, waiting, now, manner.answers):
                if outcome:
                    finished.append(outcome)
                    count_one()
                if manner.stop():
                    break
        app.spool.release()
        outcomes.update(outcome.value for outcome in finished)
    return outcomes


def _waiting(app: Application, claimed_by: str) -> list[WaitingMail]:
    """The next mails to be worked on together; after a death one by one, until the mail in hand has its outcome."""
    careful = app.in_hand is not None and app.store.is_waiting(app.in_hand)
    return [
        mail
        for mail in app.store.waiting(1 if careful else AT_ONCE)
        if not claimed_by or mail.key.mailbox != ADOPTED or app.store.is_in(mail.sha256, claimed_by)
    ]


def _outcomes(app: Application, keys: Iterable[MailKey]) -> dict[MailKey, Outcome]:
    """What became of mails, for people to see in the mailbox; only what is committed."""
    return {key: outcome for key in keys if (outcome := app.store.outcome(key))}


# ── what goes wrong ─────────────────────────────────────────────────────────────────────────────


def _note_crash(app: Application, now: datetime) -> None:
    """Holds a mail with which the process died again and again; a kill from outside hits another mail each time."""
    if app.in_hand is None or not app.store.has_mail(app.in_hand):
        return
    if app.store.crashed(app.in_hand) < MOST_CRASHES:
        return
    stuck = next((mail for mail in app.store.waiting(AT_ONCE) if mail.sha256 == app.in_hand), None)
    if stuck:
        with app.store.group(), app.archive.group():
            one_mail.hold_for_person(app, stuck, now, Reason("internal-error", {"detail": "crash"}))
