"""What becomes of a mail and of its reports, and what is on file after it; it knows no archive and no database."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from collector.model.mail import Machine, SenderVerdict
from collector.model.reasons import Reason
from collector.model.reports import Difference, Entry, Report
from collector.periods import Period


class Outcome(StrEnum):
    """What became of a mail or a report; the order is the attention that a mail's outcomes need."""

    REVIEW = "review"  # a person in the department must decide
    RETURNED = "returned"  # the sender must act
    FILED = "filed"
    REVISED = "revised"  # different content for a unit and month already filed
    DUPLICATE = "duplicate"  # the same content again
    IGNORED = "ignored"  # nothing for us: a bounce, an automatic reply, ordinary conversation

    @property
    def attention(self) -> int:
        """0 for the outcome that needs most attention."""
        return list(Outcome).index(self)


class Timeliness(StrEnum):
    """Whether the first revision of a report came by its due day."""

    ON_TIME = "on_time"
    LATE = "late"


class Standing(StrEnum):
    """Who a mail's sender is to the unit of a report; `sender_rights.py` says what each may do."""

    REGISTERED = "registered"  # his address or its domain is registered for the unit
    STRANGER = "stranger"  # it is not
    STRANGER_TO_REVIEW = "stranger-to-review"  # nor is it, and the department wants to see such reports first
    CONTRADICTED = "contradicted"  # the mail server says that another wrote the mail


@dataclass(frozen=True, slots=True)
class Ruling:
    """What becomes of one report, and why."""

    report: Report
    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    timeliness: Timeliness | None = None  # None where unit or month is unknown
    revision: int = 0  # from 1 for filed and revised reports; for a duplicate the one it repeats
    differences: tuple[Difference, ...] = ()
    standing: Standing = Standing.STRANGER  # of the sender, to the report's unit
    receipt: str = ""  # the receipt number of what is on file after it; "" where nothing is filed
    repeats_own: bool = False  # a duplicate of what came from the same address
    counts_from: datetime | None = (
        None  # when the mail came that it mends in time; None: it counts from its own
    )

    @property
    def known_sender(self) -> bool:
        """Whether the sender is registered for the unit and nothing speaks against him."""
        return self.standing is Standing.REGISTERED


@dataclass(frozen=True, slots=True)
class SenderFacts:
    """Who a mail says it is from, how far that is so, and for which units the address is registered."""

    address: str = ""
    verdict: SenderVerdict = SenderVerdict.UNKNOWN
    registered_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Presumed:
    """Whose report of which month a mail seems to be before anybody decided; shown so, and never filed by it."""

    unit: str | None = None
    period: Period | None = None


UNTOLD = Presumed()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one mail: exactly one outcome with its reasons, and a ruling for each report."""

    outcome: Outcome
    reasons: tuple[Reason, ...]
    rulings: tuple[Ruling, ...] = ()
    machine: Machine | None = None
    sender: SenderFacts = SenderFacts()
    presumed: Presumed = UNTOLD


@dataclass(frozen=True, slots=True)
class Filed:
    """The current revision on file for one form, unit and month."""

    form: str
    unit: str
    period: Period
    revision: int
    content_hash: str
    nil: bool
    entries: tuple[Entry, ...]
    received: datetime
    timeliness: Timeliness  # of the first revision: what came on time and was mended later came on time
    known_sender: bool
    receipt: str  # the receipt number that the acknowledgement bore
    sender: str = ""  # address it came from
    archive: str = ""  # folder below the archive's root
    message_id: str = ""  # of its mail
    first_received: datetime | None = None  # when its first revision came; None: it is the first
    earlier: tuple["Filed", ...] = ()  # revisions before it, the first one first, where they are asked for
