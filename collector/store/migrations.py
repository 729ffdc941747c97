"""What versions 2 and later of the database add, one SQL text each; knows no query and does not run them."""

BOUNCES_AND_BREAKER = """
CREATE TABLE contact_failure (
    -- One row for each address that a returned letter (a bounce) names. Only bounces that carry a Message-ID of ours
    -- count: nobody else can make an office fall silent.
    mail         TEXT NOT NULL REFERENCES mail (sha256), -- the bounce
    address      TEXT NOT NULL,             -- lower case
    permanent    INTEGER NOT NULL CHECK (permanent IN (0, 1)),
    status       TEXT NOT NULL,             -- '5.1.1' (RFC 3463), '' if it is not told
    diagnostic   TEXT NOT NULL,             -- what the other server said
    happened     TEXT NOT NULL,             -- when the bounce came
    letter       INTEGER REFERENCES letter (id), -- the letter that came back; null: it is not in this database
    UNIQUE (mail, address)
) STRICT;
CREATE INDEX contact_failure_letter ON contact_failure (letter);
CREATE INDEX contact_failure_address ON contact_failure (address);
CREATE INDEX mail_sender ON mail (sender, received);

CREATE TABLE breaker (
    -- One row for each time that all letters were held.
    tripped      TEXT NOT NULL,
    why          TEXT NOT NULL,
    released     TEXT                       -- null: they still are
) STRICT;
CREATE UNIQUE INDEX breaker_open ON breaker (released IS NULL) WHERE released IS NULL;

-- How often a letter may have arrived though the line broke before the server said so.
ALTER TABLE letter ADD COLUMN uncertain INTEGER NOT NULL DEFAULT 0;

CREATE TRIGGER contact_failure_stays BEFORE DELETE ON contact_failure
    BEGIN SELECT RAISE(ABORT, 'a bounce is never removed'); END;
CREATE TRIGGER contact_failure_is_as_received BEFORE UPDATE ON contact_failure
    BEGIN SELECT RAISE(ABORT, 'a bounce is never edited'); END;
CREATE TRIGGER breaker_stays BEFORE DELETE ON breaker
    BEGIN SELECT RAISE(ABORT, 'what the breaker did is never removed'); END;
CREATE TRIGGER breaker_is_released_once BEFORE UPDATE ON breaker WHEN OLD.released IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'what the breaker did is never edited'); END;
"""

ALERTS = """
CREATE TABLE alert (
    -- One row for each time that something was wrong with the collector and staff were told; ended once it was over.
    kind         TEXT NOT NULL,             -- no-fetch, disk …
    since        TEXT NOT NULL,             -- when it was first seen
    cause        TEXT NOT NULL,             -- for the administrator, in English
    ended        TEXT                       -- null: it stands
) STRICT;
CREATE UNIQUE INDEX alert_stands ON alert (kind) WHERE ended IS NULL;

CREATE TRIGGER alert_stays BEFORE DELETE ON alert
    BEGIN SELECT RAISE(ABORT, 'an alert is never removed'); END;
CREATE TRIGGER alert_ends_once BEFORE UPDATE ON alert WHEN OLD.ended IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'an alert that ended stays ended'); END;
"""

STRANGERS = """
-- The mailbox of an addressee who is registered for nothing, without +tag; null for all others.
ALTER TABLE letter ADD COLUMN stranger TEXT;
CREATE INDEX letter_stranger ON letter (created, stranger) WHERE stranger IS NOT NULL;
-- When it turned out before it left that it would say what is not so any more; null for all others. It is never sent.
ALTER TABLE letter ADD COLUMN withdrawn TEXT;
-- Who confirmed a report: all rows of one content.
CREATE INDEX report_content ON report (form, unit, period, content_hash) WHERE known_sender;
"""

JOURNAL = """
CREATE TABLE journal (
    -- One row for each commit, chained: see docs/journal.md. The first covers what was there before the journal.
    number       INTEGER PRIMARY KEY,       -- from 1, without gaps
    kind         TEXT NOT NULL CHECK (kind IN ('seal', 'commit')),
    changes      TEXT NOT NULL CHECK (length(changes) = 64), -- SHA-256 of its rows of journal_change
    hash         TEXT NOT NULL CHECK (length(hash) = 64)     -- SHA-256 of the hash before, number, kind and changes
) STRICT;

CREATE TABLE journal_change (
    -- One row for each row that a commit wrote.
    journal      INTEGER NOT NULL REFERENCES journal (number) DEFERRABLE INITIALLY DEFERRED,
    position     INTEGER NOT NULL,          -- from 0
    what         TEXT NOT NULL,             -- the table
    row          TEXT NOT NULL CHECK (json_valid(row)), -- its key: ["…", 0]
    before       TEXT NOT NULL CHECK (length(before) IN (0, 64)), -- its digest as the commit found it; '': it was not there
    digest       TEXT NOT NULL CHECK (length(digest) IN (0, 64)), -- SHA-256 of its columns; '': it was removed
    marks        TEXT NOT NULL,             -- four digits a column, to tell which one was changed later
    PRIMARY KEY (journal, position)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER journal_stays BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
CREATE TRIGGER journal_is_as_written BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
CREATE TRIGGER journal_change_stays BEFORE DELETE ON journal_change
    BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
CREATE TRIGGER journal_change_is_as_written BEFORE UPDATE ON journal_change
    BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
"""

LASTING = """
-- Digest of those columns of a row that stay as they are while others change; '' where none change, and in older rows.
ALTER TABLE journal_change ADD COLUMN lasting TEXT NOT NULL DEFAULT '' CHECK (length(lasting) IN (0, 64));
"""

MENDED = """
-- Whose report of which month a mail seemed to be when it was decided on; null: nothing told, and in rows from before.
ALTER TABLE mail ADD COLUMN presumed_unit TEXT;
ALTER TABLE mail ADD COLUMN presumed_period TEXT CHECK (presumed_period GLOB '[12][0-9][0-9][0-9]-[01][0-9]');
-- When the mail came that the report mends in time; null: it counts from its own.
ALTER TABLE report ADD COLUMN counts_from TEXT;
CREATE INDEX mail_presumed ON mail (presumed_unit, presumed_period) WHERE outcome IN ('review', 'returned');
CREATE INDEX report_place ON report (unit, period) WHERE outcome IN ('review', 'returned');
"""
