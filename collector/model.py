"""The frozen values that flow from mail to filed report; they know no file, no socket and no database.

    RawMail → Mail → Attachment → Document → Match → Extract → Report → Verdict → Letter

Each stage takes one of these and returns the next; nothing is filled in later.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from collector.periods import Period
from collector.thai import fold


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


class Source(StrEnum):
    """Where a fact was read, strongest first."""

    IDENTIFIER = "identifier"  # what we put into a pre-filled form
    FORM = "form"
    REPLY = "reply"  # the letter of ours that the mail answers
    SENDER = "sender"  # the registered address
    SUBJECT = "subject"
    BODY = "body"  # above any quoted text
    SHEET = "sheet"
    FILE = "file"
    ASSUMED = "assumed"  # nothing spoke: the month before the mail was received


class ReadableKind(StrEnum):
    """Kinds of file that a reader of ours reads; `readers/choose_reader.py` holds one for each."""

    XLSX = "xlsx"
    XLS = "xls"
    XLSB = "xlsb"
    ODS = "ods"
    XML_SPREADSHEET = "xml-spreadsheet"  # Excel 2003
    DOCX = "docx"
    DOC = "doc"
    ODT = "odt"
    RTF = "rtf"
    PDF = "pdf"
    HTML = "html"
    MHT = "mht"
    TEXT = "text"
    CSV = "csv"
    ENCRYPTED = "encrypted"  # an office file with a password; Excel's own, which nobody set, is known


class OtherKind(StrEnum):
    """Kinds of file that none of our readers reads: opened by `mail/unpack.py`, or left to a person or to the sender."""

    ZIP = "zip"
    EML = "eml"
    TNEF = "tnef"
    MSG = "msg"
    P7M = "p7m"
    RAR = "rar"
    SEVEN_ZIP = "7z"
    GZIP = "gzip"
    IMAGE = "image"
    XML = "xml"
    PPT = "ppt"
    PPTX = "pptx"
    CALENDAR = "calendar"
    VCARD = "vcard"
    SYLK = "slk"
    DIF = "dif"
    SHORTCUT = "shortcut"  # to a file that stayed with its sender or lies somewhere on the web
    PGP = "pgp"  # what PGP has locked
    EMPTY = "empty"
    UNKNOWN = "unknown"


FileKind: TypeAlias = ReadableKind | OtherKind


class Timeliness(StrEnum):
    """Whether the first revision of a report came by its due day."""

    ON_TIME = "on_time"
    LATE = "late"


class Fact(StrEnum):
    """What evidence is about."""

    UNIT = "unit"
    PERIOD = "period"
    FORM = "form"
    SENDER = "sender"


class MachineKind(StrEnum):
    """What wrote a mail that no person wrote."""

    OWN = "own"  # this collector
    STUB = "stub"  # Exchange, which could not hand out the mail itself
    BOUNCE = "bounce"  # a mail server that could not deliver a letter of ours
    DISPOSITION = "disposition"  # a mail program: the letter was displayed, deleted … (RFC 8098)
    AUTOMATIC = "automatic"  # any other program
    CALENDAR = "calendar"  # a calendar: an invitation, its answer or its end
    VACATION = "vacation"  # an automatic reply
    LIST = "list"  # a mailing list or a newsletter


class SenderVerdict(StrEnum):
    """How far a mail is from who its From says, by the mail server's own word."""

    PROVEN = "proven"
    UNPROVEN = "unproven"  # the server looked and found nothing for or against
    CONTRADICTED = "contradicted"  # it says that another wrote it
    UNKNOWN = "unknown"  # it says nothing


class Standing(StrEnum):
    """Who a mail's sender is to the unit of a report; `sender_rights.py` says what each may do."""

    REGISTERED = "registered"  # his address or its domain is registered for the unit
    STRANGER = "stranger"  # it is not
    STRANGER_TO_REVIEW = "stranger-to-review"  # nor is it, and the department wants to see such reports first
    CONTRADICTED = "contradicted"  # the mail server says that another wrote the mail


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


