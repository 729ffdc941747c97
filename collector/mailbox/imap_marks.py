"""UIDs and outcomes → flags or moves in the mailbox, for people to see; never an EXPUNGE of what others have deleted."""

from collections.abc import Mapping

import structlog

from collector.mailbox.imap_account import Marking
from collector.mailbox.imap_connection import Connection, quoted
from collector.mailbox.imap_trouble import RefusedError
from collector.model.outcomes import Outcome

log = structlog.get_logger()


def unmarked(connection: Connection, marking: Marking) -> list[int]:
    """The mails in the folder that bear no mark of ours: all of them where marked ones are moved away."""
    if marking.after == "leave":
        return []
    if marking.after == "mark":
        return connection.uids(f"UNKEYWORD {marking.keyword()}")
    return connection.uids()


def mark(connection: Connection, marking: Marking, outcomes: Mapping[int, Outcome]) -> None:
    """Marks mails by what became of them, those of one outcome together.

    A server or account that cannot is told of in the log and the mails stay as they are: the ledger is what counts.
    Raises LostError when the connection breaks; some may be marked then.
    """
    for outcome in Outcome:
        uids = [uid for uid, became in outcomes.items() if became is outcome]
        try:
            if uids and marking.after == "mark":
                _flag(connection, uids, outcome)
            elif uids and marking.after == "move":
                _move(connection, uids, marking.folders.get(outcome, ""))
        except RefusedError as refused:
            log.warning("mails-not-marked", mails=len(uids), outcome=outcome.value, why=str(refused))


def _flag(connection: Connection, uids: list[int], outcome: Outcome) -> None:
    """Not by imap-tools' flag(): that follows each STORE with an EXPUNGE of the whole folder."""
    if not connection.takes_keywords:
        raise RefusedError(
            f'{connection.account.server} keeps no keywords; set mailbox.after to "move" or "leave"'
        )
    connection.uid("STORE", uids, "+FLAGS.SILENT", f"({Marking.keyword()} {Marking.keyword(outcome)})")


def _move(connection: Connection, uids: list[int], folder: str) -> None:
    """Into a folder, made if it is missing; "" and the folder being read leave mails where they are."""
    if folder in ("", connection.account.folder):
        return
    try:
        _carry(connection, uids, folder)
    except RefusedError:
        made = connection.ensure_folder(folder)
        left = sorted(set(uids) & set(connection.uids()))  # a person may have moved some meanwhile
        if not made and len(left) == len(uids):
            raise
        if left:
            _carry(connection, left, folder)


def _carry(connection: Connection, uids: list[int], folder: str) -> None:
    """MOVE (RFC 6851), else COPY and an EXPUNGE of exactly these mails (UIDPLUS, RFC 4315), else nothing."""
    name = quoted(folder)
    if connection.has("MOVE"):
        connection.uid("MOVE", uids, name)
    elif connection.has("UIDPLUS"):
        connection.uid("COPY", uids, name)
        connection.uid("STORE", uids, "+FLAGS.SILENT", r"(\Deleted)")
        connection.uid("EXPUNGE", uids)
    else:
        raise RefusedError(
            f"{connection.account.server} can neither MOVE nor UID EXPUNGE, and a plain EXPUNGE would also remove what"
            ' people have marked as deleted; set mailbox.after to "mark" or "leave"'
        )
