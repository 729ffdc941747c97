"""One mail's bytes → all that is understood of it, without a word on what becomes of it.

What is in a mail the confined room tells; here it is weighed with what only we know: who is registered, and which letter
of ours it answers. Remembers nothing and writes nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from collector.confined.room import ConfinedRoom
from collector.confined.values import NOTHING_OF_THEIRS, SEEN, Contents, FoundForm, Order, Task
from collector.filing.decide import Understood, Unread
from collector.forms.claims import MailContext
from collector.forms.evidence import Found, weigh
from collector.forms.proposal import propose
from collector.forms.units import UnitNames
from collector.mail.bounce import proven
from collector.message_ids import recognise as is_ours
from collector.model import (
    Attachment,
    ContactFailure,
    Document,
    Evidence,
    Fact,
    Machine,
    MachineKind,
    Mail,
    OtherKind,
    SenderVerdict,
    Source,
)
from collector.periods import Period
from collector.readers.scan.reader import read_scans
from collector.readers.worker.wire import encode_document
from collector.registry import Registry

Reply = tuple[str, tuple[Period, ...]]


def _never_ours(_message_id: str) -> Reply | None:
    return None


@dataclass(frozen=True)
class Understanding:
    """What is needed to understand mails; the process inside `room` is the only thing that changes."""

    room: ConfinedRoom
    registry: Registry
    names: UnitNames
    zone: tzinfo
    own_address: str
    secret: bytes = b""
    # a Message-ID → unit and months of the letter of ours that bears it
    answered: Callable[[str], Reply | None] = _never_ours
    look: Callable[[Sequence[Attachment]], Iterable[tuple[str, Document]]] = read_scans

    def order(self, task: Task, name: str, arrived: datetime | None, now: datetime) -> Order:
        """A request to the room; `arrived` is when the mail came into the mailbox."""
        return Order(task, name, arrived, now, seconds=self.room.limits.mail_seconds)

    def contents(self, order: Order, data: bytes) -> Contents:
        """What is in a mail. Raises HeldMailError where it costs too much, WorkerError where nothing can be read."""
        found = self.room.contents(order, data)
        return found if not is_ours(found.mail.message_id, self.secret) else _own(found)

    def of(self, contents: Contents) -> Understood:
        """All that a mail says."""
        mail, machine = self._weighed(contents.mail), contents.machine
        if machine is not None and machine.kind in NOTHING_OF_THEIRS:
            return Understood(mail, machine, ())
        context = self._context(contents)
        unread = [Unread(item.path, item.kind, item.code) for item in contents.unread]
        if mail.cut:
            unread.append(Unread("", OtherKind.EML, "too-many"))
        reports = weigh(_bodies_last(map(_found, contents.found)), context, self.names)
        if machine is None and all(report.blank for report in reports):
            reports = propose(self._seen(contents, unread), context, self.names) or reports
        sender = _evidence_of_sender(mail)
        reports = tuple(replace(report, evidence=(*report.evidence, *sender)) for report in reports)
        return Understood(
            mail=mail,
            machine=machine,
            reports=reports,
            unread=tuple(unread),
            formless=contents.formless,
            sender_units=self.registry.units_of(mail.sender.email),
        )

    def _weighed(self, mail: Mail) -> Mail:
        """The mail; where our server contradicts its sender because a registered forwarder passed it on, as one not proven."""
        found, units = mail.authenticity, self.registry.units_of(mail.sender.email)
        if found.verdict is SenderVerdict.CONTRADICTED and self.registry.passes_on(units, found.passed_by):
            return replace(mail, authenticity=replace(found, verdict=SenderVerdict.UNPROVEN))
        return mail

    def failures(self, contents: Contents) -> tuple[ContactFailure, ...]:
        """Whom a letter of ours did not reach, if this mail is such a letter come back."""
        return proven(contents.returned, self.secret) if contents.returned else ()

    def _seen(self, contents: Contents, unread: Sequence[Unread]) -> list[Found]:
        """The forms in pictures of pages, where nothing better was read."""
        paths = {item.path for item in unread if item.code in SEEN or item.kind == OtherKind.IMAGE}
        scans = [item for item in contents.attachments if item.path in paths and item.data]
        return [form for path, seen in self.look(scans) for form in self._forms(seen, path, contents)]

    def _forms(self, document: Document, path: str, contents: Contents) -> list[Found]:
        order = self.order(Task.DOCUMENT, path, None, contents.mail.received)
        told = encode_document(document, self.room.limits)
        return list(map(_found, self.room.contents(order, told).found))

    def _units_of_senders(self, contents: Contents) -> tuple[str, ...]:
        """The units of the registered sender; of a mail that a stranger forwards, those of who wrote it first."""
        own = self.registry.units_of(contents.mail.sender.email)
        first = (code for inner in contents.forwarded for code in self.registry.units_of(inner.sender.email))
        return own or tuple(dict.fromkeys(first))

    def _context(self, contents: Contents) -> MailContext:
        mail, inner = contents.mail, contents.forwarded
        reply = next((found for id_ in mail.references if (found := self.answered(id_))), ("", ()))
        return MailContext(
            received=mail.received.astimezone(self.zone).date(),
            subject="\n".join([mail.subject, *(forwarded.subject for forwarded in inner)]),
            body="\n".join([mail.text, *(forwarded.text for forwarded in inner)]),
            sender=mail.sender.email,
            sender_units=self._units_of_senders(contents),
            reply_unit=reply[0],
            reply_periods=reply[1],
        )


def _own(contents: Contents) -> Contents:
    """A letter of ours that came back, as its seal tells: nothing in it is of a unit."""
    machine = Machine(MachineKind.OWN, f"Message-ID: {contents.mail.message_id}")
    return Contents(contents.mail, machine)


def _evidence_of_sender(mail: Mail) -> tuple[Evidence, ...]:
    """How far the sender is who the mail says, with our server's words; nothing of a document that came in no mail."""
    if not mail.headers:
        return ()
    found = mail.authenticity
    place = "Authentication-Results" if found.said else ""
    proven_by_server = found.verdict is SenderVerdict.PROVEN
    return (Evidence(Fact.SENDER, found.verdict, Source.SENDER, place, found.said, certain=proven_by_server),)


def _found(form: FoundForm) -> Found:
    return Found(form.extract, form.path, form.reader)


def _bodies_last(found: Iterable[Found]) -> list[Found]:
    """Attachments before the body, so that of a form sent in both the attachment is filed."""
    return sorted(found, key=lambda item: item.path == "")
