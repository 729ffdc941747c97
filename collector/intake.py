"""One mail through all the stages, read from top to bottom; groups of mails share one commit.

waiting in the mailbox → kept in the spool → entered in the ledger → understood → decided
→ files put and rows, letters and outcome written, together → marked in the mailbox
"""

import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count

import structlog

from collector.application import Application
from collector.errors import StoreError, WorkerError
from collector.filing.clerk import file_away
from collector.filing.decide import decide
from collector.filing.describe import Case
from collector.filing.layout import plan
from collector.filing.receipt import receipt_number
from collector.filing.records import Completed, MailFacts, WaitingMail
from collector.filing.spool import ADOPTED
from collector.letters.compose import answer
from collector.letters.desk import LetterContext
from collector.letters.policy import may_answer
from collector.mail import bounce
from collector.mail.message import parse
from collector.mail.source import Mailbox
from collector.model import (
    Address,
    ContactFailure,
    Letter,
    Mail,
    MailKey,
    Outcome,
    RawMail,
    Reason,
    Verdict,
)
from collector.readers.limits import MEGABYTE

Tick = Callable[[int, int], None]  # how many mails are done, of how many; 0: not known

AT_ONCE = 50  # mails that share a commit; after a death each has its own: another one costs no progress
MOST_TRIES = 3  # of a mail whose processing raises
MOST_CRASHES = 25  # of the process, with the same mail in hand
HEAD_OF_MAIL = 65536  # bytes of a mail beyond the limit that are looked at, for its sender
_MOST_TRACEBACK = 10_000  # characters kept of one

log = structlog.get_logger()


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

    def told() -> None:
        manner.tick(next(finished), 0)

    _note_crash(app, now)
    outcomes.update(work_off(app, now, told, manner, claimed_by=mailbox.name))
    if not manner.stop():
        _mark(app, mailbox, mailbox.unmarked(app.store.knows))
    for chunk in () if manner.stop() else mailbox.waiting(app.store.knows):
        app.spool.keep(chunk)
        app.store.take_in(chunk)
        keys = [raw.key for raw in chunk]
        del chunk  # the spool has the bytes: only one chunk is ever in memory
        taken += len(keys)
        outcomes.update(work_off(app, now, told, manner, claimed_by=mailbox.name))
        _mark(app, mailbox, keys)
        if manner.stop():
            break
    outcomes.update(work_off(app, now, told, manner))
    return IntakeReport(taken, dict(outcomes))


def work_off(
    app: Application, now: datetime, told: Callable[[], None], manner: Manner, *, claimed_by: str = ""
) -> Counter[str]:
    """Gives every waiting mail its outcome, a group at a time; `told` is called for each.

    With `claimed_by`, mails that were found in the spool wait until that mailbox has offered them.
    """
    outcomes: Counter[str] = Counter()
    while not manner.stop() and (waiting := _waiting(app, claimed_by)):
        finished: list[Outcome] = []
        with app.store.group(), app.archive.group():
            for mail in waiting:
                if manner.stop():
                    break
                outcome = _attempt(app, mail, now, letters=manner.answers(mail))
                if outcome:
                    finished.append(outcome)
                    told()
        app.spool.release()
        outcomes.update(outcome.value for outcome in finished)
    return outcomes


def _waiting(app: Application, claimed_by: str) -> list[WaitingMail]:
    """The next mails to be worked on together."""
    return [
        mail
        for mail in app.store.waiting(1 if app.in_hand else AT_ONCE)
        if not claimed_by or mail.key.mailbox != ADOPTED or app.store.is_in(mail.sha256, claimed_by)
    ]


def _mark(app: Application, mailbox: Mailbox, keys: Iterable[MailKey]) -> None:
    """Shows people in the mailbox what became of mails; only what is committed is shown."""
    mailbox.mark({key: outcome for key in keys if (outcome := app.store.outcome(key))})


