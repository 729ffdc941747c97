"""A mail, or a count of letters → whether a letter may be written or may leave now; pure, and writes nothing itself."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time

from collector.model import LetterKind, Machine, Mail

# RFC 5321, 4.1.2, narrowed to what a registry of offices can hold: no quoted local part, no address literal.
_ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]++(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]++)*+"
    r"@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(no[-_.]?reply|do[-_.]?not[-_.]?reply|never[-_.]?reply|mailer[-_.]?daemon|postmaster|daemon|bounces?|nobody"
    r"|listserv|majordomo|root|abuse)([-_+.=].*)?"
    r"|owner-.*|.*-(request|owner|bounces?|noreply|no-reply|relay)|.*[-_.](noreply|donotreply)",
    re.IGNORECASE,
)

# Kinds of letter that tell the department's own people that something is wrong.
URGENT = frozenset({LetterKind.ALERT, LetterKind.RECOVERED})


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


YES = Answer(True)


def may_answer(mail: Mail, machine: Machine | None, own: Collection[str]) -> Answer:
    """Whether a letter may answer this mail; `own` are the department's addresses, the mailbox's and the staff's.

    The rules by name, in the order in which they are asked:

    - `machine`: no answer to a mail that no person wrote (RFC 3834, 2: Auto-Submitted, List-…, Precedence;
      RFC 3464, 2: no delivery report about a delivery report; RFC 8098, 2.1: nor about a receipt).
    - `null-sender`: no answer where Return-Path is <> (RFC 3834, 2; RFC 5321, 4.5.5).
    - `no-address`: no answer without one valid address to send it to (RFC 3834, 4).
    - `own-address`: no answer to ourselves, or two programs of ours write to each other (RFC 3834, 2).
    - `nobody`: no answer to MAILER-DAEMON, owner-…, …-request, noreply and their like, neither as sender nor
      as the address for answers (RFC 3834, 2; RFC 5230, 4.6).

    An answer goes to `answer_address`. That nobody is answered twice for one mail is the outbox's unique key.
    """
    address = answer_address(mail)
    if machine is not None:
        return Answer(False, "machine")
    if any(name == "return-path" and value.strip() in {"<>", ""} for name, value in mail.headers):
        return Answer(False, "null-sender")
    if not is_address(address):
        return Answer(False, "no-address")
    if {address, mail.sender.email.lower()} & {mine.strip().lower() for mine in own}:
        return Answer(False, "own-address")
    if any(_NOBODY.fullmatch(some.partition("@")[0]) for some in (address, mail.sender.email)):
        return Answer(False, "nobody")
    return YES


def may_send(
    to_recipient_today: int, in_last_hour: int, limits: SendingLimits, *, urgent: bool = False
) -> Answer:
    """Whether one more letter may leave now, by what left before it; a letter that may not is held, not dropped.

    For an `urgent` one the hour's cap does not count: it says why the others do not leave.

    - `shadow`: the department reads along and nothing is sent, urgent or not.
    - `recipient-cap`: that many letters to one address in a day are a loop or a mistake (RFC 3834, 2: limit
      the rate for each recipient).
    - `hour-cap`: so many letters from one office in an hour are a fault of ours, or get the mailbox shut.
    """
    if limits.shadow:
        return Answer(False, "shadow")
    if to_recipient_today >= limits.per_recipient_per_day:
        return Answer(False, "recipient-cap")
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


def answer_address(mail: Mail) -> str:
    """Where the answer goes: Reply-To if the sender gave one, else From.

    RFC 3834, 4 advises services against Reply-To. Offices send from a copier or a shared account and put the
    officer who waits for the answer into Reply-To; the caps in `may_send` bound what an abuser could do with it.
    """
    return (mail.reply_to.email or mail.sender.email).strip().lower()


def is_address(text: str) -> bool:
    """Whether a text is one plain address that any mail server takes."""
    return len(text) <= 254 and _ADDRESS.fullmatch(text) is not None
