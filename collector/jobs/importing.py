"""Old mail → taken in as an import: each mail once, without letters unless asked for, and gone on with when broken off."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from collector.application import Application, imap_mailbox
from collector.errors import UsageError
from collector.intake import one_pass
from collector.intake.one_pass import Manner, Tick
from collector.jobs import unfinished_imports
from collector.jobs.passes import OnceReport, answer_rule, send
from collector.jobs.unfinished_imports import Import
from collector.letters.outbox import DeliveryReport
from collector.mailbox.old_mail import OldMail, import_sources
from collector.mailbox.span import Span
from collector.settings.sections import ImapMailboxSettings as ImapSettings
from collector.store.records import WaitingMail

_EVER = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Arrived:
    """Mails of the mailbox on the server: what arrived in a span, in a folder or, where it is "", that of the settings."""

    span: Span
    folder: str = ""


def import_paths(
    app: Application, paths: tuple[Path, ...], acknowledge: bool, now: datetime, tick: Tick
) -> OnceReport:
    """Takes in the mails of the files and folders in `paths`. Ended before its time, it goes on when started again.

    With `acknowledge` each mail is answered as if it came at `now`. `tick` is told how many mails are done, and of how
    many. Raises MailboxError where a path cannot be read.
    """
    sources = tuple(import_sources(paths))
    total = sum(source.missing(app.store.knows) for source in sources)
    taken, outcomes = 0, Counter[str]()
    for source in sources:
        told = _Progress(tick, sum(outcomes.values()), total)
        with _noted(app, source, Span(_EVER, now), acknowledge):
            report = one_pass.take_in(app, source, now, _manner(app, source.name, acknowledge, told))
        taken += report.taken_in
        outcomes.update(report.outcomes)
    return OnceReport(taken, dict(outcomes), _sent(app, acknowledge, now))


def import_arrived(
    app: Application, wanted: Arrived, acknowledge: bool, now: datetime, tick: Tick
) -> OnceReport:
    """Takes in what is `wanted` of the mailbox on the server; the rest as for `import_paths`.

    Mails of the folder that is watched bear the names that they have as new mail, so no later pass fetches them again.
    Raises UsageError where the mailbox is on no server, MailboxError where it or the folder cannot be reached.
    """
    place = app.settings.mailbox
    if not isinstance(place, ImapSettings):
        raise UsageError(
            f"the mailbox of the settings is a folder of this computer; `collector import {place.path}` takes it in"
        )
    with closing(imap_mailbox(place, app.settings, folder=wanted.folder, span=wanted.span)) as source:
        told = _Progress(tick, 0, source.missing(app.store.knows))
        with _noted(app, source, wanted.span.cut_at(now), acknowledge):
            manner = Manner(told) if acknowledge else Manner(told, answer_rule(app))
            report = one_pass.take_in(app, source, now, manner)
    return OnceReport(report.taken_in, report.outcomes, _sent(app, acknowledge, now))


@contextmanager
def _noted(app: Application, source: OldMail, span: Span, acknowledge: bool) -> Iterator[None]:
    """The import of the watched folder stands on record until it is done, as what it leaves looks like new mail."""
    if source.name != app.mailbox().name:
        yield
        return
    begun = Import(source.name, span)
    if not acknowledge:
        unfinished_imports.begin(app.settings.storage.path, begun)
    yield
    if not source.missing(app.store.knows):  # what the server withholds may come later
        unfinished_imports.end(app.settings.storage.path, begun)


def _sent(app: Application, acknowledge: bool, now: datetime) -> DeliveryReport:
    return send(app, now) if acknowledge else DeliveryReport()


def _manner(app: Application, source: str, acknowledge: bool, told: Tick) -> Manner:
    """Without `acknowledge` only mails of the mailbox itself are answered, which a pass left unfinished."""
    if acknowledge:
        return Manner(told)
    return Manner(told, _nobody if source == app.mailbox().name else answer_rule(app))


def _nobody(_mail: WaitingMail) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class _Progress:
    """Tells how far several sources are, one after the other."""

    tick: Tick
    before: int  # mails of earlier sources
    total: int

    def __call__(self, done: int, _total: int) -> None:
        self.tick(self.before + done, max(self.total, self.before + done))