def _attempt(app: Application, waiting: WaitingMail, now: datetime, *, letters: bool) -> Outcome | None:
    """One mail through the stages; None if it failed and waits for another try. One bad mail never stops the next."""
    app.spool.hold(waiting.sha256)
    try:
        return _process(app, waiting, now, letters=letters)
    except WorkerError:
        raise  # nothing can be read at present: no mail's fault
    except Exception as error:  # a full disk fails again below, and then stops the pass with nothing counted
        log.exception("mail-failed", mail=waiting.sha256)
        told = traceback.format_exc()[-_MOST_TRACEBACK:]
        if app.store.fail(waiting.sha256, told, now) < MOST_TRIES:
            return None
        return _hold(app, waiting, now, type(error).__name__)


def _process(app: Application, waiting: WaitingMail, now: datetime, *, letters: bool) -> Outcome:
    data = app.spool.read(waiting.sha256)
    if len(data) > app.settings.limits.mail_megabytes * MEGABYTE:
        mail = parse(RawMail(waiting.key, data[:HEAD_OF_MAIL], waiting.arrived), now)
        case = Case(data, _facts(mail), Verdict(Outcome.RETURNED, (Reason("too-large"),)))
    else:
        mail = parse(RawMail(waiting.key, data, waiting.arrived), now)
        understood, attachments = app.understanding.of(mail)
        case = Case(data, _facts(mail), decide(understood, app.rules, app.store.on_file), attachments)
    verdict = case.verdict
    written = _letters(app, mail, waiting.sha256, verdict, now) if letters else ()
    _file(app, case, written, now, _failures(app, data, verdict))
    log.info("mail-done", mail=waiting.sha256, outcome=verdict.outcome.value, reports=len(verdict.rulings))
    return verdict.outcome


def _file(
    app: Application,
    case: Case,
    letters: Iterable[Letter],
    now: datetime,
    failures: tuple[ContactFailure, ...] = (),
) -> None:
    placed = plan(case, app.labels, app.archive_words)
    done = Completed(
        case.sha256,
        case.mail,
        case.verdict,
        now,
        tuple(letters),
        placed.mail_place,
        placed.report_places,
        failures,
    )
    file_away(app.store, app.archive, placed, done)


def _failures(app: Application, data: bytes, verdict: Verdict) -> tuple[ContactFailure, ...]:
    """Whom a letter of ours did not reach, if this mail is such a letter come back."""
    is_bounce = verdict.machine is not None and verdict.machine.kind == "bounce"
    return bounce.failures(data, app.understanding.secret) if is_bounce else ()


def _letters(
    app: Application, mail: Mail, sha256: str, verdict: Verdict, now: datetime
) -> tuple[Letter, ...]:
    """The answer to a mail, if it may have one and needs one."""
    own = (app.settings.department.address, *app.settings.department.staff)
    if not may_answer(mail, verdict.machine, own):
        return ()
    receipts = tuple(
        receipt_number(ruling.report.unit, ruling.report.period, ruling.revision, ruling.report.form)
        if ruling.report.unit and ruling.report.period and ruling.revision
        else ""
        for ruling in verdict.rulings
    )
    letter = answer(LetterContext(app.desk, mail, sha256, verdict, receipts), app.wording, now)
    return (letter,) if letter else ()


def _facts(mail: Mail) -> MailFacts:
    return MailFacts(mail.received, mail.sender, mail.subject, mail.message_id)


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
            _hold(app, stuck, now, "crash")


def _hold(app: Application, waiting: WaitingMail, now: datetime, detail: str) -> Outcome:
    """Leaves a mail to a person, with as much of it as can be told without understanding it."""
    facts = MailFacts(waiting.arrived or now, Address("", ""), "", "")
    verdict = Verdict(Outcome.REVIEW, (Reason("internal-error", {"detail": detail}),))
    try:
        case = Case(app.spool.read(waiting.sha256), facts, verdict)
    except StoreError:  # the spool's file is damaged: there is nothing to put into the archive
        app.store.record([Completed(waiting.sha256, facts, verdict, now)])
    else:
        _file(app, case, (), now)
    return Outcome.REVIEW
