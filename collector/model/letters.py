"""A letter of ours, why it is written, how much it may say and where it stands; it knows no word of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from collector.periods import Period


class LetterSays(StrEnum):
    """How much of a report a letter may repeat to its reader."""

    EVERYTHING = "everything"  # what was read, and what it changed
    RECEIPT = "receipt"  # receipt number, unit, month, number of entries
    ARRIVAL = "arrival"  # that a mail came


class LetterKind(StrEnum):
    """Why a letter is written; its templates bear this name."""

    ACKNOWLEDGEMENT = "acknowledgement"
    NOTICE = "notice"  # to a unit's registered reporters: another sent or changed its report
    RETURNED = "returned"
    REVIEW = "review"
    REMINDER = "reminder"
    ALERT = "alert"  # to staff: something is wrong
    RECOVERED = "recovered"  # to staff: it is over
    PROBE = "probe"  # of the department to itself, to try sending and receiving


class LetterState(StrEnum):
    """Where a letter of the outbox stands."""

    QUEUED = "queued"
    SENDING = "sending"  # it is on the wire, or the program died while it was
    SENT = "sent"
    FAILED = "failed"  # given up
    HELD = "held"  # until a person releases it


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready for the outbox; (kind, cause) is unique for ever."""

    kind: LetterKind
    cause: str  # what it answers: the mail's sha256; for a reminder form/unit/stage/day
    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    message_id: str
    raw: bytes  # the whole mail, RFC 5322
    unit: str = ""
    periods: tuple[Period, ...] = ()
    # The mailbox, however it is spelt, of somebody who is registered for nothing, or did not write the mail by what our
    # server says, to whom or of whose report the letter tells: it leaves in the part of the letters that strangers may
    # use up. "" for all others.
    stranger: str = ""
    not_before: datetime | None = None  # when it may leave; None: at once


@dataclass(frozen=True, slots=True)
class AnsweredLetter:
    """A letter of ours that a mail answers."""

    unit: str = ""  # "" for none
    periods: tuple[Period, ...] = ()
    reminds_of: str = ""  # the form, where it is a reminder


@dataclass(frozen=True, slots=True)
class JournalHead:
    """The newest row of the store's journal: what letters to staff and the log say of it, so that others can bear witness."""

    number: int
    hash: str

    @property
    def code(self) -> str:
        """The first eighty bits, so that people can compare them: `9f3a-41c2-77be-0d15-a6c8`."""
        return "-".join(self.hash[place : place + 4] for place in range(0, 20, 4))

    def __str__(self) -> str:
        """As the log and `collector verify --head` have it."""
        return f"{self.number} {self.code}"
