"""A mailbox on a server that answers → whether we are let in, may do there what the settings ask for, and by which clock."""

from collections.abc import Iterator
from datetime import datetime

from collector.application import Application, imap_folder
from collector.doctor import clock
from collector.doctor.finding import Finding, none, well, wrong
from collector.english import counted
from collector.errors import CollectorError
from collector.mailbox.imap_account import ImapTimeouts
from collector.mailbox.imap_connection import Connection, connected
from collector.mailbox.imap_fetch import listing
from collector.settings.sections import ImapMailboxSettings

# Mails among which the newest is: what is moved back into a folder keeps its time and gets a new UID.
_NEWEST = 20


def check(app: Application, mailbox: ImapMailboxSettings, now: datetime) -> Iterator[Finding]:
    """Sign-in, folder and clock; ends at the first that is wrong. Opens the folder as the collector would."""
    try:
        connection = connected(imap_folder(mailbox, app.settings), ImapTimeouts.shipped())
    except CollectorError as error:
        yield wrong("mailbox sign-in", str(error))
        return
    try:
        yield well("mailbox sign-in", f"signed in as {mailbox.user}")
        yield from _folder(connection, mailbox, now)
    finally:
        connection.close()


def _folder(connection: Connection, mailbox: ImapMailboxSettings, now: datetime) -> Iterator[Finding]:
    try:
        connection.select(read_only=mailbox.after == "leave")
        uids = connection.uids()
        arrived = [found.arrived for found in listing(connection, uids[-_NEWEST:]) if found.arrived]
    except CollectorError as error:
        yield wrong("mailbox folder", str(error))
        return
    news = "tells of new mail at once" if connection.has("IDLE") else "is asked for new mail"
    if lacking := _lacking(connection, mailbox.after):
        yield wrong("mailbox folder", f"{mailbox.folder}: {lacking}", 'set mailbox.after to "leave"')
    else:
        yield well(
            "mailbox folder", f"{mailbox.folder} holds {counted(len(uids), 'mail')}; the server {news}"
        )
    yield clock.not_before(max(arrived), now) if arrived else none("mailbox clock", "no mail to go by")


def _lacking(connection: Connection, after: str) -> str:
    """What the server cannot do of what the settings ask for."""
    if after == "mark" and not connection.takes_keywords:
        return "the server keeps no keywords, so mails cannot be marked"
    if after == "move" and not (connection.has("MOVE") or connection.has("UIDPLUS")):
        return "the server can neither MOVE nor UID EXPUNGE, so mails cannot be moved"
    return ""
