"""One mail's bytes → all that is understood of it, without a word on what becomes of it.

Brings together parsing, unpacking, reading and the forms; remembers nothing and writes nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from functools import cached_property

from collector.errors import UnreadableError
from collector.filing.decide import Understood, Unread
from collector.forms.claims import MailContext
from collector.forms.evidence import Found, weigh
from collector.forms.extract import extract
from collector.forms.proposal import propose
from collector.forms.recognise import recognise
from collector.forms.spec import FormSpec
from collector.forms.units import UnitNames
from collector.mail import machine as machines
from collector.mail.message import parse
from collector.mail.unpack import UnpackLimits, is_decoration, unpack
from collector.mail.words import MailWords
from collector.model import (
    Attachment,
    Document,
    Evidence,
    Fact,
    Machine,
    MachineKind,
    Mail,
    MailKey,
    OtherKind,
    RawMail,
    ReadableKind,
    SenderVerdict,
    Source,
)
from collector.periods import Period
from collector.readers.scan.reader import read_scans
from collector.readers.worker.reader import Reader
from collector.registry import Registry

Reply = tuple[str, tuple[Period, ...]]
BODIES = (ReadableKind.HTML, ReadableKind.TEXT, ReadableKind.RTF)
# Of files that hold HTML, text or rich text; what else does is the body of a mail, by the mail's path.
FILE_SUFFIXES = (".htm", ".html", ".txt", ".xls", ".doc", ".docx", ".rtf")
SEEN = ("scan-only", "untrusted-text")  # what the page shows may be read though its letters may not
NOTHING_OF_THEIRS = frozenset(
    {MachineKind.OWN, MachineKind.BOUNCE, MachineKind.DISPOSITION, MachineKind.STUB}
)  # machines that carry our own letters back


def _never_ours(_message_id: str) -> Reply | None:
    return None


@dataclass(frozen=True)
class Unpacked:
    """A mail whose containers are opened."""

    mail: Mail
    machine: Machine | None
    attachments: tuple[Attachment, ...] = ()

    @cached_property
    def documents(self) -> tuple[Attachment, ...]:
        """The attachments that may hold a form, in their order."""
        return tuple(item for item in self.attachments if not is_decoration(item, self.mail))


@dataclass(frozen=True)
class Understanding:
    """What is needed to understand mails; the worker inside `reader` is the only thing that changes."""

    reader: Reader
    registry: Registry
    names: UnitNames
    specs: tuple[FormSpec, ...]
    zone: tzinfo
    own_address: str
    words: MailWords
    secret: bytes = b""
    unpack_limits: UnpackLimits = field(default_factory=UnpackLimits)
    # a Message-ID → unit and months of the letter of ours that bears it
    answered: Callable[[str], Reply | None] = _never_ours
    look: Callable[[Sequence[Attachment]], Iterable[tuple[str, Document]]] = read_scans

    def unpacked(self, mail: Mail) -> Unpacked:
        """A mail with its attachments taken out."""
        machine = machines.recognise(mail, self.words, self.own_address, self.secret)
        if machine is not None and machine.kind in NOTHING_OF_THEIRS:
            return Unpacked(mail, machine)
        return Unpacked(mail, machine, unpack(mail, self.words, self.unpack_limits))

    def read_ahead(self, unpacked: Unpacked) -> None:
        """Has the worker read a mail's attachments while other things are done; it has to be the next one `of`."""
        self.reader.ahead(unpacked.documents)

    def of(self, unpacked: Unpacked) -> Understood:
        """All that a mail says."""
        mail, machine, attachments = self._weighed(unpacked.mail), unpacked.machine, unpacked.attachments
        if machine is not None and machine.kind in NOTHING_OF_THEIRS:
            return Understood(mail, machine, ())
        context = self._context(mail)
        found, unread, formless = self._read(unpacked.documents)
        if mail.cut:
            unread.append(Unread("", OtherKind.EML, "too-many"))
        reports = weigh(_bodies_last(found), context, self.names)
        if machine is None and all(report.blank for report in reports):
            reports = propose(self._seen(attachments, unread), context, self.names) or reports
        sender = _evidence_of_sender(mail)
        reports = tuple(replace(report, evidence=(*report.evidence, *sender)) for report in reports)
        return Understood(
            mail=mail,
            machine=machine,
            reports=reports,
            unread=tuple(unread),
            formless=tuple(formless),
            sender_units=self.registry.units_of(mail.sender.email),
        )

    def _weighed(self, mail: Mail) -> Mail:
        """The mail; where our server contradicts its sender because a registered forwarder passed it on, as one not proven."""
        found, units = mail.authenticity, self.registry.units_of(mail.sender.email)
        if found.verdict is SenderVerdict.CONTRADICTED and self.registry.passes_on(units, found.passed_by):
            return replace(mail, authenticity=replace(found, verdict=SenderVerdict.UNPROVEN))
        return mail

    def _read(self, attachments: Sequence[Attachment]) -> tuple[list[Found], list[Unread], list[str]]:
        """The forms found; the attachments that could not be read; the paths of documents without a form."""
        found: list[Found] = []
        unread: list[Unread] = []
        formless: list[str] = []
        for attachment in attachments:
            is_body = attachment.kind in BODIES and not attachment.name.lower().endswith(FILE_SUFFIXES)
            try:
                document = self.reader.read(attachment)
            except UnreadableError as error:
                if not is_body:
                    unread.append(Unread(attachment.path, attachment.kind, error.code))
                continue
            forms = self._forms(document, attachment.path)
            found.extend(forms)
            if not forms and not is_body:
                formless.append(attachment.path)
        return found, unread, formless

    def _seen(self, attachments: Sequence[Attachment], unread: Sequence[Unread]) -> list[Found]:
        """The forms in pictures of pages, where nothing better was read."""
        paths = {item.path for item in unread if item.code in SEEN or item.kind == OtherKind.IMAGE}
        scans = [item for item in attachments if item.path in paths and not item.problem]
        return [form for path, seen in self.look(scans) for form in self._forms(seen, path)]

    def _forms(self, document: Document, path: str) -> list[Found]:
        matches = recognise(document, self.specs)
        return [
            Found(content, path, document.reader)
            for match in matches
            for content in extract(match, self.names)
        ]

    def _units_of_senders(self, mail: Mail, forwarded: Sequence[Mail]) -> tuple[str, ...]:
        """The units of the registered sender; of a mail that a stranger forwards, those of who wrote it first."""
        own = self.registry.units_of(mail.sender.email)
        first = (code for inner in forwarded for code in self.registry.units_of(inner.sender.email))
        return own or tuple(dict.fromkeys(first))

    def _context(self, mail: Mail) -> MailContext:
        inner = _forwarded(mail, self.words)
        reply = next((found for id_ in mail.references if (found := self.answered(id_))), ("", ()))
        return MailContext(
            received=mail.received.astimezone(self.zone).date(),
            subject="\n".join([mail.subject, *(forwarded.subject for forwarded in inner)]),
            body="\n".join([mail.text, *(forwarded.text for forwarded in inner)]),
            sender=mail.sender.email,
            sender_units=self._units_of_senders(mail, inner),
            reply_unit=reply[0],
            reply_periods=reply[1],
        )


def _evidence_of_sender(mail: Mail) -> tuple[Evidence, ...]:
    """How far the sender is who the mail says, with our server's words; nothing of a document that came in no mail."""
    if not mail.headers:
        return ()
    found = mail.authenticity
    place = "Authentication-Results" if found.said else ""
    proven = found.verdict is SenderVerdict.PROVEN
    return (Evidence(Fact.SENDER, found.verdict, Source.SENDER, place, found.said, certain=proven),)


def _forwarded(mail: Mail, words: MailWords) -> list[Mail]:
    """The mails that a mail forwards: what they say of unit and month it says too."""
    parts = (
        part
        for part in mail.parts
        if part.content_type == "message/rfc822" or part.name.lower().endswith(".eml")
    )
    return [
        parse(RawMail(MailKey("", 0, part.path), part.data, None), words, mail.received) for part in parts
    ]


def _bodies_last(found: Sequence[Found]) -> list[Found]:
    """Attachments before the body, so that of a form sent in both the attachment is filed."""
    return sorted(found, key=lambda item: item.path == "")
