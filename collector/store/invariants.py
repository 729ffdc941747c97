"""The invariants that the database alone can break → the rows that break them; changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from collector.store.database import Database
from collector.store.records import ArchivedFile


@dataclass(frozen=True, slots=True)
class _Rule:
    code: str
    words: str  # what is wrong, filled with the values of a row that breaks the rule
    query: str  # finds those rows


_RULES = (
    _Rule(
        "ledger-without-mail",
        "the ledger names {0}/{1}, which has no mail",
        """SELECT mailbox, uid FROM ledger LEFT JOIN mail ON sha256 = ledger.mail WHERE sha256 IS NULL""",
    ),
    _Rule(
        "mail-without-ledger",
        "mail {0} stands under no name in the ledger",
        """SELECT sha256 FROM mail WHERE NOT EXISTS (SELECT 1 FROM ledger WHERE mail = sha256)""",
    ),
    _Rule(
        "mail-outcome",
        "mail {0} is {1} and its outcome is {2}",
        """SELECT sha256, state, outcome FROM mail WHERE (state = 'done') <> (outcome IS NOT NULL)""",
    ),
    _Rule(
        "outcome-without-report",
        "mail {0} is {1}, but none of its reports is",
        """SELECT sha256, outcome FROM mail WHERE outcome IN ('filed', 'revised', 'duplicate') AND NOT EXISTS
           (SELECT 1 FROM report WHERE report.mail = sha256 AND report.outcome = mail.outcome)""",
    ),
    _Rule(
        "report-of-waiting-mail",
        "mail {0} has a report ({1}) and no outcome",
        """SELECT mail, report.outcome FROM report JOIN mail ON sha256 = report.mail WHERE state <> 'done'""",
    ),
    _Rule(
        "report-incomplete",
        "report {1} of mail {0} is {2} and lacks its unit, month, revision, receipt or folder",
        """SELECT mail, position, outcome FROM report WHERE outcome IN ('filed', 'revised') AND (unit IS NULL
           OR period IS NULL OR revision IS NULL OR receipt IS NULL OR timeliness IS NULL OR archive = '')""",
    ),
    _Rule(
        "revision-gap",
        "{0} of {1} for {2}: {3} revisions, the highest is {4}",
        """SELECT form, unit, period, count(*), max(revision) FROM report WHERE outcome IN ('filed', 'revised')
           GROUP BY form, unit, period
           HAVING count(DISTINCT revision) <> max(revision) OR count(*) <> max(revision)""",
    ),
    _Rule(
        "receipt-twice",
        "the receipt number {0} was given {1} times",
        """SELECT receipt, count(*) FROM report WHERE receipt IS NOT NULL GROUP BY receipt HAVING count(*) > 1""",
    ),
    _Rule(
        "report-without-files",
        "report {1} of mail {0} is {2} and no file of it is recorded in {3}",
        """SELECT mail, position, outcome, archive FROM report WHERE outcome IN ('filed', 'revised') AND NOT EXISTS
           (SELECT 1 FROM archived_file WHERE archived_file.mail = report.mail
            AND substr(path, 1, length(archive) + 1) = archive || '/')""",
    ),
    _Rule(
        "letter-twice",
        "{2} letters answer {0} {1}",
        """SELECT kind, cause, count(*) FROM letter GROUP BY kind, cause HAVING count(*) > 1""",
    ),
    _Rule(
        "letter-sent",
        "letter {0} is {1} and its time of sending is {2}",
        """SELECT id, state, sent FROM letter WHERE (state = 'sent') <> (sent IS NOT NULL)""",
    ),
    _Rule(
        "reminder-without-letter",
        "{0} was reminded of {1} ({2}) by a letter that is not there",
        """SELECT reminder.unit, period, stage FROM reminder LEFT JOIN letter ON letter.id = reminder.letter
           WHERE letter.id IS NULL""",
    ),
    _Rule(
        "reminder-without-debt",
        "reminder letter {0} says of no month that it reminds of it",
        """SELECT cause FROM letter WHERE kind = 'reminder' AND id NOT IN (SELECT letter FROM reminder)""",
    ),
)


class Invariants(Database):
    """What `check` asks of the database."""

    def broken_rules(self) -> Iterator[tuple[str, str]]:
        """Code and words for every row that breaks an invariant, and for every page SQLite finds damaged."""
        for row in self._execute("PRAGMA integrity_check"):
            if row[0] != "ok":
                yield "database-damaged", str(row[0])
        for row in self._execute("PRAGMA foreign_key_check"):
            yield (
                "reference-broken",
                f"a row of {row['table']} names a row of {row['parent']} that is not there",
            )
        for rule in _RULES:
            for row in self._execute(rule.query):
                yield rule.code, rule.words.format(*row)

    def mails(self) -> dict[str, int]:
        """The size of every mail, by its hash."""
        return {row["sha256"]: row["size"] for row in self._execute("SELECT sha256, size FROM mail")}

    def archived_files(self) -> tuple[ArchivedFile, ...]:
        """Every file that a row speaks of."""
        rows = self._execute("SELECT path, sha256, size FROM archived_file ORDER BY path")
        return tuple(ArchivedFile(row["path"], row["sha256"], row["size"]) for row in rows)
