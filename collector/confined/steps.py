"""One mail's bytes → its contents: split, opened, read, searched for forms. Runs in the confined process; writes nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from collector.confined.files_in_pdfs import with_files_in_pdfs
from collector.confined.values import (
    MOST_SCANS,
    MOST_TEXT,
    NOTHING_OF_THEIRS,
    RETURNING,
    SCANS,
    SEEN,
    Contents,
    Forwarded,
    FoundForm,
    Order,
    Setup,
    Task,
    UnreadFile,
    without_bytes,
)
from collector.errors import UnreadableError
from collector.forms.extract import Extract, extract
from collector.forms.hidden_form import hides_a_form
from collector.forms.known_form import known_in
from collector.forms.recognise import recognise
from collector.mail import bounce
from collector.mail import machine as machines
from collector.mail.beside_returned import beside_returned
from collector.mail.kind_of_file import kind_of
from collector.mail.message import parse
from collector.mail.unpack import is_decoration, unpack
from collector.model.documents import Document, Line
from collector.model.files import Attachment, OtherKind, ReadableKind
from collector.model.mail import Address, MachineKind, Mail, MailKey, Part, RawMail
from collector.model.reports import OtherForm
from collector.readers.choose_reader import readers_of
from collector.readers.limits import ReadingLimits
from collector.readers.refused import refusal
from collector.readers.worker.wire import check_size, decode_answer

HIDDEN = "hidden-content"
FOR_A_PERSON = frozenset({"not-calculated"})  # what a reader notes and nobody can file by


@dataclass(frozen=True, slots=True)
class Room:
    """What every step needs; `begin` is told of each step with the number of the document and of its reader."""

    setup: Setup
    limits: ReadingLimits
    begin: Callable[[int, int], None]


def contents(order: Order, data: bytes, room: Room) -> Contents:
    """All that is in a mail, or what `order` asks for of it. A reader that fails tells so in `unread`."""
    if order.task is Task.DOCUMENT:
        return _of_document(order, data, room)
    mail = _mail(order, data, room.setup)
    if order.task is Task.HEAD:
        return Contents(without_bytes(mail))
    machine = machines.recognise(mail, room.setup.words, room.setup.own_address)
    if machine is not None and machine.kind in NOTHING_OF_THEIRS:
        return Contents(without_bytes(mail), machine)
    if machine is not None and machine.kind in RETURNING:
        returned = bounce.told(data) if machine.kind is MachineKind.BOUNCE else None
        beside = beside_returned(mail, room.setup.words, room.setup.unpack)
        told = _read_all(order, mail, beside, room)
        filled = any(not form.extract.blank for form in told.found)
        told = told if filled else Contents(without_bytes(mail))
        return replace(told, machine=machine, returned=returned)
    told = _read_all(order, mail, unpack(mail, room.setup.words, room.setup.unpack), room)
    return replace(told, machine=machine, forwarded=_forwarded(mail, room.setup))


def _read_all(order: Order, mail: Mail, opened: Sequence[Attachment], room: Room) -> Contents:
    """What these files of a mail hold."""
    attachments, inside = with_files_in_pdfs(opened, room.setup.unpack.size)
    documents = tuple(item for item in attachments if not is_decoration(item, mail))
    read = _Read(room, order)
    for number, document in enumerate(documents):
        if not read.gave_form(inside.get(document.path, "")):
            read.take(number, document)
    return Contents(
        without_bytes(mail),
        attachments=_handed_out(attachments, read),
        documents=tuple(item.path for item in documents),
        found=tuple(read.found),
        unread=tuple(read.unread),
        formless=tuple(read.formless),
        others=tuple(read.others),
        texts=tuple(read.texts),
    )


def _of_document(order: Order, data: bytes, room: Room) -> Contents:
    """The forms in a document that was read elsewhere."""
    nobody = Address("", "")
    seen = decode_answer(data, room.limits)
    found = _forms(seen, order.name, room.setup) if isinstance(seen, Document) else ()
    return Contents(Mail(nobody, nobody, (), "", "", (), order.now, "", "", (), ()), found=found)


def _mail(order: Order, data: bytes, setup: Setup) -> Mail:
    """The mail, or one that brings the document."""
    if order.task is Task.FILE and kind_of(data, order.name) != OtherKind.EML:
        is_mail = order.name.lower().endswith(".eml")
    else:
        is_mail = True
    if is_mail:
        raw = RawMail(MailKey("", 0, order.name), data, order.arrived)
        return parse(raw, setup.words, order.now, order.received)
    nobody = Address("", "")
    part = Part(order.name, "application/octet-stream", data, order.name)
    return Mail(nobody, nobody, (), "", "", (), order.received or order.now, "", "", (part,), ())


def _forwarded(mail: Mail, setup: Setup) -> tuple[Forwarded, ...]:
    """The mails that a mail forwards: what they say of unit and month it says too."""
    parts = (
        part
        for part in mail.parts
        if part.content_type == "message/rfc822" or part.name.lower().endswith(".eml")
    )
    inner = (
        parse(RawMail(MailKey("", 0, part.path), part.data, None), setup.words, mail.received)
        for part in parts
    )
    return tuple(Forwarded(mail.sender, mail.subject, without_bytes(mail).text) for mail in inner)


def _forms(document: Document, path: str, setup: Setup) -> tuple[FoundForm, ...]:
    return tuple(
        FoundForm(path, document.reader, _with_notes(content, document))
        for match in recognise(document, setup.specs)
        for content in extract(match, setup.names)
    )


def _with_notes(content: Extract, document: Document) -> Extract:
    """A form with what its document's reader noted of it: of a workbook what concerns its own sheet, and all that is hidden."""
    told = [
        note
        for note in document.notes
        if note.code == HIDDEN
        or not content.sheet
        or f"sheet {content.sheet}" in note.values.get("place", "")
    ]
    notes = {note.code: note for note in reversed(told)}.values()  # the first of each kind
    return replace(
        content,
        notes=(*content.notes, *(note for note in notes if note.code not in FOR_A_PERSON)),
        doubts=(*content.doubts, *(note for note in notes if note.code in FOR_A_PERSON)),
    )


