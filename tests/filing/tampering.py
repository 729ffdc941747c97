"""What somebody who may write to everything on the machine does to the register, each with the words that must name it.

Each change is made as a clever hand would make it: consistent with SQLite's own checks wherever that is possible.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from collector.filing.spool import Spool
from collector.store import journal
from collector.store.recorder import rows_of
from collector.store.table_shapes import table_shapes
from tests.filing.cases import NOW, overwrite, raw

KRABI = "archive/2561/12 ธันวาคม/กระบี่ (TH-81)/ฉบับที่ 1 help-centre"
NEWEST = raw(500, arrived=NOW)  # filed last, the first of its unit
Change = Callable[[Path, sqlite3.Connection], object]


def tamper(storage: Path, change: Change) -> None:
    """Drops the triggers, makes the change, and puts the triggers back as they were."""
    with closing(sqlite3.connect(storage / "collector.db")) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        change(storage, connection)
        for _, sql in triggers:
            connection.execute(sql)
        connection.commit()


def sql(*statements: str) -> Change:
    def change(_storage: Path, connection: sqlite3.Connection) -> None:
        for statement in statements:
            assert connection.execute(statement).rowcount, statement

    return change


def _archived_and_its_hash(storage: Path, connection: sqlite3.Connection) -> None:
    """The attachment, its hash and size in the database, and its hash in the JSON beside it with that one's hash."""
    for name, data in (
        ("แบบรายงาน.xlsx", b"another workbook"),
        (
            "รายงาน.json",
            (storage / KRABI / "รายงาน.json").read_bytes().replace("ขาด".encode(), "เกิน".encode()),
        ),
    ):
        overwrite(storage / KRABI / name, data)
        path = f"{KRABI}/{name}".removeprefix("archive/")
        connection.execute(
            "UPDATE archived_file SET sha256 = ?, size = ? WHERE path = ?",
            (hashlib.sha256(data).hexdigest(), len(data), path),
        )


def _mail_everywhere(sha256: str, storage: Path, connection: sqlite3.Connection) -> None:
    """Rows, letters, files, and the journal from the commit on that took the mail in; nothing is left of it."""
    for path in connection.execute("SELECT path FROM archived_file WHERE mail = ?", (sha256,)).fetchall():
        (storage / "archive" / path[0]).unlink()
    Spool(storage).path(sha256).unlink()
    first = connection.execute(
        "SELECT min(journal) FROM journal_change WHERE row LIKE '%' || ? || '%'", (sha256,)
    ).fetchone()[0]
    for statement in (
        "DELETE FROM letter WHERE cause = ?",
        "DELETE FROM archived_file WHERE mail = ?",
        "DELETE FROM report WHERE mail = ?",
        "DELETE FROM ledger WHERE mail = ?",
        "DELETE FROM mail WHERE sha256 = ?",
    ):
        connection.execute(statement, (sha256,))
    connection.execute("DELETE FROM journal_change WHERE journal >= ?", (first,))
    connection.execute("DELETE FROM journal WHERE number >= ?", (first,))


def rewritten(_storage: Path, connection: sqlite3.Connection) -> None:
    """A mail that has no place in the archive gets another sender, and the journal is computed anew to agree."""
    sha256 = raw(501).sha256
    connection.execute("UPDATE mail SET sender = 'other@local.example' WHERE sha256 = ?", (sha256,))
    _forge(connection, "mail", json.dumps([sha256]))


def _forge(connection: sqlite3.Connection, table: str, key: str) -> None:
    shape = next(shape for shape in table_shapes(connection) if shape.name == table)
    now = next(row for row in rows_of(connection, shape) if row.row == key)
    connection.execute(
        "UPDATE journal_change SET digest = ?, marks = ? WHERE what = ? AND row = ? AND journal = "
        "(SELECT max(journal) FROM journal_change WHERE what = ? AND row = ?)",
        (now.digest, now.marks, table, key, table, key),
    )
    before = journal.BEGINNING
    for number, kind in connection.execute("SELECT number, kind FROM journal ORDER BY number").fetchall():
        lines = connection.execute(
            "SELECT what, row, before, digest, marks FROM journal_change WHERE journal = ? ORDER BY position",
            (number,),
        ).fetchall()
        covered = hashlib.sha256(b"".join(journal.Change(*line).cover for line in lines)).hexdigest()
        before = journal.chained(before, number, kind, covered)
        connection.execute(
            "UPDATE journal SET changes = ?, hash = ? WHERE number = ?", (covered, before, number)
        )


def _spooled(storage: Path, _connection: sqlite3.Connection) -> None:
    path = Spool(storage).path(NEWEST.sha256)
    data = path.read_bytes().replace(b"500", b"501")
    path.unlink()
    path.write_bytes(data)


FIRST = "rowid = (SELECT min(rowid) FROM report WHERE unit = 'TH-81' AND outcome = 'filed')"
ADDED = (
    """UPDATE report SET entries = json_insert(entries, '$[#]', json('{"number":2,"fields":[]}')) WHERE """
    + FIRST
)

