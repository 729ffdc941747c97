"""Settings → the parts of a running collector, opened together and closed together; does no work itself."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from collector import message_ids
from collector.confined.room import ConfinedRoom
from collector.confined.values import Setup
from collector.errors import UsageError
from collector.filing.archive import Archive
from collector.filing.describe import Labels
from collector.filing.file_away import recover
from collector.filing.layout import ArchiveNames
from collector.filing.sent_back import SentBack
from collector.filing.spool import Spool
from collector.filing.understood import Rules
from collector.formats import charset_names
from collector.forms.known_form import KnownForm
from collector.forms.spec import FormSpec
from collector.forms.units import UnitNames
from collector.forms.vocabulary import Vocabulary
from collector.holidays_th import government_days_off
from collector.letters.folder_transport import FolderTransport
from collector.letters.ladder import Schedule, Stage
from collector.letters.letterhead import Letterhead
from collector.letters.policy import SendingLimits
from collector.letters.smtp import SmtpTransport
from collector.mailbox.folder import FolderMailbox
from collector.mailbox.imap import ImapMailbox
from collector.mailbox.imap_account import ImapFolder, Marking
from collector.mailbox.mailbox import LiveMailbox
from collector.mailbox.span import Span
from collector.periods import Calendar, Period, calendar_of
from collector.readers.limits import MEGABYTE, ReadingLimits
from collector.readers.worker.confinement import hide
from collector.registry import Registry
from collector.registry_files import load_registry
from collector.settings.form_files import beside_file, examine_forms, ids, not_accepted, sound
from collector.settings.kind_files import load_unit_kinds
from collector.settings.mail_words import load_mail_words
from collector.settings.reading_words import reading_words, unit_aliases
from collector.settings.sections import (
    FolderMailboxSettings,
    FolderOutgoingSettings,
    ImapMailboxSettings,
    Settings,
    SmtpOutgoingSettings,
)
from collector.shipped import shipped
from collector.signin.account import Account
from collector.signin.secrets import secret_of
from collector.store.store import Store
from collector.understanding import Understanding
from collector.wording import Wording

YEARS_AHEAD = 2  # for which days off are looked up


@dataclass(frozen=True)
class Application:
    """Everything that a command needs; `in_hand` are the waiting mails with which the last process died."""

    settings: Settings
    store: Store
    spool: Spool
    archive: Archive
    registry: Registry
    wording: Wording
    specs: tuple[FormSpec, ...]
    calendar: Calendar
    understanding: Understanding
    letterhead: Letterhead
    archive_words: ArchiveNames  # the names of its folders
    vocabulary: Vocabulary
    source: LiveMailbox
    in_hand: tuple[str, ...] = ()
    known_forms: tuple[KnownForm, ...] = ()  # of other matters

    @property
    def rules(self) -> Rules:
        """What the department has laid down, for decisions."""
        return Rules(
            self.letterhead.forms,
            self.calendar,
            self.settings.department.zone,
            self.settings.registry.since,
            self.vocabulary,
            self.settings.registry.unknown_senders == "review",
            {form.id: form for form in self.known_forms},
            self.settings.registry.days_to_mend,
        )

    def sent_back(self, form: str, unit: str, period: Period) -> tuple[SentBack, ...]:
        """What registered senders of a unit sent for a month that was sent back or questioned."""
        return tuple(
            SentBack(item.received, item.answered)
            for item in self.store.sent_back(form, unit, period)
            if unit in self.registry.units_of(item.sender)
        )

    @property
    def labels(self) -> Labels:
        """How the archive names things."""
        return Labels(
            self.registry.name, self.wording.month, self.wording.reason, self.settings.department.zone
        )

    @property
    def sending_limits(self) -> SendingLimits:
        """How many letters may leave, and when."""
        rules = self.settings.letters
        quiet = (rules.quiet_from, rules.quiet_until) if rules.quiet_from and rules.quiet_until else None
        return SendingLimits(
            rules.max_per_recipient_per_day,
            rules.max_per_hour,
            rules.shadow,
            rules.hold_above_per_hour,
            rules.hold_after_failures,
            quiet,
            rules.max_per_stranger_per_day,
            rules.max_per_stranger_per_month,
        )

    def mailbox(self) -> LiveMailbox:
        """The mailbox of the settings; always the same one, whose connection stays open until the application closes."""
        return self.source

    def transport(self) -> FolderTransport | SmtpTransport:
        """The way out for letters; not opened yet."""
        outgoing = self.settings.outgoing
        if isinstance(outgoing, FolderOutgoingSettings):
            return FolderTransport(outgoing.path)
        return SmtpTransport(smtp_account(outgoing, self.settings))

    def reminder_schedule(self, spec: FormSpec) -> Schedule:
        """When reminders of a form are due."""
        rules = self.settings.reminders
        stages = tuple(
            Stage(
                step.name,
                step.working_days_after_due,
                step.repeat_every_days or None,
                step.times or None,
                step.at,
                step.cc_supervisor,
            )
            for step in rules.stages
        )
        since, zone = self.settings.registry.since, self.settings.department.zone
        hours = (rules.office_from, rules.office_until)
        return Schedule(spec.id, since, spec.due_day, self.calendar, zone, stages, hours)


@contextmanager
def open_application(
    settings: Settings, *, read_only: bool = False, form: str | None = None
) -> Iterator[Application]:
    """Opens the store and what stands around it; as the one writer, or beside it to read.

    With `form`, the id of a form in force, the others are left out of all that is done. Raises ConfigError for registry
    or forms that cannot be used, UsageError for a form that is not in force, StoreError where another process writes.
    """
    charset_names.install()
    hide()
    registry = load_registry(settings.registry.units, settings.registry.contacts)
    words, kinds = reading_words(), load_unit_kinds(settings.registry.unit_kinds)
    found = examine_forms(settings.registry.forms, words)
    in_force = sound(found)
    specs = _chosen(in_force, form)
    zone = settings.department.zone
    alone = specs[0].spoken if len(specs) == 1 else {}
    wording = Wording(settings.letters.templates, zone=zone, kinds=kinds, spoken=alone)
    calendar = _calendar(settings)
    storage = settings.storage.path
    with ExitStack() as stack:
        store = stack.enter_context(Store(storage, read_only=read_only))
        sound(beside_file(found, store.columns_on_file(ids(found))))
        names = UnitNames(registry.units, kinds, unit_aliases())
        mail_words = load_mail_words(settings.mailbox.trusted_server)
        known = not_accepted(found)
        setup = Setup(specs, names, mail_words, settings.department.address, known=known)
        room = stack.enter_context(ConfinedRoom(setup, _limits(settings)))
        spool, archive = Spool(storage), Archive(storage)
        recovery = None if read_only else recover(store, spool, archive)
        secret = store.secret()
        understanding = Understanding(
            room,
            registry,
            names,
            zone,
            settings.department.address,
            secret,
            answered=store.letter_by_message_id,
            written=store.letter_written,
        )
        source = stack.enter_context(closing(_mailbox(settings)))
        yield Application(
            settings, store, spool, archive, registry, wording, specs, calendar, understanding,
            _letterhead(settings, registry, in_force, calendar, secret), archive_names(), words.vocabulary, source,
            recovery.in_hand if recovery else (), known,
        )  # fmt: skip


def _chosen(specs: tuple[FormSpec, ...], form: str | None) -> tuple[FormSpec, ...]:
    """All forms, or the one that was asked for."""
    chosen = tuple(spec for spec in specs if form in (None, spec.id))
    if not chosen:
        raise UsageError(f"no form {form} is in force; there are: {', '.join(spec.id for spec in specs)}")
    return chosen


def archive_names() -> ArchiveNames:
    """How the archive's folders and files are called: the words shipped with the package."""
    patterns = shipped("archive.toml")
    months = tuple(month["name"] for month in shipped("months.toml")["month"])
    return ArchiveNames(months, patterns.pop("outcome"), patterns)