def _text_of(document: Document) -> str:
    """The lines of a document, as far as a mail's text goes."""
    blocks = (block for section in document.sections for block in section.blocks)
    return "\n".join(block.text for block in blocks if isinstance(block, Line))[:MOST_TEXT]


class _NoMemoryError(UnreadableError):
    """Another reader may need less."""


class _Read:
    """The documents of one mail, read one after the other."""

    def __init__(self, room: Room, order: Order) -> None:
        self._room = room
        self._spoiled = {(item.number, item.attempt): item.code for item in order.spoiled}
        self.found: list[FoundForm] = []
        self.unread: list[UnreadFile] = []
        self.formless: list[str] = []
        self.others: list[OtherForm] = []
        self.texts: list[tuple[str, str]] = []

    def gave_form(self, path: str) -> bool:
        """Whether a form was found in the file at that path; not where there is no path."""
        return bool(path) and any(form.path == path for form in self.found)

    def take(self, number: int, attachment: Attachment) -> None:
        """Reads one and notes what came of it."""
        try:
            document = self._document(number, attachment)
        except UnreadableError as error:
            if not attachment.is_body:
                self.unread.append(UnreadFile(attachment.path, attachment.kind, error.code))
            return
        self._room.begin(number, -1)
        forms = _forms(document, attachment.path, self._room.setup)
        self.found.extend(forms)
        if forms:
            return
        if hides_a_form(document, self._room.setup.specs):
            self.unread.append(UnreadFile(attachment.path, attachment.kind, "hidden-form"))
        elif attachment.is_body:
            return
        elif other := known_in(document, attachment.path, self._room.setup.known):
            self.others.append(other)
        else:
            self.formless.append(attachment.path)
            if attachment.kind is ReadableKind.TEXT:
                self.texts.append((attachment.path, _text_of(document)))

    def _document(self, number: int, attachment: Attachment) -> Document:
        """What an attachment says; when its first reader fails, a second one is tried. Raises UnreadableError."""
        if refused := refusal(attachment, self._room.limits):
            raise refused
        failed: UnreadableError | None = None
        for attempt, read in enumerate(readers_of(attachment.kind)):
            try:
                self._look_out(number, attempt)
                return _checked(read, attachment.data, self._room.limits)
            except UnreadableError as error:
                failed = error if failed is None or error.code != "unsupported" else failed
                if error.code not in ("damaged", "crashed") and not isinstance(error, _NoMemoryError):
                    break
        raise failed or UnreadableError("unsupported", attachment.kind)

    def _look_out(self, number: int, attempt: int) -> None:
        """Tells that a reader begins; raises UnreadableError for one that ended the process before."""
        if code := self._spoiled.get((number, attempt), ""):
            raise UnreadableError(code, "it ended the reading process")
        self._room.begin(number, attempt)


def _checked(
    read: Callable[[bytes, ReadingLimits], Document], data: bytes, limits: ReadingLimits
) -> Document:
    """The document within its limits; whatever a parser raises becomes an UnreadableError."""
    try:
        document = read(data, limits)
        check_size(document, limits)
    except UnreadableError:
        raise
    except MemoryError:
        raise _NoMemoryError("too-large", "out of memory") from None
    except BaseException as error:  # calamine's PanicException is no Exception
        raise UnreadableError("crashed", repr(error)) from error
    return document


def _handed_out(attachments: Sequence[Attachment], read: _Read) -> tuple[Attachment, ...]:
    """The attachments, with their bytes where a form was read from them or a picture may have to be looked at."""
    kept = {form.path for form in read.found}
    seen = {item.path for item in read.unread if item.code in SEEN or item.kind == OtherKind.IMAGE}
    left = MOST_SCANS
    made = []
    for item in attachments:
        if item.path in seen and item.kind in SCANS and not item.problem and len(item.data) <= left:
            left -= len(item.data)
            made.append(item)
        else:
            made.append(item if item.path in kept else replace(item, data=b""))
    return tuple(made)
