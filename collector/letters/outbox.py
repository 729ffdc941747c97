"""Letters that are due → letters sent, postponed or given up, each noted before and after; knows no SQL and no wire.

A letter is a row before it is mail: it is marked as on the wire before it goes out, so that a process that dies
repeats at most that one, under the same Message-ID.
"""

from collections.abc import Callable, Collection
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from collector.errors import SendError
from collector.letters.interfaces import OutgoingLetter, SendingStore, Transport
from collector.letters.policy import URGENT, Answer, SendingLimits, is_quiet, may_send, must_hold
from collector.model.letters import Letter, LetterKind
from collector.stop import Stop, never

_AT_ONCE = 50
_MOST_FAILURES = 3  # in a row, until the server is left alone for this pass
_MOST_DOUBTS = 2  # how often a letter may have arrived unheard of: the second time it is not repeated
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class RetryPauses:
    """When a letter that was not taken is tried again, by how often it was tried; RFC 5321, 4.5.4.1."""

    pauses: tuple[timedelta, ...] = (
        timedelta(minutes=1),
        timedelta(minutes=5),
        timedelta(minutes=15),
        timedelta(hours=1),
        timedelta(hours=3),
        timedelta(hours=6),
    )  # the last one again and again
    give_up_after: timedelta = timedelta(days=5)  # since the letter was written

    def next_attempt(self, attempts: int, created: datetime, now: datetime) -> datetime | None:
        """When to try again after this many tries before; None: never by itself."""
        if now - created >= self.give_up_after:
            return None
        return now + self.pauses[min(attempts, len(self.pauses) - 1)]


def _always(_letter: Letter) -> bool:
    return True


def _never(_letter: Letter) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Sending:
    """How a pass is done: with what patience, whether to end it after the letter in hand, which letters still hold, and
    which go to an address that whoever wrote to us chose: refusals of those hold no other letter."""

    patience: RetryPauses = RetryPauses()
    stop: Stop = never
    still_true: Callable[[Letter], bool] = _always
    chosen: Callable[[Letter], bool] = _never


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What one pass over the outbox did."""

    sent: int = 0
    failed: int = 0  # given up: a person must look
    postponed: int = 0  # the server was busy, or their addressee has had enough letters today
    held: int = 0  # by shadow mode or the breaker, until they are released
    breaker: str = ""  # what keeps letters back: "shadow", "held", "quiet-hours", "hour-cap"
    unreachable: str = ""  # why the server could not be reached; the rest waits
    errors: tuple[str, ...] = ()  # one a letter that was not taken


@dataclass(slots=True)
class _Pass:
    """One pass under way."""

    store: SendingStore
    transport: Transport
    limits: SendingLimits
    now: datetime
    sending: Sending
    in_last_hour: int
    strangers: int  # letters to strangers in the last hour
    to_today: dict[tuple[str, bool], int] = field(default_factory=dict)  # with or without strangers' letters
    failures: int = 0  # in a row
    report: DeliveryReport = field(default_factory=DeliveryReport)
    open: bool = False

    @property
    def ended(self) -> bool:
        """Whether no letter is to leave any more, urgent or not."""
        return bool(self.report.unreachable) or self.sending.stop()

    def urgent(self) -> None:
        """Sends what tells the department's people that something is wrong, whatever holds the other letters."""
        self._work_off(URGENT, lambda: self.ended or self.limits.shadow)

    def all(self) -> None:
        """Sends every letter that is due, until something keeps the rest back."""
        self._work_off((), lambda: self.ended or bool(self.report.breaker))

    def _work_off(self, kinds: Collection[str], done: Callable[[], bool]) -> None:
        while not done() and (batch := self.store.due_letters(self.now, _AT_ONCE, kinds=kinds)):
            if not self._opened():
                return
            with self.store.group() if self.transport.repeatable else nullcontext():
                for queued in batch:
                    if done():
                        break
                    self._letter(queued)

    def _opened(self) -> bool:
        if not self.open:
            try:
                self.transport.open()
            except SendError as error:
                self.report = replace(self.report, unreachable=str(error))
            else:
                self.open = True
        return self.open

    def _letter(self, queued: OutgoingLetter) -> None:
        """Sends one letter, if it may leave now."""
        letter = queued.letter
        if not self.sending.still_true(letter):
            self.store.withdraw_letter(queued.id, self.now)
            return
        reminder = letter.kind is LetterKind.REMINDER  # bounded by the calendar: answers do not crowd it out
        answer = may_send(
            0 if reminder else self._to_recipient(letter),
            self.in_last_hour,
            self.limits,
            urgent=letter.kind in URGENT,
            to_strangers=self.strangers if letter.stranger else 0,
        )
        if not answer:
            self._keep(queued, answer)
            return
        if queued.uncertain >= _MOST_DOUBTS and not self.transport.repeatable:
            self._given_up(
                queued, "it may have arrived twice: the line broke each time before the server's answer"
            )
            return
        self.store.letter_sending(queued.id)
        try:
            response = self.transport.send(queued)
        except SendError as error:
            self._not_taken(queued, error)
            return
        self.store.letter_sent(queued.id, response, self.now)
        self.failures = 0
        self.in_last_hour += 1
        self.strangers += bool(queued.letter.stranger)
        for address, strangers in self.to_today:
            if address in queued.letter.to and (strangers or not queued.letter.stranger):
                self.to_today[address, strangers] += 1
        self.report = replace(self.report, sent=self.report.sent + 1)

    def _to_recipient(self, letter: Letter) -> int:
        """The most letters that one of its addressees was sent today; copies do not count: they are no loop.

        What strangers cause uses up nothing of an office's own: it counts for other such letters alone.
        """
        strangers = bool(letter.stranger)
        for address in letter.to:
            if (address, strangers) not in self.to_today:
                self.to_today[address, strangers] = self.store.sent_around(
                    address, self.now, _DAY, strangers=strangers
                )
        return max((self.to_today[address, strangers] for address in letter.to), default=0)

    def _keep(self, queued: OutgoingLetter, answer: Answer) -> None:
        if answer.rule not in {"recipient-cap", "stranger-cap"}:
            self.report = replace(self.report, breaker=answer.rule)
            return
        # Out of the way of the letters behind it, which are to others.
        self.store.letter_failed(queued.id, answer.rule, self.now + _HOUR, self.now)
        self.report = replace(self.report, postponed=self.report.postponed + 1)

    def _not_taken(self, queued: OutgoingLetter, error: SendError) -> None:
        again = (
            None
            if error.permanent
            else self.sending.patience.next_attempt(queued.attempts, queued.created, self.now)
        )
        if again is None:
            self._given_up(queued, str(error), uncertain=error.uncertain)
            self.failures = 0 if error.permanent else self.failures
            return
        self.store.letter_failed(queued.id, str(error), again, self.now, uncertain=error.uncertain)
        self.failures += 1
        self.report = replace(
            self.report,
            postponed=self.report.postponed + 1,
            unreachable=str(error) if self.failures >= _MOST_FAILURES else "",
            errors=(*self.report.errors, _told(queued, str(error))),
        )

    def _given_up(self, queued: OutgoingLetter, why: str, *, uncertain: bool = False) -> None:
        """Leaves a letter to a person; after so many in a row, all of them."""
        chosen = self.sending.chosen(queued.letter)
        self.store.letter_failed(queued.id, why, None, self.now, uncertain=uncertain, chosen=chosen)
        log.warning("letter-failed", letter=queued.id, to=queued.letter.to, why=why)
        self.report = replace(
            self.report, failed=self.report.failed + 1, errors=(*self.report.errors, _told(queued, why))
        )
        why_all = must_hold(0, self.store.failures_in_a_row(), self.limits)
        if why_all and not self.report.breaker:
            held = _grip(self.store, why_all, self.now)
            self.report = replace(self.report, breaker="held", held=held)


