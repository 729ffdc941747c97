"""The tables as one commented SQL text, and how an older database becomes the present one; knows no query.

`PRAGMA user_version` counts the migrations that a database has had; the first of them is the whole schema of
version 1. A change of the tables is a new text in `migrations`, never an edit of an older one. The one that brings the
journal seals what is there; a later one may add tables and columns with a default, which changes no digest.
"""

import re
import sqlite3
from collections.abc import Sequence

from collector.errors import StoreError
from collector.store import recorder
from collector.store.migrations import ALERTS, BOUNCES_AND_BREAKER, JOURNAL, LASTING, MENDED, STRANGERS

APPLICATION_ID = 0x52504331  # "RPC1" (SQLite file format, 1.3.15): marks the file as ours

SCHEMA = """
-- Times are ISO 8601 in UTC with microseconds, so that text sorts as time does.
-- Lists and nested values are JSON. What was received, filed and written is only ever added to: see the triggers.

CREATE TABLE mail (
    -- One row for each mail, by its bytes.
    sha256       TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64), -- of the raw bytes; names the file in spool/
    size         INTEGER NOT NULL,          -- bytes
    arrived      TEXT,                      -- when the server or the file says it came; null: it does not say
    state        TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done')),
    attempts     INTEGER NOT NULL DEFAULT 0, -- how often its processing raised
    crashes      INTEGER NOT NULL DEFAULT 0, -- how often the process died with it in hand
    error        TEXT,                      -- traceback of the last attempt that raised; null: none did
    failed_at    TEXT,                      -- when that was; null: never
    -- Known once it is done; null before.
    received     TEXT,                      -- when our server received it: what timeliness is measured by
    sender       TEXT,                      -- address, lower case; '' if none could be read
    sender_name  TEXT,                      -- display name, '' if none
    subject      TEXT,
    message_id   TEXT,                      -- with angle brackets, '' if none; never trusted to be unique
    outcome      TEXT CHECK (outcome IN ('review', 'returned', 'filed', 'revised', 'duplicate', 'ignored')),
    reasons      TEXT CHECK (reasons IS NULL OR json_valid(reasons)), -- [{code, values}]
    machine_kind TEXT,                      -- bounce, automatic, list …; null also for a mail that a person wrote
    machine_sign TEXT,                      -- the header or words that gave it away; null likewise
    archive      TEXT,                      -- folder below archive/; '' if it has none of its own (ignored)
    processed_at TEXT,
    CHECK ((state = 'done') = (outcome IS NOT NULL)),
    CHECK (state = 'waiting' OR (received IS NOT NULL AND sender IS NOT NULL AND subject IS NOT NULL
           AND reasons IS NOT NULL AND archive IS NOT NULL AND processed_at IS NOT NULL))
) STRICT;
CREATE INDEX mail_waiting ON mail (arrived) WHERE state = 'waiting';
CREATE INDEX mail_outcome ON mail (outcome);

CREATE TABLE ledger (
    -- One row for each name under which a mailbox offered a mail (RFC 3501, 2.3.1.1). The same bytes may have
    -- several. A UID that comes back with other bytes (a server that breaks its word, a file replaced under its
    -- name) stands here as uid#hash.
    mailbox      TEXT NOT NULL,             -- 'spool' for a raw file that was found without a row after a crash
    uidvalidity  INTEGER NOT NULL,          -- 0 for a folder
    uid          TEXT NOT NULL,             -- the file's name for a folder
    mail         TEXT NOT NULL REFERENCES mail (sha256),
    UNIQUE (mailbox, uidvalidity, uid)
) STRICT;
CREATE INDEX ledger_mail ON ledger (mail);

CREATE TABLE report (
    -- One row for each report found in a mail, whatever became of it.
    mail         TEXT NOT NULL REFERENCES mail (sha256),
    position     INTEGER NOT NULL,          -- from 0, in the order in which the mail brought them
    form         TEXT NOT NULL,
    unit         TEXT,                      -- null: not known
    period       TEXT CHECK (period GLOB '[12][0-9][0-9][0-9]-[01][0-9]'), -- Gregorian; null: not known
    outcome      TEXT NOT NULL CHECK (outcome IN ('review', 'returned', 'filed', 'revised', 'duplicate', 'ignored')),
    revision     INTEGER CHECK (revision >= 1), -- of a duplicate the one it repeats; null: it has no place in the row
    content_hash TEXT NOT NULL,             -- equal for equal content, whatever the spelling
    nil          INTEGER NOT NULL CHECK (nil IN (0, 1)),
    entries      TEXT NOT NULL CHECK (json_valid(entries)),     -- [{number, fields: [{key, text, place}]}]
    evidence     TEXT NOT NULL CHECK (json_valid(evidence)),    -- [{fact, value, source, place, text, certain}]
    notes        TEXT NOT NULL CHECK (json_valid(notes)),       -- reasons that are to be said in the letter
    reasons      TEXT NOT NULL CHECK (json_valid(reasons)),     -- why this outcome
    differences  TEXT NOT NULL CHECK (json_valid(differences)), -- from the revision before; [] for the first
    timeliness   TEXT CHECK (timeliness IN ('on_time', 'late')), -- null: unit or month not known
    attachment   TEXT NOT NULL,             -- path inside the mail, '' for the body; only ever data
    known_sender INTEGER NOT NULL CHECK (known_sender IN (0, 1)),
    receipt      TEXT,                      -- the number its acknowledgement bore; null unless filed or revised
    archive      TEXT NOT NULL,             -- folder below archive/; '' if it has none of its own
    UNIQUE (mail, position),
    CHECK (outcome NOT IN ('filed', 'revised') OR (unit IS NOT NULL AND period IS NOT NULL
           AND revision IS NOT NULL AND receipt IS NOT NULL AND timeliness IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX report_on_file ON report (form, unit, period, revision) WHERE outcome IN ('filed', 'revised');
CREATE INDEX report_period ON report (period) WHERE outcome IN ('filed', 'revised');
CREATE INDEX report_held ON report (outcome) WHERE outcome IN ('review', 'returned');
CREATE INDEX report_archive ON report (archive);

CREATE TABLE archived_file (
    -- One row for each file of the archive.
    path         TEXT NOT NULL PRIMARY KEY, -- below archive/, with slashes
    sha256       TEXT NOT NULL,
    size         INTEGER NOT NULL,          -- bytes
    mail         TEXT NOT NULL REFERENCES mail (sha256)
) STRICT;
CREATE INDEX archived_file_mail ON archived_file (mail);

CREATE TABLE letter (
    -- The outbox: letters are rows before they are mail.
    id           INTEGER PRIMARY KEY,
    kind         TEXT NOT NULL,             -- acknowledgement, returned, review, reminder …
    cause        TEXT NOT NULL,             -- what it answers: the mail's sha256; for a reminder form/unit/stage/day
    unit         TEXT,                      -- null: to no unit in particular
    periods      TEXT NOT NULL CHECK (json_valid(periods)),     -- ["2018-12"]
    recipients   TEXT NOT NULL CHECK (json_valid(recipients)),  -- addresses of To
    copies       TEXT NOT NULL CHECK (json_valid(copies)),      -- addresses of Cc
    subject      TEXT NOT NULL,
    message_id   TEXT NOT NULL UNIQUE,
    raw          BLOB NOT NULL,             -- the whole mail, RFC 5322
    created      TEXT NOT NULL,
    state        TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'held')),
    attempts     INTEGER NOT NULL DEFAULT 0,
    next_attempt TEXT,                      -- not before; null: at once
    answer       TEXT,                      -- the server's answer or the last error; null: never tried
    sent         TEXT,                      -- null unless sent
    UNIQUE (kind, cause),
    CHECK ((state = 'sent') = (sent IS NOT NULL))
) STRICT;
CREATE INDEX letter_open ON letter (id) WHERE state IN ('queued', 'sending', 'held');
CREATE INDEX letter_sent ON letter (sent);
CREATE INDEX letter_created ON letter (created);

CREATE TABLE reminder (
    -- One row for each debt that a reminder letter spoke of; a letter for three months has three.
    form         TEXT NOT NULL,
    unit         TEXT NOT NULL,
    period       TEXT NOT NULL,
    stage        TEXT NOT NULL,             -- before, due, overdue-1 …
    letter       INTEGER NOT NULL REFERENCES letter (id),
    UNIQUE (form, unit, period, stage)
) STRICT;
CREATE INDEX reminder_letter ON reminder (letter);

CREATE TABLE setting (
    name         TEXT NOT NULL PRIMARY KEY, -- 'secret': the key that signs our Message-IDs
    value        BLOB NOT NULL
) STRICT;

CREATE TRIGGER mail_stays BEFORE DELETE ON mail
    BEGIN SELECT RAISE(ABORT, 'a mail is never removed from the ledger'); END;
CREATE TRIGGER mail_has_one_outcome BEFORE UPDATE ON mail WHEN OLD.state = 'done'
    BEGIN SELECT RAISE(ABORT, 'a mail has one outcome for ever'); END;
CREATE TRIGGER mail_is_as_received BEFORE UPDATE OF sha256, size, arrived ON mail
    BEGIN SELECT RAISE(ABORT, 'what was received is never edited'); END;
CREATE TRIGGER ledger_stays BEFORE DELETE ON ledger
    BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END;
CREATE TRIGGER ledger_is_as_received BEFORE UPDATE ON ledger
    BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END;
CREATE TRIGGER report_stays BEFORE DELETE ON report
    BEGIN SELECT RAISE(ABORT, 'a report is never removed'); END;
CREATE TRIGGER report_is_as_filed BEFORE UPDATE ON report
    BEGIN SELECT RAISE(ABORT, 'a report is never edited: file a revision'); END;
CREATE TRIGGER archived_file_stays BEFORE DELETE ON archived_file
    BEGIN SELECT RAISE(ABORT, 'the archive is only added to'); END;
CREATE TRIGGER archived_file_is_as_filed BEFORE UPDATE ON archived_file
    BEGIN SELECT RAISE(ABORT, 'the archive is only added to'); END;
CREATE TRIGGER letter_stays BEFORE DELETE ON letter
    BEGIN SELECT RAISE(ABORT, 'a letter is never removed'); END;
CREATE TRIGGER letter_is_as_written
    BEFORE UPDATE OF id, kind, cause, unit, periods, recipients, copies, subject, message_id, raw, created ON letter
    BEGIN SELECT RAISE(ABORT, 'a letter is never edited'); END;
CREATE TRIGGER letter_is_sent_once BEFORE UPDATE ON letter WHEN OLD.state = 'sent'
    BEGIN SELECT RAISE(ABORT, 'a letter that was sent stays sent'); END;
CREATE TRIGGER reminder_stays BEFORE DELETE ON reminder
    BEGIN SELECT RAISE(ABORT, 'a reminder is never removed'); END;
CREATE TRIGGER reminder_is_as_written BEFORE UPDATE ON reminder
    BEGIN SELECT RAISE(ABORT, 'a reminder is never edited'); END;
"""