# What was done → whom it must be found by, and the words that name it.
CHANGES: dict[str, tuple[Change, tuple[str, ...]]] = {
    "an entry's text": (
        sql(f"UPDATE report SET entries = replace(entries, 'ปัญหา', 'ไม่มี') WHERE {FIRST}"),
        ("row-changed: report 0", "entries changed", "report-differs: report 0", "says entries"),
    ),
    "an entry deleted": (
        sql(f"UPDATE report SET entries = '[]' WHERE {FIRST}"),
        ("entries changed", "the database says entries '[]'"),
    ),
    "an entry added": (sql(ADDED), ("entries changed", "says entries")),
    "the unit": (
        sql(f"UPDATE report SET unit = 'TH-95' WHERE {FIRST}"),
        ("unit changed", "the database says unit 'TH-95'", "'TH-81'"),
    ),
    "the month": (
        sql(f"UPDATE report SET period = '2018-11' WHERE {FIRST}"),
        ("month changed", "the database says period '2018-11'", "'2018-12'"),
    ),
    "the timeliness": (
        sql(f"UPDATE report SET timeliness = 'late' WHERE {FIRST}"),
        ("timeliness changed", "the database says timeliness 'late'", "'on_time'"),
    ),
    "the time of receipt": (
        sql("UPDATE mail SET received = '2018-12-31T00:00:00.000000+00:00' WHERE outcome = 'filed'"),
        ("time of receipt changed", "the database says received '2018-12-31"),
    ),
    "the receiver of a letter": (
        sql("UPDATE letter SET recipients = '[\"other@local.example\"]' WHERE id = 1"),
        ("letter 1: receivers changed", "letter 1: the database says receivers 'other@local.example'"),
    ),
    "the text of a letter": (
        sql(
            "UPDATE letter SET raw = CAST(replace(CAST(raw AS TEXT), 'base64', 'BASE64') AS BLOB) WHERE id = 1"
        ),
        ("letter 1: text changed",),
    ),
    "the state of a letter": (
        sql("UPDATE letter SET state = 'failed', sent = NULL WHERE id = 1"),
        ("letter 1: state and time of sending changed",),
    ),
    "a letter deleted": (sql("DELETE FROM letter WHERE id = 1"), ("row-removed: letter 1 was removed",)),
    "a letter and the mail's letters added": (
        sql(
            "INSERT INTO letter (kind, cause, periods, recipients, copies, subject, message_id, raw, created) SELECT "
            "'review', cause, periods, recipients, copies, subject, '<2@x>', raw, created FROM letter WHERE id = 1"
        ),
        ("row-added: letter",),
    ),
    "a report deleted": (sql(f"DELETE FROM report WHERE {FIRST}"), ("row-removed: report 0 of mail",)),
    "the outcome of a mail": (
        sql("UPDATE mail SET outcome = 'ignored' WHERE outcome = 'review'"),
        ("outcome changed", "the database says outcome 'ignored'"),
    ),
    "the sender of a mail": (
        sql("UPDATE mail SET sender = 'other@local.example' WHERE outcome = 'review'"),
        ("sender changed", "the database says sender 'other@local.example'"),
    ),
    "the sender of a mail without a folder": (
        sql("UPDATE mail SET sender = 'other@local.example' WHERE outcome = 'ignored'"),
        ("row-changed: mail", "sender changed"),
    ),
    "a mail deleted from the rows only": (
        sql(
            f"DELETE FROM ledger WHERE mail = '{NEWEST.sha256}'",
            f"DELETE FROM mail WHERE sha256 = '{NEWEST.sha256}'",
        ),
        (f"row-removed: mail {NEWEST.sha256} was removed", "row-removed: the name", "spool-orphan"),
    ),
    "an archived file replaced together with its hash": (
        _archived_and_its_hash,
        ("row-changed: the record of the archived file 2561/12", "hash and size changed"),
    ),
    "an archived JSON": (
        lambda storage, _: overwrite(
            storage / KRABI / "รายงาน.json",
            (storage / KRABI / "รายงาน.json").read_bytes().replace(b'"on_time"', b'"late"'),
        ),
        ("archive-damaged", "รายงาน.json is not as it was filed", "the database says timeliness 'on_time'"),
    ),
    "a spooled mail": (_spooled, ("spool-damaged",)),
    "the journal cut in its middle": (
        sql("DELETE FROM journal WHERE number = 4", "DELETE FROM journal_change WHERE journal = 4"),
        ("journal-gap: the journal lacks row 4",),
    ),
    "the journal cut at its end": (
        sql("DELETE FROM journal WHERE number > 6", "DELETE FROM journal_change WHERE journal > 6"),
        ("row-added: mail", "was added by another program"),
    ),
    "what the journal covers": (
        sql(f"UPDATE journal_change SET digest = '{'0' * 64}' WHERE journal = 5 AND position = 0"),
        ("what row 5 of the journal covers was changed",),
    ),
    "the positions of what the journal covers": (
        sql("UPDATE journal_change SET position = position + 100 WHERE journal = 5"),
        ("the positions of what row 5 of the journal covers do not go from 0",),
    ),
    "a hash of the journal": (
        sql(f"UPDATE journal SET hash = '{'0' * 64}' WHERE number = 5"),
        ("row 5 of the journal does not follow", "row 6 of the journal does not follow"),
    ),
    "all of the journal": (
        sql("DELETE FROM journal", "DELETE FROM journal_change"),
        ("the journal is empty",),
    ),
}

# Nothing on the machine tells of these: the head that a letter bears witness of does.
BY_THE_WITNESS: dict[str, tuple[Change, str]] = {
    "the newest mail deleted everywhere": (
        lambda storage, connection: _mail_everywhere(NEWEST.sha256, storage, connection),
        "head-missing: the journal ends at row",
    ),
    "the journal rewritten from some row on": (rewritten, "head-differs: row"),
}
