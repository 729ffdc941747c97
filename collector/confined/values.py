"""What goes into the confined room and what comes out of it, as frozen values; opens nothing."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from collector.forms.extract import Extract
from collector.forms.known_form import KnownForm
from collector.forms.spec import FormSpec
from collector.forms.units import UnitNames
from collector.mail.bounce import Returned
from collector.mail.unpack import UnpackLimits
from collector.mail.words import MailWords
from collector.model.files import Attachment, FileKind, OtherKind, ReadableKind
from collector.model.mail import Address, Machine, MachineKind, Mail
from collector.model.reports import OtherForm

SEEN = ("scan-only", "untrusted-text")  # what the page shows may be read though its letters may not
SCANS: frozenset[FileKind] = frozenset({OtherKind.IMAGE, ReadableKind.PDF})
MOST_SCANS = 24 << 20  # bytes of them that are handed out
NOTHING_OF_THEIRS = frozenset({MachineKind.OWN, MachineKind.STUB})  # machines whose mails are not looked into
# Machines that carry letters back: of what they bring only forms count that are filled in and stand beside what they return.
RETURNING = frozenset({MachineKind.BOUNCE, MachineKind.DISPOSITION})
MOST_TEXT = 100_000  # letters of a mail's body that are handed out; the reader of the body has read all of it


@dataclass(frozen=True)
class Setup:
    """What the room has to know of the department: its forms, units and words; no address book and no secret."""

    specs: tuple[FormSpec, ...]
    names: UnitNames
    words: MailWords
    own_address: str
    unpack: UnpackLimits = field(default_factory=UnpackLimits)
    known: tuple[KnownForm, ...] = ()  # forms of other matters

    @property
    def with_shared_words(self) -> "Setup":
        """The same after a journey, on which each form got words of its own: caches go by their identity."""
        words = self.specs[0].words if self.specs else None
        return replace(self, specs=tuple(replace(spec, words=words or spec.words) for spec in self.specs))


class Task(StrEnum):
    """What is to be done with the bytes."""

    MAIL = "mail"  # all of it
    HEAD = "head"  # the beginning of a mail: who sent what
    FILE = "file"  # a mail or a document, whichever it is
    DOCUMENT = "document"  # one that was read elsewhere: the forms in it


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A document of a mail that ended the process at one of its readers, and the reason code for it."""

    number: int
    attempt: int
    code: str


@dataclass(frozen=True, slots=True)
class Order:
    """One request, beside its bytes."""

    task: Task
    name: str  # of the file, or the mail's in its mailbox
    arrived: datetime | None  # in the mailbox
    now: datetime
    received: datetime | None = None  # given by the caller in place of what the mail says
    seconds: float = 9.0  # on the clock
    spoiled: tuple[Spoiled, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundForm:
    """A form in one document: its id and the rest of its `Extract`."""

    path: str
    reader: str
    extract: Extract


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """An attachment that gave no document, and the reason code why."""

    path: str
    kind: FileKind
    code: str


@dataclass(frozen=True, slots=True)
class Forwarded:
    """What a mail that was passed on says of sender, unit and month."""

    sender: Address
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Contents:
    """All that is in a mail. Of its attachments only those have bytes that are archived or looked at."""

    mail: Mail  # parts without bytes, no HTML
    machine: Machine | None = None  # by its signs; whether it is our own letter only its seal tells
    attachments: tuple[Attachment, ...] = ()
    documents: tuple[str, ...] = ()  # the paths of the attachments that may hold a form
    found: tuple[FoundForm, ...] = ()
    unread: tuple[UnreadFile, ...] = ()
    formless: tuple[str, ...] = ()  # paths of documents without a form
    forwarded: tuple[Forwarded, ...] = ()
    returned: Returned | None = None  # where it is a letter that came back
    others: tuple[OtherForm, ...] = ()  # documents that bear the title of a known form of another matter
    texts: tuple[tuple[str, str], ...] = ()  # paths of plain texts without a form, and what they say


def without_bytes(mail: Mail) -> Mail:
    """The mail as it is handed out."""
    parts = tuple(replace(part, data=b"") for part in mail.parts)
    return replace(mail, html="", text=mail.text[:MOST_TEXT], parts=parts)