MIGRATIONS = (SCHEMA, BOUNCES_AND_BREAKER, ALERTS, STRANGERS, JOURNAL, LASTING, MENDED)
_MADE = re.compile(r"^CREATE (?:UNIQUE )?(?:TABLE|INDEX|TRIGGER) (\w+)", re.MULTILINE)
_ADDED = re.compile(r"^ALTER TABLE (\w+) ADD COLUMN (\w+)", re.MULTILINE)
_THERE = """
    SELECT name FROM sqlite_schema
    UNION ALL
    SELECT tables.name || '.' || columns.name FROM sqlite_schema AS tables JOIN pragma_table_info(tables.name) AS columns
    WHERE tables.sql LIKE 'CREATE TABLE %'
"""


def recognise(connection: sqlite3.Connection, migrations: Sequence[str] = MIGRATIONS) -> int:
    """The version of our database, 0 for an empty file; writes nothing.

    Raises StoreError for a database of another program, for one of a newer version of this one, and for one whose
    number is not that of its tables: a step that is taken twice or left out would stop half way in SQLite's words.
    """
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    there = {name for (name,) in connection.execute(_THERE)}
    if application != APPLICATION_ID and (application or version or there):
        raise StoreError(
            "this is the database of another program; point [storage] path to a folder of its own"
        )
    shown = _shown(there, migrations)
    if version > len(migrations):
        raise StoreError(
            f"the database has version {version} and this program knows {len(migrations)}: install the newer "
            f"program. If there is none, the number was changed: the tables are those of {_version(shown)}"
        )
    if version != shown:
        raise StoreError(_unlike_tables(version, shown))
    return int(version)


