"""A mail as it came and as it is understood: its headers, its parts, who wrote it; it knows no socket and no file."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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
    # Addresses and domains of which our own server found that the mail passed through them.
    passed_by: tuple[str, ...] = ()


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
    quoting: tuple[
        str, ...
    ] = ()  # the bodies with the mails that they quote, where a letter of ours may be among them
    links: tuple[str, ...] = ()  # the beginnings of addresses in the body under which files lie elsewhere


@dataclass(frozen=True, slots=True)
class Machine:
    """A mail that no person wrote."""

    kind: MachineKind
    sign: str  # the header or words that gave it away


@dataclass(frozen=True, slots=True)
class ContactFailure:
    """An address that a letter of ours did not reach, as a returned letter tells."""

    address: str  # lower case
    permanent: bool  # it will not be reached later either
    status: str  # of RFC 3463, like "5.1.1"; "" if it is not told
    diagnostic: str  # what the other server said
    message_id: str  # of our letter, with angle brackets
