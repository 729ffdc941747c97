"""What the tables say of each file of the archive and of each letter, as those files and letters say it themselves."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from collector.store import codec
from collector.store.database import Database
from collector.store.records import LetterHeads, Told, Unreadable

T = TypeVar("T")

# The JSON is the first file that was recorded for a folder.
_JSON = """
    (SELECT path FROM archived_file WHERE archived_file.mail = mail.sha256
        AND substr(path, 1, length({folder}) + 1) = {folder} || '/' AND path LIKE '%.json' ORDER BY archived_file.rowid LIMIT 1)
"""
_OF_REPORT, _OF_MAIL = _JSON.format(folder="report.archive"), _JSON.format(folder="mail.archive")
_REPORTS = f"""
    SELECT report.*, mail.received, mail.sender, mail.sender_name, mail.subject, mail.message_id,
        {_OF_REPORT} AS path
    FROM report JOIN mail ON mail.sha256 = report.mail WHERE report.archive <> '' ORDER BY report.rowid
"""  # noqa: S608 - names of our own
_MAILS = f"""
    SELECT mail.*, {_OF_MAIL} AS path
    FROM mail WHERE archive <> '' AND NOT EXISTS
        (SELECT 1 FROM report WHERE report.mail = sha256 AND report.archive = mail.archive) ORDER BY mail.rowid
"""  # noqa: S608 - as above
_FOUND = "SELECT * FROM report WHERE mail = ? ORDER BY position"
_LETTERS = "SELECT id, kind, cause, recipients, copies, subject, message_id, raw FROM letter ORDER BY id"
# Whatever its kind, a letter whose cause is a hash answers that mail.
_UNCAUSED = """
    SELECT id, cause FROM letter WHERE length(cause) = 64 AND cause NOT GLOB '*[^0-9a-f]*'
        AND NOT EXISTS (SELECT 1 FROM mail WHERE sha256 = cause) ORDER BY id
"""

_TO_STAFF = "SELECT id, raw FROM letter WHERE kind IN ('alert', 'recovered') ORDER BY id"


class Written(Database):
    """Rows in the form in which they were written elsewhere, one by one."""

    def told_in_archive(self) -> Iterator[Told | Unreadable]:
        """What each JSON of the archive has to say, by the rows: of reports on file, then of mails that were held."""
        for row in self._each(_REPORTS):
            yield _made(_told_of_report, f"report {row['position']} of mail {row['mail']}", row)
        for row in self._each(_MAILS):
            reports = self._execute(_FOUND, (row["sha256"],))
            yield _made(_told_of_mail, f"mail {row['sha256']}", row, reports)

    def letter_heads(self) -> Iterator[LetterHeads | Unreadable]:
        """What the rows say of each letter, and the letter itself."""
        for row in self._each(_LETTERS):
            yield _made(_heads, f"letter {row['id']}", row)

    def letters_to_staff(self) -> Iterator[tuple[int, bytes]]:
        """Letters that bear witness of the journal: their number, and the letters themselves."""
        for row in self._each(_TO_STAFF):
            yield row["id"], bytes(row["raw"])

    def letters_without_mail(self) -> Iterator[tuple[int, str]]:
        """Answers to a mail that is not in the ledger: their number, and the mail's hash."""
        for row in self._each(_UNCAUSED):
            yield row["id"], row["cause"]


def _made(make: Callable[..., T], name: str, *rows: object) -> T | Unreadable:
    """What `make` makes of a name and rows, or that they cannot be read: no JSON, another kind of it, no time …"""
    try:
        return make(name, *rows)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        return Unreadable(name, f"{type(error).__name__}: {error}")


def _told_of_report(name: str, row: sqlite3.Row) -> Told:
    return Told(row["path"] or "", name, _report(row) | _mail(row, row["mail"]))


def _told_of_mail(name: str, row: sqlite3.Row, reports: Sequence[sqlite3.Row]) -> Told:
    held = {
        "outcome": row["outcome"],
        "reasons": json.loads(row["reasons"]),
        "reports": [_found(report) for report in reports],
    }
    return Told(row["path"] or "", name, held | _mail(row, row["sha256"]))


def _heads(_name: str, row: sqlite3.Row) -> LetterHeads:
    to, copies = _texts(row["recipients"]), _texts(row["copies"])
    return LetterHeads(row["id"], to, copies, row["subject"], row["message_id"], bytes(row["raw"]))


def _texts(written: str) -> tuple[str, ...]:
    found = json.loads(written)
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise ValueError(f"{written[:60]} is no list of texts")
    return tuple(found)


def _report(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "form": row["form"],
        "unit": row["unit"],
        "period": row["period"],
        "outcome": row["outcome"],
        "revision": row["revision"],
        "receipt": row["receipt"],
        "timeliness": row["timeliness"],
        "counts_from": codec.from_optional_time(row["counts_from"]),
        "nil": bool(row["nil"]),
        "entries": _entries(row),
        "notes": json.loads(row["notes"]),
        "reasons": json.loads(row["reasons"]),
        "differences": json.loads(row["differences"]),
        "evidence": json.loads(row["evidence"]),
        "attachment": row["attachment"],
        "known_sender": bool(row["known_sender"]),
        "content_hash": row["content_hash"],
    }


def _found(row: sqlite3.Row) -> dict[str, Any]:
    """A report as the JSON of its mail tells of it."""
    said = _report(row)
    names = ("form", "unit", "period", "attachment", "outcome", "entries", "reasons", "evidence")
    return {name: said[name] for name in names}


def _entries(row: sqlite3.Row) -> list[dict[str, Any]]:
    return [
        {"number": entry.number, **{item.key: item.text for item in entry.fields}}
        for entry in codec.load_entries(row["entries"])
    ]


def _mail(row: sqlite3.Row, sha256: str) -> dict[str, Any]:
    return {
        "received": codec.from_time(row["received"]),
        "sender": row["sender"],
        "sender_name": row["sender_name"],
        "subject": row["subject"],
        "message_id": row["message_id"],
        "mail_sha256": sha256,
    }
