"""Mails that no reader need open, and mails that wait in the store, for the tests of intake."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta

from collector.application import Application
from collector.intake.one_mail import process_mails
from collector.intake.scan_lane import ScanLane
from collector.model.mail import MailKey, RawMail
from collector.model.outcomes import Outcome
from collector.readers.limits import MEGABYTE
from collector.store.records import WaitingMail
from tests.e2e.office import NOW, ZONE

FIRST = datetime(
    2019, 1, 4, 8, 0, tzinfo=ZONE
)  # when the first of several mails came; the others a minute apart


def receipt(number: int) -> bytes:
    """A read receipt (RFC 8098), which is ignored at once."""
    return (
        f"From: krabi@local.example\r\nSubject: {number}\r\nMessage-ID: <{number}@local.example>\r\n"
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\r\n\r\n--b--\r\n"
    ).encode()


def too_large(sender: str = "krabi@local.example", *headers: str, size: int = MEGABYTE + 1) -> bytes:
    """A mail of so many bytes, beyond a limit of one megabyte unless told otherwise."""
    head = "\r\n".join(
        [f"From: {sender}", "Subject: large", "Message-ID: <large@local.example>", *headers, "", ""]
    )
    return head.encode().ljust(size, b"x")


def take_in(app: Application, *mails: bytes, mailbox: str = "") -> tuple[WaitingMail, ...]:
    """Keeps mails and enters them, a minute apart, as the mailbox's; all that waits, the oldest first."""
    raws = [
        RawMail(
            MailKey(mailbox or app.mailbox().name, 0, f"{number}"), data, FIRST + timedelta(minutes=number)
        )
        for number, data in enumerate(mails)
    ]
    app.store.take_in(app.spool.keep(raws))
    return app.store.waiting(1000)


def told(app: Application, sql: str) -> list[tuple[object, ...]]:
    """Rows of the database as they are."""
    return [tuple(row) for row in app.store.connection.execute(sql)]


def committed(app: Application) -> int:
    """How many mails have their outcome on the disk, as another process sees it."""
    with closing(sqlite3.connect(f"file:{app.store.path}?mode=ro", uri=True)) as beside:
        return int(beside.execute("SELECT count(*) FROM mail WHERE state = 'done'").fetchone()[0])


def everyone(_waiting: WaitingMail) -> bool:
    return True


def processed(
    app: Application, *, answers: Callable[[WaitingMail], bool] = everyone, now: datetime = NOW
) -> list[Outcome | None]:
    """The outcomes of all that waits, each mail in a commit of its own."""
    with ScanLane(app.understanding, app.spool) as lane:
        return list(process_mails(app, lane, app.store.waiting(100), now, answers))
