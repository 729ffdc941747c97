"""The tables → what came, was decided, left and came back for one unit and month, oldest first; changes nothing."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from collector.model.reasons import Reason
from collector.store import codec
from collector.store.database import Database

_REPORTS = """
    SELECT sha256, sender, subject, received, processed_at, report.outcome, report.reasons, report.receipt,
        mail.rowid AS number, position, unit IS NULL OR period IS NULL AS presumed
    FROM report JOIN mail ON mail.sha256 = report.mail
    WHERE coalesce(unit, presumed_unit) = ?1 AND coalesce(period, presumed_period) = ?2
    UNION ALL
    SELECT sha256, sender, subject, received, processed_at, outcome, reasons, NULL, rowid, 0, TRUE FROM mail
    WHERE outcome IN ('review', 'returned') AND presumed_unit = ?1 AND presumed_period = ?2
        AND NOT EXISTS (SELECT 1 FROM report WHERE report.mail = sha256 AND report.outcome = mail.outcome)
    ORDER BY processed_at, number, position
"""
_HELD, _ON_FILE = ("review", "returned"), ("filed", "revised")
_LETTERS = """
    SELECT id, kind, recipients, subject, message_id, created, state, sent, answer FROM letter
    WHERE unit = ? AND EXISTS (SELECT 1 FROM json_each(periods) WHERE value = ?)
    ORDER BY id
"""
_BOUNCES = (
    "SELECT address, status, diagnostic, happened FROM contact_failure WHERE letter = ? ORDER BY happened"
)


class Happening(StrEnum):
    """What a line of the history tells, beside the outcomes of reports."""

    RECEIVED = "received"  # a mail came with a report of that unit and month
    LETTER = "letter"  # a letter was written
    SENT = "sent"  # the mail server took it
    BOUNCED = "bounced"  # it came back
    CLOSED = "closed"  # what was sent back or waited was mended by a report that came since


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that happened; `reasons` are those of a decision, `said` other words that belong to it."""

    at: datetime
    by: str  # "evidence" for what was decided by what was read, "collector" for its letters, an address for what came
    what: str  # a Happening, or the outcome of a report
    said: str
    ref: str  # receipt number, the mail's hash, or the letter's Message-ID
    reasons: tuple[Reason, ...] = ()
    presumed: bool = False  # its mail seems to be of this unit and month, and no form says so


class History(Database):
    """What is on record of one unit and month."""

    def history(self, unit: str, period: str) -> tuple[HistoryLine, ...]:
        """All that happened, oldest first, also to mails that seem to be of this place; nothing where none came and no letter left."""
        with self.snapshot():
            rows = self._execute(_REPORTS, (unit, period))
            lines = [line for row in rows for line in _of_report(row)]
            lines += _closings(rows)
            for row in self._execute(_LETTERS, (unit, period)):
                lines += _of_letter(row)
                lines += map(_of_bounce, self._execute(_BOUNCES, (row["id"],)))
        return tuple(sorted(lines, key=lambda line: line.at))


def _of_report(row: sqlite3.Row) -> Iterator[HistoryLine]:
    yield HistoryLine(
        codec.from_time(row["received"]),
        row["sender"],
        Happening.RECEIVED,
        row["subject"],
        row["sha256"],
        presumed=bool(row["presumed"]),
    )
    yield HistoryLine(
        codec.from_time(row["processed_at"]),
        "evidence",
        row["outcome"],
        "",
        row["receipt"] or row["sha256"],
        codec.load_reasons(row["reasons"]),
    )


def _closings(rows: Sequence[sqlite3.Row]) -> Iterator[HistoryLine]:
    """For each mail that was held the first report that came and was filed after it."""
    filed = [row for row in rows if row["outcome"] in _ON_FILE]
    for held in rows:
        if held["outcome"] in _HELD:
            since = (row for row in filed if row["received"] >= held["received"])
            if by := next(since, None):
                at = codec.from_time(by["processed_at"])
                yield HistoryLine(at, "evidence", Happening.CLOSED, by["receipt"], held["sha256"])


def _of_letter(row: sqlite3.Row) -> Iterator[HistoryLine]:
    to = ", ".join(codec.load_texts(row["recipients"]))
    written = codec.from_time(row["created"])
    said = f"{row['kind']}: {row['subject']}"
    yield HistoryLine(written, "collector", Happening.LETTER, said, row["message_id"])
    if row["sent"]:
        yield HistoryLine(codec.from_time(row["sent"]), "collector", Happening.SENT, to, row["message_id"])


def _of_bounce(row: sqlite3.Row) -> HistoryLine:
    said = " ".join(filter(None, (row["status"], row["diagnostic"])))
    return HistoryLine(
        codec.from_time(row["happened"]), row["address"], Happening.BOUNCED, said, row["address"]
    )
