"""What somebody who may write to everything on the machine does to the register, each with the words that must name it.

Each change is made as a clever hand would make it: consistent with SQLite's own checks wherever that is possible.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import astuple, replace
from itertools import count
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
        "UPDATE journal_change SET digest = ?, marks = ?, lasting = ? WHERE what = ? AND row = ? AND journal = "
        "(SELECT max(journal) FROM journal_change WHERE what = ? AND row = ?)",
        (now.digest, now.marks, now.lasting, table, key, table, key),
    )
    before = journal.BEGINNING
    for number, kind in connection.execute("SELECT number, kind FROM journal ORDER BY number").fetchall():
        lines = connection.execute(
            "SELECT what, row, before, digest, marks, lasting FROM journal_change WHERE journal = ? ORDER BY position",
            (number,),
        ).fetchall()
        covered = hashlib.sha256(b"".join(journal.Change(*line).cover for line in lines)).hexdigest()
        before = journal.chained(before, number, kind, covered)
        connection.execute(
            "UPDATE journal SET changes = ?, hash = ? WHERE number = ?", (covered, before, number)
        )


def covered(
    change: Change,
    *rows: tuple[str, str],
    lie: Callable[[journal.Change, journal.Change], journal.Change] = lambda line, _before: line,
) -> Change:
    """The change with a row of the journal that covers it, as whoever knows the recipe makes one: the hashes need no key.

    `rows` are those that it touches, by table and SQL on `t`; `lie` is what he lets the journal say otherwise.
    """

    def made(storage: Path, connection: sqlite3.Connection) -> None:
        def now() -> dict[tuple[str, str], journal.Change]:
            shapes = {shape.name: shape for shape in table_shapes(connection)}
            found = [line for table, chosen in rows for line in rows_of(connection, shapes[table], chosen)]
            return {(line.table, line.row): line for line in found}

        before = now()
        change(storage, connection)
        after = now()
        lines = []
        for key in dict.fromkeys([*before, *after]):
            if before.get(key) == after.get(key):
                continue
            was = before.get(key, journal.Change(*key))
            lines.append(lie(replace(after.get(key, journal.Change(*key)), before=was.digest), was))
        append(connection, lines)

    return made


def append(connection: sqlite3.Connection, lines: Sequence[journal.Change]) -> None:
    """One more row of the journal."""
    last, hashed = connection.execute("SELECT number, hash FROM journal ORDER BY number DESC").fetchone()
    covers = hashlib.sha256(b"".join(line.cover for line in lines)).hexdigest()
    connection.execute(
        "INSERT INTO journal VALUES (?, 'commit', ?, ?)",
        (last + 1, covers, journal.chained(hashed, last + 1, "commit", covers)),
    )
    for position, line in enumerate(lines):
        connection.execute(
            "INSERT INTO journal_change VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (last + 1, position, *astuple(line))
        )


def same_marks(cause: str) -> Change:
    """A letter gets another receiver of which the short marks tell nothing."""

    def change(_storage: Path, connection: sqlite3.Connection) -> None:
        chosen = "kind = ?1 OR cause = ?1"
        (said,) = connection.execute(f"SELECT recipients FROM letter WHERE {chosen}", (cause,)).fetchone()
        others = (f'["other{number}@evil.example"]' for number in count())
        other = next(text for text in others if journal.mark(text) == journal.mark(said))
        connection.execute(f"UPDATE letter SET recipients = ?2 WHERE {chosen}", (cause, other))

    return change


def _removed_and_put_back(storage: Path, connection: sqlite3.Connection) -> None:
    """A report goes with one commit and comes back otherwise with the next."""
    row = list(connection.execute("SELECT * FROM report WHERE unit = 'TH-20'").fetchone())
    chosen = ("report", "t.unit = 'TH-20'")
    covered(sql("DELETE FROM report WHERE unit = 'TH-20'"), chosen)(storage, connection)
    row[9] = row[9].replace("ปัญหา", "ไม่มี")
    places = ", ".join("?" * len(row))
    covered(lambda _s, c: c.execute(f"INSERT INTO report VALUES ({places})", row), chosen)(
        storage, connection
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

TOLD = "another program wrote that row of the journal"
QUEUED, SENT = ("letter", "t.cause IN ('queued', 'failed')"), ("letter", "t.id = 1")
DONE = ("mail", "t.outcome = 'ignored'")
# What whoever knows the recipe of the hashes does, with a row of the journal of his own that covers it.
COVERED: dict[str, tuple[Change, tuple[str, ...]]] = {
    "a report, its files and their hashes": (
        covered(
            lambda storage, connection: (
                _archived_and_its_hash(storage, connection),
                connection.execute(
                    f"UPDATE report SET entries = replace(entries, 'ปัญหา', 'ไม่มี') WHERE {FIRST}"
                ),
            ),
            ("report", "t.unit = 'TH-81'"),
            ("archived_file", "TRUE"),
        ),
        (
            "row-rewritten: report 0 of mail",
            "changes entries, which the collector never does",
            f"hash and size, which the collector never does: {TOLD}",
        ),
    ),
    "a report removed": (
        covered(sql("DELETE FROM report WHERE unit = 'TH-20'"), ("report", "t.unit = 'TH-20'")),
        ("row-rewritten: report 0 of mail", "removes it, which the collector never does"),
    ),
    "a report removed and put back otherwise": (
        _removed_and_put_back,
        ("row-rewritten: report 0 of mail", "removes it"),
    ),
    "a mail that has its outcome": (
        covered(
            sql("UPDATE mail SET received = '2018-12-31T00:00:00.000000+00:00' WHERE outcome = 'ignored'"),
            DONE,
        ),
        ("row-rewritten: mail", "changes time of receipt"),
    ),
    "the attempts of a mail that has its outcome": (
        covered(sql("UPDATE mail SET attempts = 3, error = 'x' WHERE outcome = 'ignored'"), DONE),
        ("row-rewritten: mail", "changes attempts and error"),
    ),
    "the size of a mail that waits": (
        covered(
            sql("UPDATE mail SET size = size + 1 WHERE state = 'waiting'"), ("mail", "t.state = 'waiting'")
        ),
        ("row-rewritten: mail", "changes size"),
    ),
    "a letter that was sent": (
        covered(sql("UPDATE letter SET state = 'failed', sent = NULL WHERE id = 1"), SENT),
        ("row-rewritten: letter 1", "changes state and time of sending"),
    ),
    "the receivers of a letter": (
        covered(
            sql("UPDATE letter SET recipients = '[\"other@local.example\"]' WHERE state = 'queued'"), QUEUED
        ),
        ("row-rewritten: letter", "changes receivers"),
    ),
    "the receivers of a letter with the same marks": (
        covered(same_marks("queued"), QUEUED),
        ("row-rewritten: letter", "changes something"),
    ),
    "the same, and the hash of what stays is that of before": (
        covered(same_marks("queued"), QUEUED, lie=lambda line, was: replace(line, lasting=was.lasting)),
        ("row-rewritten: letter", "of the journal has a hash of all of it, and others of its columns"),
    ),
    "the same without that hash": (
        covered(same_marks("queued"), QUEUED, lie=lambda line, _was: replace(line, lasting="")),
        ("row-rewritten: letter", "changes something"),
    ),
    "marks that are not those of the row": (
        covered(
            sql("UPDATE letter SET answer = 'x' WHERE state = 'queued'"),
            QUEUED,
            lie=lambda line, _was: replace(line, marks=line.marks[:-4] + "ffff"),
        ),
        ("row-rewritten: letter", "others of its columns"),
    ),
    "a letter that failed is sent": (
        covered(sql("UPDATE letter SET state = 'sent', sent = created WHERE state = 'failed'"), QUEUED),
        ("row-rewritten: letter", "makes it sent, which was failed"),
    ),
    "the secret": (
        covered(
            sql("UPDATE setting SET value = x'00' WHERE name = 'secret'"), ("setting", "t.name = 'secret'")
        ),
        ("row-rewritten: the setting secret", "changes value"),
    ),
    "an alert that ended": (
        covered(sql("UPDATE alert SET ended = cause WHERE ended IS NOT NULL"), ("alert", "TRUE")),
        ("row-rewritten: alert 1", "changes ended"),
    ),
    "the cause of an alert": (
        covered(sql("UPDATE alert SET cause = 'none' WHERE ended IS NULL"), ("alert", "t.ended IS NULL")),
        ("row-rewritten: alert 2", "changes cause"),
    ),
    "a table that is none of the collector's": (
        lambda _storage, connection: append(
            connection, [journal.Change("sqlite_schema", "[1]", "", "0" * 64)]
        ),
        ("journal-broken: row", "covers a table sqlite_schema, which is not there"),
    ),
    "the numbers of rows": (
        sql("UPDATE mail SET rowid = rowid + 1000"),
        ("row-order: ", "rows of the table mail have other numbers"),
    ),
    "the order of two rows": (
        sql(
            "UPDATE report SET rowid = 1000 WHERE rowid = 1",
            "UPDATE report SET rowid = 1 WHERE rowid = 2",
            "UPDATE report SET rowid = 2 WHERE rowid = 1000",
        ),
        ("row-order: 2 rows of the table report",),
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
