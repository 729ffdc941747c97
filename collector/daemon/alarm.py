"""What is wrong → told once, and once that it is over: log, ALERT.txt, letter to staff, the administrator's command.

What was told stands in the database, so that a restart does not tell it again. Where the database itself is what is
broken, the other ways still work.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import structlog

from collector.application import Application
from collector.daemon.alert_command import hand_over
from collector.daemon.troubles import Trouble
from collector.errors import CollectorError, StoreError, TemplateError
from collector.letters.alert import Notice, alert, sentences_of
from collector.model.letters import Letter
from collector.store.records import Alert

FILE = "ALERT.txt"
_VALUES = {"minutes": "", "count": "", "megabytes": ""}  # for an alert of which only its row is left

log = structlog.get_logger()


class Alarm:
    """The alerts of one running collector."""

    def __init__(self, app: Application) -> None:
        self._app = app
        self._standing = {found.kind: found for found in app.store.standing_alerts()}
        self._path = app.settings.storage.path / FILE
        self._written: str | None = None  # None: not known what the file says

    @property
    def standing(self) -> frozenset[str]:
        """The kinds of trouble that were told and are not over."""
        return frozenset(self._standing)

    def check(self, found: Iterable[Trouble], now: datetime) -> None:
        """Tells what is new, tells what is over, and brings ALERT.txt up to date."""
        wrong = {trouble.kind: trouble for trouble in found}
        for kind in wrong.keys() - self._standing.keys():
            self._raise(wrong[kind], now)
        for kind in self._standing.keys() - wrong.keys():
            self._end(self._standing[kind], now)
        self._write_file(now)

    def _raise(self, trouble: Trouble, now: datetime) -> None:
        raised = Alert(trouble.kind, now, trouble.cause)
        notice = Notice(trouble.kind, now, trouble.cause, values={**_VALUES, **trouble.values})
        self._standing[trouble.kind] = raised
        try:
            with self._app.store.group():
                if self._app.store.raise_alert(raised):
                    self._app.store.queue(self._letters(notice, now), now)
        except StoreError as error:
            log.error("alert-not-kept", kind=trouble.kind, why=str(error))  # noqa: TRY400 - expected: the disk may be full
        log.error("alert", kind=trouble.kind, why=trouble.cause)
        self._command(notice, now)

    def _end(self, raised: Alert, now: datetime) -> None:
        notice = Notice(raised.kind, raised.since, raised.cause, over=True, values=_VALUES)
        try:
            with self._app.store.group():
                if self._app.store.end_alert(raised.kind, now):
                    self._app.store.queue(self._letters(notice, now), now)
        except StoreError as error:  # it is tried again at the next look
            log.error("alert-not-kept", kind=raised.kind, why=str(error))  # noqa: TRY400 - as above
            return
        del self._standing[raised.kind]
        log.warning("alert-over", kind=raised.kind, since=raised.since.isoformat(timespec="seconds"))
        self._command(notice, now)

    def _letters(self, notice: Notice, now: datetime) -> tuple[Letter, ...]:
        """The letter to staff, none where nobody is to get one or its template is broken."""
        app = self._app
        staff = app.settings.department.staff
        if not staff or app.settings.alerts.email_via != "outgoing" or app.settings.letters.shadow:
            return ()
        try:
            seen = replace(notice, journal=app.store.journal_head())
            return (alert(seen, staff, app.letterhead, app.wording, now),)
        except (TemplateError, ValueError) as error:
            log.error("alert-without-letter", kind=notice.kind, why=str(error))  # noqa: TRY400 - the other ways tell it
            return ()

    def _command(self, notice: Notice, now: datetime) -> None:
        command = self._app.settings.alerts.command
        if command and (trouble := hand_over(command, self._text(notice, now))):
            log.error("alert-command-failed", why=trouble)

    def _text(self, notice: Notice, now: datetime) -> str:
        """What the command gets: one line in Thai, one for the administrator."""
        over = "over: " if notice.over else ""
        for_people = self._sentence(notice, now)
        return f"{for_people}\n[{over}{notice.kind}] {notice.cause}\n"

    def _sentence(self, notice: Notice, now: datetime) -> str:
        try:
            return sentences_of(notice, self._app.letterhead, self._app.wording, now)["subject"]
        except (CollectorError, KeyError):  # a template that the department has edited
            return ""

    def _write_file(self, now: datetime) -> None:
        """ALERT.txt: stands while something is wrong."""
        text = "\n".join(
            f"{raised.since.isoformat(timespec='seconds')}\n"
            + self._text(Notice(raised.kind, raised.since, raised.cause, values=_VALUES), now)
            for raised in sorted(self._standing.values(), key=lambda item: item.since)
        )
        if text == self._written and self._path.exists() == bool(text):
            return
        try:
            if text:
                self._path.write_text(text, encoding="utf-8")
            else:
                self._path.unlink(missing_ok=True)
        except OSError as error:
            log.error("alert-file-failed", why=f"{self._path}: {error.strerror}")  # noqa: TRY400 - the other ways tell it
            return
        self._written = text