def _shown(there: set[str], migrations: Sequence[str]) -> int:
    """The last step of which something is there; 0 for none."""
    steps = [number for number, text in enumerate(migrations, 1) if there & _made(text)]
    return max(steps, default=0)


def _made(text: str) -> set[str]:
    """Tables, indexes and triggers that a step makes, and columns that it adds, as `table.column`."""
    return {*_MADE.findall(text), *(".".join(names) for names in _ADDED.findall(text))}


def _unlike_tables(version: int, shown: int) -> str:
    """What is wrong with the number, and what to do: where tables are missing it is not the number that is to be mended."""
    found = (
        f"the database says that it has version {version}, but its tables are those of {_version(shown)}: "
        "another program changed it. Nothing was done."
    )
    if version > shown:
        return f"{found} Tables were removed: restore it from the backup, then run `collector verify`"
    return (
        f"{found} Restore it from the backup; or set the number right (`PRAGMA user_version = {shown}` in the "
        "program sqlite3) and run `collector verify`, which tells whether more was changed"
    )


def _version(number: int) -> str:
    return f"version {number}" if number else "an empty one"


def migrate(connection: sqlite3.Connection, migrations: Sequence[str] = MIGRATIONS) -> int:
    """Brings an empty or older database to the present version; each step is one transaction or nothing.

    Foreign keys are checked after each step, as they are off while tables may be rebuilt. Returns the version.
    Raises StoreError as `recognise` does, and for a step that breaks a reference.
    """
    version = recognise(connection, migrations)
    connection.execute("PRAGMA foreign_keys = OFF")
    for number, text in enumerate(migrations[version:], version + 1):
        _step(connection, text, number)
    connection.execute("PRAGMA foreign_keys = ON")
    return len(migrations)


def _step(connection: sqlite3.Connection, text: str, number: int) -> None:
    try:
        connection.executescript(
            f"BEGIN IMMEDIATE;{text};PRAGMA application_id = {APPLICATION_ID};PRAGMA user_version = {number};"
        )
        if text is JOURNAL:
            recorder.seal(connection)
        if text is LASTING:
            recorder.seal_lasting(connection)
        if broken := connection.execute("PRAGMA foreign_key_check").fetchall():
            raise StoreError(f"migration {number} would break {len(broken)} references; nothing was changed")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
