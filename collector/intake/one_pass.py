"""What waits in a mailbox → taken in, a group of mails in one commit; what becomes of one mail is for `one_mail`.

waiting in the mailbox → kept in the spool → entered in the ledger → through the stages → committed → marked

A mail whose pictures have to be looked at is put aside for the lane (`scan_lane`), and taken up when they were.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime

from collector.application import Application
from collector.filing.spool import ADOPTED
from collector.intake import one_mail
from collector.intake.fetching import Fetching
from collector.intake.scan_lane import ScanLane
from collector.mailbox.mailbox import Known, Mailbox
from collector.model.mail import MailKey
from collector.model.outcomes import Outcome
from collector.model.reasons import Reason
from collector.stop import Stop, never
from collector.store.records import WaitingMail

Tick = Callable[[int, int], None]  # how many mails are done, of how many; 0: not known

AT_ONCE = 100  # mails that share a commit; after a death each has its own: another one costs no progress
MOST_CRASHES = 25  # of the process, with the same mail in hand


def _always(_mail: WaitingMail) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Manner:
    """How a pass is done: who is told of each mail, which mails may be answered, and whether to end early.

    `lane` is a daemon's, which goes on while pictures are looked at; without one the pass has its own and waits for it.
    """

    tick: Tick
    answers: Callable[[WaitingMail], bool] = _always
    stop: Stop = never
    lane: ScanLane | None = None


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
    taken = 0
    with _lane_of(app, manner) as lane:
        work = _Work(app, now, manner, lane)
        _hold_deadly(app, now)
        work.off(mailbox.name)
        if not manner.stop():
            mailbox.mark(_outcomes(app, mailbox.unmarked(app.store.knows)))
        with Fetching(mailbox, app.spool) as fetching:
            for kept in () if manner.stop() else fetching.chunks(_known(app), manner.stop):
                app.store.take_in(kept)
                taken += len(kept)
                work.off(mailbox.name)
                fetching.mark(_outcomes(app, (mail.key for mail in kept)))
        work.off()
        if manner.lane is None and work.finish():
            mailbox.mark(_outcomes(app, mailbox.unmarked(app.store.knows)))
    return IntakeReport(taken, dict(work.outcomes))


def take_up(app: Application, now: datetime, manner: Manner, lane: ScanLane) -> Mapping[str, int]:
    """Takes up the mails whose turn it is in the daemon's lane, without a look into the mailbox; their outcomes.

    They are marked at the next pass. Raises as `take_in` does.
    """
    work = _Work(app, now, manner, lane)
    if lane.turns():
        work.off(app.mailbox().name)
    return dict(work.outcomes)


def _lane_of(app: Application, manner: Manner) -> AbstractContextManager[ScanLane]:
    return nullcontext(manner.lane) if manner.lane else ScanLane(app.understanding, app.spool)


def _known(app: Application) -> Known:
    """Whether the ledger knows a mail; at the first new one the worker is started, which takes longer than fetching."""

    def known(key: MailKey) -> bool:
        if app.store.knows(key):
            return True
        app.understanding.room.start()
        return False

    return known


class _Work:
    """What a pass works with, and what it brought so far: `outcomes` counts those that are committed."""

    def __init__(self, app: Application, now: datetime, manner: Manner, lane: ScanLane) -> None:
        self._app, self._now, self._manner, self._lane = app, now, manner, lane
        self._told = 0
        self.outcomes: Counter[str] = Counter()

    def off(self, claimed_by: str = "") -> None:
        """Gives every waiting mail its outcome, a group at a time, but for those that wait for the lane.

        With `claimed_by`, mails that were found in the spool wait until that mailbox has offered them.
        """
        app, manner = self._app, self._manner
        while not manner.stop() and (waiting := self._waiting(claimed_by)):
            finished: list[Outcome] = []
            with app.store.group(), app.archive.group():
                for outcome in one_mail.process_mails(app, self._lane, waiting, self._now, manner.answers):
                    if outcome:
                        finished.append(outcome)
                        self._told += 1
                        manner.tick(self._told, 0)
                    if manner.stop():
                        break
            app.spool.release()
            self.outcomes.update(outcome.value for outcome in finished)

    def finish(self) -> bool:
        """Waits for the lane and takes up its mails until none is left; whether there was one."""
        waited = False
        while self._lane.wait(self._manner.stop):
            waited = True
            self.off()
        return waited

    def _waiting(self, claimed_by: str) -> list[WaitingMail]:
        """The next mails to be worked on together: those whose turn it is in the lane, then the oldest that it has not.

        After a death one by one, until the mails that were in hand have their outcomes.
        """
        store, lane = self._app.store, self._lane
        most = 1 if self._is_careful() else AT_ONCE
        others = [
            mail
            for mail in store.waiting(most, lane.mails)
            if not claimed_by or mail.key.mailbox != ADOPTED or store.is_in(mail.sha256, claimed_by)
        ]
        return [*self._turns(), *others][:most]

    def _turns(self) -> Iterator[WaitingMail]:
        """The mails whose turn it is in the lane, which lets go of those that have their outcome by another way."""
        for sha256 in self._lane.turns():
            if mail := self._app.store.waiting_mail(sha256):
                yield mail
            else:
                self._lane.forget(sha256)

    def _is_careful(self) -> bool:
        """Whether a mail with which the last process died may be met now: not while it only waits for the lane."""
        asleep = set(self._lane.mails) - {*self._lane.turns(), self._lane.looks_at}
        return any(self._app.store.is_waiting(sha256) for sha256 in self._app.in_hand if sha256 not in asleep)


def _outcomes(app: Application, keys: Iterable[MailKey]) -> dict[MailKey, Outcome]:
    """What became of mails, for people to see in the mailbox; only what is committed."""
    return {key: outcome for key in keys if (outcome := app.store.outcome(key))}


# ── what goes wrong ─────────────────────────────────────────────────────────────────────────────


def _hold_deadly(app: Application, now: datetime) -> None:
    """Holds a mail with which the process died again and again; a kill from outside hits another mail each time."""
    for sha256 in app.in_hand:
        mail = app.store.waiting_mail(sha256)
        if mail and mail.crashes >= MOST_CRASHES:
            with app.store.group(), app.archive.group():
                one_mail.hold_for_person(app, mail, now, Reason("internal-error", {"detail": "crash"}))