class ChangeKind(StrEnum):
    """How an entry of a revision differs from the one before."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Role(StrEnum):
    """What a contact is to its unit."""

    REPORTER = "reporter"
    SUPERVISOR = "supervisor"
    FORWARDER = (
        "forwarder"  # passes on the unit's mail, so that the mail server finds another sender than From says
    )


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was decided: a code of `templates/reasons.toml` and the values its words need."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OtherForm:
    """A table with headings like a form's whose title is that of another matter, or a document of a form that is known."""

    path: str  # of the attachment, "" for the body or the mail's subject
    title: str
    form: str = ""  # the id of the known form, "" where nobody named it


# ── mail ────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class MailKey:
    """The name by which the server knows a mail (RFC 3501, 2.3.1.1); a folder uses the file's name."""

    mailbox: str
    uidvalidity: int  # 0 for a folder
    uid: str


@dataclass(frozen=True, slots=True)
class RawMail:
    """One mail as it came, before anything is understood."""

    key: MailKey
    data: bytes
    arrived: datetime | None  # the server's INTERNALDATE, or the file's time; aware

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class LargeMail:
    """One mail as it came that is too large to be held: its bytes come in pieces, once.

    They end in a MailboxError where the mailbox cannot hand out the rest, which it tells of itself.
    """

    key: MailKey
    pieces: Iterator[bytes]
    arrived: datetime | None  # as of a RawMail


IncomingMail = RawMail | LargeMail


@dataclass(frozen=True, slots=True)
class Address:
    name: str  # display name, "" if none
    email: str  # lower case, "" if none could be read


@dataclass(frozen=True, slots=True)
class Part:
    """One leaf of a mail: an attachment or a body, decoded from its transfer encoding."""

    name: str  # file name as the sender gave it, decoded; "" if none
    content_type: str  # as labelled, lower case; not to be trusted
    data: bytes
    path: str  # where it stood: "form.xlsx", "report.zip/form.xlsx", "forwarded.eml/form.docx"
    content_id: str = ""  # by which the HTML body shows it (RFC 2392), without angle brackets


@dataclass(frozen=True, slots=True)
class Authenticity:
    """What the mail server found out of a mail's sender, and its words."""

    verdict: SenderVerdict = SenderVerdict.UNKNOWN
    said: str = ""  # the Authentication-Results that it rests on, at most 200 characters
    passed_by: tuple[
        str, ...
    ] = ()  # addresses and domains of which our own server found that the mail passed through them


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail understood as far as its headers, its body and its parts go."""

    sender: Address  # the one address of the one From; without e-mail where it names nobody for certain
    reply_to: Address  # Reply-To, else From
    to: tuple[Address, ...]
    subject: str
    message_id: str  # with angle brackets, "" if none
    references: tuple[str, ...]  # Message-IDs of In-Reply-To and References, nearest first
    received: datetime  # aware: when the server received it
    text: str  # the body as plain text, without quoted mail; "" if none
    html: str  # the HTML body, "" if none
    parts: tuple[Part, ...]  # attachments, containers not yet opened
    headers: tuple[tuple[str, str], ...]  # names in lower case, values decoded, top to bottom
    report_type: str = ""  # of multipart/report (RFC 6522), lower case
    cut: bool = False  # there were more parts than are looked at
    headers_cut: bool = False  # it or a part had more headers than are looked at
    authenticity: Authenticity = Authenticity()
    links: tuple[str, ...] = ()  # the beginnings of addresses in the body under which files lie elsewhere


@dataclass(frozen=True, slots=True)
class Machine:
    """A mail that no person wrote."""

    kind: MachineKind
    sign: str  # the header or words that gave it away


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file taken out of a mail, its type told from its bytes."""

    path: str  # as in Part.path; "" for the body
    data: bytes
    kind: FileKind
    problem: str = ""  # a reason code if it cannot even be opened (damaged, encrypted, too-large …)
    is_body: bool = False  # text that the mail, or one in it, says itself

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class ContactFailure:
    """An address that a letter of ours did not reach, as a returned letter tells."""

    address: str  # lower case
    permanent: bool  # it will not be reached later either
    status: str  # of RFC 3463, like "5.1.1"; "" if it is not told
    diagnostic: str  # what the other server said
    message_id: str  # of our letter, with angle brackets


