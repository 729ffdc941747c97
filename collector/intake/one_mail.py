"""One waiting mail → its one outcome, through all the stages, read from top to bottom; knows no mailbox.

kept in the spool → opened, read and searched in the confined room → understood → decided → files put and rows, letters
and outcome written
"""

import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from collector.application import Application
from collector.confined.values import Contents, Order, Task
from collector.errors import CollectorError, HeldMailError, NoRoomError, StoreError, WorkerError
from collector.filing.decide import decide
from collector.filing.describe import Case
from collector.filing.file_away import file_away
from collector.filing.layout import plan
from collector.filing.understood import Understood
from collector.intake.answers import letters_about
from collector.intake.scan_lane import ScanLane
from collector.letters.letterhead import LetterContext
from collector.model.letters import Letter
from collector.model.mail import Address, ContactFailure, Mail
from collector.model.outcomes import Outcome, Verdict
from collector.model.reasons import Reason
from collector.possible_times import possible
from collector.readers.limits import MEGABYTE
from collector.store.records import Completed, MailFacts, WaitingMail

MOST_TRIES = 3  # of a mail whose processing raises
HEAD_OF_MAIL = 65536  # bytes of a mail beyond the limit that are looked at, for its sender
HEAD_SECONDS = 1.0  # that looking at it may take where the whole mail took too long
MOST_AHEAD = 1 << 20  # bytes of a mail that is opened before its turn
_MOST_TRACEBACK = 10_000  # characters kept of one
_HELD = frozenset({Outcome.REVIEW, Outcome.RETURNED})

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Opened:
    """A waiting mail with the bytes that the confined room is given, and what it is asked about them."""

    waiting: WaitingMail
    data: bytes
    order: Order

    @property
    def too_large(self) -> bool:
        """Whether it is beyond the limit: its data are its head alone."""
        return self.order.task is Task.HEAD


def open_waiting(app: Application, waiting: WaitingMail, now: datetime) -> Opened:
    """A waiting mail out of the spool, noted as the one in hand; it is not looked into yet. Raises StoreError and WorkerError.

    It comes in hand when the confined room can take it: a kill while that starts is no mail's fault.
    """
    app.understanding.room.wait()
    app.spool.hold(waiting.sha256)
    too_large = waiting.size > app.settings.limits.mail_megabytes * MEGABYTE
    sha256, task = waiting.sha256, Task.HEAD if too_large else Task.MAIL
    data = app.spool.head(sha256, HEAD_OF_MAIL) if too_large else app.spool.read(sha256)
    return Opened(waiting, data, app.understanding.order(task, waiting.key.uid, waiting.arrived, now))


class NextMail:
    """The mail after the one in hand, which the confined room opens while that one is filed."""

    def __init__(self, app: Application, now: datetime) -> None:
        self._app = app
        self._now = now
        self._opened: Opened | None = None

    def open(self, following: WaitingMail | None, in_hand: WaitingMail) -> None:
        """Opens the next mail unless it is large: never are two large ones in memory."""
        if following is None or following.size > MOST_AHEAD:
            return
        try:
            self._opened = open_waiting(self._app, following, self._now)
            self._app.understanding.room.ahead(self._opened.order, self._opened.data)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is met again, and dealt with, at that mail's turn
            log.debug("not-ahead", mail=following.sha256, why=str(error))
            self._opened = None
        self._app.spool.hold(in_hand.sha256)

    def take(self, waiting: WaitingMail) -> Opened:
        """The mail whose turn it is."""
        found, self._opened = self._opened, None
        if found is None:
            return open_waiting(self._app, waiting, self._now)
        self._app.spool.hold(waiting.sha256)
        return found


def process_mails(
    app: Application,
    lane: ScanLane,
    mails: Sequence[WaitingMail],
    now: datetime,
    answers: Callable[[WaitingMail], bool],
) -> Iterator[Outcome | None]:
    """The outcome of each mail in turn; None for one that was put aside for the lane, or failed and waits for another try.

    One bad mail never stops the next. Letters are written to those that `answers` allows. Raises WorkerError when
    nothing can be read at present, NoRoomError when nothing can be written, and StoreError when the storage fails.
    """
    ahead = NextMail(app, now)
    for waiting, following in zip(mails, [*mails[1:], None], strict=True):
        outcome: Outcome | None = None
        try:
            mail = ahead.take(waiting)
            contents = app.understanding.contents(mail.order, mail.data)
            if not _put_aside(app, lane, mail, contents):
                seen = lane.seen(waiting.sha256) or ()
                understood = None if mail.too_large else app.understanding.of(contents, seen)
                ahead.open(following, waiting)
                outcome = _decide_and_file(app, mail, (contents, understood), now, letters=answers(waiting))
        except (WorkerError, NoRoomError):
            raise  # no mail's fault: nothing is counted, and a later pass goes on here
        except HeldMailError as error:
            log.warning("mail-held", mail=waiting.sha256, why=str(error))
            outcome = hold_for_person(app, waiting, now, Reason(error.code), _facts_of_head(app, mail))
        except Exception as error:  # noqa: BLE001 - told in the log, with its traceback
            outcome = _count_failure(app, waiting, error, now)
        if outcome:
            lane.forget(waiting.sha256)
        yield outcome


