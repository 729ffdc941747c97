"""The frozen values that go into the store and come out of it; they know no SQL and no file.

What flows between the stages is in `collector.model`; here is only what filing adds to it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from collector.model.letters import Letter, LetterState
from collector.model.mail import Address, ContactFailure, MailKey
from collector.model.outcomes import UNTOLD, Outcome, Presumed, Verdict
from collector.model.reasons import Reason
from collector.periods import Period


@dataclass(frozen=True, slots=True)
class KeptMail:
    """A mail whose bytes the spool keeps."""

    key: MailKey
    sha256: str
    size: int  # bytes
    arrived: datetime | None  # as the server said, aware; None if it did not say


@dataclass(frozen=True, slots=True)
class WaitingMail:
    """A mail that was taken in and has no outcome yet."""

    sha256: str
    key: MailKey  # the first name by which it came
    arrived: datetime | None  # as the server said, aware; None if it did not say
    attempts: int  # how often its processing raised
    crashes: int = 0  # how often the process died with this mail in hand
    size: int = 0  # bytes


@dataclass(frozen=True, slots=True)
class MailFacts:
    """What the ledger remembers of a mail once it was parsed."""

    received: datetime  # aware
    sender: Address
    subject: str
    message_id: str


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """One file of the archive: its path below the archive's root, and its bytes by hash."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Placement:
    """Where one mail or one report lies in the archive; an empty folder: nowhere."""

    folder: str = ""
    files: tuple[ArchivedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Completed:
    """A mail with its verdict, the letters that it causes and the places of its files, ready to be recorded."""

    sha256: str
    mail: MailFacts
    verdict: Verdict
    processed_at: datetime
    letters: Sequence[Letter] = ()
    mail_place: Placement = Placement()
    report_places: Sequence[Placement] = ()  # one a ruling, in their order; empty: none was archived
    failures: Sequence[ContactFailure] = ()  # what a bounce tells


@dataclass(frozen=True, slots=True)
class HeldReport:
    """Something that was returned or waits for a person: a report, or a mail in which none was found."""

    outcome: Outcome  # REVIEW or RETURNED
    reasons: tuple[Reason, ...]
    form: str | None  # None for a mail without a report
    unit: str | None
    period: Period | None
    sha256: str  # of the mail
    received: datetime
    sender: str
    sender_name: str
    subject: str
    attachment: str  # "" for the body, or for a mail without a report
    archive: str  # folder below the archive's root
    presumed: Presumed = UNTOLD  # by its mail alone


@dataclass(frozen=True, slots=True)
class SentBackMail:
    """A mail that was sent back or questioned, and when the letter was written that says so."""

    received: datetime
    sender: str
    answered: datetime


@dataclass(frozen=True, slots=True)
class QueuedLetter:
    """A letter of the outbox, with what was tried so far."""

    id: int
    letter: Letter
    state: LetterState
    attempts: int
    created: datetime
    next_attempt: datetime | None  # None: at once, or never again for one that is sent or failed
    answer: str  # the server's last answer or error, "" if never tried
    sent: datetime | None
    uncertain: int = 0  # how often it may have arrived without our hearing so


@dataclass(frozen=True, slots=True)
class Bounce:
    """A contact that was not reached, and the letter that came back."""

    failure: ContactFailure
    happened: datetime
    letter: int | None  # its number in the outbox; None if it is not in this database
    unit: str  # that the letter was to, "" for none
    subject: str  # of the letter, "" likewise


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that is wrong."""

    kind: str
    since: datetime  # when it was first seen
    cause: str  # for the administrator, in English


@dataclass(frozen=True, slots=True)
class Breaker:
    """All letters are held, since when and why."""

    tripped: datetime
    why: str


@dataclass(frozen=True, slots=True)
class ReminderLetter:
    """A reminder with the months it speaks of: written together, once for each month and stage."""

    form: str
    unit: str
    keys: tuple[tuple[Period, str], ...]  # month and the stage that it has reached
    letter: Letter


@dataclass(frozen=True, slots=True)
class Told:
    """What the JSON of one folder of the archive has to say, by the rows."""

    path: str  # of the JSON, below the archive's root; "": none is recorded
    name: str  # of what it speaks, in words
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row that holds what the collector never writes, so that nothing can be made of it."""

    name: str  # of the row, in words
    why: str


@dataclass(frozen=True, slots=True)
class LetterHeads:
    """What the row of a letter says that its own header says too."""

    id: int
    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    message_id: str
    raw: bytes