# ── documents ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; a merged cell is one Cell that stands at every position it covers."""

    text: str  # as written, lines by \n, not yet normalised
    row: int  # of its top left corner, from 0
    column: int
    rows: int = 1  # how many it covers
    columns: int = 1
    place: str = ""  # for people: "B7", "table 1, row 3, column 2"


@dataclass(frozen=True, slots=True)
class Table:
    """A rectangular grid: rows[r][c] is the cell that covers that position."""

    rows: tuple[tuple[Cell, ...], ...]
    place: str = ""  # "sheet ธ.ค.61", "table 1"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph outside of tables."""

    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A sheet, or the whole of a document that has none: lines and tables in reading order."""

    blocks: tuple[Line | Table, ...]
    name: str = ""  # the sheet's name
    hidden: bool = (
        False  # nobody who opens the file sees it: a hidden sheet, or hidden rows and columns of one
    )


@dataclass(frozen=True, slots=True)
class Document:
    sections: tuple[Section, ...]
    reader: str  # which reader made it: "xlsx", "docx", "html" …
    identifier: str = ""  # what we had put into a pre-filled form: "help-centre/TH-81/2018-12"
    notes: tuple[Reason, ...] = ()  # what its text does not tell: hidden-content, not-calculated, error-value


# ── reports ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact and where it was read."""

    fact: Fact
    value: str  # "TH-81", "2018-12"
    source: Source
    place: str
    text: str
    certain: bool = True  # False: a slip of the pen that may not decide alone, or an assumption


@dataclass(frozen=True, slots=True)
class Field:
    """The text of one column in one entry."""

    key: str  # of the form's column: "problem"
    text: str  # number and bullet removed, white space collapsed, Thai normalised
    place: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    number: int  # from 1
    fields: tuple[Field, ...]  # one a column of the form, in the form's order

    def text(self, key: str) -> str:
        return next((item.text for item in self.fields if item.key == key), "")


@dataclass(frozen=True)  # no slots: what it keeps of itself has to lie somewhere
class Report:
    """A form understood: whose, for which month, what it says, and how we know."""

    form: str
    unit: str | None
    period: Period | None
    nil: bool
    entries: tuple[Entry, ...]
    attachment: str  # path of the attachment, "" for the body
    evidence: tuple[Evidence, ...] = ()
    notes: tuple[Reason, ...] = ()  # to be said in the letter: month assumed, rows not paired …
    doubts: tuple[Reason, ...] = ()  # why a person must decide; empty: it may be filed
    blank: bool = False  # a form with nothing filled in
    reader: str = ""  # which reader made its document: "xlsx", "docx", "pdf" …

    @cached_property
    def content_hash(self) -> str:
        """Equal for the same content, whatever the spelling of spaces, digits and tone marks."""
        said = [[fold(item.text) for item in entry.fields] for entry in self.entries]
        return hashlib.sha256(json.dumps([self.form, self.nil, said]).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Difference:
    """How a revision differs from the one before, by entry."""

    kind: ChangeKind
    number: int
    key: str  # column, "" for a whole entry
    before: str
    after: str
    fields: tuple[Field, ...] = ()  # of a whole entry that was added or removed: what its columns said


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
class Verdict:
    """What becomes of one mail: exactly one outcome with its reasons, and a ruling for each report."""

    outcome: Outcome
    reasons: tuple[Reason, ...]
    rulings: tuple[Ruling, ...] = ()
    machine: Machine | None = None
    sender: SenderFacts = SenderFacts()


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
    earlier: tuple[
        "Filed", ...
    ] = ()  # the revisions before it, the first one first, where they are asked for


# ── registry and letters ────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Unit:
    """One office that owes reports."""

    code: str  # "TH-81"
    name: str  # "กระบี่", "อำเภอเขาพนม"
    name_en: str = ""
    abbreviation: str = ""  # "กบ"
    region: str = ""
    aliases: tuple[str, ...] = ()  # other names by which it signs
    parent: str = ""  # the district or other office that it belongs to, by name: "อำเภอเมืองกระบี่"

    @property
    def full_name(self) -> str:
        """The name with that of its parent, where names alone need not be unique."""
        return f"{self.name} {self.parent}".strip()


@dataclass(frozen=True, slots=True)
class Contact:
    unit: str
    email: str
    name: str
    role: Role


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