def _put_aside(app: Application, lane: ScanLane, opened: Opened, contents: Contents) -> bool:
    """Whether the mail waits until the lane has looked at its pictures."""
    sha256, understanding = opened.waiting.sha256, app.understanding
    if opened.too_large or lane.seen(sha256) is not None:
        return False
    pictures = understanding.pictures(contents)
    return bool(pictures) and lane.put_aside(sha256, pictures, office=understanding.is_from_office(contents))


def _count_failure(app: Application, waiting: WaitingMail, error: Exception, now: datetime) -> Outcome | None:
    log.exception("mail-failed", mail=waiting.sha256)
    told = traceback.format_exc()[-_MOST_TRACEBACK:]
    if app.store.fail(waiting.sha256, told, now) < MOST_TRIES:
        return None
    return hold_for_person(app, waiting, now, Reason("internal-error", {"detail": type(error).__name__}))


def _facts_of_head(app: Application, opened: Opened) -> MailFacts | None:
    """Who sent what, of a mail that costs too much as a whole; None where its head does too."""
    head = replace(opened.order, task=Task.HEAD, seconds=HEAD_SECONDS)
    try:
        return _facts(app.understanding.contents(head, opened.data[:HEAD_OF_MAIL]).mail)
    except CollectorError:
        return None


def _decide_and_file(
    app: Application,
    opened: Opened,
    found: tuple[Contents, Understood | None],
    now: datetime,
    *,
    letters: bool,
) -> Outcome:
    """The outcome of a mail, filed, with an answer if `letters` may be written.

    `found`: its contents and what they say (None: it is too large for that).
    """
    (contents, understood), sha256 = found, opened.waiting.sha256
    if understood is None:
        verdict = Verdict(Outcome.RETURNED, (Reason("too-large"),))
    else:
        verdict = decide(understood, app.rules, app.store.on_file, app.sent_back)
        if verdict.outcome in _HELD:
            presumed = app.understanding.presumed(contents, understood.reports)
            verdict = replace(verdict, presumed=presumed)
    mail = understood.mail if understood else contents.mail
    context = LetterContext(app.letterhead, mail, sha256, verdict)
    written, limit = letters_about(app, context, now) if letters else ((), "")
    if limit:
        verdict = replace(verdict, reasons=(*verdict.reasons, Reason("not-answered", {"limit": limit})))
    case = Case(sha256, opened.waiting.size, _facts(mail), verdict, contents.attachments)
    _file(app, case, written, now, app.understanding.failures(contents))
    log.info("mail-done", mail=sha256, outcome=verdict.outcome.value, reports=len(verdict.rulings))
    return verdict.outcome


def _file(
    app: Application,
    case: Case,
    letters: Iterable[Letter],
    now: datetime,
    failures: tuple[ContactFailure, ...] = (),
) -> None:
    """Puts a mail's files into the archive and its rows, its `letters` and what it tells of addresses (`failures`) into the store.

    `case` is the mail with its verdict; what is written bears the time `now`.
    """
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


def _facts(mail: Mail) -> MailFacts:
    return MailFacts(mail.received, mail.sender, mail.subject, mail.message_id)


def hold_for_person(
    app: Application, waiting: WaitingMail, now: datetime, why: Reason, mail: MailFacts | None = None
) -> Outcome:
    """Leaves a mail to a person, with as much of it as could be told (`mail`)."""
    facts = mail or MailFacts(possible(waiting.arrived, now) or now, Address("", ""), "", "")
    verdict = Verdict(Outcome.REVIEW, (why,))
    try:
        case = Case(waiting.sha256, app.spool.check(waiting.sha256), facts, verdict)
    except StoreError:  # the spool's file is damaged: there is nothing to put into the archive
        app.store.record([Completed(waiting.sha256, facts, verdict, now)])
    else:
        _file(app, case, (), now)
    return Outcome.REVIEW