def _told(queued: OutgoingLetter, why: str) -> str:
    return f"{', '.join(queued.letter.to)}: {why}"


def _grip(store: SendingStore, why: str, now: datetime) -> int:
    """Holds all letters until a person releases them, and says so, once."""
    store.trip(why, now)
    held = store.hold_letters(why, but=URGENT)
    log.error("letters-held", why=why, held=held, remedy="collector letters --release")
    return held


def _kept_back(store: SendingStore, limits: SendingLimits, now: datetime) -> DeliveryReport:
    """What keeps letters back, if anything does: in shadow mode all, else all but the urgent ones."""
    if limits.shadow:
        return DeliveryReport(held=store.hold_letters("shadow"), breaker="shadow")
    if gripped := store.breaker():
        return DeliveryReport(held=store.hold_letters(gripped.why, but=URGENT), breaker="held")
    if why := must_hold(store.answers_around(now, _HOUR), store.failures_in_a_row(), limits):
        return DeliveryReport(held=_grip(store, why, now), breaker="held")
    return DeliveryReport(breaker="quiet-hours" if is_quiet(now, limits) else "")


def deliver(
    store: SendingStore,
    transport: Transport,
    limits: SendingLimits,
    now: datetime,
    sending: Sending = Sending(),
) -> DeliveryReport:
    """Sends every letter that is due at `now` (aware), oldest first, until none is left or something stops it.

    `now` is on the department's clock, as quiet hours are. In shadow mode it sends none and holds them all, so that
    they do not leave months later by surprise; so it does when the breaker grips. Beyond the hour's limit the rest
    waits for a later pass. Urgent letters go before the others and, but for shadow mode, in spite of all that. Told to
    stop, it ends after the letter in hand. Raises StoreError.
    """
    under_way = _Pass(
        store,
        transport,
        limits,
        now,
        sending,
        store.sent_around(None, now, _HOUR),
        store.sent_to_strangers(now, _HOUR),
        report=_kept_back(store, limits, now),
    )
    under_way.urgent()
    under_way.all()
    return under_way.report
