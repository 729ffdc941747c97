"""One mail's bytes → all that is understood of it, without a word on what becomes of it.

What is in a mail the confined room tells; here it is weighed with what only we know: who is registered, and which letter
of ours it answers. Where pictures of pages are all that there is, `pictures` names them; who has looked at them asks
`of` again with what was seen. Remembers nothing and writes nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from collector.confined.room import ConfinedRoom
from collector.confined.values import (
    NOTHING_OF_THEIRS,
    RETURNING,
    SCANS,
    SEEN,
    Contents,
    FoundForm,
    Order,
    Task,
)
from collector.filing.own_letters import is_letter, without_letters
from collector.filing.receipt import receipt_in
from collector.filing.understood import Understood, Unread
from collector.forms.claims import MailContext
from collector.forms.evidence import Found, weigh
from collector.forms.form_claims import tell_forms
from collector.forms.known_form import Instead, known_by
from collector.forms.nil_by_answer import nil_by_answer
from collector.forms.presume import presume
from collector.forms.proposal import propose
from collector.forms.typed_report import TYPED_NIL, typed_report
from collector.forms.units import UnitNames
from collector.letters_in_mail import changed_letter, is_new, letter_in, without_forms_in_letters
from collector.mail.bounce import proven
from collector.message_ids import recognise as is_ours
from collector.model.documents import Document
from collector.model.files import Attachment, OtherKind
from collector.model.letters import AnsweredLetter
from collector.model.mail import ContactFailure, Machine, MachineKind, Mail, SenderVerdict
from collector.model.outcomes import Presumed
from collector.model.reasons import Reason
from collector.model.reports import Evidence, Fact, OtherForm, Report, Source
from collector.readers.scan.reader import can_look, read_scans
from collector.readers.worker.wire import encode_document
from collector.registry import Registry
from collector.stop import Stop

_SUBJECT_READ = 4_000  # characters of the subjects of a mail and those that it passes on

Seen = tuple[str, Document]  # the path of a picture, and what is seen in it
# pictures, and whether to end before the time → what is seen in them
Look = Callable[[Sequence[Attachment], Stop], Iterable[Seen]]


def _never_ours(_message_id: str) -> AnsweredLetter | None:
    return None


def _none_written(_sign: str) -> bytes | None:
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
    answered: Callable[[str], AnsweredLetter | None] = _never_ours
    # a mark or a Message-ID → the letter of ours that bears it
    written: Callable[[str], bytes | None] = _none_written
    look: Look = read_scans
    can_look: Callable[[], bool] = can_look

    def order(self, task: Task, name: str, arrived: datetime | None, now: datetime) -> Order:
        """A request to the room; `arrived` is when the mail came into the mailbox."""
        return Order(task, name, arrived, now, seconds=self.room.limits.mail_seconds)

    def contents(self, order: Order, data: bytes) -> Contents:
        """What is in a mail. Raises HeldMailError where it costs too much, WorkerError where nothing can be read."""
        found = self.room.contents(order, data)
        return found if not is_ours(found.mail.message_id, self.secret) else _own(found)

    def pictures(self, contents: Contents) -> tuple[Attachment, ...]:
        """The pictures of pages that have to be looked at before `of`: a person sent them, and nothing better was read."""
        if contents.machine is not None:
            return ()
        paths = {item.path for item in contents.unread if item.code in SEEN or item.kind == OtherKind.IMAGE}
        scans = tuple(
            item for item in contents.attachments if item.path in paths and item.data and item.kind in SCANS
        )
        return scans if scans and _nothing_better(self._read(contents, self._context(contents))[0]) else ()

    def of(self, contents: Contents, seen: Iterable[Seen] = ()) -> Understood:
        """All that a mail says, with what was `seen` in its pictures where there was need to look at them."""
        mail, machine = self._weighed(contents.mail), contents.machine
        carried = machine is not None and machine.kind in RETURNING and not contents.found
        if carried or (machine is not None and machine.kind in NOTHING_OF_THEIRS):
            return Understood(mail, machine, ())
        unread = [Unread(item.path, item.kind, item.code) for item in contents.unread]
        if mail.cut:
            unread.append(Unread("", OtherKind.EML, "too-many"))
        if mail.headers_cut:
            unread.append(Unread("", OtherKind.EML, "headers-cut"))
        context = self._context(contents)
        reports, others = self._read(contents, context)
        if shown := [form for path, document in seen for form in self._forms(document, path, contents)]:
            reports = propose(shown, context, self.names) or reports
        sender = _evidence_of_sender(mail)
        typed = self._typed(context)
        if not (reports or others or unread or contents.formless or machine) and typed:
            reports = tuple(filter(None, [nil_by_answer(typed, context, self.names, self.room.specs)]))
        ours = {path for path, text in contents.texts if is_letter(text, self.secret)}
        reports = tuple(
            replace(_contradicted_by(typed, report), evidence=(*report.evidence, *sender))
            for report in reports
        )
        return Understood(
            mail=mail,
            machine=machine,
            reports=reports,
            unread=tuple(unread),
            formless=tuple(path for path in contents.formless if path not in ours),
            sender_units=self.registry.units_of(mail.sender.email),
            other_forms=others,
            typed=typed,
            added=context.body,
            changed=None
            if machine or any(map(is_new, reports))
            else changed_letter(contents, self.secret, self.written),
            own_letter=letter_in(contents, self.secret),
        )

    def _weighed(self, mail: Mail) -> Mail:
        """The mail; where our server contradicts its sender because a registered forwarder passed it on, as one not proven."""
        found, units = mail.authenticity, self.registry.units_of(mail.sender.email)
        if found.verdict is SenderVerdict.CONTRADICTED and self.registry.passes_on(units, found.passed_by):
            return replace(mail, authenticity=replace(found, verdict=SenderVerdict.UNPROVEN))
        return mail

    def is_from_office(self, contents: Contents) -> bool:
        """Whether a registered sender sent the mail, as far as our server does not contradict him."""
        mail = self._weighed(contents.mail)
        contradicted = mail.authenticity.verdict is SenderVerdict.CONTRADICTED
        return not contradicted and bool(self.registry.units_of(mail.sender.email))

    def failures(self, contents: Contents) -> tuple[ContactFailure, ...]:
        """Whom a letter of ours did not reach, if this mail is such a letter come back."""
        return proven(contents.returned, self.secret) if contents.returned else ()

    def _read(
        self, contents: Contents, context: MailContext
    ) -> tuple[tuple[Report, ...], tuple[OtherForm, ...]]:
        """The reports in what was read as it stands there, and the tables that are of other forms."""
        found = without_forms_in_letters(_bodies_last(map(_found, contents.found)), self.secret)
        ours, tables = tell_forms(found, context, self.names, self.room.known)
        reports, others = weigh(ours, context, self.names), (*tables, *contents.others)
        if not reports and not others:
            others = self._in_subject(contents.mail)
        told = _beside([other for other in others if other.form not in self._ignored])
        return tuple(replace(report, notes=(*report.notes, *told)) for report in reports), others

    @property
    def _ignored(self) -> frozenset[str]:
        """The known forms of other matters of which nothing is said."""
        return frozenset(form.id for form in self.room.known if form.instead is Instead.IGNORE)

    def _in_subject(self, mail: Mail) -> tuple[OtherForm, ...]:
        """The known form that a mail brings or promises as its subject says, which speaks of none of ours."""
        form = known_by(mail.subject, self.room.known)
        ours = any(spec.is_title(mail.subject) for spec in self.room.specs)
        return (OtherForm("", mail.subject, form.id),) if form and not ours else ()

    def _typed(self, context: MailContext) -> Reason | None:
        """What the mail says in its own words, or those of a mail that it forwards; not what a letter of ours says in it."""
        if receipt_in(context.body):
            return None
        expected = bool(context.sender_units or context.reply_unit)
        return typed_report(context.subject, context.body, self.room.specs, self.names, expected=expected)

    def presumed(self, contents: Contents, reports: Sequence[Report]) -> Presumed:
        """Whose a mail with these reports seems to be, of which month; a sender whom our server contradicts tells nothing of it.

        Asked of what is held alone: of what is filed the report says it.
        """
        context = self._context(contents)
        if self._weighed(contents.mail).authenticity.verdict is SenderVerdict.CONTRADICTED:
            context = replace(context, sender_units=())
        evidence = (item for report in reports for item in report.evidence)
        return presume(context, self.names, self.room.specs[0].words.months, evidence)

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
        reply = next((found for id_ in mail.references if (found := self.answered(id_))), AnsweredLetter())
        return MailContext(
            received=mail.received.astimezone(self.zone).date(),
            subject="\n".join([mail.subject, *(forwarded.subject for forwarded in inner)])[:_SUBJECT_READ],
            body=without_letters(
                "\n".join([mail.text, *(forwarded.text for forwarded in inner)]), self.secret
            ),
            sender=mail.sender.email,
            sender_units=self._units_of_senders(contents),
            reply_unit=reply.unit,
            reply_periods=reply.periods,
            reminded_form=reply.reminds_of,
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


def _contradicted_by(typed: Reason | None, report: Report) -> Report:
    """A report that tells of something, with a note where the mail's own words tell of nothing, or of nothing in another month."""
    if typed is None or typed.code != TYPED_NIL or not report.entries:
        return report
    return replace(report, notes=(*report.notes, Reason("typed-nil-beside", typed.values)))


def _nothing_better(reports: Iterable[Report]) -> bool:
    """Whether what was read leaves it open that a picture is the report."""
    return all(report.blank for report in reports)


def _beside(others: Sequence[OtherForm]) -> tuple[Reason, ...]:
    """What a report's letter says of the tables of other forms that came with it."""
    titles = dict.fromkeys(other.title for other in others)
    return tuple(Reason("other-form-beside", {"title": title}) for title in titles)


def _found(form: FoundForm) -> Found:
    return Found(form.extract, form.path, form.reader)


def _bodies_last(found: Iterable[Found]) -> list[Found]:
    """Attachments before the body, so that of a form sent in both the attachment is filed."""
    return sorted(found, key=lambda item: item.path == "")