def _mailbox(settings: Settings) -> LiveMailbox:
    """The mailbox of the settings; not connected yet."""
    place = settings.mailbox
    if isinstance(place, FolderMailboxSettings):
        return FolderMailbox(place.path)
    return imap_mailbox(place, settings)


def imap_mailbox(
    place: ImapMailboxSettings, settings: Settings, *, folder: str = "", span: Span | None = None
) -> ImapMailbox:
    """The folder that the settings name, or another one of that mailbox, in which nothing is marked or moved.

    With `span` only the mails wait that arrived in it. Not connected yet.
    """
    account = imap_folder(place, settings)
    marking = Marking.chosen(place.after, place.received_folder, place.review_folder, place.returned_folder)
    if folder not in {"", account.folder}:
        account, marking = replace(account, folder=folder, folder_from="--folder"), Marking()
    return ImapMailbox(
        account, marking, load_mail_words(), lambda: datetime.now(settings.department.zone), span=span
    )


def imap_folder(place: ImapMailboxSettings, settings: Settings) -> ImapFolder:
    """How the settings reach an IMAP mailbox."""
    return ImapFolder(
        place.host,
        place.usual_port,
        place.security,
        place.user,
        secret_of(place, settings),
        place.auth,
        place.ca_file,
        place.folder,
    )


def smtp_account(place: SmtpOutgoingSettings, settings: Settings) -> Account:
    """How the settings reach the server that sends our letters."""
    secret = secret_of(place, settings)
    return Account(
        place.host, place.usual_port, place.security, place.user, secret, place.auth, place.ca_file
    )


def _calendar(settings: Settings) -> Calendar:
    rules = settings.calendar
    years = range(settings.registry.since.year, datetime.now(settings.department.zone).year + YEARS_AHEAD)
    public = government_days_off(years)
    return calendar_of(public, off=rules.extra_days_off, working=rules.working_days, roll=rules.roll)


def _limits(settings: Settings) -> ReadingLimits:
    limits = settings.limits
    return ReadingLimits(
        memory_bytes=limits.worker_memory_megabytes * MEGABYTE,
        cpu_seconds=limits.worker_cpu_seconds,
        wall_seconds=limits.worker_wall_seconds,
        mail_seconds=limits.mail_seconds,
    )


def _letterhead(
    settings: Settings, registry: Registry, specs: tuple[FormSpec, ...], calendar: Calendar, secret: bytes
) -> Letterhead:
    """What stands on every letter: the department's names, `registry`'s forms of address, the due days of the forms by
    `calendar`, and the `secret` by which we know our own Message-IDs again.
    """
    department = settings.department
    domain = department.address.partition("@")[2] or "localhost"
    return Letterhead(
        name=department.name,
        address=department.address,
        message_id=lambda kind, cause: message_ids.make(kind, cause, secret, domain),
        registry=registry,
        forms={spec.id: spec for spec in specs},
        calendar=calendar,
        mark=lambda message_id: message_ids.mark_of(message_id, secret),
        phone=department.phone,
        signature=department.signature,
        days_to_mend=settings.registry.days_to_mend,
    )
