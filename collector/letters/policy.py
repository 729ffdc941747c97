"""A mail, or a count of letters → whether a letter may be written or may leave now; pure, and writes nothing itself."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time

from collector.letters.addressee import Addressee, leads_to_nobody, mailbox_of
from collector.model.letters import LetterKind
from collector.model.mail import Machine, Mail, SenderVerdict
from collector.thai import fold

# RFC 5321, 4.1.2, narrowed to what a registry of offices can hold: no quoted local part, no address literal.
_ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]++(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]++)*+"
    r"@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}",
    re.IGNORECASE,
)
_STRANGERS_PART = 10  # one letter in so many may go to a stranger
_HOURS_A_DAY = 24

# Kinds of letter that tell the department's own people that something is wrong.
URGENT = frozenset({LetterKind.ALERT, LetterKind.RECOVERED})
# Kinds that answer a mail.
ANSWERS = frozenset({LetterKind.ACKNOWLEDGEMENT, LetterKind.RETURNED, LetterKind.REVIEW})


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes or no, and the rule that said so; rules are named in the docstrings below."""

    allowed: bool
    rule: str = ""

    def __bool__(self) -> bool:
        return self.allowed


@dataclass(frozen=True, slots=True)
class SendingLimits:
    """How many letters may leave, whatever else is true."""

    per_recipient_per_day: int = 20
    per_hour: int = 500
    shadow: bool = False  # write letters, send none
    hold_above_per_hour: int = 10_000  # answers written within an hour: beyond that something runs wild
    hold_after_failures: int = 10  # given up in a row: the account, not the letters, is at fault
    quiet: tuple[time, time] | None = None  # from and until, on the department's clock
    per_stranger_per_day: int = 3  # answers to one address that is registered for nothing
    per_stranger_per_month: int = 10

    @property
    def strangers_per_hour(self) -> int:
        """The part of the hour's letters that strangers may use up: registered offices are always served."""
        return max(1, self.per_hour // _STRANGERS_PART)


YES = Answer(True)


def may_answer(mail: Mail, machine: Machine | None, own: Collection[str], addressee: Addressee) -> Answer:
    """Whether a letter to the addressee may answer this mail; `own` are the department's addresses, the mailbox's and the staff's.

    The rules by name, in the order in which they are asked:

    - `machine`: no answer to a mail that no person wrote (RFC 3834, 2: Auto-Submitted, List-…, Precedence;
      RFC 3464, 2: no delivery report about a delivery report; RFC 8098, 2.1: nor about a receipt).
    - `null-sender`: no answer where Return-Path is <> (RFC 3834, 2; RFC 5321, 4.5.5).
    - `no-address`: no answer without one valid address to send it to (RFC 3834, 4).
    - `own-address`: no answer to ourselves, however the address is spelt, or two programs of ours write to each other
      (RFC 3834, 2).
    - `nobody`: no answer to MAILER-DAEMON, owner-…, …-request, noreply and their like, neither as sender nor
      as the address for answers (RFC 3834, 2; RFC 5230, 4.6).
    - `contradicted`: no answer to an address that is not registered and, by the mail server, wrote nothing.

    That nobody is answered twice for one mail is the outbox's unique key.
    """
    address, sender = addressee.email, mail.sender.email.lower()
    paths = [value.strip() for name, value in mail.headers if name == "return-path"]
    contradicted = mail.authenticity.verdict is SenderVerdict.CONTRADICTED
    rules = {
        "machine": machine is not None,
        "null-sender": any(path in {"<>", ""} for path in paths),
        "no-address": not is_address(address),
        "own-address": bool(set(map(mailbox_of, (address, sender))) & set(map(mailbox_of, own))),
        "nobody": any(map(leads_to_nobody, (address, sender))),
        "contradicted": contradicted and not addressee.registered,
    }
    return next((Answer(False, rule) for rule, holds in rules.items() if holds), YES)


def may_write_to_stranger(today: int, this_month: int, to_all_today: int, limits: SendingLimits) -> Answer:
    """Whether one more answer may be written to an address that is registered for nothing, by what was written before.

    - `stranger-day`, `stranger-month`: so many to one mailbox are no office that sends a report.
    - `strangers-day`: so many to all of them would never leave.
    """
    if today >= limits.per_stranger_per_day:
        return Answer(False, "stranger-day")
    if this_month >= limits.per_stranger_per_month:
        return Answer(False, "stranger-month")
    if to_all_today >= limits.strangers_per_hour * _HOURS_A_DAY:
        return Answer(False, "strangers-day")
    return YES


def may_answer_again(today: int, limits: SendingLimits, *, is_reply: bool) -> Answer:
    """Whether a registered sender's mail that brings nothing new is answered, by how many of his were so `today`.

    A machine without any sign of one answers each letter of ours, and each of its mails would be answered again. A
    letter that only waits for its turn would keep the two at it for ever; one that is not written ends it.

    - `replies-day`: `is_reply`, the mail answers a letter of ours: so many in a day help nobody.
    - `answers-day`: so many are more than may leave in a day.
    """
    if is_reply and today >= limits.per_stranger_per_day:
        return Answer(False, "replies-day")
    if today >= limits.per_recipient_per_day:
        return Answer(False, "answers-day")
    return YES


def repeats_subject(mail: Mail, subjects: Iterable[str]) -> bool:
    """Whether the subject of a mail holds that of a letter of ours, as `Re: …` and `[list] …` do."""
    said = fold(mail.subject)
    return any(ours in said for ours in map(fold, subjects) if ours)


def may_send(
    to_recipient_today: int,
    in_last_hour: int,
    limits: SendingLimits,
    *,
    urgent: bool = False,
    to_strangers: int = 0,
) -> Answer:
    """Whether one more letter may leave now, by what left before it; a letter that may not is held, not dropped.

    For an `urgent` one the hour's cap does not count: it says why the others do not leave. `to_strangers` is, for a
    letter to a stranger, how many left to strangers in the last hour.

    - `shadow`: the department reads along and nothing is sent, urgent or not.
    - `recipient-cap`: that many letters to one address in a day are a loop or a mistake (RFC 3834, 2: limit
      the rate for each recipient).
    - `stranger-cap`: strangers have used up their part of the hour.
    - `hour-cap`: so many letters from one office in an hour are a fault of ours, or get the mailbox shut.
    """
    if limits.shadow:
        return Answer(False, "shadow")
    if to_recipient_today >= limits.per_recipient_per_day:
        return Answer(False, "recipient-cap")
    if to_strangers >= limits.strangers_per_hour:
        return Answer(False, "stranger-cap")
    if in_last_hour >= limits.per_hour and not urgent:
        return Answer(False, "hour-cap")
    return YES


def is_quiet(now: datetime, limits: SendingLimits) -> bool:
    """Whether letters wait at this time of day; `now` is on the department's clock. The hours may span midnight."""
    if limits.quiet is None:
        return False
    begin, end = limits.quiet
    at = now.time()
    return begin <= at < end if begin < end else at >= begin or at < end


def must_hold(answers_in_last_hour: int, failures_in_a_row: int, limits: SendingLimits) -> str:
    """The breaker: why all letters are to be held until a person has looked, "" while they may go.

    So many answers within an hour are two programs that answer each other, or somebody who floods the mailbox; so
    many letters refused for good, one after another, get a mailbox shut. Who raised the hour's limit expects as many.
    """
    if answers_in_last_hour > max(limits.hold_above_per_hour, limits.per_hour):
        return f"{answers_in_last_hour} answers were written within an hour"
    if failures_in_a_row >= limits.hold_after_failures:
        return f"{failures_in_a_row} letters in a row were refused for good"
    return ""


def is_address(text: str) -> bool:
    """Whether a text is one plain address that any mail server takes."""
    return len(text) <= 254 and _ADDRESS.fullmatch(text) is not None
